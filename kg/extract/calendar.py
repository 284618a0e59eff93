"""Words of the calendar -> TIMEX3 values and intervals (ISO 8601; Pustejovsky et al. 2003)."""

from datetime import date, timedelta

from kg.extract.values import Interval

MONTHS = {
    name: i
    for i, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept sep", "october oct", "november nov", "december dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
DAYS = {
    name: i
    for i, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
NUMBERS = {
    word: i
    for i, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen"
            " fourteen fifteen"
        ).split()
    )
} | {
    "a": 1,
    "an": 1,
    "several": 0,
    "few": 0,
    "a few": 0,
    "a couple of": 2,
    "couple": 2,
    "twenty": 20,
    "thirty": 30,
}

Resolved = tuple[str, Interval | None]


def parse(issued: str) -> date | None:
    """Return the day of a publication date, or None when it names no day."""
    try:
        return date.fromisoformat(issued[:10])
    except ValueError:
        return None


def day(when: date) -> Resolved:
    """Return the value of one day.

    >>> day(date(2015, 10, 9))[0]
    '2015-10-09'
    """
    text = when.isoformat()
    return text, Interval(text, text, text, text)


def span(value: str, first: date, last: date) -> Resolved:
    """Return ``value`` with the interval of something that happens on some of these days."""
    a, b = first.isoformat(), last.isoformat()
    return value, Interval(a, b, a, b)


def calendar(year: int, month: int = 0, number: int = 0) -> Resolved | None:
    """Return a year, a month or a day, as precise as given; None when there is no such day.

    >>> calendar(2015, 2, 30) is None, calendar(2015, 10)[0]
    (True, '2015-10')
    """
    if number:
        try:
            return day(date(year, month, number))
        except ValueError:
            return None
    text = f"{year:04d}-{month:02d}" if month else f"{year:04d}"
    return text, Interval(text, text, text, text)


def nearest(month: int, number: int, reference: date) -> Resolved | None:
    """Return the day of that name that is nearest to the reference."""
    found: list[date] = []
    for year in (reference.year - 1, reference.year, reference.year + 1):
        try:
            found.append(date(year, month, number))
        except ValueError:
            continue
    if not found:
        return None
    return day(min(found, key=lambda d: abs((d - reference).days)))


def weekday(number: int, reference: date, *, direction: int) -> date:
    """Return the day of the week at or before (-1), or after (1) the reference.

    >>> weekday(4, date(2015, 10, 10), direction=-1).isoformat()
    '2015-10-09'
    """
    if direction < 0:
        return reference - timedelta((reference.weekday() - number) % 7)
    return reference + timedelta((number - reference.weekday()) % 7)


def week(reference: date, steps: int) -> Resolved:
    """Return the week (Monday to Sunday) ``steps`` weeks from the reference's."""
    monday = reference - timedelta(reference.weekday()) + timedelta(7 * steps)
    year, number, _ = monday.isocalendar()
    return span(f"{year}-W{number:02d}", monday, monday + timedelta(6))


def weekend(reference: date, steps: int) -> Resolved:
    """Return the Saturday and Sunday of a week counted from the reference's."""
    value, interval = week(reference, steps)
    assert interval is not None
    sunday = date.fromisoformat(interval.latest_end)
    return span(f"{value}-WE", sunday - timedelta(1), sunday)


def month(reference: date, steps: int) -> Resolved:
    """Return the month ``steps`` months from the reference's."""
    index = reference.year * 12 + reference.month - 1 + steps
    found = calendar(index // 12, index % 12 + 1)
    assert found is not None
    return found


def shifted(reference: date, unit: str, count: int) -> Resolved | None:
    """Return the day, week, month or year so many units before (negative) or after the reference."""
    try:
        if unit == "day":
            return day(reference + timedelta(count))
        if unit == "week":
            return week(reference, count)
        if unit == "month":
            return month(reference, count)
        if unit == "year":
            return calendar(reference.year + count)
        return calendar((reference.year + 10 * count) // 10 * 10) if unit == "decade" else None
    except OverflowError:
        return None
