"""First links of a document -> what each candidate has in common with the others' countries and places."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, exp, radians, sin, sqrt
from typing import Final

from kg.extract.values import Entity
from kg.wikidata.values import Item

#: What is known of a candidate beside the other links, in the order in which it is shown.
TOGETHER: Final = ("country", "foreign", "nearby", "inside", "outside")

#: Kilometres at which nearness has fallen to a third: half the way across a small country.
NEAR: Final = 150.0
#: Kilometres from the point of a division within which its places lie.
DIVISION: Final = 400.0
#: What stands between a place and the one it lies in: "Paris, Texas", "Atshan in Hama".
_IN: Final = re.compile(r"(?:,? in|,| \()(?: the)?(?: \w+ \w+ of)? $|, $| \($")
_WIDE: Final = frozenset(("country", "continent", "former state"))


@dataclass(frozen=True, slots=True)
class First:
    """Who an entity is likely to be by itself: the best item, and the probability of it."""

    item: Item | None
    probability: float


class Coherence:
    """The countries and places that a document speaks of, by the first links."""

    def __init__(
        self, text: str, entities: Sequence[Entity], firsts: Sequence[First | None]
    ) -> None:
        self._firsts = firsts
        self._votes: dict[str, float] = {}
        for first in firsts:
            if first is not None and first.item is not None and first.item.country:
                self._votes[first.item.country] = (
                    self._votes.get(first.item.country, 0.0) + first.probability
                )
        self._labels = {
            f.item.country: f.item.label
            for f in firsts
            if f is not None
            and f.item is not None
            and f.item.kind == "country"
            and f.probability > 0.5
        }
        self._points = [
            (n, f.item.point, f.probability)
            for n, f in enumerate(firsts)
            if f is not None
            and f.item is not None
            and f.item.point
            and f.item.kind not in _WIDE
            and f.probability > 0.5
        ]
        self._parents = _parents(text, entities)

    def named(self, most: int) -> list[str]:
        """Return the codes of the countries named that the document speaks of most, equals by code."""
        return sorted(self._labels, key=lambda c: (-self._votes[c], c))[:most]

    def label(self, code: str) -> str:
        """Return the name of a country that the document speaks of by name, or an empty text."""
        return self._labels.get(code, "")

    def features(self, at: int, item: Item) -> dict[str, float]:
        """Return what a candidate of the entity ``at`` has in common with the links of the others."""
        found = {**self._country(at, item), **self._near(at, item), **self._inside(at, item)}
        return {name: value for name, value in found.items() if value}

    def _country(self, at: int, item: Item) -> Mapping[str, float]:
        if not item.country:
            return {}
        own = self._firsts[at]
        votes = dict(self._votes)
        if own is not None and own.item is not None and own.item.country:
            votes[own.item.country] -= own.probability
        total = sum(votes.values())
        if total < 0.5:
            return {}
        mine = votes.get(item.country, 0.0)
        return {"country": mine / total, "foreign": float(mine < 0.05)}

    def _near(self, at: int, item: Item) -> Mapping[str, float]:
        if item.point is None or item.kind in _WIDE:
            return {}
        others = [
            distance(item.point, point)
            for n, point, _ in self._points
            if n != at and point != item.point
        ]
        return {"nearby": exp(-min(others) / NEAR)} if others else {}

    def _inside(self, at: int, item: Item) -> Mapping[str, float]:
        """Return whether a place lies in what stands behind it: "Paris, Texas"."""
        inside = outside = 0.0
        if item.point is None:
            return {}
        for parent in self._parents.get(at, ()):
            first = self._firsts[parent]
            if (
                first is None
                or first.item is None
                or first.item.point is None
                or first.item.qid == item.qid
            ):
                continue
            if lies_in(item, first.item):
                inside = max(inside, first.probability)
            else:
                outside = max(outside, first.probability)
        return {"inside": inside, "outside": outside if not inside else 0.0}


def lies_in(item: Item, parent: Item) -> bool:
    """Say whether a place may lie in another, by what is known of the two."""
    if parent.qid in item.parents:
        return True
    if (
        item.point is None
        or parent.point is None
        or (item.country and parent.country and item.country != parent.country)
    ):
        return False
    if parent.kind in _WIDE:
        return item.country == parent.country or parent.kind == "continent"
    return distance(item.point, parent.point) < DIVISION


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the kilometres between two points (latitude, longitude in degrees) on a sphere.

    >>> round(distance((36.2, 37.16), (33.51, 36.29)))
    309
    """
    south, west, north, east = radians(a[0]), radians(a[1]), radians(b[0]), radians(b[1])
    square = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(square)))


def _parents(text: str, entities: Sequence[Entity]) -> dict[int, tuple[int, ...]]:
    """Return which entities are told as what another lies in."""
    named = sorted(
        (m.span.start, m.span.end, n)
        for n, e in enumerate(entities)
        for m in e.mentions
        if m.kind == "Name"
    )
    found: dict[int, tuple[int, ...]] = {}
    for (_, end, one), (start, _, other) in pairwise(named):
        if one != other and 0 < start - end < 30 and _IN.match(text, end, start):
            found[one] = (*found.get(one, ()), other)
    return found
