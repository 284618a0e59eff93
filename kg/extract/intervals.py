"""TIMEX3 value and the words before it -> four points on the calendar, as precise as the value."""

import re
from datetime import date, timedelta
from typing import Final

from kg.extract.calendar import SEASONS, named
from kg.extract.values import Interval

_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?")
_WEEK: Final = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PART: Final = re.compile(r"(\d{4})-(?:(Q)([1-4])|(H)([12])|(SP|SU|FA|WI))")
_COARSE: Final = re.compile(r"(\d{4}(?:-\d\d)?)(?:-(?:W?XX|QX|HX))*(?:T\w\w)?")
_AGE: Final = re.compile(r"\d{2,3}")


def interval(value: str) -> Interval | None:
    """Return when something happened that happened at a value; None when it tells no time of ours.

    >>> interval("2015-10")
    Interval(earliest_start='2015-10', latest_start='2015-10', earliest_end='2015-10', latest_end='2015-10')
    >>> interval("2015-Q3").latest_end, interval("P2D"), interval("BC0490")
    ('2015-09', None, None)
    """
    if found := _DAY.fullmatch(value) or _COARSE.fullmatch(value):
        return between(found[1], found[1])
    if found := _WEEK.fullmatch(value):
        return _week(int(found[1]), int(found[2]), weekend=bool(found[3]))
    if found := _PART.fullmatch(value):
        first, last = _months(found)
        return between(first, last)
    if _AGE.fullmatch(value):
        return between(value.ljust(4, "0"), value.ljust(4, "9"))
    return None


def between(first: str, last: str) -> Interval:
    """Return the interval of what happened at some time from ``first`` to ``last``."""
    return Interval(first, last, first, last)


def _week(year: int, number: int, *, weekend: bool) -> Interval | None:
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    sunday = monday + timedelta(6)
    first = sunday - timedelta(1) if weekend else monday
    return between(first.isoformat(), sunday.isoformat())


def _months(found: re.Match[str]) -> tuple[str, str]:
    """Return the first and last month of a quarter, a half or a season."""
    year = int(found[1])
    if found[6] == "WI":  # "the winter of 1941" may be either
        return named(year - 1, 12), named(year + 1, 3)
    if found[6]:
        first, last = SEASONS[found[6]]
        return named(year, first), named(year, last)
    length = 3 if found[2] else 6
    place = int(found[3] or found[5])
    return named(year, (place - 1) * length + 1), named(year, place * length)


#: Words that may stand between the one that opens an interval and the expression.
_THROUGH: Final = frozenset("the early late mid at least about around".split())


def opened(before: str, i: Interval) -> Interval:
    """Return the interval of what happened "since", "until", "before" … a time.

    Args:
        before: what stands in front of the expression.
        i: of the expression alone.
    """
    words = before.lower().split()
    while len(words) > 1 and words[-1] in _THROUGH:
        words.pop()
    match words[-1] if words else "":
        case "since" | "from":
            return Interval(i.earliest_start, i.latest_start, "", "")
        case "until" | "till" | "til":
            return Interval("", "", i.earliest_end, i.latest_end)
        case "by":
            return Interval("", i.latest_end, "", i.latest_end)
        case "after" | "following":
            return Interval(i.earliest_start, "", "", "")
        case "before":
            return Interval("", i.earliest_start, "", i.earliest_start)
    return i


def ranged(first: Interval, last: Interval) -> Interval:
    """Return the interval of what went on from the first of two times to the last."""
    return Interval(first.earliest_start, first.latest_start, last.earliest_end, last.latest_end)
