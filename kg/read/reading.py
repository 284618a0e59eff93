"""Inputs -> Documents, one at a time, with what was skipped and what is worth saying."""

import hashlib
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from kg.document import Document
from kg.errors import UsageError
from kg.read.dates import any_date, iso_date
from kg.read.html import html
from kg.read.kinds import kind, sniff
from kg.read.language import foreign, spoken, tag
from kg.read.mail import mail
from kg.read.markdown import markdown
from kg.read.metadata import Metadata
from kg.read.names import RecordIds
from kg.read.normalise import normalise, one_line
from kg.read.outcome import Note, Opened, Piece, Pieces, ReadError, Skipped, because, too_long
from kg.read.pdf import pdf
from kg.read.plain import plain
from kg.read.records import json_file, json_lines
from kg.read.sidecar import read_sidecar, sidecar
from kg.read.sources import Source, sources
from kg.read.tables import csv_file

Result = Document | Skipped | Note

_ONE: dict[str, Callable[[Opened], Piece]] = {
    "text": plain,
    "markdown": markdown,
    "html": html,
    "pdf": pdf,
    "mail": mail,
}
_MANY: dict[str, Callable[[Opened], Pieces]] = {
    "json": json_file,
    "jsonl": json_lines,
    "csv": csv_file,
}
_HEAD = 65536
_IN_MEMORY = 16 * 2**20


def read(
    inputs: Sequence[str],
    *,
    date: str = "",
    max_chars: int = 5_000_000,
    stdin: BinaryIO | None = None,
) -> Iterator[Result]:
    """Return the documents behind the inputs, sorted by id, and what else is to be said.

    Nothing that is wrong with an input is raised: it is Skipped, and the others go on. One
    document is held at a time. The order of the inputs does not matter.

    Args:
        inputs: files, folders, patterns such as ``reports/**/*.txt``, and ``-`` for ``stdin``.
        date: date of publication for documents that carry none.
        max_chars: most characters that a document may have.
        stdin: what ``-`` reads; the standard input when not given.

    Raises:
        UsageError: ``date`` is none.
    """
    issued = iso_date(date)
    if date and not issued:
        raise UsageError(f"no such date: {date!r}", hint="write 2016, 2016-02 or 2016-02-08")
    return _read(inputs, issued, max_chars, stdin)


def _read(
    inputs: Sequence[str], date: str, max_chars: int, stdin: BinaryIO | None
) -> Iterator[Result]:
    files, said = sources(inputs)
    yield from said
    if "-" in inputs:
        yield from _read_stdin(stdin or sys.stdin.buffer, date, max_chars)
    for source in files:
        yield from _read_file(source, date, max_chars)


def _read_file(source: Source, date: str, max_chars: int) -> Iterator[Result]:
    beside, trouble = _beside(source)
    yield from trouble
    try:
        with source.path.open("rb") as stream:
            opened = Opened(source.name, stream, max_chars)
            yield from _documents(opened, source, beside, date)
    except FileNotFoundError:
        yield Skipped(source.name, "vanished before it could be read")
    except OSError as error:
        yield Skipped(source.name, because(error))


def _read_stdin(stdin: BinaryIO, date: str, max_chars: int) -> Iterator[Result]:
    """Read the standard input, kept in a file when it is long: its id needs all of it first."""
    digest = hashlib.sha256()
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spooled:
        while chunk := stdin.read(_HEAD):
            digest.update(chunk)
            spooled.write(chunk)
        spooled.seek(0)
        source = Source("-", Path(), f"stdin-{digest.hexdigest()[:8]}")
        opened = Opened(source.name, spooled, max_chars)  # type: ignore[arg-type]
        yield from _documents(opened, source, Metadata(), date)


def _documents(opened: Opened, source: Source, beside: Metadata, date: str) -> Iterator[Result]:
    ids = RecordIds()
    try:
        for number, piece in enumerate(_pieces(opened), 1):
            if isinstance(piece, Skipped):
                yield piece
                continue
            about = piece.about.over(beside) if piece.shared else beside.over(piece.about)
            piece = replace(piece, about=about)
            name = f"{source.name} {piece.place}".rstrip()
            id_ = source.id
            if piece.record:
                segment = ids.give(piece.record, piece.text, number)
                if not segment:
                    yield Note(name, "the same id and text as a record before it, read once")
                    continue
                id_ = f"{source.id}/{segment}"
            yield from _document(piece, id_, name, date, opened.max_chars)
    except ReadError as error:
        yield Skipped(source.name, error.reason, error.severe)


def _pieces(opened: Opened) -> Pieces:
    """Return the texts of a stream, by its name and first bytes.

    Raises:
        ReadError: it holds none.
    """
    head = opened.stream.read(_HEAD)
    opened.stream.seek(0)
    if not head.strip(b" \t\r\n\xef\xbb\xbf"):
        raise ReadError("empty")
    named = kind(opened.name)
    what = "pdf" if head.startswith(b"%PDF-") else named or sniff(head)
    if what in _MANY:
        return _MANY[what](opened)
    piece = _ONE[what](opened)
    if what == "text" and not named and opened.name != "-" and piece.notes:
        raise ReadError("not a known kind of document, and not UTF-8 text; rename it to .txt")
    return (piece,)


def _document(piece: Piece, id_: str, name: str, date: str, max_chars: int) -> Iterator[Result]:
    """Yield the document of a piece after its notes, or why it is none."""
    text = normalise(piece.text)
    if not text:
        yield Skipped(name, "empty")
        return
    if len(text) > max_chars:
        yield Skipped(name, too_long(len(text), max_chars))
        return
    declared = tag(piece.about.language)
    language = foreign(text, declared)
    if language:
        reason = f"looks like {spoken(language)}, not English; skipped; kg reads English only"
        yield Skipped(name, reason, severe=False)
        return
    issued, note = _issued(piece.about, date)
    for said in (*piece.notes, *note):
        yield Note(name, said)
    about = piece.about
    yield Document(
        id_,
        text,
        one_line(about.title),
        issued,
        about.source,
        about.publisher,
        declared if declared.startswith("en") else "en",
        about.news,
    )


def _issued(about: Metadata, date: str) -> tuple[str, tuple[str, ...]]:
    """Return the date that is declared, else the user's, else one that the page seems to have."""
    if about.issued:
        issued = any_date(about.issued)
        return issued, () if issued else (f"no date: {about.issued!r} is not understood",)
    if date or not about.guessed:
        return date, ()
    return about.guessed, (f"date {about.guessed} guessed from the page",)


def _beside(source: Source) -> tuple[Metadata, list[Skipped]]:
    """Return what the sidecar of a source says, or why it cannot: the source is read anyway."""
    path = sidecar(source.path)
    if path is None:
        return Metadata(), []
    try:
        return read_sidecar(path), []
    except ReadError as error:
        name = source.name.removesuffix(source.path.name) + path.name
        return Metadata(), [Skipped(name, f"{error.reason}; {source.name} read without it")]
