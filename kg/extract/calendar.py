"""The calendar: names of months and days, and steps from one TIMEX3 value to another (ISO 8601).

A value is as precise as it is long: ``2015``, ``2015-10``, ``2015-10-09``, ``2015-W41``,
``2015-Q3``, ``201`` (a decade), ``20`` (a century); ``X`` stands for a digit that nobody told.
"""

import re
from datetime import date, timedelta
from typing import Final

MONTHS: Final = {
    name: i
    for i, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept sep", "october oct", "november nov", "december dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
DAYS: Final = {
    name: i
    for i, names in enumerate(
        ("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thu", "friday fri",
         "saturday sat", "sunday sun"), 1,
    )
    for name in names.split()
}  # fmt: skip

#: Season -> its first and last month; winter begins in the year before, or in this one.
SEASONS: Final = {"SP": (3, 6), "SU": (6, 9), "FA": (9, 12), "WI": (12, 3)}

#: Months in what is counted by months.
LENGTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12}

#: Years in what is counted by years.
AGES: Final = {"decade": 10, "century": 100, "millennium": 1000}


def parse(issued: str) -> date | None:
    """Return the day of a publication date, or None when it names no day."""
    try:
        return date.fromisoformat(issued[:10])
    except ValueError:
        return None


def day_of(value: str) -> date | None:
    """Return the day that a value names, alone or with a time of day; the Monday of a week."""
    found = re.match(r"\d{4}-\d\d-\d\d(?!\d)|\d{4}-W\d\d", value)
    return parse_or_none(found.group()) if found else None


def parse_or_none(value: str) -> date | None:
    """Return the day of ``2015-10-09``, or the Monday of ``2015-W41``; None when there is none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def year_of(value: str) -> int | None:
    """Return the year of a value, negative before our era; None where it tells none.

    >>> year_of("1914-08"), year_of("191"), year_of("BC0490")
    (1914, None, -490)
    """
    found = re.match(r"(BC)?(\d{4})(?:-|T|$)", value)
    return (-int(found[2]) if found[1] else int(found[2])) if found else None


def month_of(value: str) -> int | None:
    """Return the month of a value, the first of a quarter or a season; None where it tells none."""
    value = value.removeprefix("BC")
    if found := re.match(r"\d{4}-(\d\d)(?!\d)", value):
        return int(found[1])
    if found := re.match(r"\d{4}-([QH])([1-4])", value):
        return 1 + (int(found[2]) - 1) * (3 if found[1] == "Q" else 6)
    if found := re.match(r"\d{4}-(SP|SU|FA|WI)", value):
        return SEASONS[found[1]][0]
    day = day_of(value)
    return day.month if day else None


def week(day: date) -> str:
    """Return the week of a day, Monday to Sunday.

    >>> week(date(2015, 10, 9))
    '2015-W41'
    """
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def named(year: int, month: int = 0, number: int = 0) -> str:
    """Return a year, a month or a day; empty when there is no such day.

    >>> named(2015, 2, 30), named(2015, 10), named(-490)
    ('', '2015-10', 'BC0490')
    """
    if not 0 < abs(year) < 10_000 or not 0 <= month <= 12:
        return ""
    if not number or year < 0:
        era = f"{'BC' if year < 0 else ''}{abs(year):04d}"
        return f"{era}-{month:02d}" if month else era
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return ""


def within(value: str, unit: str) -> str:
    """Return the unit that a value lies in: its month, its year; empty where it tells too little."""
    return shifted(value, unit, 0)


def shifted(value: str, unit: str, count: float) -> str:
    """Return what lies so many units after (negative: before) a value, as precise as the unit.

    Where the value is coarser than the unit, ``X`` stands for what it does not tell.

    >>> shifted("1915-10", "year", 2), shifted("1915-10-05", "day", -4), shifted("1943", "day", 2)
    ('1917', '1915-10-01', '1943-XX-XX')
    """
    year = year_of(value)
    if year is None or count != int(count) or abs(count) > 9999:
        return ""
    if unit in AGES:
        length = AGES[unit]
        return _digits(year + int(count) * length, len(str(length)) - 1)
    if unit == "year":
        return named(year + int(count))
    if unit in LENGTHS:
        return _by_months(value, year, unit, int(count))
    return _by_days(value, year, unit, int(count))


def _digits(year: int, unknown: int) -> str:
    return named(year)[:-unknown]


def _by_months(value: str, year: int, unit: str, count: int) -> str:
    length, letter = LENGTHS[unit], {"quarter": "Q", "half": "H"}.get(unit, "")
    month = month_of(value)
    if month is None:
        return f"{named(year)}-{letter}X" if letter else f"{named(year)}-XX"
    index = (year * 12 + month - 1) // length + count
    year, place = divmod(index, 12 // length)
    return f"{named(year)}-{letter}{place + 1}" if letter else named(year, place + 1)


def _by_days(value: str, year: int, unit: str, count: int) -> str:
    day = day_of(value)
    if day is None:
        known = (
            value
            if re.fullmatch(r"(?:BC)?\d{4}-\d\d", value) and not count
            else f"{named(year)}-XX"
        )
        return f"{named(year)}-WXX" if unit in ("week", "weekend") else f"{known}-XX"
    try:
        there = day + timedelta(count * {"day": 1, "fortnight": 14}.get(unit, 7))
    except OverflowError:
        return ""
    if unit in ("week", "weekend"):
        return week(there) + ("-WE" if unit == "weekend" else "")
    return there.isoformat()


def weekday(number: int, day: date, *, direction: int) -> date:
    """Return the day of the week (1 is Monday) at or before (-1), or at or after (1) a day.

    >>> weekday(5, date(2015, 10, 10), direction=-1).isoformat()
    '2015-10-09'
    """
    if direction < 0:
        return day - timedelta((day.isoweekday() - number) % 7)
    return day + timedelta((number - day.isoweekday()) % 7)


def nearest(month: int, number: int, day: date) -> str:
    """Return the day of that name that is nearest to another; empty when there is none."""
    years = (day.year - 1, day.year, day.year + 1)
    found = [d for y in years if (d := parse_or_none(named(y, month, number) or "-"))]
    return min(found, key=lambda d: abs(d - day)).isoformat() if found else ""
