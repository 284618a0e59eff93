"""Who takes part in what, as a set says x as the graph says -> counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.bench.figures import Count, f1

#: PropBank role of meantime -> our role. Its other roles have no one role of ours.
ROLES: Final[Mapping[str, str]] = {"Arg0": "agent", "Arg1": "patient"}

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A participant: where its event is told, its role, and where it is mentioned, all of it at once.

    Attributes:
        event: the stretches of text that tell of the event.
        places: of a gold participant every stretch that its head may lie in; of a found one the
            head word of each of its mentions.
    """

    event: frozenset[Place]
    role: str
    places: frozenset[Place]


def gold_parts(
    events: Iterable[Mapping[str, Any]],
    entities: Iterable[Mapping[str, Any]],
    chains: Iterable[Iterable[Place]],
    windows: Sequence[Place] | None,
) -> list[Part]:
    """Return the agents and patients that have a place, each once for all mentions of its event."""
    same = _same(entities, chains)
    marked = [
        (str(e.get("instance") or e["trigger"]), tuple(e["trigger"]), e)
        for e in events
        if e.get("trigger") and _inside(e["trigger"], windows)
    ]
    told: dict[str, set[Place]] = {}
    for name, trigger, _ in marked:
        told.setdefault(name, set()).add(trigger)
    found = {
        Part(frozenset(told[name]), ROLES[r["role"]], same.get(place, frozenset({place})))
        for name, _, e in marked
        for r in e["roles"]
        if "start" in r and r["role"] in ROLES
        for place in [(r["start"], r["end"])]
    }
    return sorted(found, key=lambda p: (sorted(p.event), p.role, sorted(p.places)))


def _same(
    entities: Iterable[Mapping[str, Any]], chains: Iterable[Iterable[Place]]
) -> dict[Place, frozenset[Place]]:
    """Return for each mention the mentions of the same thing, by its instance or its chain."""
    groups: dict[str, set[Place]] = {}
    for e in entities:
        if e.get("instance"):
            groups.setdefault(str(e["instance"]), set()).add((e["start"], e["end"]))
    found: dict[Place, frozenset[Place]] = {}
    for group in [*groups.values(), *(set(map(_place, chain)) for chain in chains)]:
        for place in group:
            found[place] = found.get(place, frozenset()) | frozenset(group)
    return found


def _place(span: Iterable[int]) -> Place:
    start, end = span
    return start, end


def _inside(span: Sequence[int], windows: Sequence[Place] | None) -> bool:
    return windows is None or any(a <= span[0] and span[1] <= b for a, b in windows)


def score(
    gold: Sequence[Part], found: Sequence[Part], triggers: Iterable[Place]
) -> dict[str, Count]:
    """Count participants, with the role and without, and of events that are in the gold only."""
    true = frozenset(triggers)
    at_gold = [p for p in found if _meet(p.event, true)]
    return {
        "labelled": _count(gold, found, labelled=True),
        "unlabelled": _count(gold, found, labelled=False),
        "labelled, at gold events": _count(gold, at_gold, labelled=True),
        **{
            role: _count(
                [p for p in gold if p.role == role],
                [p for p in found if p.role == role],
                labelled=True,
            )
            for role in ROLES.values()
        },
    }


def unmatched(gold: Sequence[Part], found: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """Return the gold participants that nothing found is right for, and what is found in excess."""
    return _left(gold, found, labelled=True)


def _count(gold: Sequence[Part], found: Sequence[Part], *, labelled: bool) -> Count:
    missed, _ = _left(gold, found, labelled=labelled)
    return f1(len(gold) - len(missed), len(found), len(gold))


def _left(
    gold: Sequence[Part], found: Sequence[Part], *, labelled: bool
) -> tuple[list[Part], list[Part]]:
    missed, left = list[Part](), list(found)
    for part in gold:
        one = next((f for f in left if _agree(part, f, labelled=labelled)), None)
        if one is None:
            missed.append(part)
        else:
            left.remove(one)
    return missed, left


def _agree(gold: Part, found: Part, *, labelled: bool) -> bool:
    if labelled and gold.role != found.role:
        return False
    return _meet(gold.event, found.event) and any(
        a <= start and end <= b for a, b in gold.places for start, end in found.places
    )


def _meet(a: Iterable[Place], b: Iterable[Place]) -> bool:
    return any(s < d and c < e for s, e in a for c, d in b)
