"""An IRI -> who and what is next to a thing: in the same events, by relations, in which place."""

from typing import Any

import orjson

from kg.views.classes import terms
from kg.views.index import Index, Rows
from kg.views.refs import COLUMNS, of_row
from kg.views.rows import CLAIMER
from kg.views.words import key

#: Neighbours that are shown, at most.
MOST = 200


def neighbours(index: Index, iri: str, *, limit: int = 60) -> dict[str, Any] | None:
    """Return nodes and edges around a thing; None when nothing is told of it.

    Neighbours with most events and relations in common come first; each tells how many others it has. Edges
    among those shown are told, too.
    """
    found = index.rows("SELECT grp FROM entities WHERE thing = ?", [key(iri)])
    if not found:
        return None
    center = found[0][0]
    near = _ties(index, [center], None)
    weights: dict[int, int] = {}
    for one, two, _, _, count, _ in near:
        other = two if one == center else one
        weights[other] = weights.get(other, 0) + count
    order = sorted(weights, key=lambda grp: (-weights[grp], grp))
    shown = [center, *order[: max(1, min(limit, MOST))]]
    edges = near if len(shown) == 1 else _among(index, shown)
    nodes = _nodes(index, shown, weights, center, len(order))
    known = {grp: node["iri"] for grp, node in nodes.items()}
    return {
        "center": known[center],
        "nodes": list(nodes.values()),
        "edges": [edge for tie in edges if (edge := _edge(index, tie, known))],
    }


def _among(index: Index, shown: list[int]) -> Rows:
    return _ties(index, shown, shown)


def _ties(index: Index, ones: list[int], others: list[int] | None) -> Rows:
    """Return one, other, kind, label, count and examples of what joins groups to others; among some, each pair once."""
    among = "AND other.grp IN (SELECT unnest($2)) AND one.grp < other.grp" if others else ""
    values: list[object] = [ones, others] if others else [ones]
    roles = (
        "WITH mine AS (SELECT event, grp, role FROM roles JOIN entities USING (thing) "
        f"WHERE grp IN (SELECT unnest($1)) AND role < {CLAIMER}), "
        "theirs AS (SELECT event, grp, role FROM roles JOIN entities USING (thing) "
        f"WHERE event IN (SELECT event FROM mine) AND role < {CLAIMER}) "
        "SELECT one.grp, other.grp, 'event', any_value(class), count(DISTINCT event), list(DISTINCT event)[:3] "
        "FROM mine one JOIN theirs other USING (event) JOIN events USING (event) "
        f"WHERE one.grp != other.grp {among} GROUP BY 1, 2"
    )
    between = among.replace("one.grp < other.grp", "true")
    side = "SELECT one.grp, other.grp, 'relation', predicate, count(*), NULL FROM relations "
    out = side + (
        "JOIN entities one ON one.thing = subject JOIN entities other ON other.thing = object "
        f"WHERE one.grp IN (SELECT unnest($1)) AND one.grp != other.grp {between} GROUP BY ALL"
    )
    back = side.replace("one.grp, other.grp", "other.grp, one.grp") + (
        "JOIN entities other ON other.thing = subject JOIN entities one ON one.thing = object "
        "WHERE one.grp IN (SELECT unnest($1)) AND one.grp != other.grp GROUP BY ALL"
    )
    lies = (
        "SELECT one.grp, other.outer_grp, 'place', 'kg:locatedIn', 1, NULL "
        "FROM inside one JOIN inside other USING (grp, outer_grp) "
        f"WHERE one.grp IN (SELECT unnest($1)) {'AND other.outer_grp IN (SELECT unnest($2))' if others else ''}"
    )
    found = index.rows(roles, values) + index.rows(out, values) + index.rows(lies, values)
    return found if others else found + index.rows(back, values)


def _nodes(
    index: Index, shown: list[int], weights: dict[int, int], center: int, total: int
) -> dict[int, dict[str, Any]]:
    rows = index.rows(
        f"SELECT grp, {COLUMNS}, events FROM groups WHERE grp IN (SELECT unnest(?))", [shown]
    )
    more = dict(
        index.rows(
            "WITH mine AS (SELECT DISTINCT event, grp FROM roles JOIN entities USING (thing) "
            f"WHERE grp IN (SELECT unnest($1)) AND role < {CLAIMER}) "
            "SELECT mine.grp, count(DISTINCT entities.grp) FROM mine JOIN roles USING (event) "
            f"JOIN entities USING (thing) WHERE role < {CLAIMER} AND entities.grp != mine.grp "
            "AND entities.grp NOT IN (SELECT unnest($1)) GROUP BY mine.grp",
            [shown],
        )
    )
    more[center] = total - (len(shown) - 1)
    found = {
        grp: of_row(row, index.base)
        | {"count": weights.get(grp, events), "more": max(more.get(grp, 0), 0)}
        for grp, *row, events in rows
    }
    return {grp: found[grp] for grp in shown if grp in found}


def _edge(index: Index, tie: tuple[Any, ...], known: dict[int, str]) -> dict[str, Any] | None:
    one, other, kind, label, count, events = tie
    if one not in known or other not in known:
        return None
    term = terms().get(label or "")
    examples = index.rows(
        "SELECT told FROM events WHERE event IN (SELECT unnest(?)) ORDER BY event", [events or []]
    )
    return {
        "source": known[one],
        "target": known[other],
        "label": term.label if term else label or "",
        "count": count,
        "kind": kind,
        "examples": [orjson.loads(row[0])["iri"] for row in examples],
    }
