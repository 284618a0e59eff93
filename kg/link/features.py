"""Entity x candidate -> what speaks for the candidate and against it, by name, without the other links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log10
from typing import Final

from kg.extract.values import Entity
from kg.link import sport
from kg.link.candidates import Fit
from kg.link.context import COMMON, words
from kg.link.kinds import agreement
from kg.link.names import Names, fold
from kg.link.toldkind import fit as fits_kind
from kg.wikidata.values import Item

#: Everything that is known of a candidate by itself, in the order in which it is shown.
ALONE: Final = (
    "prior", "first", "class", "family", "level", "acting", "person", "clash", "full", "label",
    "share", "short", "surname", "part", "alike", "one word", "overlap", "words", "telling",
    "beside", "in document",
    "cut", "longer", "namesake", "given name", "rest", "team", "sport", "plays", "where",
    "its sport", "only",
    "told", "in office", "out of office", "not yet", "known",
)  # fmt: skip
#: What is known of an entity, and speaks for nobody.
NOBODY: Final = (
    "nil", "nil person", "nil place", "nil group", "nil unknown", "nil one word", "nil long",
    "nil lower", "nil crowd", "nil acronym", "nil cut", "nil only",
)  # fmt: skip
#: Number of words that tell something -> how much they tell together: the first tells most.
_MUCH: Final = (0.0, 0.75, 1.0)
#: Least prior that is told from none.
_LEAST: Final = 1e-7


@dataclass(frozen=True, slots=True)
class Asked:
    """One entity with all that its candidates are compared with.

    Attributes:
        around: words of its sentences; ``document``: words of the text.
        year: of the document, or 0.
        told: how often it is told to be of a group of kinds: see `toldkind`.
        others: words of the names of organisations and places in the text, countries left out.
        plays: how the words beside its names tell of a team: see `sport`.
    """

    entity: Entity
    names: Names
    fits: Sequence[Fit]
    around: frozenset[str]
    document: frozenset[str]
    year: int
    told: Mapping[str, int] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    plays: float = 0.0


def alone(asked: Asked) -> list[dict[str, float]]:
    """Return the features of each candidate, in their order; those that are 0 are left out."""
    return [_alone(asked, n, fit) for n, fit in enumerate(asked.fits)]


def _alone(asked: Asked, place: int, fit: Fit) -> dict[str, float]:
    item = fit.candidate.item
    found = {
        "prior": log10(max(item.prior, _LEAST) / _LEAST),
        "first": float(place == 0),
        "full": fit.full,
        "share": fit.share,
        "short": float(fit.full == 0),
        "surname": float(
            item.kind == "person"
            and fit.candidate.likeness <= 0.8
            and not fit.alike
            and not fit.namesake
        ),
        "given name": float(item.kind == "person" and fit.candidate.likeness <= 0.6),
        "cut": float(fit.cut),
        "longer": float(fit.longer),
        "namesake": float(fit.namesake),
        "rest": _rest(asked, item),
        "only": float(_sole(asked) and fit.full == 1),
        "part": float(item.kind != "person" and fit.candidate.likeness <= 0.8 and not fit.alike),
        "alike": (1 - fit.full) * 10 if fit.alike else 0.0,
        "label": float(bool(asked.names.all) and fold(item.label) == asked.names.all[0]),
        "overlap": _overlap(asked.names, fit),
        "known": float(asked.entity.known.endswith("/" + item.qid)),
        "told": fits_kind(item, asked.told) if asked.told else 0.0,
        **sport.features(item, asked.plays, asked.document),
        **_context(asked, item),
        **_time(item, asked.year),
    }
    agreed = agreement(asked.entity, item)
    if agreed != "unknown":
        found[agreed] = 1.0
    if item.kind == "person" and asked.names.words == 1:
        found["one word"] = 1.0
    return {name: value for name, value in found.items() if value}


def _sole(asked: Asked) -> bool:
    """Say whether one item alone is called as the fullest name, of two words or more."""
    return asked.names.words > 1 and sum(fit.full == 1 for fit in asked.fits) == 1


def _rest(asked: Asked, item: Item) -> float:
    """Return the share of the words of an item's label that are not in the name, but in the text."""
    rest = words(item.label) - words(asked.names.full)
    return len(rest & asked.document) / len(rest) if rest else 0.0


def _overlap(names: Names, fit: Fit) -> float:
    """Return the share of words that the fullest name and a name of the item have in common."""
    if fit.full == 1:
        return 1.0
    mine = set(names.all[0].split())
    theirs = [set(fold(name).split()) for name in {fit.candidate.name, fit.candidate.item.label}]
    return max(len(mine & other) / len(mine | other) for other in theirs)


def _context(asked: Asked, item: Item) -> Mapping[str, float]:
    """Return how many words of the description and the offices are told around, and in the document."""
    if (
        item.point is not None
    ):  # "city in Syria": what it is told to be counts, and its country, not these words
        return {}
    told = words(item.description)
    for office in item.offices[:3]:
        told |= words(office.title)
    told -= words(item.label)
    return {
        "telling": _MUCH[min(len((told - COMMON) & asked.around), 2)],
        "beside": float(not (told - COMMON).isdisjoint(asked.others & asked.around)),
        "words": min(len(told & asked.around), 3) / 3,
        "in document": min(len(told & asked.document), 4) / 4,
    }


def _time(item: Item, year: int) -> Mapping[str, float]:
    """Return whether somebody held an office in a year, and whether it was before anything was."""
    if not year:
        return {}
    if item.begin[:4].isdecimal() and int(item.begin[:4]) > year:
        return {"not yet": 1.0}
    if not item.offices:
        return {}
    held = any(
        _year(o.begin, 0) <= year <= _year(o.end, 9999) for o in item.offices if o.begin or o.end
    )
    return {"in office": 1.0} if held else {"out of office": 1.0}


def _year(text: str, otherwise: int) -> int:
    return int(text[:4]) if text[:4].isdecimal() else otherwise


def nobody(asked: Asked) -> dict[str, float]:
    """Return the features of the decision that it is nobody of the candidates."""
    family = asked.entity.family if asked.entity.cls else "unknown"
    found = {
        "nil": 1.0,
        "nil person": float(family == "person"),
        "nil place": float(family == "place"),
        "nil group": float(family in ("group", "object")),
        "nil unknown": float(family == "unknown"),
        "nil one word": float(asked.names.words == 1),
        "nil long": float(asked.names.words > 2),
        "nil lower": float(asked.names.lower),
        "nil crowd": log10(max(len(asked.fits), 1)),
        "nil acronym": float(asked.names.acronym),
        "nil cut": float(all(fit.cut or fit.longer or fit.alike for fit in asked.fits)),
        "nil only": float(_sole(asked)),
    }
    return {name: value for name, value in found.items() if value}
