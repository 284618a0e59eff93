"""JSON and JSON Lines -> Pieces: one for every record."""

import io
import json
from collections.abc import Iterator, Mapping

from kg.read.decode import decode, open_text
from kg.read.markup import markup
from kg.read.metadata import field, metadata
from kg.read.outcome import Opened, Piece, Pieces, ReadError, Skipped, too_long

_LISTS = ("articles", "items", "documents", "docs", "records", "results", "entries", "data")
#: A text with one of these is HTML inside of the record.
_TAGS = ("</p>", "</div>", "</body>", "<br>", "<br/>", "<br />", "</h2>", "</li>")


def json_file(opened: Opened) -> Pieces:
    """Yield the object of a file, or each of its list (or of its ``articles``, ``items``, …).

    Raises:
        ReadError: no JSON, or nothing in it that could be a record.
    """
    decoded = decode(opened.whole())
    try:
        value = json.loads(decoded.text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and _is_object(decoded.text.split("\n", 1)[0]):
            opened.stream.seek(0)
            return json_lines(opened)
        raise ReadError(broken(error)) from error
    except (ValueError, RecursionError) as error:
        raise ReadError(broken(error)) from error
    return _records(opened.name, value, decoded.notes)


def json_lines(opened: Opened) -> Pieces:
    """Yield the object of each line; blank lines are passed over, one line is held at a time."""
    with open_text(opened) as (stream, notes):
        yield from _each_line(opened, _lines(stream, opened.longest), notes)


def _each_line(
    opened: Opened, lines: Iterator[str | None], notes: tuple[str, ...]
) -> Iterator[Piece | Skipped]:
    for number, line in enumerate(lines, 1):
        name, place = f"{opened.name} line {number}", f"line {number}"
        if line is None:
            yield Skipped(name, too_long(opened.longest, opened.max_chars, at_least=True))
        elif line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield Skipped(name, broken(error, line=False))
                continue
            yield (found := piece(record, str(number), place, name, notes))
            notes = () if isinstance(found, Piece) else notes


def piece(
    record: object, number: str, place: str, name: str, notes: tuple[str, ...] = ()
) -> Piece | Skipped:
    """Return a record's text and metadata, or why it has none.

    Args:
        record: what JSON or CSV gave.
        number: names the record when it has no id.
        place: where it stands, for people.
        name: names it in what is skipped.
        notes: to be said with it.
    """
    if isinstance(record, str):
        record = {"text": record}
    if not isinstance(record, Mapping):
        return Skipped(name, f"not an object but {_kind(record)}; one object for each document")
    text = field(record, "text")
    if not text.strip():
        return Skipped(
            name, f"no text; known fields: text, body, content, …; found: {_found(record)}"
        )
    if any(tag in text for tag in _TAGS):
        text = markup(text).text
    return Piece(text, metadata(record), field(record, "id") or number, place, True, notes)


def broken(error: Exception, *, line: bool = True) -> str:
    """Return the reason for text that is no JSON."""
    if isinstance(error, RecursionError):
        return "broken JSON (nested too deeply)"
    if not isinstance(error, json.JSONDecodeError):
        return "broken JSON (a number too long)"
    where = f"line {error.lineno}, column {error.colno}" if line else f"column {error.colno}"
    return f"broken JSON ({where}: {error.msg[0].lower()}{error.msg[1:]})"


def _records(name: str, value: object, notes: tuple[str, ...]) -> Iterator[Piece | Skipped]:
    if isinstance(value, dict) and not field(value, "text"):
        lists = (value[key] for key in _LISTS if isinstance(value.get(key), list))
        value = next(lists, value)
    if not isinstance(value, list):
        one = piece(value, "", "", name, notes)
        yield one if isinstance(one, Skipped) else Piece(one.text, one.about, notes=notes)
        return
    if not value:
        yield Skipped(name, "empty")
    for number, record in enumerate(value, 1):
        found = piece(record, str(number), f"record {number}", f"{name} record {number}", notes)
        notes = () if isinstance(found, Piece) else notes
        yield found


def _lines(stream: io.TextIOWrapper, longest: int) -> Iterator[str | None]:
    """Yield each line, or None for one that is too long to hold."""
    while line := stream.readline(longest):
        if len(line) < longest or line.endswith("\n"):
            yield line
            continue
        while line and not line.endswith("\n"):
            line = stream.readline(longest)
        yield None


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _kind(value: object) -> str:
    names = {list: "a list", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "null")


def _found(record: Mapping[str, object]) -> str:
    names = [str(name) for name in record]
    return ", ".join(names[:8]) + ", …" * (len(names) > 8) if names else "nothing"
