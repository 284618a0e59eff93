"""A segment -> lines of text, with colours for a terminal or without."""

import re
from collections.abc import Iterator
from typing import Final

from kg.show.values import Line, Segment

#: Kind of mark -> Select Graphic Rendition (ECMA-48, 8.3.117): readable on dark and on light.
COLOURS: Final = {
    "people": "32",
    "organisations": "94",
    "groups": "35",
    "places": "33",
    "things": "4",
    "times": "36",
    "triggers": "1;31",
}
_FAINT, _BOLD = "2", "1"

#: What could steer a terminal: controls, and marks that reorder what follows them.
_STEERING: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """Return text on one line with nothing in it that could steer a terminal.

    >>> harmless("a\\x1b[31m\\nb")
    'a�[31m b'
    """
    return _STEERING.sub("�", re.sub(r"\s+", " ", text))


def legend(kinds: set[str]) -> str:
    """Return what the colours of these kinds mean, each in its colour."""
    return " ".join(_in(colour, kind) for kind, colour in COLOURS.items() if kind in kinds)


def paint(text: str, segment: Segment, *, colours: bool) -> Iterator[str]:
    """Yield the words of a segment as one line, and below it what they tell.

    Args:
        text: of the whole document.
        segment: the part of it.
        colours: whether a terminal shows them; without, the words stand as they are.
    """
    if colours:
        yield "".join(
            _in(colour, harmless(words)) for colour, words in _runs(text, segment)
        ).strip()
    else:
        yield harmless(text[segment.start : segment.end]).strip()
    for line in segment.lines:
        yield "    " + _line(line, colours=colours)


def _runs(text: str, segment: Segment) -> Iterator[tuple[str, str]]:
    """Yield stretches of one colour; where marks overlap, the shortest is seen."""
    seen = [""] * (segment.end - segment.start)
    for mark in sorted(segment.marks, key=lambda m: (m.start - m.end, m)):
        start = max(mark.start - segment.start, 0)
        end = min(mark.end, segment.end) - segment.start
        seen[start:end] = [COLOURS[mark.kind]] * (end - start)
    at = 0
    while at < len(seen):
        end = next((i for i in range(at, len(seen)) if seen[i] != seen[at]), len(seen))
        yield seen[at], text[segment.start + at : segment.start + end]
        at = end


def _line(line: Line, *, colours: bool) -> str:
    (_, what), *rest = line.parts
    first = harmless(", ".join(what))
    told = [_part(name, harmless(", ".join(values)), colours=colours) for name, values in rest]
    return " · ".join([_in(_BOLD if colours else "", first), *told])


def _part(name: str, words: str, *, colours: bool) -> str:
    if name in ("when", "factuality", "again"):
        return words
    return f"{_in(_FAINT if colours else '', name + ':')} {words}"


def _in(colour: str, words: str) -> str:
    return f"\x1b[{colour}m{words}\x1b[0m" if colour and words else words
