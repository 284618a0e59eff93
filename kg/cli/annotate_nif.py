"""Files and documents -> NIF with the names of a text and whom in Wikidata they denote."""

import sys
from collections.abc import Sequence
from io import BufferedReader
from pathlib import Path

import click
from pyoxigraph import NamedNode, RdfFormat

from kg.document import Document
from kg.errors import KgError, UsageError
from kg.facts.iris import Iris
from kg.nif.annotate import denoted
from kg.nif.formats import recognised, written
from kg.nif.read import Limits, nif_of
from kg.nif.values import Context, Nif
from kg.nif.write import annotated
from kg.read.dates import iso_date
from kg.way import Way

#: A file of one's own may be larger than what a server takes from anybody.
LIMITS = Limits(size=100_000_000, triples=3_000_000, contexts=100_000, chars=50_000_000)


def nif_in(file: str, base: str, date: str) -> Nif | None:
    """Return the NIF document that a file (``-`` for stdin) is; None when it is anything else.

    What was wrong in it is said on stderr. Stdin is read only as far as it tells what it is.

    Raises:
        UsageError: the date is none.
        KgError: it is NIF that cannot be read.
    """
    kind = recognised(file, _head(file))
    if kind is None:
        return None
    issued = iso_date(date)
    if date and not issued:
        raise UsageError(f"no such date: {date!r}", hint="write 2016, 2016-02 or 2016-02-08")
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        nif = nif_of(data, kind, base=base, issued=issued, limits=LIMITS)
    except OSError as error:
        raise KgError(f"{file}: cannot be read: {error.strerror}") from error
    except KgError as error:
        raise KgError(f"{file}: {error.message}", hint=error.hint) from None
    for note in nif.notes:
        click.echo(f"kg: {file}: {note}", err=True)
    return nif


def _head(file: str) -> bytes:
    if file == "-":
        stream = sys.stdin.buffer
        if isinstance(stream, BufferedReader):
            return stream.peek(8192)
        head = stream.read(8192)
        stream.seek(0)
        return head
    try:
        with Path(file).open("rb") as stream:
            return stream.read(8192)
    except OSError:
        return b""  # what is wrong with it, `read` says


def nif_of_documents(documents: Sequence[Document], base: str) -> Nif:
    """Return the document of texts that were read, under the names that the graph gives them."""
    contexts = (
        Context(NamedNode(Iris(base, d.id).document), d.text, issued=d.issued) for d in documents
    )
    return Nif((), tuple(c for c in contexts if c.text))


def linked(nif: Nif, way: Way, kind: str) -> str:
    """Return a NIF document with what its mentions denote, in a format of pyoxigraph's."""
    found = denoted(nif, way, base=way.settings.base)
    return written(annotated(nif, found), getattr(RdfFormat, kind)).decode()
