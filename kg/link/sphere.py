"""Points on a sphere: where one comes to, going so far in a direction, and how far they are apart."""

from math import asin, atan2, cos, degrees, radians, sin, sqrt

#: Mean radius of the earth, kilometres (IUGG).
EARTH = 6371.0


def shifted(point: tuple[float, float], bearing: float, distance: float) -> tuple[float, float]:
    """Return the point so many kilometres away, the bearing in degrees clockwise from north.

    Latitude and longitude in degrees; on a sphere, which is right to half a per cent.

    >>> lat, lon = shifted((0.0, 179.9), 90.0, 111.19)
    >>> round(lat, 2) + 0.0, round(lon, 2)
    (0.0, -179.1)
    """
    lat, lon = (radians(value) for value in point)
    turn, way = radians(bearing), distance / EARTH
    to = asin(max(-1.0, min(1.0, sin(lat) * cos(way) + cos(lat) * sin(way) * cos(turn))))
    east = atan2(sin(turn) * sin(way) * cos(lat), cos(way) - sin(lat) * sin(to))
    return degrees(to), (degrees(lon + east) + 180.0) % 360.0 - 180.0


def apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return how far two points are from each other, in kilometres, along a great circle.

    >>> round(apart((0.0, 0.0), (0.0, 1.0)), 1)
    111.2
    """
    lat, lon, to, east = (radians(value) for value in (*one, *other))
    half = sin((to - lat) / 2) ** 2 + cos(lat) * cos(to) * sin((east - lon) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))
