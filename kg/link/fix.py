"""Where a place or an event is, worked out from another place; and how far a place reaches around its point."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.extract.values import Span
from kg.namespaces import PREFIXES
from kg.wikidata.values import Item

#: Kind of an item -> kilometres around its point within which it is taken to lie; other kinds are
#: points on a map. Rough sizes; of most countries the ontology knows better (`Whereabouts.extents`).
EXTENTS = {
    "country": 200.0,
    "territory": 100.0,
    "dependency": 100.0,
    "disputed territory": 100.0,
    "former state": 300.0,
    "admin1": 60.0,
    "admin2": 20.0,
    "region": 100.0,
    "municipality": 10.0,
    "river": 200.0,
    "lake": 20.0,
    "sea": 300.0,
    "gulf": 150.0,
    "bay": 30.0,
    "strait": 50.0,
    "mountain range": 150.0,
    "plateau": 100.0,
    "plain": 50.0,
    "desert": 200.0,
    "island": 20.0,
    "archipelago": 100.0,
    "peninsula": 100.0,
}


#: Kilometres around a town within which its villages lie, and its streets.
AROUND, WITHIN = 50.0, 5.0


@dataclass(frozen=True, slots=True)
class Fix:
    """A point that stands for something whose own point nobody knows.

    Attributes:
        point: latitude and longitude in degrees.
        radius: kilometres around the point within which it is likely to be.
        anchor: QID of the item that it was worked out from.
        evidence: the words that say so; none where it is only concluded from what stands around.
        entity: index of the entity that it is of, or None; ``event``: index of the event, or None.
    """

    point: tuple[float, float]
    radius: float
    anchor: str
    evidence: tuple[Span, ...] = ()
    entity: int | None = None
    event: int | None = None


def extent(item: Item, extents: Mapping[str, float]) -> float:
    """Return how far a place reaches around its point, in kilometres; 0 for what is a point on a map.

    Args:
        extents: what is known of single places, by IRI; of others, their kind tells.
    """
    return extents.get(PREFIXES["wd"] + item.qid) or EXTENTS.get(item.kind, 0.0)
