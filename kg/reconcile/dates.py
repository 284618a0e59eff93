"""Dates of items: compared as far as both are known, and written as the protocol wants them."""

import re

_DATE = re.compile(r"\s*(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?\s*", re.DOTALL)


def parts(value: str) -> tuple[str, ...]:
    """Return year, month and day, as many as are given; empty when it is no date.

    >>> parts("1965-09-11T00:00:00Z"), parts("1965"), parts("in May")
    (('1965', '09', '11'), ('1965',), ())
    """
    found = _DATE.fullmatch(value)
    return tuple(p for p in found.groups() if p) if found else ()


def alike(one: str, other: str) -> float | None:
    """Return 1 where two dates agree as far as both go, 0.5 one year apart, else 0; None when unreadable.

    >>> alike("1965-09-11", "1965"), alike("1965", "1966"), alike("1965-09", "1965-10")
    (1.0, 0.5, 0.0)
    """
    a, b = parts(one), parts(other)
    if not a or not b:
        return None
    if all(x == y for x, y in zip(a, b, strict=False)):
        return 1.0
    lone = min(len(a), len(b)) == 1
    return 0.5 if lone and abs(int(a[0]) - int(b[0])) == 1 else 0.0


def written(value: str) -> dict[str, object]:
    """Return a day as a date, a year or month as the words that it is: no day is made up.

    >>> written("1965-09-11")
    {'date': '1965-09-11T00:00:00Z'}
    >>> written("1965")
    {'str': '1965'}
    """
    return {"date": f"{value}T00:00:00Z"} if len(parts(value)) == 3 else {"str": value}
