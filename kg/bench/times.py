"""Time expressions of TIMEX3 x those found -> extent, then type and value where the extents meet.

As TempEval-3 has it (UzZaman et al. 2013): type and value count only for expressions that overlap.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kg.bench.figures import Count, share
from kg.bench.scored import Scored, wrong
from kg.bench.spans import Span, pairs, relaxed, strict, within

#: Sets that call all their expressions DATE: no type to compare.
UNTYPED: Final = frozenset({"wikiwars"})


def score(
    name: str,
    timex: Iterable[Mapping[str, Any]],
    found: Iterable[Span],
    values: Mapping[tuple[int, int], str],
    windows: Sequence[tuple[int, int]] | None,
) -> Scored:
    """Score the time expressions of one text.

    Args:
        name: of the set.
        found: labels are types of TIMEX3.
        values: the values of expressions that were found with one.
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
    if values:
        right = sum(str(marked[g].get("value")) == values.get(f) for g, f in met)
        counts["value of those met"] = share(right, len(met))
    return Scored(counts, wrong(true, mine))
