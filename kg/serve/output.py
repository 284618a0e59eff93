"""Bytes of an answer -> messages to the server, counted against the limits."""

import io
import itertools
from collections.abc import Iterable, Iterator
from socket import socket
from typing import Any, Final

import orjson
from pyoxigraph import QueryResultsFormat, Triple

from kg.errors import KgError
from kg.serve import frames
from kg.serve.errors import RefusedError

#: Answers up to this many bytes are known to be whole before their first byte is sent.
WHOLE: Final = 256_000

#: What stands between or after rows, and how many more of it than rows there are.
#: In JSON, words that look so count, too: rather one row too many.
_BETWEEN: Final = {
    QueryResultsFormat.JSON: (b"}},{", -1),
    QueryResultsFormat.XML: (b"</result>", 0),
    QueryResultsFormat.CSV: (b"\r\n", 1),
    QueryResultsFormat.TSV: (b"\n", 1),
}


class Output(io.RawIOBase):
    """Holds the first bytes back, so that a refusal that comes soon has a status of its own."""

    def __init__(self, to: socket, size: int) -> None:
        super().__init__()
        self._to = to
        self._size = size
        self._held = bytearray()
        self.begun = False
        self._written = 0
        self._rows = 0
        self._counts = False
        self._limit = 0
        self._between = b""
        self._tail = b""
        self._details: dict[str, Any] = {}

    def begin(self, **details: object) -> None:
        """Tell the media type and what else the head of the answer says."""
        self._details = details

    def count_rows(self, kind: QueryResultsFormat, rows: int) -> None:
        """Refuse more rows than these, as they are written; 0 is no limit."""
        self._between, more = _BETWEEN[kind]
        self._rows = rows + more
        self._counts = bool(rows)
        self._limit = rows

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, data: Any) -> int:
        """Take a piece.

        Raises:
            RefusedError: the answer is larger than it may be.
        """
        piece = bytes(data)
        self._written += len(piece)
        if self._written > self._size:
            raise _too_much(f"{self._size} bytes")
        if self._counts:
            self._count(piece)
        self._held += piece
        if self.begun or len(self._held) > WHOLE:
            self._pass_on()
        return len(piece)

    def forget(self) -> None:
        """Begin again; nothing has been sent."""
        self._held.clear()
        self._written, self._tail = 0, b""

    def end(self) -> None:
        """Send what is held back, and the end."""
        if not self.begun:
            self._details["length"] = len(self._held)
        self._pass_on()
        frames.send(self._to, frames.END, b"")

    def refuse(self, error: KgError, status: int) -> None:
        """Say no."""
        told = {"status": status, "message": str(error)}
        frames.send(self._to, frames.REFUSED, orjson.dumps(told))

    def _pass_on(self) -> None:
        if not self.begun:
            self.begun = True
            frames.send(self._to, frames.BEGIN, orjson.dumps(self._details))
        if self._held:
            frames.send(self._to, frames.DATA, bytes(self._held))
            self._held.clear()

    def _count(self, piece: bytes) -> None:
        mark = self._between
        seen = self._tail + piece
        self._rows -= seen.count(mark)
        self._tail = seen[len(seen) - len(mark) + 1 :] if len(mark) > 1 else b""
        if self._rows < 0:
            raise _too_much(f"{self._limit} rows")


def at_most(triples: Iterable[Triple], count: int) -> Iterator[Triple]:
    """Yield triples; 0 is no limit.

    Raises:
        RefusedError: there are more.
    """
    if not count:
        yield from triples
        return
    rest = iter(triples)
    yield from itertools.islice(rest, count)
    if next(rest, None) is not None:
        raise _too_much(f"{count} triples")


def _too_much(what: str) -> RefusedError:
    hint = "ask for less with LIMIT, or more narrowly"
    return RefusedError(f"the answer has more than {what}", hint=hint, status=400)
