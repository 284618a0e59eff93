"""Words before or around the name of a place -> how something lies to it: "20 km east of", "near", "northern"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.digits import digits
from kg.ontology.values import Whereabouts

#: Characters before a name that are looked at: "some 20 kilometres (12 miles) to the north-east of the town of ".
BEFORE = 90

#: Kilometres that "north of" a town goes, where no distance is told, and how far a town reaches.
USUAL, TOWN = 20.0, 5.0

#: Kilometres to the middle of "northern" anything at most: countries are wider than they are high.
MOST = 800.0

#: From this extent on, kilometres, "north of" means inside more often than beyond: "in the north of Syria".
LARGE = 50.0


_WORD = re.compile("[a-z]+")

#: A number in digits or words before a unit; "few" is taken for one, too.
_NUMBER = r"(?P<number>\d+(?:[.,]\d+)*|[a-z]+(?:-[a-z]+)?)"


@dataclass(frozen=True, slots=True)
class Told:
    """How something lies to a place.

    Attributes:
        start: where the words begin, an offset into the text that was looked at.
        bearing: degrees clockwise from north, or None.
        distance: kilometres, or None where the text does not say.
        reach: kilometres around within which it is likely to be; 0 for a direction.
        inside: whether it is in the place.
    """

    start: int
    bearing: float | None = None
    distance: float | None = None
    reach: float = 0.0
    inside: bool = False

    def moved(self, by: int) -> "Told":
        """Return the same with offsets into a text that begins so much earlier."""
        return replace(self, start=self.start + by)

    def places(self, extent: float) -> tuple[float, float]:
        """Return how far from the point of the place, and within what radius, it is likely to be.

        Args:
            extent: how far the place itself reaches, kilometres; 0 for a point on a map.
        """
        if self.bearing is None:
            return 0.0, extent + (self.distance or self.reach)
        if self.distance is not None:
            return self.distance, extent + max(1.0, self.distance / 5)
        if self.inside or extent >= LARGE:
            size = extent or max(self.reach, TOWN)
            return min(
                size / 2, MOST
            ), size * 3 / 4  # half of a disc lies within that, but for its corners
        return extent + USUAL, extent / 2 + 2 * USUAL


def wording(words: Whereabouts) -> "Wording":
    """Return what finds the words; made once for the same words."""
    return _wording(
        *(tuple(some.items()) for some in (words.bearings, words.reaches, words.lengths))
    )


@lru_cache(maxsize=4)
def _wording(*words: tuple[tuple[str, float], ...]) -> "Wording":
    bearings, reaches, lengths = (dict(some) for some in words)
    return Wording(Whereabouts(bearings, reaches, lengths, {}))


class Wording:
    """Finds the words of an ontology around names."""

    def __init__(self, words: Whereabouts) -> None:
        self._words = words
        told = (*words.bearings, *words.reaches, *words.lengths)
        self._any = frozenset(max(some.split(), key=len) for some in told)
        direction = rf"(?P<direction>{_any(words.bearings)})"
        length = rf"{_NUMBER}[\s-]*(?P<unit>{_any(words.lengths)})\b(?:\s*\([^()]*\))?"
        called = r"(?:the\s+)?(?:[a-z]+\s+of\s+)?(?:the\s+)?$"
        self._before = [
            re.compile(pattern, re.IGNORECASE)
            for pattern in (
                rf"\b(?:{length}\s+(?:away\s+)?)?(?:to\s+)?(?P<the>the\s+)?\b{direction}\s+(?:of|from)\s+{called}",
                rf"\b{length}\s+(?:away\s+)?(?:from|outside|off)\s+{called}",
                rf"\b(?P<within>){direction}\s+(?:[a-z]+\s+of\s+(?:the\s+)?)?$",
                rf"\b(?P<near>{_any(words.reaches)})\s+{called}",
            )
        ]
        self._inner = re.compile(
            rf"\b(?:{direction}|(?P<near>{_any(words.reaches)}))\b", re.IGNORECASE
        )

    def before(self, text: str) -> Told | None:
        """Return what the end of a text says of the place whose name follows."""
        tail = text[-BEFORE:]
        if self._any.isdisjoint(
            _WORD.findall(tail.lower())
        ):  # as mostly: a search takes ten times as long
            return None
        for pattern in self._before:
            found = pattern.search(tail)
            if found:
                return self._told(found, len(text) - len(tail))
        return None

    def around(self, text: str) -> Told | None:
        """Return what the words of a phrase say of the place whose name is among them."""
        told = [self._told(m, 0) for m in self._inner.finditer(text)]
        bearing = next((t.bearing for t in told if t.bearing is not None), None)
        reach = max((t.reach for t in told), default=0.0)
        if not told:
            return None
        return Told(0, bearing, None, reach, inside=bearing is not None)

    def _told(self, found: re.Match[str], offset: int) -> Told:
        groups = found.groupdict()
        bearing = groups.get("direction")
        near = groups.get("near")
        unit = groups.get("unit")
        distance = _number(groups["number"]) if unit else None
        if unit and distance is not None:
            distance *= self._words.lengths[_plain(unit)]
        reach = self._words.reaches[_plain(near)] if near else 0.0
        return Told(
            offset + found.start(),
            self._words.bearings[_plain(bearing)] if bearing else None,
            distance,
            reach or (USUAL if unit else 0.0),  # "a few kilometres"
            inside=distance is None and ("within" in groups or bool(groups.get("the"))),
        )


def _any(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; a space stands for a hyphen, too."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in longest)


def _plain(words: str) -> str:
    return " ".join(words.replace("-", " ").lower().split())


def _number(words: str) -> float | None:
    """Return a number in digits or words, or None: of "few".

    >>> _number("1,200"), _number("2.5"), _number("twenty-five"), _number("few")
    (1200.0, 2.5, 25.0, None)
    """
    try:
        return float(re.sub(r",(?=\d{3}\b)", "", digits(words.lower())).replace(",", "."))
    except ValueError:
        return None
