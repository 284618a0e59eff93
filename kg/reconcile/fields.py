"""The properties that can be asked for and fetched: what an item has, and how well a value agrees with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import log10
from typing import Final

from kg.reconcile import dates, geo
from kg.reconcile.values import Ref, Value, qid
from kg.wikidata.names import fold
from kg.wikidata.values import Item, Knowledge

#: A value as data extension writes it: ``{"str": …}``, ``{"int": …}``, ``{"id": …, "name": …}`` …
Cell = dict[str, object]


@dataclass(frozen=True, slots=True)
class Field:
    """A property.

    Attributes:
        id, name, description: what people see; ``pid``: Wikidata's own name for it, understood too.
        tops: local names of the classes that have it; empty: all.
        get: its values, in a fixed order.
        agree: how well a value agrees with the item, 0..1; None when the item or the value does not tell.
        points_to: local name of the class of the entities that are its values, or empty.
    """

    id: str
    name: str
    description: str
    pid: str
    tops: tuple[str, ...]
    get: Callable[[Item, Knowledge], list[Cell]]
    agree: Callable[[Item, Value, Knowledge], float | None]
    points_to: str = ""


def words(value: Value) -> str:
    """Return a value as the words that somebody would type."""
    return (value.name or value.id) if isinstance(value, Ref) else str(value)


def overlap(one: str, other: str) -> float:
    """Return the share of words in common (Dice), after folding.

    >>> overlap("minister of defence", "defence minister of Syria")
    0.8571428571428571
    """
    a, b = {*fold(one).split()}, {*fold(other).split()}
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _strings(*values: str) -> list[Cell]:
    return [{"str": value} for value in values if value]


def _code(value: Value, knowledge: Knowledge) -> str:
    """Return the ISO 3166-1 code of a country that is told by code, name or QID; empty when it is none."""
    told = value.id if isinstance(value, Ref) else str(value).strip()
    if len(told) == 2 and told.isalpha():
        return told.upper()
    item = knowledge.item(qid(told)) if qid(told) else None
    if item is not None:
        return item.country
    named = knowledge.named(value.name if isinstance(value, Ref) else told)
    return next((c.item.country for c in named if c.item.kind == "country"), "")


def _country(item: Item, value: Value, knowledge: Knowledge) -> float | None:
    code = _code(value, knowledge)
    return float(code == item.country) if code and item.country else None


def country_of(item: Item, knowledge: Knowledge) -> Item | None:
    """Return the item of the country that an item belongs to, itself included; None when unknown."""
    if not item.country:
        return None
    above = (knowledge.item(qid) for qid in reversed(item.parents))
    called = (c.item for c in knowledge.named(item.country))
    for one in (item, *(a for a in above if a is not None), *called):
        if one.kind == "country" and one.country == item.country:
            return one
    return None


def _get_country(item: Item, knowledge: Knowledge) -> list[Cell]:
    found = country_of(item, knowledge)
    return [_entity(found)] if found else _strings(item.country)


def _entity(item: Item) -> Cell:
    return {"id": item.qid, "name": item.label}


def _near(item: Item, value: Value, _: Knowledge) -> float | None:
    other = geo.point(words(value))
    return None if item.point is None or other is None else round(geo.near(item.point, other), 4)


def _parents(item: Item, knowledge: Knowledge) -> list[Item]:
    found = (knowledge.item(qid) for qid in item.parents)
    return [parent for parent in found if parent is not None]


def _within(item: Item, value: Value, knowledge: Knowledge) -> float | None:
    if not item.parents:
        return None
    told = value.id if isinstance(value, Ref) else str(value).strip()
    if told in item.parents:
        return 1.0
    key = fold(words(value))
    names = (n for p in _parents(item, knowledge) for n in (p.label, *p.aliases))
    return float(any(fold(name) == key for name in names))


def _peopled(item: Item, value: Value, _: Knowledge) -> float | None:
    """Return 1 for the same number, 0 for one ten times as large: censuses differ by years, not by powers."""
    number = _number(value)
    if not item.population or number is None or number < 1:
        return None
    return max(0.0, 1.0 - abs(log10(item.population) - log10(number)))


def _number(value: Value) -> float | None:
    try:
        return float(words(value).replace(",", "").replace(" ", ""))
    except ValueError:
        return None


def _office(item: Item, value: Value, _: Knowledge) -> float | None:
    told = [*(office.title for office in item.offices), item.description]
    return max((overlap(words(value), t) for t in told if t), default=None)


def _get_offices(item: Item, _: Knowledge) -> list[Cell]:
    return _strings(
        *(
            o.title + (f" ({o.begin}–{o.end})" if o.begin or o.end else "")
            for o in item.offices
        )
    )  # fmt: skip


def _named(item: Item, value: Value, _: Knowledge) -> float | None:
    key = fold(words(value))
    exact = any(fold(name) == key for name in (item.label, *item.aliases))
    return 1.0 if exact else max(overlap(key, n) for n in (item.label, *item.aliases))


def _told(item: Item, value: Value, _: Knowledge) -> float | None:
    return overlap(words(value), item.description) if item.description else None


def _kind(item: Item, value: Value, _: Knowledge) -> float | None:
    mine = {item.kind.casefold(), item.cls.rpartition("#")[2].casefold()} - {""}
    return float(words(value).strip().casefold() in mine) if mine else None


def _begun(item: Item, value: Value, _: Knowledge) -> float | None:
    return dates.alike(item.begin, words(value))


def _ended(item: Item, value: Value, _: Knowledge) -> float | None:
    return dates.alike(item.end, words(value))


def _get_point(item: Item, _: Knowledge) -> list[Cell]:
    return [{"str": f"{item.point[0]},{item.point[1]}"}] if item.point else []


def _get_side(n: int) -> Callable[[Item, Knowledge], list[Cell]]:
    return lambda item, _: [{"float": item.point[n]}] if item.point else []


def _side(n: int) -> Callable[[Item, Value, Knowledge], float | None]:
    """Compare one coordinate; a degree of longitude is taken as long as one of latitude (111 km)."""

    def agree(item: Item, value: Value, _: Knowledge) -> float | None:
        other = _number(value)
        if item.point is None or other is None:
            return None
        return max(0.0, 1.0 - abs(item.point[n] - other) * 111 / geo.FAR)

    return agree


_PLACES, _PEOPLE, _BODIES = ("Place",), ("Person",), ("Organisation",)

#: What there is, in the order in which it is proposed.
FIELDS: Final[tuple[Field, ...]] = (
    Field("label", "label", "English name, or the best there is", "", (),
          lambda i, _: _strings(i.label), _named),
    Field("aliases", "aliases", "other names, in any script", "", (),
          lambda i, _: _strings(*i.aliases), _named),
    Field("description", "description", "a few words that tell what it is", "", (),
          lambda i, _: _strings(i.description), _told),
    Field("kind", "kind", "what it is: town, river, party, company …", "P31", (),
          lambda i, _: _strings(i.kind), _kind),
    Field("country", "country", "by name, ISO 3166-1 code or QID", "P17", (),
          _get_country, _country, "Country"),
    Field("locatedIn", "located in", "places that it lies in, the nearest first", "P131", _PLACES,
          lambda i, k: [_entity(p) for p in _parents(i, k)], _within, "Place"),
    Field("coordinates", "coordinates", "latitude,longitude in degrees (WGS84)", "P625", _PLACES,
          _get_point, _near),
    Field("latitude", "latitude", "degrees north (WGS84)", "", _PLACES, _get_side(0), _side(0)),
    Field("longitude", "longitude", "degrees east (WGS84)", "", _PLACES, _get_side(1), _side(1)),
    Field("population", "population", "inhabitants", "P1082", _PLACES,
          lambda i, _: [{"int": i.population}] if i.population else [], _peopled),
    Field("born", "born", "date of birth", "P569", _PEOPLE,
          lambda i, _: [dates.written(i.begin)] if i.begin else [], _begun),
    Field("died", "died", "date of death", "P570", _PEOPLE,
          lambda i, _: [dates.written(i.end)] if i.end else [], _ended),
    Field("offices", "offices held", "with years, the weightiest first", "P39", _PEOPLE,
          _get_offices, _office),
    Field("founded", "founded", "date of founding", "P571", _BODIES,
          lambda i, _: [dates.written(i.begin)] if i.begin else [], _begun),
    Field("dissolved", "dissolved", "date of dissolution", "P576", _BODIES,
          lambda i, _: [dates.written(i.end)] if i.end else [], _ended),
)  # fmt: skip

#: Field by every name that a client may use for it.
BY_NAME: Final[Mapping[str, Field]] = {
    name: field for field in FIELDS for name in (field.id, field.pid) if name
} | {"office": next(f for f in FIELDS if f.id == "offices")}
