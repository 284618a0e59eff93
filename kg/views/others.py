"""An event -> the events of the index that may be the same one, told by another source: alike, or otherwise.

As in ``queries/contradictions.rq``: of one class (of no class: of one word), somebody or a place in common, no time
apart, nobody else in the same role; events of two documents have to be dated.
"""

from typing import Any, Final

from kg.views.events import full
from kg.views.index import Index
from kg.views.rows import ROLE
from kg.views.words import key

#: Events that are looked at, and that are told, at most.
LOOKED: Final = 200
MOST: Final = 20

#: Roles that tell events apart, and those that bring them together.
_WHO: Final = (ROLE["agent"], ROLE["patient"])
_SHARED: Final = (*_WHO, ROLE["place"])

#: What a source can say yes, maybe and no to.
_TOLD: Final = ("Actual", "Possible", "Negated")

_ALIKE: Final = f"""
WITH me AS (SELECT * FROM events WHERE key = ? LIMIT 1),
  mine AS (SELECT DISTINCT grp FROM roles JOIN entities USING (thing)
    WHERE event IN (SELECT event FROM me) AND role IN {_SHARED}),
  near AS (SELECT events.event FROM events, me
    WHERE events.class = me.class AND events.event != me.event
      AND (me.class != 'kg:Event' OR events.label = me.label)
      AND (events.document = me.document OR events.lo IS NOT NULL AND me.lo IS NOT NULL)
      AND coalesce(events.lo <= me.hi AND me.lo <= events.hi, true)),
  close AS (SELECT event, count(DISTINCT grp) AS n FROM roles JOIN entities USING (thing)
    WHERE event IN (FROM near) AND role IN {_SHARED} AND grp IN (FROM mine)
    GROUP BY event ORDER BY n DESC, event LIMIT ?)
SELECT event, told FROM events WHERE event IN (SELECT event FROM close)
  OR event IN (SELECT event FROM me) ORDER BY event
"""


def others(index: Index, iri: str) -> list[dict[str, Any]]:
    """Return what others tell, contradictions first: why it is told, both values, and the other event in full."""
    rows = index.rows(_ALIKE, [key(iri), LOOKED])
    told = dict(zip([row[0] for row in rows], full(index, [row[1] for row in rows]), strict=True))
    mine = next((number for number, event in told.items() if event["iri"] == iri), None)
    if mine is None:
        return []
    roles = _roles(index, list(told))
    found = []
    for number, event in told.items():
        if (
            number != mine
            and _fits(roles, mine, number)
            and _sources(event) != _sources(told[mine])
        ):
            why, one, other = _why(told[mine], event)
            found.append({"why": why, "one": one, "other": other, "event": event})
    order = ["count", "factuality", "denied", "corroborates"]
    return sorted(found, key=lambda o: (order.index(o["why"]), o["event"]["iri"]))[:MOST]


def _roles(index: Index, events: list[int]) -> dict[tuple[int, int], set[int]]:
    """Return the groups in each role of each event."""
    found: dict[tuple[int, int], set[int]] = {}
    for event, role, grp in index.rows(
        "SELECT event, role, grp FROM roles JOIN entities USING (thing) WHERE event IN (SELECT unnest(?))",
        [events],
    ):
        found.setdefault((event, role), set()).add(grp)
    return found


def _fits(roles: dict[tuple[int, int], set[int]], one: int, other: int) -> bool:
    """Return whether nobody but others has the same role in both."""
    for role in _WHO:
        mine, theirs = roles.get((one, role), set()), roles.get((other, role), set())
        if mine and theirs and not mine & theirs:
            return False
    return True


def _sources(event: dict[str, Any]) -> tuple[str, ...]:
    """Return who tells an event: those it is attributed to, else publisher or document."""
    if event["sources"]:
        return tuple(sorted({source["label"] for source in event["sources"]}))
    documents = [e["document"] for e in event["evidence"]]
    return tuple(sorted({d["publisher"] or d["iri"] for d in documents}))


def _why(one: dict[str, Any], other: dict[str, Any]) -> tuple[str, str, str]:
    """Return how two events differ, and what is said of each."""
    for mine in one["quantities"]:
        for theirs in other["quantities"]:
            if (
                mine["unit"].casefold() == theirs["unit"].casefold()
                and mine["value"] != theirs["value"]
            ):
                return "count", _count(mine), _count(theirs)
    facts = one["factuality"], other["factuality"]
    if facts[0] != facts[1] and all(fact in _TOLD for fact in facts):
        return "factuality", facts[0], facts[1]
    if one["denied"] != other["denied"]:
        said = ["Denies" if event["denied"] else event["factuality"] for event in (one, other)]
        return "denied", said[0], said[1]
    return "corroborates", facts[0], facts[1]


def _count(quantity: dict[str, Any]) -> str:
    return f"{quantity['comparator']} {quantity['value']} {quantity['unit']}"
