"""Linked -> why an entity is who it is: its candidates, what spoke for and against each, and the decision."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.extract.values import Entity, Extraction, Mention, Span
from kg.link.names import fold
from kg.link.values import Link, Linked, Scored


@dataclass(frozen=True, slots=True)
class Explanation:
    """The decision about one entity; ``document`` is empty for a name alone."""

    document: str
    entity: Entity
    link: Link


def explanations(linked: Linked, name: str, document: str) -> Iterator[Explanation]:
    """Yield the decisions about the entities of a document that have this name, in their order."""
    wanted = fold(name)
    for entity, link in zip(linked.extraction.entities, linked.links, strict=True):
        if link is not None and wanted in map(fold, (entity.label, *entity.aliases)):
            yield Explanation(document, entity, link)


def alone(name: str) -> Extraction:
    """Return what a text says that is this name and nothing else."""
    whole = Span(0, len(name))
    entity = Entity("", "thing", name, (), (Mention(whole, "Name"),))
    return Extraction((whole,), (entity,))


def plain(one: Explanation) -> dict[str, Any]:
    """Return the explanation as what JSON can hold; probabilities with four digits."""
    link = one.link
    return {
        "document": one.document,
        "name": one.entity.label,
        "aliases": list(one.entity.aliases),
        "class": one.entity.cls,
        "decision": link.item.qid if link.item else None,
        "label": link.item.label if link.item else None,
        "confidence": round(link.confidence, 4),
        "ruling": link.ruling or None,
        "candidates": [_candidate(scored) for scored in link.candidates],
    }


def _candidate(scored: Scored) -> dict[str, Any]:
    item = scored.candidate.item
    return {
        "qid": item.qid,
        "label": item.label,
        "description": item.description,
        "country": item.country,
        "matched": scored.candidate.name,
        "score": round(scored.score, 4),
        "features": {name: round(value, 4) for name, value in scored.features},
    }
