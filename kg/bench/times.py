"""Time expressions of TIMEX3 x those found -> extent, then type and value where the extents meet.

As TempEval-3 has it (UzZaman et al. 2013): type and value count only for expressions that overlap.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kg.bench.figures import Count, f1, share
from kg.bench.read import Read
from kg.bench.scored import Scored, Wrong, wrong
from kg.bench.spans import Span, pairs, relaxed, strict, within

#: Sets that call all their expressions DATE: no type to compare.
UNTYPED: Final = frozenset({"wikiwars"})


def score(
    name: str,
    timex: Iterable[Mapping[str, Any]],
    found: Iterable[Span],
    valued: Mapping[tuple[int, int], str],
    windows: Sequence[tuple[int, int]] | None,
) -> Scored:
    """Score the time expressions of one text.

    Args:
        name: of the set.
        found: labels are types of TIMEX3.
        valued: the values of expressions that were found with one.
    """
    marked = {(t["start"], t["end"]): t for t in timex}
    true = within(((s, e, "") for s, e in marked), windows)
    typed = {(s, e): label for s, e, label in found}
    mine = within(((s, e, "") for s, e in typed), windows)
    counts: dict[str, Count] = {"strict": strict(true, mine), "relaxed": relaxed(true, mine)}
    met = [(g[:2], f[:2]) for g, f in pairs(true, mine)]
    if name not in UNTYPED:
        right = sum(marked[g]["type"] == typed[f] for g, f in met)
        counts["type of those met"] = share(right, len(met))
    if valued:
        right = sum(str(marked[g].get("value")) == valued.get(f) for g, f in met)
        counts["value of those met"] = share(right, len(met))
    return Scored(counts, wrong(true, mine))


def of_values(read: Read) -> Scored:
    """Score the values that extraction gives, as ``values`` does."""
    marked = {(t["start"], t["end"]): str(t.get("value")) for t in read.record.layer("timex")}
    said = {(t.span.start, t.span.end): t.value for t in read.said.times}
    return values(marked, said, read.record.windows)


def values(
    marked: Mapping[tuple[int, int], str],
    said: Mapping[tuple[int, int], str],
    windows: Sequence[tuple[int, int]] | None,
) -> Scored:
    """Score values: their F1 is the relaxed F1 of the extents times the share that is right.

    As TempEval-3 has it: a value counts where the extents overlap and the two strings are equal.
    """
    true = within(((s, e, "") for s, e in marked), windows)
    mine = within(((s, e, "") for s, e in said), windows)
    met = [(g[:2], f[:2]) for g, f in pairs(true, mine)]
    off = [(g, f) for g, f in met if marked[g] != said[f]]
    right = len(met) - len(off)
    mistakes = [Wrong("other", *g, f"{marked[g]} > {said[f] or '-'}") for g, f in off]
    counts = {
        "value": f1(right, len(mine), len(true)),
        "accuracy of those met": share(right, len(met)),
    }
    return Scored(counts, mistakes)
