"""Events that a set marks x triggers found -> counts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kg.bench.figures import share
from kg.bench.scored import Scored, wrong
from kg.bench.spans import Span, pairs, relaxed, strict, within

#: Sets that mark all events of a text (litbank those that are asserted, uds_factuality those that
#: a verb tells); in others only some kinds of event are marked, and precision says nothing.
COMPLETE: Final = frozenset({"meantime", "litbank", "tempeval3", "ecbplus", "uds_factuality"})


def gold_triggers(events: Iterable[Mapping[str, Any]]) -> list[Span]:
    """Return the triggers, each once."""
    marked = (e["trigger"] for e in events if e.get("trigger"))
    return sorted({(start, end, "") for start, end in marked})


def score(
    name: str,
    events: Iterable[Mapping[str, Any]],
    found: Iterable[Span],
    windows: Sequence[tuple[int, int]] | None,
) -> Scored:
    """Score the triggers of one text, whatever their labels.

    ``strict``: the same words. ``relaxed``: one word in common, each trigger matched once; what is
    found is mostly the head word, what is marked may be a phrase.
    """
    true = within(gold_triggers(events), windows)
    mine = within(((s, e, "") for s, e, _ in found), windows)
    if name in COMPLETE:
        counts = {"strict": strict(true, mine), "relaxed": relaxed(true, mine)}
        return Scored(counts, wrong(true, mine))
    met = pairs(true, mine)
    counts = {
        "recall, strict": share(len(set(true) & set(mine)), len(true)),
        "recall, relaxed": share(len(met), len(true)),
    }
    return Scored(counts, wrong(true, [*(g for g, _ in met)]))
