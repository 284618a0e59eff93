"""Words somebody typed -> the things, documents and events that they may mean, best first."""

from typing import Any, Final

import orjson

from kg.errors import UsageError
from kg.views.events import checked
from kg.views.index import Index, Rows
from kg.views.refs import Ref, document, ref
from kg.views.words import fold

KINDS: Final = ("actor", "place", "event", "document", "object")

#: Characters of what is typed that count.
LONGEST: Final = 200

_RANK: Final = """CASE WHEN folded = $q THEN 0 WHEN starts_with(folded, $q) THEN 1
  WHEN contains(folded, ' ' || $q) THEN 2 ELSE 3 END"""

#: Things, documents and events of which a name, title, or label has all the words: number, what, rank, weight, name.
_THINGS: Final = """SELECT grp AS number, 'thing' AS what, min(RANK) AS rank, max(weight) AS weight,
  arg_min(name, (RANK, -weight)) AS name FROM called WHERE KIND ALL GROUP BY grp"""
_DOCUMENTS: Final = """SELECT document AS number, 'document' AS what, min(RANK) + 1 AS rank, max(events) AS weight,
  any_value(title) AS name FROM documents WHERE ALL GROUP BY document"""
_EVENTS: Final = """SELECT event AS number, 'event' AS what,
  CASE WHEN label = $q THEN 2 WHEN contains(label, $q) THEN 3 ELSE 5 END AS rank, 0 AS weight, '' AS name
  FROM slim WHERE LABEL OR event IN (
    WITH spoken AS MATERIALIZED (SELECT sentence FROM sentences WHERE ALL)
    SELECT event FROM slim JOIN spoken USING (sentence)
    UNION ALL SELECT event FROM told_in JOIN spoken USING (sentence))"""


def search(
    index: Index, words: str, *, kind: str = "", page: int = 1, size: int = 20
) -> dict[str, Any]:
    """Return a page of what is called so: whole names, beginnings, words of names, parts of words; then what is spelled
    alike, where nothing is called so. No words: what is told of most.

    Raises:
        UsageError: there is no such kind or page.
    """
    if kind and kind not in KINDS:
        raise UsageError(f"no such kind: {kind[:40]!r}", hint=", ".join(KINDS))
    checked(page, size)
    typed = fold(words[:LONGEST])
    total, rows = (
        _called(index, typed, kind, page, size) if typed else _frequent(index, kind, page, size)
    )
    if typed and not total and kind not in ("event", "document"):
        total, rows = _alike(index, typed, kind, page, size)
    return {"total": total, "page": page, "size": size, "results": _results(index, rows)}


def _called(index: Index, typed: str, kind: str, page: int, size: int) -> tuple[int, Rows]:
    values: dict[str, object] = {"q": typed}
    for number, word in enumerate(typed.split()):
        values[f"w{number}"] = word
    every = " AND ".join(f"contains(folded, $w{n})" for n in range(len(values) - 1))
    parts = []
    if kind not in ("event", "document"):
        only = "family = $kind AND" if kind else ""
        parts.append(_THINGS.replace("KIND", only))
    if kind in ("", "document"):
        parts.append(_DOCUMENTS)
    if kind in ("", "event"):
        parts.append(_EVENTS.replace("LABEL", every.replace("folded", "label")))
    text = " UNION ALL ".join(parts).replace("RANK", _RANK).replace("ALL GROUP", f"{every} GROUP")
    text = text.replace("WHERE ALL)", f"WHERE {every})")
    if "$kind" in text:
        values["kind"] = kind
    return _page(index, text, values, page, size)


def _frequent(index: Index, kind: str, page: int, size: int) -> tuple[int, Rows]:
    if kind == "document":
        told = "events AS weight, title AS name"
        text = f"SELECT document AS number, 'document' AS what, 0 AS rank, {told} FROM documents"
    elif kind == "event":
        text = (
            "SELECT event AS number, 'event' AS what, 0 AS rank, 0 AS weight, '' AS name FROM slim"
        )
    else:
        only = "family = $kind" if kind else "family IN ('actor', 'place')"
        text = (
            "SELECT grp AS number, 'thing' AS what, (wikidata IS NULL)::INT AS rank, events + mentions AS weight, "
            f"label AS name FROM groups WHERE {only}"
        )
    return _page(index, text, {"kind": kind} if "$kind" in text else {}, page, size)


def _page(
    index: Index, text: str, values: dict[str, object], page: int, size: int
) -> tuple[int, Rows]:
    rows = index.rows(
        f"SELECT number, what, name, count(*) OVER () FROM ({text}) "
        "ORDER BY rank, weight DESC, number LIMIT $size OFFSET $before",
        {**values, "size": size, "before": (page - 1) * size},
    )
    if rows or page == 1:
        return (rows[0][3] if rows else 0), [row[:3] for row in rows]
    return int(index.rows(f"SELECT count(*) FROM ({text})", values or ())[0][0]), []


def _alike(index: Index, typed: str, kind: str, page: int, size: int) -> tuple[int, Rows]:
    """Return things with a name that is spelled nearly so: one letter in four may be another."""
    most = max(1, len(typed) // 4)
    text = (
        "SELECT grp AS number, 'thing' AS what, min(damerau_levenshtein(folded, $q)) AS rank, max(weight) AS weight, "
        "arg_min(name, damerau_levenshtein(folded, $q)) AS name FROM called "
        "WHERE abs(length(folded) - length($q)) <= $most AND damerau_levenshtein(folded, $q) <= $most "
        f"{'AND family = $kind' if kind else ''} GROUP BY grp"
    )
    values: dict[str, object] = {"q": typed, "most": most}
    return _page(index, text, values | ({"kind": kind} if kind else {}), page, size)


def _results(index: Index, rows: Rows) -> list[dict[str, Any]]:
    numbers = {
        what: [n for n, w, _ in rows if w == what] for what in ("thing", "document", "event")
    }
    found = {
        "thing": _things(index, numbers["thing"]),
        "document": _documents(index, numbers["document"]),
        "event": _events(index, numbers["event"]),
    }
    return [
        found[what][number] | ({"match": name} if name else {})
        for number, what, name in rows
        if number in found[what]
    ]


def _things(index: Index, numbers: list[int]) -> dict[int, Ref]:
    rows = index.rows(
        "SELECT grp, iri, label, class, family, wikidata, events, documents FROM groups "
        "WHERE grp IN (SELECT unnest(?))",
        [numbers],
    )
    more = descriptions(index, numbers)
    return {
        grp: ref(iri, label, cls, family, index.base)
        | {
            "match": label,
            "description": more.get(grp, ""),
            "wikidata": wikidata,
            "events": events,
            "documents": documents,
        }
        for grp, iri, label, cls, family, wikidata, events, documents in rows
    }


def descriptions(index: Index, groups: list[int]) -> dict[int, str]:
    """Return a few words on some groups: the office somebody is told to have, what a place lies in."""
    offices = index.rows(
        "SELECT grp, arg_min(told, length(told)) FROM relations JOIN entities ON subject = thing "
        "WHERE predicate = 'kg:holdsRole' AND grp IN (SELECT unnest(?)) GROUP BY grp",
        [groups],
    )
    around = index.rows(
        "SELECT inside.grp, string_agg(DISTINCT label, ', ' ORDER BY label) FROM inside "
        "JOIN groups ON groups.grp = outer_grp WHERE inside.grp IN (SELECT unnest(?)) GROUP BY inside.grp",
        [groups],
    )
    found = {grp: f"in {label}" for grp, label in around}
    return found | {grp: str(orjson.loads(told)["text"]) for grp, told in offices}


def _documents(index: Index, numbers: list[int]) -> dict[int, Ref]:
    rows = index.rows(
        "SELECT document, iri, title, publisher, issued, events FROM documents WHERE document IN (SELECT unnest(?))",
        [numbers],
    )
    return {
        number: document(iri, title, publisher, issued, base=index.base)
        | {
            "match": title,
            "description": ", ".join(filter(None, (publisher, issued))),
            "wikidata": None,
            "events": events,
            "documents": 1,
        }
        for number, iri, title, publisher, issued, events in rows
    }


def _events(index: Index, numbers: list[int]) -> dict[int, Ref]:
    rows = index.rows("SELECT event, told FROM events WHERE event IN (SELECT unnest(?))", [numbers])
    return {number: _event(orjson.loads(told), index.base) for number, told in rows}


def _event(event: dict[str, Any], base: str) -> Ref:
    sentence = event["evidence"][0]["sentence"] if event["evidence"] else ""
    made = ref(event["iri"], event["label"], event["class"], "event", base)
    return made | {
        "match": sentence or event["label"],
        "description": sentence,
        "wikidata": None,
        "events": 1,
        "documents": len({e["document"] for e in event["evidence"]}),
        "date": event["date"],
        "factuality": event["factuality"],
    }
