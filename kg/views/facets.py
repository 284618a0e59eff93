"""Filters -> what one can choose next, and how many events each choice leaves."""

from typing import Any, Final

from kg.views.classes import label_of
from kg.views.filters import Filters, condition
from kg.views.index import Index, Rows
from kg.views.rows import CLAIMER, ROLE

#: Choices of a facet, at most.
MOST: Final = 30

#: Roles that an actor, a place and a claimer have, as a condition.
_ROLES: Final = {
    "actor": f"role <= {ROLE['topic']}",
    "place": f"role BETWEEN {ROLE['place']} AND {ROLE['destination']}",
    "claimer": f"role = {CLAIMER}",
}

#: Field of the filters -> the facet whose choices are counted without it.
_OWN: Final = {"cls": "class", "factuality": "factuality", "actor": "actor", "place": "place", "claimer": "claimer",
               "publisher": "publisher", "document": "document"}  # fmt: skip


def facets(index: Index, chosen: Filters) -> dict[str, Any]:
    """Return the choices of each kind, most events first; those of a kind that has one are its alternatives."""
    found: dict[str, Any] = {"total": 0}
    apart = [facet for field, facet in _OWN.items() if getattr(chosen, field)]
    together = [facet for facet in _OWN.values() if facet not in apart]
    total, counted = _counted(index, chosen, together)
    found |= {"total": total} | counted
    for field, facet in _OWN.items():
        if facet in apart:
            found |= _counted(index, chosen.without(field), [facet])[1]
    return {name: found[name] for name in ("total", *_OWN.values())}


def _counted(index: Index, chosen: Filters, wanted: list[str]) -> tuple[int, dict[str, Any]]:
    """Return the number of events, and the choices of the facets that are wanted."""
    where = condition(index, chosen)
    rows = index.rows(_basic(where.text), where.values)
    total = next((n for kind, _, n in rows if kind == "all"), 0)
    found: dict[str, Any] = {}
    for facet in wanted:
        if facet == "class":
            found[facet] = _classes([(types, n) for kind, types, n in rows if kind == "types"])
        elif facet == "factuality":
            told = [(value, n) for kind, value, n in rows if kind == "factuality" and value]
            found[facet] = [
                _choice(value, value, n) for value, n in sorted(told, key=lambda t: (-t[1], t[0]))
            ]
        elif facet in _ROLES:
            found[facet] = _things(index, chosen, facet)
        else:
            found[facet] = _documents(index, chosen, facet)
    return total, found


def _basic(where: str) -> str:
    """Return the question for the number of events, of each list of types and of each factuality."""
    return (
        "SELECT CASE grouping_id(types, factuality) WHEN 3 THEN 'all' WHEN 1 THEN 'types' ELSE 'factuality' END, "
        f"coalesce(types, factuality, ''), count(*) FROM events WHERE {where} "
        "GROUP BY GROUPING SETS ((), (types), (factuality))"
    )


def _classes(rows: Rows) -> list[dict[str, Any]]:
    counts: dict[str, int] = {}
    for types, count in rows:
        for cls in types.split():
            counts[cls] = counts.get(cls, 0) + count
    found = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [_choice(cls, label_of(cls), count) for cls, count in found]


def _things(index: Index, chosen: Filters, facet: str) -> list[dict[str, Any]]:
    where = condition(index, chosen)
    only = "groups.family IN ('actor', 'place')" if facet == "actor" else "groups.family != 'event'"
    inside = (
        ""
        if where.text == "true"
        else f"AND event IN (SELECT event FROM events WHERE {where.text})"
    )
    rows = index.rows(
        f"WITH counted AS (SELECT thing, count(*) AS n FROM roles WHERE {_ROLES[facet]} {inside} GROUP BY thing), "
        "grouped AS (SELECT grp, sum(n)::BIGINT AS n FROM counted JOIN entities USING (thing) GROUP BY grp) "
        f"SELECT iri, label, n FROM grouped JOIN groups USING (grp) WHERE {only} ORDER BY n DESC, iri LIMIT ?",
        [*where.values, MOST],
    )
    return [_choice(iri, label, count) for iri, label, count in rows]


def _documents(index: Index, chosen: Filters, facet: str) -> list[dict[str, Any]]:
    """Return the documents, or the publishers, with most events."""
    where = condition(index, chosen)
    counted = f"SELECT document, count(*) AS n FROM events WHERE {where.text} GROUP BY document"
    if facet == "publisher":
        text = (
            f"SELECT publisher, publisher, sum(n)::BIGINT AS total FROM ({counted}) JOIN documents USING (document) "
            "WHERE publisher != '' GROUP BY publisher ORDER BY total DESC, publisher LIMIT ?"
        )
    else:
        text = f"SELECT iri, title, n FROM ({counted}) JOIN documents USING (document) ORDER BY n DESC, iri LIMIT ?"
    return [
        _choice(value, label, count)
        for value, label, count in index.rows(text, [*where.values, MOST])
    ]


def _choice(value: str, label: str, count: int) -> dict[str, Any]:
    return {"value": value, "label": label or value, "count": count}
