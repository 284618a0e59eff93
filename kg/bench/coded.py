"""Events with source and target that a set codes x our coded events -> counts.

The protocol, one guess for each gold event: of our coded events the one whose words meet the first
part of the gold trigger that any meets (the most salient, where several do), else the most salient
of the text. An actor is found when some mention of it meets the words of a gold actor of its side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.bench.coder import Coded
from kg.bench.figures import Count, f1, share
from kg.extract import Extraction, Span

#: Categories of the records (PLOVER of 2017) that PLOVER of 2021 calls otherwise.
RENAMED: Final[Mapping[str, str]] = {
    "DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT",
}  # fmt: skip

Ends = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold event: its category today, the parts of its trigger, the words of its actors.

    Attributes:
        reciprocal: each source is a target too, and stands under the sources only.
    """

    code: str
    parts: tuple[Ends, ...]
    sources: tuple[Ends, ...]
    targets: tuple[Ends, ...]
    reciprocal: bool = False


def gold_events(events: Sequence[Mapping[str, Any]]) -> list[Gold]:
    """Return the events of a record; actors that have no place in the text are left out."""
    return [
        Gold(
            RENAMED.get(e["type"], e["type"]),
            tuple((a, b) for a, b in e.get("trigger_parts") or [e["trigger"]]),
            _actors(e, "source"),
            _actors(e, "target"),
            bool(e.get("reciprocal")),
        )
        for e in events
        if e.get("trigger") or e.get("trigger_parts")
    ]


def _actors(event: Mapping[str, Any], role: str) -> tuple[Ends, ...]:
    return tuple(
        (r["start"], r["end"]) for r in event["roles"] if r["role"] == role and "start" in r
    )


def guess(gold: Gold, ranked: Sequence[Coded], said: Extraction) -> Coded | None:
    """Return the one of our coded events, the most salient first, that stands for a gold event."""
    for part in gold.parts:
        for one in ranked:
            if any(_meet(span, part) for span in words(said, one.event)):
                return one
    return ranked[0] if ranked else None


def words(said: Extraction, event: int) -> tuple[Span, ...]:
    """Return all places that tell of an event."""
    return (said.events[event].trigger, *said.events[event].evidence)


def score(gold: Sequence[Gold], ranked: Sequence[Coded], said: Extraction) -> dict[str, Count]:
    """Count the events of a record: category, actors of either side, and their direction.

    ``category, most salient`` takes the most salient event whatever the gold trigger. ``direction``
    is the share of events not swapped among those with both sides found, be it the wrong way round.
    """
    pairs = [(g, guess(g, ranked, said)) for g in gold]
    first = ranked[0].code if ranked else ""
    ways = [way for g, c in pairs if c is not None and (way := direction(g, c, said)) is not None]
    return {
        "category": share(sum(c is not None and c.code == g.code for g, c in pairs), len(pairs)),
        "category, most salient": share(sum(g.code == first for g in gold), len(gold)),
        "source": _sides([_side(g, c, said, "sources") for g, c in pairs]),
        "target": _sides([_side(g, c, said, "targets") for g, c in pairs]),
        "direction": share(sum(ways), len(ways)),
    }


def direction(gold: Gold, one: Coded, said: Extraction) -> bool | None:
    """Say whether source and target stand as in the gold, not swapped; None where one is missing."""
    if gold.reciprocal:
        return None
    if _found(gold.sources, one.sources, said) and _found(gold.targets, one.targets, said):
        return True
    if _found(gold.sources, one.targets, said) and _found(gold.targets, one.sources, said):
        return False
    return None


def _side(
    gold: Gold, one: Coded | None, said: Extraction, side: str
) -> tuple[float, float, float, float]:
    """Return for one side: found ones that are right, found, gold ones found, gold."""
    true: tuple[Ends, ...] = getattr(gold, side)
    mine: tuple[int, ...] = () if one is None else getattr(one, side)
    if gold.reciprocal and one is not None:
        mine = (*one.sources, *one.targets) if side == "sources" else ()
    right = [n for n in mine if any(_named(n, ends, said) for ends in true)]
    return len(right), len(mine), len(_found(true, mine, said)), len(true)


def _sides(rows: Sequence[tuple[float, float, float, float]]) -> Count:
    sums = [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * 4
    return Count(f1(0, 0, 0).kind, tuple(sums))


def _found(true: Sequence[Ends], mine: Sequence[int], said: Extraction) -> list[Ends]:
    return [ends for ends in true if any(_named(n, ends, said) for n in mine)]


def _named(entity: int, ends: Ends, said: Extraction) -> bool:
    return any(_meet(m.span, ends) for m in said.entities[entity].mentions)


def _meet(span: Span, ends: Ends) -> bool:
    return span.start < ends[1] and ends[0] < span.end
