"""Dates as precise as they were told -> the days they reach from and to, and words for people."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Final

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*|Z)?")


@lru_cache(maxsize=20_000)
def days(text: str) -> tuple[int, int] | None:
    """Return the first and last day of a date, counted from 1970-01-01; None when it is no date.

    Years before 1 or after 9999 have no place on a timeline of news.

    >>> days("1970"), days("1970-02"), days("1970-01-03"), days("long ago")
    ((0, 364), (31, 58), (2, 2), None)
    """
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        last_month = month or 12
        last_day = day or monthrange(year, last_month)[1]
        first = date(year, month or 1, day or 1)
        return _number(first), _number(date(year, last_month, last_day))
    except ValueError:
        return None


def _number(day: date) -> int:
    return day.toordinal() - 719_163


def told(day: int) -> str:
    """Return a day as text.

    >>> told(2)
    '1970-01-03'
    """
    return date.fromordinal(day + 719_163).isoformat()


def plain(text: str) -> str:
    """Return a date without a time of day.

    >>> plain("2015-10-10T12:00:00Z"), plain("2015")
    ('2015-10-10', '2015')
    """
    return text.partition("T")[0].removesuffix("Z")


def shown(start: str, end: str) -> str:
    """Return an interval for people: from its earliest start to its latest end.

    >>> shown("2015-09-28", "2015-10-04"), shown("2015", "2015"), shown("2011", ""), shown("", "")
    ('2015-09-28 – 2015-10-04', '2015', 'since 2011', '')
    """
    if start == end:
        return start
    if start and end:
        return f"{start} – {end}"
    return f"since {start}" if start else f"until {end}"
