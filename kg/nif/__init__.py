"""NIF 2.0 in and out: the mentions of a text, and what they denote, as RDF that other tools read."""

from kg.nif.facts import nif

__all__ = ["nif"]
