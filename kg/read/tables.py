"""CSV -> Pieces: one for every row."""

import csv
import io
from collections.abc import Iterator

from kg.read.decode import open_text
from kg.read.metadata import NAMES, field
from kg.read.outcome import Opened, Piece, Pieces, ReadError, Skipped
from kg.read.records import piece

_DELIMITERS = (",", ";", "\t", "|")


def csv_file(opened: Opened) -> Pieces:
    """Yield the record of each row, named by the columns of the first; one is held at a time.

    Raises:
        ReadError: no column for the text.
    """
    with open_text(opened) as (stream, notes):
        names, delimiter = _columns(stream.readline(opened.longest))
        rows = csv.reader(_lines(stream, opened.longest), delimiter=delimiter, strict=True)
        for number, row in _numbered(rows, opened.longest):
            name = f"{opened.name} row {number}"
            if isinstance(row, csv.Error):
                yield Skipped(name, f"broken CSV ({row}); mind the quotes")
            elif any(row):
                record = dict(zip(names, row, strict=False))
                found = piece(record, str(number), f"row {number}", name, notes)
                notes = () if isinstance(found, Piece) else notes
                yield found


def _columns(head: str) -> tuple[list[str], str]:
    """Return the names of the columns, cut by the delimiter that gives the most we know."""
    if not head.strip():
        raise ReadError("empty")
    known = {alias for aliases in NAMES.values() for alias in aliases}
    found: list[tuple[int, list[str], str]] = []
    for delimiter in _DELIMITERS:
        try:
            names = next(csv.reader([head.lstrip("\ufeff")], delimiter=delimiter))
        except csv.Error as error:
            raise ReadError(f"broken CSV (first row: {error})") from error
        keys = {name.strip().lower().replace("_", "") for name in names}
        found.append((len(known & keys), names, delimiter))
    _, names, delimiter = max(found, key=lambda one: one[0])
    if not field(dict.fromkeys(names, "x"), "text"):
        some = ", ".join(name.strip() for name in names)[:80]
        raise ReadError(f"no column for the text; known: text, body, content, …; found: {some}")
    return names, delimiter


def _numbered(
    rows: Iterator[list[str]], longest: int
) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Yield each row below the head with its number from 1, or what is wrong with it."""
    number = 1
    while (row := _next(rows, longest)) is not None:
        yield number, row
        number += 1


def _next(rows: Iterator[list[str]], longest: int) -> list[str] | csv.Error | None:
    """Return the next row; the limit of fields (128 KiB, one for all readers) is put back."""
    before = csv.field_size_limit(longest)
    try:
        return next(rows, None)
    except csv.Error as error:
        return error
    finally:
        csv.field_size_limit(before)


def _lines(stream: io.TextIOWrapper, longest: int) -> Iterator[str]:
    while line := stream.readline(longest):
        yield line
