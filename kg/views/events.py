"""Filters -> events, a page of them."""

from typing import Any, Final

import orjson

from kg.errors import UsageError
from kg.views.filters import Filters, condition
from kg.views.index import Index
from kg.views.refs import addressed, documents

_ORDERS: Final = {
    "date": "lo ASC NULLS LAST, event",
    "-date": "hi DESC NULLS LAST, event",
    "relevance": "(class != 'kg:Event') DESC, (lo IS NOT NULL) DESC, lo DESC, event",
}

#: Events on a page, at most; pages that can be turned to.
MOST: Final = 500
LAST: Final = 100_000


def events(
    index: Index, chosen: Filters, *, order: str = "date", page: int = 1, size: int = 50
) -> dict[str, Any]:
    """Return a page of events.

    Raises:
        UsageError: there is no such order or page.
    """
    if order not in _ORDERS:
        raise UsageError(f"no such order: {order[:40]!r}", hint=", ".join(_ORDERS))
    checked(page, size)
    where = condition(index, chosen)
    rows = index.rows(
        f"WITH chosen AS MATERIALIZED (SELECT event, class, lo, hi FROM slim WHERE {where.text}) "
        "SELECT event, counted FROM (SELECT count(*) AS counted FROM chosen) LEFT JOIN "
        f"(SELECT * FROM chosen ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?) ON true ORDER BY {_ORDERS[order]}",
        [*where.values, size, (page - 1) * size],
    )
    total = rows[0][1]
    found = full(index, _told(index, [row[0] for row in rows if row[0] is not None]))
    return {"total": total, "page": page, "size": size, "events": found}


def _told(index: Index, numbers: list[int]) -> list[str]:
    """Return what the index keeps of events, in their order."""
    rows = index.rows("SELECT event, told FROM events WHERE event IN (SELECT unnest(?))", [numbers])
    told: dict[int, str] = dict(rows)
    return [told[number] for number in numbers if number in told]


def checked(page: int, size: int) -> None:
    """Check the number of a page and what it holds.

    Raises:
        UsageError: it is out of bounds.
    """
    if not (1 <= page <= LAST and 1 <= size <= MOST):
        raise UsageError("no such page", hint=f"page 1 to {LAST}, size 1 to {MOST}")


def full(index: Index, told: list[str]) -> list[dict[str, Any]]:
    """Return events as the index keeps them, with addresses and documents."""
    found: list[dict[str, Any]] = addressed([orjson.loads(t) for t in told], index.base)
    shown = documents(index, (e["document"] for event in found for e in event["evidence"]))
    for event in found:
        for evidence in event["evidence"]:
            evidence["document"] = shown[evidence["document"]]
    return found


def one(index: Index, iri: str) -> dict[str, Any] | None:
    """Return one event of the index."""
    from kg.views.words import key

    rows = index.rows("SELECT told FROM events WHERE key = ? LIMIT 1", [key(iri)])
    return full(index, [rows[0][0]])[0] if rows else None
