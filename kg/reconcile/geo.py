"""Points: read from what people type, and how near two of them are."""

import re
from math import asin, cos, radians, sin, sqrt

#: Kilometres at which two points no longer agree. Sources put one town up to 12 km apart (places of
#: Who's On First against others), and a row of a table often tells where its district is.
FAR = 50.0

_NUMBER = r"([-+]?\d{1,3}(?:\.\d+)?)"
_PAIR = re.compile(rf"\s*{_NUMBER}\s*[,;/\s]\s*{_NUMBER}\s*")
_WKT = re.compile(rf"\s*POINT\s*\(\s*{_NUMBER}\s+{_NUMBER}\s*\)\s*", re.IGNORECASE)


def point(value: str) -> tuple[float, float] | None:
    """Return latitude and longitude in degrees, or None when the text is no point on Earth.

    >>> point("35.13, 36.75"), point("POINT(36.75 35.13)"), point("Hama")
    ((35.13, 36.75), (35.13, 36.75), None)
    """
    pair, wkt = _PAIR.fullmatch(value), _WKT.fullmatch(value)
    if pair:
        lat, lon = float(pair[1]), float(pair[2])
    elif wkt:
        lat, lon = float(wkt[2]), float(wkt[1])
    else:
        return None
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance on a sphere of 6371 km (haversine).

    >>> round(kilometres((35.13, 36.75), (36.2, 37.15)))
    124
    """
    (lat, lon), (lat2, lon2) = ((radians(a), radians(b)) for a, b in (one, other))
    h = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(h)))


def near(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return how well two points agree: 1 at one place, falling to 0 at ``FAR``."""
    return max(0.0, 1.0 - kilometres(one, other) / FAR)
