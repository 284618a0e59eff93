"""Rows of plain values -> a table on a terminal, CSV, or JSON."""

import csv
import json
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

#: Signs that could steer a terminal or turn its text around.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

FORMAT = click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json"]),
    help="How to write the answer.  [default: table on a terminal, else csv]",
)


def print_rows(
    columns: Sequence[str], rows: Sequence[Mapping[str, Any]], format_: str | None
) -> None:
    """Print the rows; JSON has all that is in them, the others these columns."""
    chosen = format_ or ("table" if sys.stdout.isatty() else "csv")
    if chosen == "json":
        click.echo(json.dumps(list(rows), ensure_ascii=False, indent=1))
    elif chosen == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_shown(row.get(column)) for column in columns] for row in rows)
    elif rows:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
        for column in columns:
            table.add_column(column, overflow="fold")
        for row in rows:
            table.add_row(*(Text(_shown(row.get(column))) for column in columns))
        Console(file=sys.stdout, highlight=False).print(table)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, list | tuple):
        return "; ".join(map(_shown, value))
    if isinstance(value, dict):
        return " ".join(
            f"{k}={v:.2f}" if isinstance(v, float) else f"{k}={v}" for k, v in value.items()
        )
    return _STEERING.sub("�", str(value))
