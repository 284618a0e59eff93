"""Class of an entity x item -> how well the two go together."""

from typing import Final

from kg.extract.values import Entity
from kg.namespaces import KG
from kg.wikidata.values import Item

#: Local name of a class of an item -> the family of entities that it is of.
FAMILIES: Final = {
    "Person": "person",
    "Organisation": "organisation",
    "GovernmentBody": "organisation",
    "ArmedForce": "organisation",
    "ArmedGroup": "organisation",
    "PoliticalParty": "organisation",
    "InternationalOrganisation": "organisation",
    "MediaOrganisation": "organisation",
    "Company": "organisation",
    "NonGovernmentalOrganisation": "organisation",
    "Group": "group",
    "Place": "place",
    "Country": "place",
    "Region": "place",
    "Settlement": "place",
    "NaturalFeature": "place",
    "Facility": "place",
    "Route": "place",
}
#: Classes that say no more than the family does.
_PLAIN: Final = frozenset((KG + "Place", KG + "Organisation", KG + "Group", KG + "Object", ""))
_ACTING: Final = frozenset((KG + "Country", KG + "Region", KG + "Settlement"))


def family(item: Item) -> str:
    """Return the family of entities that an item is of: ``other`` for languages, offices, events."""
    return FAMILIES.get(item.cls.removeprefix(KG), "other")


def agreement(entity: Entity, item: Item) -> str:
    """Return ``unknown``, ``class``, ``family``, ``level``, ``acting``, ``person`` or ``clash``.

    ``level`` is a settlement for a region and the like, ``acting`` a place that stands for its
    government or team, or the other way round, ``person`` a person for something else.
    """
    if not entity.cls:
        return "unknown"
    theirs = family(item)
    if theirs == entity.family:
        if entity.cls == item.cls and item.cls not in _PLAIN:
            return "class"
        return "family" if entity.cls in _PLAIN or item.cls in _PLAIN else "level"
    if "person" in (theirs, entity.family):
        return "person"
    if {theirs, entity.family} <= {"place", "organisation", "group"} and (
        item.cls in _ACTING or entity.cls in _ACTING or entity.cls in _PLAIN
    ):
        return "acting"
    return "clash"
