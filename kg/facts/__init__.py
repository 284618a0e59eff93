"""Document x ``Extraction`` -> quads: one named graph a document, no blank nodes."""

from kg.facts.facts import Facts, facts

__all__ = ["Facts", "facts"]
