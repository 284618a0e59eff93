"""Filters -> what one can choose next, and how many events each choice leaves."""

from collections.abc import Sequence
from typing import Any, Final

from kg.views.classes import label_of
from kg.views.filters import Filters, condition
from kg.views.index import Index

#: Choices of a facet, at most.
MOST: Final = 30

#: Field of the filters -> the facet whose choices are counted without it.
_OWN: Final = {"cls": "class", "factuality": "factuality", "actor": "actor", "place": "place", "claimer": "claimer",
               "publisher": "publisher", "document": "document"}  # fmt: skip

#: Those who are in a list of an event, with the events of each; who is in it twice counts once.
_THINGS: Final = f"""SELECT iri AS value, label, n FROM (
  SELECT number, count(*) AS n FROM (SELECT unnest(LIST) AS number FROM chosen) GROUP BY number
  ORDER BY n DESC, number LIMIT {MOST}) JOIN groups USING (number)"""

_DOCUMENTS: Final = (
    "(SELECT document, count(*) AS n FROM chosen GROUP BY document) JOIN documents USING (document)"
)

#: Facet -> its choices: value, label and number of events.
_CHOICES: Final = {
    "total": "SELECT '' AS value, '' AS label, count(*) AS n FROM chosen",
    "class": "SELECT types AS value, '' AS label, count(*) AS n FROM chosen GROUP BY types",
    "factuality": "SELECT factuality AS value, factuality AS label, count(*) AS n FROM chosen GROUP BY factuality",
    "actor": _THINGS.replace("LIST", "actors"),
    "place": _THINGS.replace("LIST", "places"),
    "claimer": _THINGS.replace("LIST", "claimers"),
    "publisher": f"SELECT publisher AS value, publisher AS label, sum(n) AS n FROM {_DOCUMENTS} GROUP BY publisher",
    "document": f"SELECT iri AS value, title AS label, n FROM {_DOCUMENTS} ORDER BY n DESC, iri LIMIT {MOST}",
}

_Choices = list[dict[str, Any]]


def facets(index: Index, chosen: Filters) -> dict[str, Any]:
    """Return the choices of each kind, most events first; those of a kind that has one are its alternatives."""
    apart = {facet: field for field, facet in _OWN.items() if getattr(chosen, field)}
    found = _counted(index, chosen, [facet for facet in _CHOICES if facet not in apart])
    for facet, field in apart.items():
        found |= _counted(index, chosen.without(field), [facet])
    total = sum(choice["count"] for choice in found["total"])
    return {"total": total} | {facet: found[facet] for facet in _OWN.values()}


def _counted(index: Index, chosen: Filters, wanted: Sequence[str]) -> dict[str, _Choices]:
    """Return the choices of the facets that are wanted: one question, so that the events are chosen once."""
    where = condition(index, chosen)
    parts = (
        f"SELECT '{facet}', value, label, n::BIGINT FROM ({_CHOICES[facet]})" for facet in wanted
    )
    rows = index.rows(
        "WITH chosen AS MATERIALIZED ("
        f"SELECT types, factuality, document, actors, places, claimers FROM slim WHERE {where.text}) "
        + " UNION ALL ".join(parts),
        where.values,
    )
    told = {facet: [row[1:] for row in rows if row[0] == facet] for facet in wanted}
    return {
        facet: _classes(some) if facet == "class" else _choices(facet, some)
        for facet, some in told.items()
    }


def _choices(facet: str, rows: Sequence[tuple[str, str, int]]) -> _Choices:
    found = [_choice(value, label, n) for value, label, n in rows if value or facet == "total"]
    return sorted(found, key=lambda one: (-one["count"], one["value"]))[:MOST]


def _classes(rows: Sequence[tuple[str, str, int]]) -> _Choices:
    """Return all classes; an event counts for each of its types."""
    counts: dict[str, int] = {}
    for types, _, count in rows:
        for cls in types.split():
            counts[cls] = counts.get(cls, 0) + count
    found = [_choice(cls, label_of(cls), count) for cls, count in counts.items()]
    return sorted(found, key=lambda one: (-one["count"], one["value"]))


def _choice(value: str, label: str, count: int) -> dict[str, Any]:
    return {"value": value, "label": label or value, "count": count}
