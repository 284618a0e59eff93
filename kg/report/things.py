"""IRIs -> what the index knows of people, places and things, of all of them at once."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import orjson

from kg.views.classes import terms
from kg.views.entity import sameness
from kg.views.index import Index
from kg.views.refs import addressed, document, documents, ref
from kg.views.search import descriptions
from kg.views.words import key

#: Names, relations and documents of one thing, at most.
NAMES: Final = 30
RELATIONS: Final = 40
DOCUMENTS: Final = 30

View = dict[str, Any]

_HEADS: Final = """SELECT things.iri, groups.iri FROM things JOIN entities USING (thing) JOIN groups USING (grp)
  WHERE thing IN (SELECT unnest(?)) AND things.iri != groups.iri GROUP BY ALL ORDER BY ALL"""

_INSIDE: Final = """WITH RECURSIVE around(start, grp, step) AS (
    SELECT grp, outer_grp, 1 FROM inside WHERE grp IN (
      SELECT grp FROM entities WHERE thing IN (SELECT unnest(?)))
    UNION SELECT start, outer_grp, step + 1 FROM around JOIN inside USING (grp) WHERE step < 8),
  near AS (SELECT start, grp, min(step) AS step FROM around WHERE start != grp GROUP BY ALL)
  SELECT one.iri, other.iri, other.label, other.class, other.family
  FROM near JOIN groups one ON one.grp = start JOIN groups other ON other.grp = near.grp
  ORDER BY one.iri, step, other.iri"""

_GROUPS: Final = """SELECT groups.grp, groups.iri, groups.label, groups.class, groups.family, wikidata, confidence,
  lon, lat, radius FROM groups JOIN entities ON entities.grp = groups.grp
  WHERE thing IN (SELECT unnest(?)) GROUP BY ALL ORDER BY groups.iri"""

#: The rows of a table that belong to some groups.
_OF: Final = "JOIN entities USING (thing) WHERE grp IN (SELECT unnest(?))"

_RELATIONS: Final = """SELECT grp, told, 'out' FROM relations JOIN entities ON thing = subject
    WHERE grp IN (SELECT unnest($1))
  UNION ALL SELECT grp, told, 'in' FROM relations JOIN entities ON thing = object WHERE grp IN (SELECT unnest($1))"""


def heads(index: Index, iris: Sequence[str]) -> dict[str, str]:
    """Return the IRI that stands for several which are one, for each that it stands for."""
    return dict(index.rows(_HEADS, [[key(iri) for iri in iris]]))


def inside(index: Index, iris: Sequence[str]) -> dict[str, list[View]]:
    """Return all that a place lies in, at whatever remove, the nearest first."""
    found: dict[str, list[View]] = {}
    for one, *other in index.rows(_INSIDE, [[key(iri) for iri in iris]]):
        found.setdefault(one, []).append(_ref(index, other))
    return found


def described(index: Index, iris: Sequence[str]) -> dict[str, View]:
    """Return what the page of each thing tells, but for its events and its company, which the report counts itself."""
    rows = index.rows(_GROUPS, [[key(iri) for iri in iris]])
    numbers = [row[0] for row in rows]
    words, names, classes = (
        descriptions(index, numbers),
        _names(index, numbers),
        _classes(index, numbers),
    )
    same, claims, papers = (
        _same(index, numbers),
        _claims(index, numbers),
        _documents(index, numbers),
    )
    relations = _relations(index, numbers)
    return {
        told[0]: _ref(index, told)
        | {
            "names": [{"name": n, "count": c} for n, c in names.get(grp, [])[:NAMES]],
            "classes": classes.get(grp, []),
            "wikidata": item and _wikidata(item, confidence),
            "description": words.get(grp, ""),
            "location": None if lon is None else {"lon": lon, "lat": lat, "radius_m": radius},
            "same": [one for one in same.get(grp, []) if one["iri"] != told[0]],
            "claims_made": claims.get(grp, 0),
            "documents": papers.get(grp, [])[:DOCUMENTS],
            "documents_total": len(papers.get(grp, [])),
            "relations": relations.get(grp, [])[:RELATIONS],
            "relations_total": len(relations.get(grp, [])),
        }
        for grp, *told, item, confidence, lon, lat, radius in rows
    }


def _ref(index: Index, told: Sequence[Any]) -> View:
    iri, label, cls, family = told
    return ref(iri, label, cls, family, index.base)


def _document(index: Index, told: Sequence[Any]) -> View:
    iri, title, publisher, issued = told
    return document(iri, title, publisher, issued, base=index.base)


def _wikidata(item: str, confidence: float | None) -> View:
    return {"id": item, "url": f"https://www.wikidata.org/wiki/{item}", "confidence": confidence}


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Any]]:
    """Return the rest of each row by its first cell; a single cell as itself."""
    found: dict[int, list[Any]] = {}
    for grp, *rest in rows:
        found.setdefault(grp, []).append(rest[0] if len(rest) == 1 else rest)
    return found


def _names(index: Index, numbers: list[int]) -> dict[int, list[Any]]:
    text = f"SELECT grp, name, sum(count)::BIGINT AS n FROM names {_OF} GROUP BY ALL ORDER BY n DESC, name"
    return _grouped(index.rows(text, [numbers]))


def _classes(index: Index, numbers: list[int]) -> dict[int, list[Any]]:
    text = f"SELECT grp, class FROM things {_OF} AND class != '' GROUP BY ALL ORDER BY sum(mentions) DESC, class"
    return _grouped(index.rows(text, [numbers]))


def _same(index: Index, numbers: list[int]) -> dict[int, list[View]]:
    text = (
        "SELECT grp, iri, any_value(label), any_value(class), any_value(family) "
        f"FROM things {_OF} GROUP BY ALL ORDER BY iri"
    )
    rows = index.rows(text, [numbers])
    return _grouped((grp, _ref(index, told)) for grp, *told in rows)


def _claims(index: Index, numbers: list[int]) -> dict[int, int]:
    text = (
        "SELECT grp, count(DISTINCT told) FROM claims JOIN entities ON thing = claimer "
        "WHERE grp IN (SELECT unnest(?)) GROUP BY grp"
    )
    return dict(index.rows(text, [numbers]))


def _documents(index: Index, numbers: list[int]) -> dict[int, list[View]]:
    text = (
        "SELECT grp, documents.iri, title, publisher, issued, count(*) AS n "
        "FROM mentioned JOIN documents USING (document) "
        f"{_OF} GROUP BY ALL ORDER BY n DESC, documents.iri"
    )
    rows = index.rows(text, [numbers])
    return _grouped((grp, _document(index, told) | {"count": count}) for grp, *told, count in rows)


def _relations(index: Index, numbers: list[int]) -> dict[int, list[View]]:
    """Return relations by group; those of one kind with one other are one, with the evidence of all."""
    found: dict[int, dict[tuple[object, ...], View]] = {}
    for grp, told, direction in index.rows(_RELATIONS, [numbers]):
        one = orjson.loads(told)
        other = one["object"] if direction == "out" else one["subject"]
        same = sameness(one, direction, other)
        into = found.setdefault(grp, {}).setdefault(same, _relation(one, direction, other))
        into["evidence"] += one["evidence"][:3]
        into["sources"] += [s for s in one["sources"] if s not in into["sources"]]
    everything = [view for several in found.values() for view in several.values()]
    shown = documents(index, (e["document"] for view in everything for e in view["evidence"]))
    for view in everything:
        view["evidence"] = [e | {"document": shown[e["document"]]} for e in view["evidence"]]
    return {
        grp: addressed(_ordered(several.values()), index.base) for grp, several in found.items()
    }


def _ordered(several: Iterable[View]) -> list[View]:
    return sorted(
        several, key=lambda view: (view["predicate"], -len(view["evidence"]), view["iri"])
    )


def _relation(one: View, direction: str, other: View | None) -> View:
    term = terms().get(one["predicate"])
    kept = {name: one[name] for name in ("iri", "predicate", "text", "factuality", "date")}
    label = term.label if term else one["predicate"]
    return kept | {
        "label": label,
        "direction": direction,
        "other": other,
        "sources": [],
        "evidence": [],
    }
