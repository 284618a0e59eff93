"""Filters and how near one looks -> where the events are, gathered into cells."""

from typing import Any, Final

import orjson

from kg.views.filters import Filters, condition
from kg.views.index import Index
from kg.views.refs import COLUMNS, addressed, of_row

#: Cells of one answer, at most.
CELLS: Final = 2000

#: Degrees of a cell at zoom 0, where the world is 256 pixels wide: a cell is some 20 pixels.
_WIDEST: Final = 30.0
_NEAREST: Final = 22


def cells(index: Index, chosen: Filters, *, zoom: int = 2) -> dict[str, Any]:
    """Return cells with the middle of the events in each; a cell of one place is that place.

    ``box`` is what all events lie within: west, south, east, north; None where no point is known. Where there would be
    more cells than an answer holds, they are made larger.
    """
    where = condition(index, chosen)
    size = _WIDEST / 2 ** min(max(zoom, 0), _NEAREST)
    rows = index.rows(_GATHERED.format(where=where.text), [*where.values, size, size, CELLS + 1])
    while len(rows) > CELLS:
        size *= 2
        rows = index.rows(
            _GATHERED.format(where=where.text), [*where.values, size, size, CELLS + 1]
        )
    if rows:
        total, box = int(rows[0][7]), [round(side, 5) for side in rows[0][8]]
    else:
        counted = f"SELECT count(*) FROM slim WHERE {where.text}"
        total, box = index.rows(counted, where.values)[0][0], None
    located = int(sum(row[2] for row in rows))
    found = _cells(index, [row[:7] for row in rows])
    return {"total": total, "located": located, "box": box, "size": size, "cells": found}


_GATHERED: Final = """
WITH there AS MATERIALIZED (
    SELECT spot, factuality, count(*) AS n, min(event) AS event FROM slim WHERE {where} GROUP BY spot, factuality),
  placed AS MATERIALIZED (SELECT * FROM there JOIN spots USING (spot)),
  kinds AS (
    SELECT floor(lon / ?) AS x, floor(lat / ?) AS y, factuality, sum(n) AS n, sum(lon * n) AS lon, sum(lat * n) AS lat,
      max(radius) AS radius, min(place) AS least, max(place) AS greatest, min(event) AS event
    FROM placed GROUP BY x, y, factuality)
SELECT sum(lon) / sum(n), sum(lat) / sum(n), sum(n) AS total, max(radius),
  CASE WHEN min(least) = max(greatest) THEN min(least) END, min(event), map(list(factuality), list(n)),
  (SELECT sum(n) FROM there), (SELECT [min(lon), min(lat), max(lon), max(lat)] FROM placed)
FROM kinds GROUP BY x, y ORDER BY total DESC, x, y LIMIT ?
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


def _places(index: Index, numbers: list[int]) -> dict[int, dict[str, Any]]:
    rows = index.rows(
        f"SELECT number, {COLUMNS} FROM groups WHERE number IN (SELECT unnest(?))", [numbers]
    )
    return {number: of_row(row, index.base) for number, *row in rows}


def _events(index: Index, numbers: list[int]) -> dict[int, dict[str, Any]]:
    rows = index.rows("SELECT event, told FROM events WHERE event IN (SELECT unnest(?))", [numbers])
    return {event: _short(told, index.base) for event, told in rows}


def _short(told: str, base: str) -> dict[str, Any]:
    event = orjson.loads(told)
    kept = {name: event[name] for name in ("iri", "label", "class", "date", "factuality")}
    return addressed(kept | {"family": "event"}, base)  # type: ignore[no-any-return]
