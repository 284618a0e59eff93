"""What a page consists of: marked words, lines about what is told, stretches of text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Words that mean something, ``[start, end)`` in code points; ``kind`` is a key of `COLOURS`."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """An event, claim or relation, told at the offset ``at``.

    Attributes:
        kind: ``event``, ``claim`` or ``relation``.
        parts: what it is, and what is known about it: a name (empty for the first) and its words.
    """

    at: int
    kind: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or what stands between two: ``[start, end)``, its marks and its lines."""

    start: int
    end: int
    marks: tuple[Mark, ...] = ()
    lines: tuple[Line, ...] = ()
    #: Whether an empty line of the text stands before it.
    opens: bool = False
