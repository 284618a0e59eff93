"""Linked -> the relations of place that the items of their two ends speak against."""

from kg.extract.found import COUNTRY, PLACE
from kg.extract.values import Relation
from kg.link.values import Linked
from kg.namespaces import KG
from kg.ontology import Ontology
from kg.wikidata.values import Item

_LOCATED = KG + "locatedIn"

#: Rivers, ranges and roads lie in several countries, of which an item names one.
_WIDE = (KG + "NaturalFeature", KG + "Route")


def contradicted(linked: Linked, ontology: Ontology) -> frozenset[int]:
    """Return the indices of relations that place one linked place in another where it does not lie.

    The two are in different countries, or the second lies in the first. Where an item does not say
    its country, the text is believed.
    """
    said = linked.extraction.relations
    return frozenset(n for n, r in enumerate(said) if _wrong(r, linked, ontology))


def _wrong(r: Relation, linked: Linked, ontology: Ontology) -> bool:
    if r.prop != _LOCATED or r.object is None:
        return False
    one, other = (_item(i, linked, ontology) for i in (r.subject, r.object))
    if one is None or other is None or one.qid == other.qid:
        return False
    if one.qid in other.parents:
        return True
    if other.qid in one.parents or not (one.country and other.country):
        return False
    return one.country != other.country


def _item(index: int, linked: Linked, ontology: Ontology) -> Item | None:
    """Return the item of a linked place that lies in one country, or is one."""
    link = linked.links[index]
    item = link.item if link is not None else None
    if item is None or not ontology.isa(item.cls, PLACE):
        return None
    wide = any(ontology.isa(item.cls, above) for above in _WIDE)
    return None if wide and not ontology.isa(item.cls, COUNTRY) else item
