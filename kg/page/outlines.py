"""TopoJSON of the world's countries -> land, borders and names, as a JavaScript module small enough to ship.

Shapes: a line is ``[x0, y0, dx, dy, …]`` in hundredths of a degree, east and north; a ring closes by itself.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Final

import numpy as np

#: Steps a degree: 1 km, where the outlines themselves are true to some five.
_STEPS: Final = 100

#: Rings of fewer points are islets smaller than a pixel at the zoom that these outlines are for.
_LEAST: Final = 4

Points = list[tuple[float, float]]


def module(topology: dict[str, Any]) -> str:
    """Return the source of a module whose default export is {steps, land, borders, names}.

    Args:
        topology: quantised TopoJSON with the objects ``countries`` (with names) and ``land``.

    ``names`` are ``[name, lon, lat, width]`` with the width in degrees that the name may fill, widest first.
    """
    arcs = [_points(arc, topology["transform"]) for arc in topology["arcs"]]
    countries = topology["objects"]["countries"]["geometries"]
    land = (ring for polygon in _polygons(topology["objects"]["land"]) for ring in polygon)
    told = {
        "steps": _STEPS,
        "land": [_steps(r) for line in land for r in _rings(line, arcs) if len(r) >= _LEAST],
        "borders": [_steps(arcs[n]) for n in _shared(countries)],
        "names": sorted(_names(countries, arcs), key=lambda name: (-name[3], name[0])),
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f"// Made from Natural Earth, public domain.\nexport default {text};\n"


def _points(arc: list[list[int]], transform: dict[str, list[float]]) -> Points:
    told = np.cumsum(np.array(arc), axis=0) * transform["scale"] + transform["translate"]
    return [(float(x), float(y)) for x, y in told]


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    if geometry["type"] == "GeometryCollection":
        return [polygon for part in geometry["geometries"] for polygon in _polygons(part)]
    arcs: list[Any] = geometry.get("arcs", [])
    return arcs if geometry["type"] == "MultiPolygon" else [arcs]


def _rings(line: list[int], arcs: list[Points]) -> Iterator[Points]:
    """Yield the ring once, and again a world further west or east where it crosses the date line."""
    ring = _unwrapped(_joined(line, arcs))
    if all(y < -89 for _, y in ring):
        return
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    yield ring
    if east - west < 350 and (east > 180.01 or west < -180.01):
        yield [(x - 360 if east > 180 else x + 360, y) for x, y in ring]


def _joined(line: list[int], arcs: list[Points]) -> Points:
    """Return the points of arcs end to end; ``~n`` is arc n backward (TopoJSON, 2.1.4)."""
    points: Points = []
    for n in line:
        arc = arcs[n] if n >= 0 else arcs[~n][::-1]
        points += arc[1:] if points else arc
    return points


def _unwrapped(ring: Points) -> Points:
    """Return the ring without jumps over the date line; one round the pole is closed below the map."""
    turns, points = 0, [ring[0]]
    for (before, _), (x, y) in pairwise(ring):
        turns += (x - before < -180) - (x - before > 180)
        points.append((x + 360 * turns, y))
    if turns:
        points += [(points[-1][0], -90.0), (points[0][0], -90.0)]
    return points


def _steps(points: Points) -> list[int]:
    """Return a line in steps from point to point, without those that do not move."""
    grid = [(round(x * _STEPS), round(y * _STEPS)) for x, y in points]
    moves = [(x - u, y - v) for (u, v), (x, y) in pairwise(grid)]
    return [*grid[0], *(step for move in moves if move != (0, 0) for step in move)]


def _shared(countries: Iterable[dict[str, Any]]) -> list[int]:
    """Return the arcs that two countries share."""
    of = Counter(
        n
        for country in countries
        for n in {
            a if a >= 0 else ~a for polygon in _polygons(country) for ring in polygon for a in ring
        }
    )
    return sorted(n for n, count in of.items() if count > 1)


def _names(countries: Iterable[dict[str, Any]], arcs: list[Points]) -> Iterator[list[Any]]:
    for country in countries:
        rings = [np.array(_unwrapped(_joined(polygon[0], arcs))) for polygon in _polygons(country)]
        lon, lat, width = _seat(max(rings, key=_area))
        yield [country["properties"]["name"], round(lon, 1), round(lat, 1), round(width, 1)]


def _area(ring: np.ndarray) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def _seat(ring: np.ndarray) -> tuple[float, float, float]:
    """Return the middle of the longest stretch of land from west to east, and its length in degrees.

    Of 25 parallels, those near the middle of the country count a little more.
    """
    low, high = float(ring[:, 1].min()), float(ring[:, 1].max())
    best = (-1.0, float(ring[:, 0].mean()), (low + high) / 2, 0.0)
    for share in np.linspace(0.02, 0.98, 25):
        lat = low + float(share) * (high - low)
        crossed = _crossings(ring, lat)
        for west, east in zip(crossed[::2], crossed[1::2], strict=False):
            length = east - west
            best = max(
                best, (length * (1 - abs(float(share) - 0.5)), (west + east) / 2, lat, length)
            )
    return best[1], best[2], best[3]


def _crossings(ring: np.ndarray, lat: float) -> list[float]:
    """Return where the ring crosses a parallel, from west to east."""
    (x, y), (u, v) = ring.T, np.roll(ring, -1, axis=0).T
    over = (y > lat) != (v > lat)
    return sorted((x[over] + (lat - y[over]) / (v[over] - y[over]) * (u[over] - x[over])).tolist())
