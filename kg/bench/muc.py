"""Role fillers of a set's templates x the graph's violent events -> counts by role, as CEAF-REE counts.

One list of entities a role and document (Du, Rush and Cardie 2021, "GRIT"): gold and found entities
are aligned one to one, as many as can be; two may be aligned when a mention of the found one has
the head word of a wording of the gold one. Precision is over the found, recall over the gold
entities; a gold entity that is optional costs nothing when missed, and adds nothing when found.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from kg.bench.assign import best
from kg.bench.figures import Count, f1

#: Slot of a template -> role, in the order of the report. Names and descriptions of victims are one.
SLOTS: Final[Mapping[str, str]] = {
    "perpetrator_individual": "perpetrator",
    "perpetrator_organisation": "perpetrator organisation",
    "physical_target": "target",
    "human_target_name": "victim",
    "human_target_description": "victim",
    "instrument": "weapon",
}

#: Where the part of a phrase that holds its head ends: "members | of the front", "bomb | [device]".
_AFTER: Final = re.compile(
    r"\s+(?:of|for|from|in|at|on|to|who|that|which|with|by|and|near|wearing|carrying|belonging)\s|\s*[,\[(]|\s+/"
)


@dataclass(frozen=True, slots=True)
class Filler:
    """An entity in a role: the words of its mentions, in capitals, and whether it may be missed."""

    wordings: frozenset[str]
    optional: bool = False

    @property
    def heads(self) -> frozenset[str]:
        """Return the head words of its wordings."""
        return frozenset(h for w in self.wordings if (h := head(w)))


def head(wording: str) -> str:
    """Return the head word of a phrase without a tree: the last of what stands before its modifiers.

    >>> head("MEMBERS OF THE FRONT"), head("THE SO-CALLED FRONT"), head("BOMBS")
    ('MEMBER', 'FRONT', 'BOMB')
    """
    words = re.findall(r"[\w'-]+", _AFTER.split(wording.strip().lower(), maxsplit=1)[0])
    last = words[-1].removesuffix("'s").upper() if words else ""
    return last[:-1] if len(last) > 3 and last.endswith("S") and not last.endswith("SS") else last


def gold_fillers(events: Iterable[Mapping[str, Any]]) -> dict[str, list[Filler]]:
    """Return the entities of all templates of a document by role; those that share a wording are one."""
    found: dict[str, list[Filler]] = {role: [] for role in SLOTS.values()}
    for event in events:
        for slot in event["roles"]:
            role = SLOTS.get(slot["role"])
            if role is not None:
                _put(found[role], _filler(slot, optional=bool(event.get("optional"))))
    return found


def _filler(slot: Mapping[str, Any], *, optional: bool) -> Filler:
    texts = [*(slot.get("alternatives") or ()), slot.get("text") or slot.get("value") or ""]
    wordings = frozenset(t.strip().upper() for t in texts if re.search(r"\w", t))
    return Filler(wordings, optional or bool(slot.get("optional")))


def _put(fillers: list[Filler], new: Filler) -> None:
    """Add a filler, in one with all those that share a wording with it."""
    same = [f for f in fillers if f.wordings & new.wordings]
    words = new.wordings.union(*(f.wordings for f in same))
    merged = Filler(words, all(f.optional for f in (new, *same)))
    fillers[:] = [*(f for f in fillers if f not in same), merged]


def score(
    gold: Mapping[str, Sequence[Filler]], found: Mapping[str, Sequence[Filler]]
) -> dict[str, Count]:
    """Count the fillers of each role, and of all roles together under ``micro``."""
    counts = {
        role: _count(gold.get(role, ()), found.get(role, ()))
        for role in dict.fromkeys(SLOTS.values())
    }
    sums = [sum(column) for column in zip(*(c.values for c in counts.values()), strict=True)]
    return {"micro": Count(f1(0, 0, 0).kind, tuple(sums)), **counts}


def _count(gold: Sequence[Filler], found: Sequence[Filler]) -> Count:
    pairs = aligned(gold, found)
    right = sum(not gold[g].optional for g, _ in pairs)
    spare = len(pairs) - right
    return f1(right, len(found) - spare, sum(not g.optional for g in gold))


def aligned(gold: Sequence[Filler], found: Sequence[Filler]) -> list[tuple[int, int]]:
    """Return the pairs (gold, found) of the best alignment; what must be found goes first."""
    values = np.zeros((len(gold), len(found)))
    for i, true in enumerate(gold):
        for j, mine in enumerate(found):
            if true.heads & mine.heads:
                values[i, j] = 0.5 if true.optional else 1.0
    return best(values) if values.size else []
