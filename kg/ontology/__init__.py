"""Turtle files -> ``Ontology``: the classes, and the words that stand for them."""

from kg.ontology.load import load
from kg.ontology.values import Known, Ontology, Position, Relations, Slot, Tie, Trigger, Whereabouts

__all__ = [
    "Known",
    "Ontology",
    "Position",
    "Relations",
    "Slot",
    "Tie",
    "Trigger",
    "Whereabouts",
    "load",
]
