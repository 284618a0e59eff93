"""Filters and how near one looks -> where the events are, gathered into cells."""

from typing import Any, Final

import orjson

from kg.views.filters import Filters, condition
from kg.views.index import Index
from kg.views.refs import addressed, of_row

#: Cells of one answer, at most.
CELLS: Final = 2000

#: Degrees of a cell at zoom 0, where the world is 256 pixels wide: a cell is some 20 pixels.
_WIDEST: Final = 30.0
_NEAREST: Final = 22


def cells(index: Index, chosen: Filters, *, zoom: int = 2) -> dict[str, Any]:
    """Return cells with the middle of the events in each; a cell of one place is that place.

    Where there would be more cells than an answer holds, they are made larger.
    """
    where = condition(index, chosen)
    total, located = index.rows(
        f"SELECT count(*), count(lon) FROM events WHERE {where.text}", where.values
    )[0]
    size = _WIDEST / 2 ** min(max(zoom, 0), _NEAREST)
    rows = index.rows(_GATHERED.format(where=where.text), [size, size, *where.values, CELLS + 1])
    while len(rows) > CELLS:
        size *= 2
        rows = index.rows(
            _GATHERED.format(where=where.text), [size, size, *where.values, CELLS + 1]
        )
    return {"total": total, "located": located, "size": size, "cells": _cells(index, rows)}


_GATHERED: Final = """
WITH spots AS (
    SELECT floor(lon / ?) AS x, floor(lat / ?) AS y, lon, lat, radius, place, factuality, count(*) AS n,
      min(event) AS event
    FROM events WHERE lon IS NOT NULL AND {where} GROUP BY ALL),
  kinds AS (SELECT x, y, factuality, sum(n) AS n FROM spots GROUP BY x, y, factuality),
  told AS (SELECT x, y, map(list(factuality), list(n)) AS kinds FROM kinds GROUP BY x, y)
SELECT sum(lon * n) / sum(n), sum(lat * n) / sum(n), sum(n) AS total, max(radius),
  CASE WHEN min(place) = max(place) THEN min(place) END, min(event), any_value(told.kinds)
FROM spots JOIN told USING (x, y) GROUP BY x, y ORDER BY total DESC, x, y LIMIT ?
"""


def _cells(index: Index, rows: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    places = _places(index, sorted({row[4] for row in rows if row[4] is not None}))
    events = _events(index, [row[5] for row in rows if row[2] == 1])
    return [
        {
            "lon": round(lon, 5),
            "lat": round(lat, 5),
            "count": int(count),
            "radius_m": radius and round(radius),
            "place": places.get(place),
            "event": events.get(event) if count == 1 else None,
            "kinds": {kind: int(n) for kind, n in sorted(kinds.items())},
        }
        for lon, lat, count, radius, place, event, kinds in rows
    ]


def _places(index: Index, things: list[int]) -> dict[int, dict[str, Any]]:
    rows = index.rows(
        "SELECT thing, groups.iri, groups.label, groups.class, groups.family FROM entities JOIN groups USING (grp) "
        "WHERE thing IN (SELECT unnest(?))",
        [things],
    )
    return {thing: of_row(row, index.base) for thing, *row in rows}


def _events(index: Index, numbers: list[int]) -> dict[int, dict[str, Any]]:
    rows = index.rows("SELECT event, told FROM events WHERE event IN (SELECT unnest(?))", [numbers])
    return {event: _short(told, index.base) for event, told in rows}


def _short(told: str, base: str) -> dict[str, Any]:
    event = orjson.loads(told)
    kept = {name: event[name] for name in ("iri", "label", "class", "date", "factuality")}
    return addressed(kept | {"family": "event"}, base)  # type: ignore[no-any-return]
