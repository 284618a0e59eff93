"""Filters -> how many events there are in each day, month or year."""

from datetime import date
from typing import Any, Final

from kg.errors import UsageError
from kg.views.filters import Filters, condition
from kg.views.index import Index

#: Bins of one answer, at most; days and months of a span for which they are chosen.
BINS: Final = 400
_DAYS: Final = 120
_MONTHS: Final = 240

_UNITS: Final = ("day", "month", "year")

_DAY: Final = "DATE '1970-01-01' + lo"


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
    counted = index.rows(
        f"SELECT date_trunc('month', {_DAY}) AS month, factuality, count(*), min(lo), max(lo) FROM slim "
        f"WHERE {where.text} GROUP BY month, factuality",
        where.values,
    )
    total, months = sum(row[2] for row in counted), [row for row in counted if row[0] is not None]
    dated = sum(row[2] for row in months)
    if not dated:
        return {
            "unit": "day" if unit == "auto" else unit,
            "years": 1,
            "dated": 0,
            "undated": total,
            "bins": [],
        }
    unit, years = _fitting(unit, max(row[4] for row in months) - min(row[3] for row in months))
    rows = [(_start(month, unit, years), kind, count) for month, kind, count, _, _ in months]
    if unit == "day":
        rows = index.rows(
            f"SELECT {_DAY} AS day, factuality, count(*) FROM slim "
            f"WHERE lo IS NOT NULL AND {where.text} GROUP BY day, factuality",
            where.values,
        )
    bins: dict[date, dict[str, int]] = {}
    for start, kind, count in sorted(rows):
        kinds = bins.setdefault(start, {})
        kinds[kind] = kinds.get(kind, 0) + count
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


def _start(month: date, unit: str, years: int) -> date:
    """Return the first day of the bin that a month belongs to."""
    return month if unit == "month" else date(max(month.year // years * years, 1), 1, 1)


def _bin(start: date, kinds: dict[str, int], unit: str, years: int) -> dict[str, Any]:
    """Return a bin from the start of a unit to its end, both told in this unit."""
    begin = (
        f"{start.year:04d}" + {"day": f"-{start:%m-%d}", "month": f"-{start:%m}", "year": ""}[unit]
    )
    end = begin if years == 1 else f"{start.year // years * years + years - 1:04d}"
    return {"start": begin, "end": end, "count": sum(kinds.values()), "kinds": kinds}
