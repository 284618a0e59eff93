"""An IRI -> all that the documents tell of a thing, with what is one with it."""

from collections import Counter
from typing import Any

import orjson

from kg.views.classes import terms, up
from kg.views.filters import Filters, condition
from kg.views.index import Index, Rows
from kg.views.refs import COLUMNS, Ref, addressed, document, documents, of_row
from kg.views.rows import CLAIMER
from kg.views.search import descriptions
from kg.views.told import ROLES
from kg.views.words import key

#: Names, relations, documents, co-actors that are listed, at most.
NAMES = 200
RELATIONS = 200
DOCUMENTS = 100
COMPANY = 30


def entity(index: Index, iri: str) -> dict[str, Any] | None:
    """Return the entity; None when nothing is told of it."""
    found = index.rows(
        f"SELECT groups.grp, {COLUMNS}, wikidata, confidence, lon, lat, radius FROM groups JOIN entities USING (grp) "
        "WHERE entities.thing = ?",
        [key(iri)],
    )
    if not found:
        return None
    grp, *told, item, confidence, lon, lat, radius = found[0]
    things = [row[0] for row in index.rows("SELECT thing FROM entities WHERE grp = ?", [grp])]
    return of_row(told, index.base) | {
        "names": _names(index, things),
        "classes": _classes(index, things),
        "wikidata": item
        and {
            "id": item,
            "url": f"https://www.wikidata.org/wiki/{item}",
            "confidence": confidence,
        },
        "description": descriptions(index, [grp]).get(grp, ""),
        "location": None if lon is None else {"lon": lon, "lat": lat, "radius_m": radius},
        "within": _within(index, grp),
        "same": _same(index, things, told[0]),
        **_relations(index, things),
        "events": _events(index, things, iri),
        "coactors": company(index, things, COMPANY),
        **_documents(index, things),
        "claims_made": _claims(index, things),
    }


def _names(index: Index, things: list[int]) -> list[dict[str, Any]]:
    rows = index.rows(
        "SELECT name, sum(count)::BIGINT AS n FROM names WHERE thing IN (SELECT unnest(?)) GROUP BY name "
        "ORDER BY n DESC, name LIMIT ?",
        [things, NAMES],
    )
    return [{"name": name, "count": count} for name, count in rows]


def _classes(index: Index, things: list[int]) -> list[str]:
    rows = index.rows(
        "SELECT class, sum(mentions) AS n FROM things WHERE thing IN (SELECT unnest(?)) AND class != '' "
        "GROUP BY class ORDER BY n DESC, class",
        [things],
    )
    found: dict[str, None] = {}
    for cls, _ in rows:
        found.update(dict.fromkeys(sorted(up(cls), key=lambda c: (-len(up(c)), c))))
    return list(found)


def _within(index: Index, grp: int) -> list[Ref]:
    """Return what a place lies in, the nearest first."""
    rows = index.rows(
        "WITH RECURSIVE around(grp, step) AS ("
        "SELECT outer_grp, 1 FROM inside WHERE grp = ? "
        "UNION SELECT outer_grp, step + 1 FROM inside JOIN around USING (grp) WHERE step < 8), "
        "near AS (SELECT grp, min(step) AS step FROM around WHERE grp != ? GROUP BY grp) "
        f"SELECT {COLUMNS} FROM near JOIN groups USING (grp) ORDER BY step, groups.iri LIMIT 20",
        [grp, grp],
    )
    return [of_row(row, index.base) for row in rows]


def _same(index: Index, things: list[int], head: str) -> list[Ref]:
    rows = index.rows(
        "SELECT iri, any_value(label), any_value(class), any_value(family) FROM things "
        "WHERE thing IN (SELECT unnest(?)) AND iri != ? GROUP BY iri ORDER BY iri LIMIT 100",
        [things, head],
    )
    return [of_row(row, index.base) for row in rows]


def sameness(
    one: dict[str, Any], direction: str, other: dict[str, Any] | None
) -> tuple[object, ...]:
    """Return what relations have in common that are shown as one: kind, direction, the other, words, factuality."""
    return (
        one["predicate"],
        direction,
        other and other["iri"],
        one["text"].casefold(),
        one["factuality"],
    )


def _relations(index: Index, things: list[int]) -> dict[str, Any]:
    """Return the relations that the things are in, those of one kind with one other as one."""
    rows = index.rows(
        "SELECT told, 'out' FROM relations WHERE subject IN (SELECT unnest($1)) "
        "UNION ALL SELECT told, 'in' FROM relations WHERE object IN (SELECT unnest($1)) LIMIT 5000",
        [things],
    )
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    for told, direction in rows:
        one = orjson.loads(told)
        other = one["object"] if direction == "out" else one["subject"]
        same = sameness(one, direction, other)
        into = found.setdefault(same, _relation(one, direction, other))
        into["evidence"] += one["evidence"]
        into["sources"] += [s for s in one["sources"] if s not in into["sources"]]
    kept = sorted(found.values(), key=lambda r: (r["predicate"], -len(r["evidence"]), r["iri"]))
    listed = addressed(kept[:RELATIONS], index.base)
    shown = documents(index, (e["document"] for r in listed for e in r["evidence"]))
    for relation in listed:
        for evidence in relation["evidence"]:
            evidence["document"] = shown[evidence["document"]]
    return {"relations": listed, "relations_total": len(kept)}


def _relation(one: dict[str, Any], direction: str, other: dict[str, Any] | None) -> dict[str, Any]:
    term = terms().get(one["predicate"])
    return {
        "iri": one["iri"],
        "predicate": one["predicate"],
        "label": term.label if term else one["predicate"],
        "direction": direction,
        "other": other,
        "text": one["text"],
        "factuality": one["factuality"],
        "date": one["date"],
        "sources": [],
        "evidence": [],
    }


def _events(index: Index, things: list[int], iri: str) -> dict[str, Any]:
    rows = index.rows(
        "SELECT role, count(DISTINCT event) FROM roles WHERE thing IN (SELECT unnest(?)) AND role < ? GROUP BY role",
        [things, CLAIMER],
    )
    total = index.rows(
        "SELECT count(DISTINCT event) FROM roles WHERE thing IN (SELECT unnest(?)) AND role < ?",
        [things, CLAIMER],
    )
    told = {ROLES[role]: count for role, count in sorted(rows)}
    return {"total": total[0][0], "roles": told, "inside": _inside(index, iri)}


def _inside(index: Index, iri: str) -> int:
    """Return the number of events at a place and at all that lies within it: what the filter ``place`` finds."""
    where = condition(index, Filters(place=(iri,)))
    found = index.rows(f"SELECT count(*) FROM slim WHERE {where.text}", where.values)
    return int(found[0][0])


def company(index: Index, things: list[int], most: int) -> list[dict[str, Any]]:
    """Return the actors in the same events, and in how many."""
    rows = index.rows(
        f"SELECT {COLUMNS}, count(DISTINCT event) AS n FROM roles JOIN entities USING (thing) JOIN groups USING (grp) "
        "WHERE event IN (SELECT event FROM roles WHERE thing IN (SELECT unnest($1)) AND role < $2) AND role < $2 "
        "AND thing NOT IN (SELECT unnest($1)) "
        "AND groups.class IN (SELECT unnest($3)) GROUP BY ALL ORDER BY n DESC, groups.iri LIMIT $4",
        [things, CLAIMER, acting(), most],
    )
    return [of_row(row, index.base) | {"count": count} for *row, count in rows]


def acting() -> list[str]:
    """Return the classes of those who act."""
    return [t.id for t in terms().values() if t.kind == "class" and "kg:Actor" in up(t.id)]


def _documents(index: Index, things: list[int]) -> dict[str, Any]:
    rows = index.rows(
        "SELECT iri, title, publisher, issued, count(*) OVER () FROM documents WHERE document IN "
        "(SELECT document FROM mentioned WHERE thing IN (SELECT unnest(?))) ORDER BY day DESC NULLS LAST, iri LIMIT ?",
        [things, DOCUMENTS],
    )
    counts: Counter[str] = Counter(
        dict(
            index.rows(
                "SELECT documents.iri, sum(things.mentions) FROM things JOIN documents USING (graph) "
                "WHERE thing IN (SELECT unnest(?)) GROUP BY documents.iri",
                [things],
            )
        )
    )
    listed = [document(*row, base=index.base) | {"count": int(counts[row[0]])} for *row, _ in rows]
    return {"documents": listed, "documents_total": rows[0][4] if rows else 0}


def _claims(index: Index, things: list[int]) -> int:
    found: Rows = index.rows(
        "SELECT count(DISTINCT told) FROM claims WHERE claimer IN (SELECT unnest(?))", [things]
    )
    return int(found[0][0])
