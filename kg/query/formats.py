"""Answer -> bytes in a format of the W3C, or yes and no."""

import io
from typing import IO, Any, Final

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from kg.errors import KgError, UsageError
from kg.namespaces import PREFIXES
from kg.query.ask import Answer, one_line

#: For SELECT and ASK.
ROWS: Final = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}

#: For CONSTRUCT and DESCRIBE.
TRIPLES: Final = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}


class Counted(io.RawIOBase):
    """Passes bytes on and counts their lines: rows can be neither counted nor peeked at before."""

    def __init__(self, output: IO[bytes]) -> None:
        super().__init__()
        self._output = output
        self.lines = 0

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, data: Any) -> int:
        """Write all of it."""
        chunk = bytes(data)
        self.lines += chunk.count(b"\n")
        return self._output.write(chunk)


def write(answer: Answer, format_: str, output: IO[bytes]) -> None:
    """Write the answer; a yes or no in CSV and TSV is the word, which W3C leaves open.

    Raises:
        UsageError: the format is for another kind of query.
        KgError: reading on failed: the store, or a service that the query calls.
    """
    try:
        _write(answer, format_, output)
    except OSError as error:
        if error.errno is not None:
            raise  # It is the output that failed.
        raise KgError(f"the query failed: {one_line(error)}") from error


def _write(answer: Answer, format_: str, output: IO[bytes]) -> None:
    if isinstance(answer, QueryTriples):
        _write_triples(answer, format_, output)
    elif format_ not in ROWS:
        raise UsageError(f"{format_} is for CONSTRUCT and DESCRIBE", hint=f"use {', '.join(ROWS)}")
    elif isinstance(answer, QuerySolutions):
        answer.serialize(output, format=ROWS[format_])
    else:
        _write_boolean(answer, format_, output)


def _write_boolean(answer: QueryBoolean, format_: str, output: IO[bytes]) -> None:
    if format_ in ("csv", "tsv"):
        output.write(b"yes\n" if answer else b"no\n")
    else:
        answer.serialize(output, format=ROWS[format_])


def _write_triples(answer: QueryTriples, format_: str, output: IO[bytes]) -> None:
    if format_ not in TRIPLES:
        raise UsageError(f"{format_} is for SELECT and ASK", hint=f"use {', '.join(TRIPLES)}")
    pyoxigraph.serialize(answer, output, format=TRIPLES[format_], prefixes=PREFIXES)
