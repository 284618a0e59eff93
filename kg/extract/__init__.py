"""spaCy ``Doc`` x ontology -> ``Extraction``: who did what to whom, where, when, who says so, how surely."""

import kg.unconnected  # noqa: F401, before spaCy

# isort: split
from kg.extract.extract import extract
from kg.extract.values import (
    Claim,
    Entity,
    Event,
    Extraction,
    Interval,
    Mention,
    Quantity,
    Relation,
    Role,
    Span,
    TimeMention,
)

__all__ = [
    "Claim",
    "Entity",
    "Event",
    "Extraction",
    "Interval",
    "Mention",
    "Quantity",
    "Relation",
    "Role",
    "Span",
    "TimeMention",
    "extract",
]
