"""Linked -> nodes: which IRI, class, label and names each entity has in the graph."""

from dataclasses import dataclass, replace

from kg.extract.found import ACTOR, PLACE, family
from kg.extract.values import Entity
from kg.facts.iris import Iris
from kg.link.values import Link, Linked
from kg.ontology import Ontology
from kg.wikidata.values import Item


@dataclass(frozen=True, slots=True)
class Node:
    """What stands in the graph for one entity, or for several that turn out to be one.

    Attributes:
        cls: the class that text and item agree on.
        names: all that the text calls it.
        item: who it is in Wikidata, or None; ``confidence``: how surely, 0..1.
    """

    iri: str
    cls: str
    label: str
    names: frozenset[str]
    item: Item | None = None
    confidence: float = 0.0


def nodes(linked: Linked, iris: Iris, ontology: Ontology) -> list[Node]:
    """Return one node an entity, in the same order; entities of one IRI share theirs."""
    drafts = [
        _node(entity, link, iris, ontology)
        for entity, link in zip(linked.extraction.entities, linked.links, strict=True)
    ]
    found: dict[str, Node] = {}
    for one in drafts:
        found[one.iri] = _joined(found[one.iri], one, ontology) if one.iri in found else one
    return [found[one.iri] for one in drafts]


def agreed(said: str, known: str, ontology: Ontology) -> str | None:
    """Return the class of an entity that the text and the item give a class, None if they contradict.

    The more special of the two; else the item's, which knows its places and its actors apart, unless
    the text says more: that a country acts where the item is but a place.
    """
    if not known or ontology.isa(said, known):
        return said
    if ontology.isa(known, said):
        return known
    tops = [top for top in (ACTOR, PLACE) if ontology.isa(said, top)]
    kept = [top for top in tops if ontology.isa(known, top)]
    if kept and kept == tops:
        return known
    return said if PLACE in kept else None


def lives_in(item: Item, ontology: Ontology) -> str:
    """Return the part of the IRIs that an item lives in, whatever a text says of it."""
    return family(item.cls or (PLACE if item.point is not None else ""), ontology)


def _node(entity: Entity, link: Link | None, iris: Iris, ontology: Ontology) -> Node:
    names = frozenset({entity.label, *entity.aliases})
    if link is not None and link.item is not None:
        cls = agreed(entity.cls, link.item.cls, ontology)
        if cls is not None:
            iri = iris.item(lives_in(link.item, ontology), link.item.qid)
            return Node(iri, cls, link.item.label, names, link.item, link.confidence)
    return Node(iris.entity(entity), entity.cls, entity.label, names)


def _joined(one: Node, other: Node, ontology: Ontology) -> Node:
    """Return one node for two entities, with the class that says more; of two that contradict the first.

    Unless the second acts, or is somewhere, and the first does not: then something relies on that.
    """
    tops = [top for top in (ACTOR, PLACE) if ontology.isa(other.cls, top)]
    more = ontology.isa(other.cls, one.cls) or not all(ontology.isa(one.cls, t) for t in tops)
    return replace(
        one,
        cls=other.cls if more else one.cls,
        names=one.names | other.names,
        confidence=max(one.confidence, other.confidence),
    )
