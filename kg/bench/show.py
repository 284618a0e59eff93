"""Figures -> a table for people, CSV or JSON; mistakes -> lines with their context."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Final

from kg.bench.run import Mistake, Row

#: Code points shown on each side of a wrong span.
CONTEXT: Final = 40


def _cells(row: Row) -> dict[str, object]:
    figure = {
        key: round(value, 4) if isinstance(value, float) else value
        for key, value in asdict(row.figure).items()
    }
    return {"set": row.set, "measure": row.measure, "figure": row.name, **figure}


def as_json(rows: Sequence[Row]) -> str:
    """Return a JSON array of objects."""
    return json.dumps([_cells(row) for row in rows], indent=1, ensure_ascii=False)


def as_csv(rows: Sequence[Row]) -> str:
    """Return CSV with a head line; a figure without precision and recall leaves them empty."""
    if not rows:
        return ""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(_cells(rows[0])), lineterminator="\n")
    writer.writeheader()
    writer.writerows(_cells(row) for row in rows)
    return out.getvalue().rstrip("\n")


def as_table(rows: Sequence[Row]) -> str:
    """Return lines of columns: percent, with the 95% interval of the figure."""
    if not rows:
        return ""
    width = max(len(f"{row.measure} {row.name}") for row in rows)
    lines: list[str] = []
    for i, row in enumerate(rows):
        if i == 0 or rows[i - 1].set != row.set:
            lines += [""] * bool(lines) + [_head(row, width)]
        lines.append(_line(row, width))
    return "\n".join(lines)


def _head(row: Row, width: int) -> str:
    title = f"{row.set}, {row.figure.documents} documents"
    return f"{title:<{width}}      P      R     F1     95%              right    found     gold"


def _line(row: Row, width: int) -> str:
    f = row.figure
    sides = "".join(f"{'' if v is None else _percent(v):>7}" for v in (f.precision, f.recall))
    interval = f"{_percent(f.low)} to {_percent(f.high)}"
    counts = "".join(f"{round(n):>9,}" for n in (f.right, f.found, f.gold))
    return f"{row.measure + ' ' + row.name:<{width}}{sides}{_percent(f.value):>7}   {interval:<14}{counts}"


def _percent(value: float) -> str:
    return f"{100 * value:.1f}"


#: Format -> how to write it.
FORMATS: Final[Mapping[str, Callable[[Sequence[Row]], str]]] = {
    "table": as_table,
    "csv": as_csv,
    "json": as_json,
}


def mistakes(found: Iterable[Mistake], most: int) -> str:
    """Return the first ``most`` of each measure, one a line, the span in brackets."""
    seen: dict[str, int] = {}
    lines: list[str] = []
    for mistake in found:
        seen[mistake.measure] = seen.get(mistake.measure, 0) + 1
        if seen[mistake.measure] <= most:
            lines.append(_mistake(mistake))
    return "\n".join(lines)


def _mistake(mistake: Mistake) -> str:
    w, text = mistake.wrong, mistake.record.text
    before, after = text[max(0, w.start - CONTEXT) : w.start], text[w.end : w.end + CONTEXT]
    shown = " ".join(f"{before}[{text[w.start : w.end]}]{after}".split())
    return f"{mistake.measure} {w.kind:<6} {w.label:<12} {shown}  ({mistake.record.id})"
