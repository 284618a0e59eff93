"""Quotations of a set x those found -> counts: by their stretch of text, and by that and their speaker."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.bench.attribution import Part
from kg.bench.figures import Count, f1

#: A quotation is found when what two stretches share is at least this part of what they cover together.
ENOUGH: Final = 0.3


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks (code points, half-open), and every mention of whose words they are."""

    start: int
    end: int
    speaker: Part


def gold_quotations(marked: Iterable[Mapping[str, Any]]) -> list[Quotation]:
    """Return a record's quotations."""
    return [Quotation(q["start"], q["end"], tuple((s, e) for s, e in q["speaker"])) for q in marked]


def score(gold: Sequence[Quotation], found: Sequence[Quotation]) -> dict[str, Count]:
    """Count the quotations, each found once, and those whose speaker is right too."""
    met = matched(gold, found)
    right = sum(_same(g, f) for g, f in met)
    return {
        "stretch": f1(len(met), len(found), len(gold)),
        "with speaker": f1(right, len(found), len(gold)),
    }


def matched(
    gold: Sequence[Quotation], found: Sequence[Quotation]
) -> list[tuple[Quotation, Quotation]]:
    """Return pairs that overlap enough, each in one pair: the right speakers first, then the closest."""
    close = sorted(
        (not _same(gold[i], found[j]), -part, i, j)
        for i in range(len(gold))
        for j in range(len(found))
        if (part := overlap(gold[i], found[j])) >= ENOUGH
    )
    taken: set[tuple[str, int]] = set()
    pairs: list[tuple[int, int]] = []
    for _, _, i, j in close:
        if not {("gold", i), ("found", j)} & taken:
            taken |= {("gold", i), ("found", j)}
            pairs.append((i, j))
    return [(gold[i], found[j]) for i, j in sorted(pairs)]


def overlap(a: Quotation, b: Quotation) -> float:
    """Return what two stretches share over what they cover together, 0..1.

    >>> overlap(Quotation(0, 6, ()), Quotation(3, 9, ()))
    0.3333333333333333
    """
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / (a.end - a.start + b.end - b.start - shared) if shared > 0 else 0.0


def _same(a: Quotation, b: Quotation) -> bool:
    return any(s < y and x < e for s, e in a.speaker for x, y in b.speaker)
