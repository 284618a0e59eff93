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

#: How near a map looks of itself, at most, and in which steps: as that of the page does.
_FITTED: Final = 8
_STEPS: Final = 2

#: Metres in a degree along the equator.
_DEGREE: Final = 40_075_016.7 / 360

#: Width and height of a map in pixels.
Pixels = tuple[int, int]


def cells(
    index: Index, chosen: Filters, *, zoom: int = 2, fit: Pixels | None = None
) -> dict[str, Any]:
    """Return cells with the middle of the events in each; a cell of one place is that place.

    Args:
        index: the index.
        chosen: what is on the map.
        zoom: how near one looks; the world is 256 pixels wide at 0, twice as wide at 1.
        fit: look as near as a map of this size can that shows all; zoom counts where nothing is on it.

    ``box`` is what all events lie within, circles of vague places whole: west, south, east, north; None where no point
    is known. ``zoom`` is how near one looks. Cells of which there would be more than an answer holds are made larger.
    """
    where = condition(index, chosen)
    zoom = min(max(zoom, 0), _NEAREST)
    wanted = _FITTING if fit else _GIVEN.format(zoom=zoom)
    values = [*where.values, *(fit or ()), CELLS + 1]
    coarser, rows = 0, None
    while rows is None or len(rows) > CELLS:
        text = _GATHERED.format(where=where.text, zoom=wanted, coarser=coarser)
        rows = index.rows(text, values)
        coarser += 1
    if rows:
        total, box, size = int(rows[0][7]), [round(side, 5) for side in rows[0][8]], rows[0][9]
        zoom = rows[0][10]
    else:
        counted = f"SELECT count(*) FROM slim WHERE {where.text}"
        total, box, size = index.rows(counted, where.values)[0][0], None, _WIDEST / 2**zoom
    located = int(sum(row[2] for row in rows))
    found = _cells(index, [row[:7] for row in rows])
    return {
        "total": total,
        "located": located,
        "box": box,
        "size": size,
        "zoom": zoom,
        "cells": found,
    }


#: The zoom that was asked for; or the one at which a box fits, on the square map of the world (Mercator, EPSG:3857).
_GIVEN: Final = "SELECT {zoom} AS zoom FROM box"
_FITTING: Final = f"""
SELECT round(least({_FITTED}, greatest(0, floor({_STEPS} * least(
    log2(? * 360 / 256 / greatest(east - west, 1e-6)), log2(? * 2 * pi() / 256 / greatest(top - bottom, 1e-6))
  )) / {_STEPS})))::INTEGER AS zoom
FROM (SELECT *, ln(tan(pi() / 4 + radians(north) / 2)) AS top, ln(tan(pi() / 4 + radians(south) / 2)) AS bottom
  FROM box)"""

_GATHERED: Final = f"""
WITH there AS MATERIALIZED (
    SELECT spot, factuality, count(*) AS n, min(event) AS event FROM slim WHERE {{where}} GROUP BY spot, factuality),
  placed AS MATERIALIZED (SELECT * FROM there JOIN spots USING (spot)),
  rims AS (
    SELECT lon, lat, coalesce(radius, 0) / {_DEGREE} AS up, up / greatest(0.05, cos(radians(lat))) AS aside
    FROM placed),
  box AS MATERIALIZED (
    SELECT greatest(-180, min(lon - aside)) AS west, greatest(-85, min(lat - up)) AS south,
      least(180, max(lon + aside)) AS east, least(85, max(lat + up)) AS north
    FROM rims HAVING count(*) > 0),
  near AS MATERIALIZED (SELECT zoom, {_WIDEST} / 2 ** (zoom - {{coarser}}) AS size FROM ({{zoom}})),
  kinds AS (
    SELECT floor(lon / size) AS x, floor(lat / size) AS y, factuality, sum(n) AS n, sum(lon * n) AS lon,
      sum(lat * n) AS lat, max(radius) AS radius, min(place) AS least, max(place) AS greatest, min(event) AS event
    FROM placed, near GROUP BY x, y, factuality)
SELECT sum(lon) / sum(n), sum(lat) / sum(n), sum(n) AS total, max(radius),
  CASE WHEN min(least) = max(greatest) THEN min(least) END, min(event), map(list(factuality), list(n)),
  (SELECT sum(n) FROM there), (SELECT [west, south, east, north] FROM box), (SELECT size FROM near),
  (SELECT zoom FROM near)
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
