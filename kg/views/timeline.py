"""Filters -> how many events there are in each day, month or year."""

from typing import Any, Final

from kg.errors import UsageError
from kg.views.filters import Filters, condition
from kg.views.index import Index

#: Bins of one answer, at most; days and months of a span for which they are chosen.
BINS: Final = 400
_DAYS: Final = 120
_MONTHS: Final = 240

_UNITS: Final = ("day", "month", "year")


def timeline(index: Index, chosen: Filters, *, unit: str = "auto") -> dict[str, Any]:
    """Return bins with a count for each factuality; an event counts where it begins, at the earliest.

    A unit of which there would be too many bins gives way to the next larger one; years become decades,
    centuries and so on, told as ``years``: how many a bin spans.

    Raises:
        UsageError: there is no such unit.
    """
    if unit not in ("auto", *_UNITS):
        raise UsageError(f"no such unit: {unit[:40]!r}", hint="auto, day, month or year")
    where = condition(index, chosen)
    first, last, dated, total = index.rows(
        f"SELECT min(lo), max(lo), count(lo), count(*) FROM events WHERE {where.text}", where.values
    )[0]
    if not dated:
        return {
            "unit": "day" if unit == "auto" else unit,
            "years": 1,
            "dated": 0,
            "undated": total,
            "bins": [],
        }
    unit, years = _fitting(unit, last - first)
    rows = index.rows(
        f"SELECT {_start(unit, years)} AS start, factuality, count(*) FROM events "
        f"WHERE lo IS NOT NULL AND {where.text} GROUP BY ALL ORDER BY ALL",
        where.values,
    )
    bins: dict[Any, dict[str, int]] = {}
    for start, factuality, count in rows:
        bins.setdefault(start, {})[factuality] = count
    return {
        "unit": unit,
        "years": years,
        "dated": dated,
        "undated": total - dated,
        "bins": [_bin(start, kinds, unit, years) for start, kinds in bins.items()],
    }


def _fitting(unit: str, span: int) -> tuple[str, int]:
    """Return a unit, and how many years a bin has, for a span of days."""
    if unit == "auto":
        unit = "day" if span < _DAYS else "month" if span < _MONTHS * 30.5 else "year"
    if unit == "day" and span >= BINS:
        unit = "month"
    if unit == "month" and span >= (BINS - 1) * 30:
        unit = "year"
    years = 1
    while unit == "year" and span / 365 / years >= BINS - 2:
        years *= 10
    return unit, years


def _start(unit: str, years: int) -> str:
    day = "DATE '1970-01-01' + lo"
    if years > 1:
        return f"make_date(greatest(year({day}) // {years} * {years}, 1), 1, 1)"
    return day if unit == "day" else f"date_trunc('{unit}', {day})"


def _bin(start: Any, kinds: dict[str, int], unit: str, years: int) -> dict[str, Any]:
    """Return a bin from the start of a unit to its end, both told in this unit."""
    begin = (
        f"{start.year:04d}" + {"day": f"-{start:%m-%d}", "month": f"-{start:%m}", "year": ""}[unit]
    )
    end = begin if years == 1 else f"{start.year // years * years + years - 1:04d}"
    return {"start": begin, "end": end, "count": sum(kinds.values()), "kinds": kinds}
