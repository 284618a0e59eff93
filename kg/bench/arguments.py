"""Role fillers that a set marks x argument heads found -> counts, with and without the role."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.bench.figures import Count, f1

#: PropBank role of meantime -> our roles that are right for it; a role that is not here (the third
#: and fourth arguments, other adjuncts) has no one role of ours: any will do.
ROLES: Final[Mapping[str, frozenset[str]]] = {
    "Arg0": frozenset({"agent"}),
    "Arg1": frozenset({"patient"}),
    "Arg2": frozenset({"recipient", "instrument", "destination", "origin", "place"}),
    "Argm-LOC": frozenset({"place", "destination", "origin"}),
}

#: What is found and never a role there: times are relations in meantime.
UNMARKED: Final = frozenset({"time"})


@dataclass(frozen=True, slots=True)
class Filler:
    """A gold filler: the trigger of its event, its role, and the words that may be its head.

    Attributes:
        heads: start of each word in the filler whose own head lies outside of it.
    """

    trigger: tuple[int, int]
    role: str
    span: tuple[int, int]
    heads: frozenset[int]


@dataclass(frozen=True, slots=True, order=True)
class Argument:
    """A found argument: where its trigger's head word and its own head word start, and its role."""

    trigger: int
    head: int
    role: str


def fillers(
    events: Iterable[Mapping[str, Any]],
    heads: Mapping[tuple[int, int], frozenset[int]],
    windows: Sequence[tuple[int, int]] | None,
) -> list[Filler]:
    """Return the fillers that have a place, of events inside a window.

    Args:
        heads: for the span of each filler the words that may be its head.
    """
    marked = [
        Filler(tuple(e["trigger"]), r["role"], (r["start"], r["end"]), heads[r["start"], r["end"]])
        for e in events
        if e.get("trigger") and _inside(e["trigger"], windows)
        for r in e["roles"]
        if "start" in r
    ]
    return sorted(marked, key=lambda f: (f.trigger, f.role, f.span))


def _inside(span: Sequence[int], windows: Sequence[tuple[int, int]] | None) -> bool:
    return windows is None or any(a <= span[0] and span[1] <= b for a, b in windows)


def score(
    gold: Sequence[Filler], found: Iterable[Argument], triggers: Iterable[tuple[int, int]]
) -> dict[str, Count]:
    """Count arguments at the right trigger with the right head word.

    ``unlabelled`` whatever the role, ``labelled`` with it; then the same for what was found at
    gold ``triggers`` only, with and without a filler, which leaves out the errors of finding them.
    """
    mine = sorted({a for a in found if a.role not in UNMARKED})
    places = list(triggers)
    at_gold = [a for a in mine if any(start <= a.trigger < end for start, end in places)]
    return {
        "unlabelled": _count(gold, mine, labelled=False),
        "labelled": _count(gold, mine, labelled=True),
        "unlabelled, at gold triggers": _count(gold, at_gold, labelled=False),
        "labelled, at gold triggers": _count(gold, at_gold, labelled=True),
    }


def unmatched(
    gold: Sequence[Filler], found: Iterable[Argument]
) -> tuple[list[Filler], list[Argument]]:
    """Return the fillers that nothing found is right for, and what is found and right for none."""
    return _left(gold, sorted({a for a in found if a.role not in UNMARKED}), labelled=True)


def _count(gold: Sequence[Filler], found: Collection[Argument], *, labelled: bool) -> Count:
    _, extra = _left(gold, found, labelled=labelled)
    return f1(len(found) - len(extra), len(found), len(gold))


def _left(
    gold: Sequence[Filler], found: Collection[Argument], *, labelled: bool
) -> tuple[list[Filler], list[Argument]]:
    """Pair each filler with the first argument that is left and right for it; return the rest."""
    missed, left = list[Filler](), list(found)
    for filler in gold:
        fits = (
            a
            for a in left
            if _at(a, filler)
            and a.head in filler.heads
            and (not labelled or a.role in ROLES.get(filler.role, {a.role}))
        )
        if (one := next(fits, None)) is None:
            missed.append(filler)
        else:
            left.remove(one)
    return missed, left


def _at(argument: Argument, filler: Filler) -> bool:
    return filler.trigger[0] <= argument.trigger < filler.trigger[1]
