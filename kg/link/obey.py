"""Link x people's corrections -> the link as they will have it."""

from collections.abc import Iterable, Sequence

from kg.extract.values import Entity
from kg.link.names import fold
from kg.link.rulings import Ruling
from kg.link.values import Link
from kg.wikidata.values import Item, Knowledge

#: What a correction for every document yields to: one for this document.
_HERE = 1


def about(entity: Entity, document: str, rulings: Iterable[Ruling]) -> list[Ruling]:
    """Return the corrections about an entity by one of its names, the weightiest first.

    One about this document goes before one about all, the later before the earlier.
    """
    names = {fold(name) for name in (entity.label, *entity.aliases)}
    found = [r for r in rulings if r.name in names and r.document in ("", document)]
    return sorted(found, key=lambda r: (r.document != "", r.made, r.iri), reverse=True)


def refused(rulings: Sequence[Ruling]) -> dict[str, str]:
    """Return the QIDs that somebody said it is not, each with the IRI of the correction.

    Empty where a weightier correction says who it is: see `decided`.
    """
    return {r.qid: r.iri for r in reversed(rulings) if r.verdict == "not-same"}


def decided(entity: Entity, rulings: Sequence[Ruling], knowledge: Knowledge, link: Link) -> Link:
    """Return the link that the weightiest correction decides, or the link as it was."""
    first = next((r for r in rulings if r.verdict in ("same", "nil")), None)
    if first is None:
        return link
    item = None
    if first.verdict == "same":
        item = knowledge.item(first.qid) or Item(first.qid, entity.label, cls=entity.cls)
    return Link(item, 1.0, link.candidates, first.iri)
