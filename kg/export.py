"""Store -> one RDF file: whole, in a chosen order where the format has lines, or not at all.

Formats of triples merge the graphs: a triple that two documents state is written once. N-Quads and
N-Triples are sorted in memory, about 0.5 GB for a million quads; the other formats hold the graph.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from kg.errors import KgError
from kg.namespaces import PREFIXES
from kg.store import Store

#: Formats by name; True: with the named graph of each statement.
FORMATS: Final[dict[str, tuple[RdfFormat, bool]]] = {
    "nquads": (RdfFormat.N_QUADS, True),
    "ntriples": (RdfFormat.N_TRIPLES, False),
    "turtle": (RdfFormat.TURTLE, False),
    "trig": (RdfFormat.TRIG, True),
    "jsonld": (RdfFormat.JSON_LD, True),
    "rdfxml": (RdfFormat.RDF_XML, False),
}

_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")

_LINES: Final = ("nquads", "ntriples")


def select(
    store: Store, *, document: str | None = None, provenance: bool = False
) -> Iterator[Quad]:
    """Yield the quads of one graph or of all, those about builds only when asked for."""
    left_out = set() if provenance else set(store.runs())
    graphs = [document] if document else store.graphs()
    for graph in graphs:
        if graph not in left_out:
            yield from store.quads(graph)


def write(quads: Iterable[Quad], format_: str, output: IO[bytes]) -> int:
    """Write the statements, sorted; return how many there are in the format.

    The same statements give the same bytes, whatever order the store has them in.
    """
    rdf_format, named = FORMATS[format_]
    if format_ in _LINES:
        lines = sorted({_line(quad, named=named) for quad in quads})
        output.writelines(line.encode() for line in lines)
        return len(lines)
    statements = sorted(quads if named else {quad.triple for quad in quads}, key=_key)
    if rdf_format == RdfFormat.RDF_XML:
        statements = [_speakable(statement) for statement in statements]
    prefixes = PREFIXES if format_ in ("turtle", "trig", "rdfxml") else None
    pyoxigraph.serialize(statements, output, format=rdf_format, prefixes=prefixes)
    return len(statements)


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """Give a file that takes its place under this name only once all is written; - is stdout.

    Raises:
        KgError: the file cannot be written; what stood there before still does.
    """
    if str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with _draft(path) as draft:
            yield draft
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise KgError(f"cannot write {path}: {reason}") from error


@contextmanager
def _draft(path: Path) -> Iterator[IO[bytes]]:
    """Write beside the target, then rename; on any error the draft is removed."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _speakable(statement: Quad | Triple) -> Triple:
    """Put U+FFFD for the characters that no XML may hold; texts read by kg have none."""
    triple = statement.triple if isinstance(statement, Quad) else statement
    value = triple.object
    if not (isinstance(value, Literal) and _NOT_IN_XML.search(value.value)):
        return triple
    words = _NOT_IN_XML.sub("\ufffd", value.value)
    if value.language:
        return Triple(triple.subject, triple.predicate, Literal(words, language=value.language))
    return Triple(triple.subject, triple.predicate, Literal(words, datatype=value.datatype))


def _line(quad: Quad, *, named: bool) -> str:
    statement: Quad | Triple = quad if named else quad.triple
    return f"{statement} .\n"


def _key(statement: Quad | Triple) -> tuple[str, str, bool, str, str]:
    """Order by graph, subject and predicate, types first, as a reader expects."""
    graph = statement.graph_name if isinstance(statement, Quad) else None
    name = graph.value if isinstance(graph, NamedNode) else ""
    predicate = statement.predicate.value
    return (
        name,
        str(statement.subject),
        predicate != f"{PREFIXES['rdf']}type",
        predicate,
        str(statement.object),
    )
