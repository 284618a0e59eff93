"""Bytes of an answer -> messages to the server, counted against the limits."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import orjson
from pyoxigraph import QueryResultsFormat, Triple

from kg.errors import KgError
from kg.serve import frames
from kg.serve.errors import RefusedError

#: Takes the kind and the bytes of a message (see `kg.serve.frames`).
Post = Callable[[bytes, bytes], None]

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


class Output:
    """A file that holds its first bytes back, so that a refusal that comes soon has a status of its own."""

    #: Whether something was sent.
    begun = False

    _written = 0
    _rows = 0
    _counts = False
    _limit = 0
    _between = b""
    _tail = b""
    _details: dict[str, Any]

    def __init__(self, post: Post, size: int) -> None:
        self._post = post
        self._size = size
        self._held: list[bytes] = []
        self._waiting = 0

    def begin(self, **details: object) -> None:
        """Tell the media type and what else the head of the answer says."""
        self._details = details

    def count_rows(self, kind: QueryResultsFormat, rows: int) -> None:
        """Refuse more rows than these, as they are written; 0 is no limit."""
        self._between, more = _BETWEEN[kind]
        self._rows = rows + more
        self._counts = bool(rows)
        self._limit = rows

    def flush(self) -> None:
        """Do nothing: see `end`."""

    def write(self, piece: bytes) -> int:
        """Take a piece.

        Raises:
            RefusedError: the answer is larger than it may be.
        """
        size = len(piece)
        self._written += size
        self._waiting += size
        if self._written > self._size:
            raise _too_much(f"{self._size} bytes")
        if self._counts:
            self._count(piece)
        self._held.append(piece)
        if self._waiting > (0 if self.begun else WHOLE):
            self._pass_on()
        return size

    def forget(self) -> None:
        """Begin again; nothing has been sent."""
        self._held.clear()
        self._written, self._waiting, self._tail = 0, 0, b""

    def end(self) -> None:
        """Send what is held back, and the end."""
        if not self.begun:
            self._details["length"] = self._waiting
        self._pass_on()
        self._post(frames.END, b"")

    def refuse(self, error: KgError, status: int) -> None:
        """Say no."""
        told = {"status": status, "message": str(error)}
        self._post(frames.REFUSED, orjson.dumps(told))

    def _pass_on(self) -> None:
        if not self.begun:
            self.begun = True
            self._post(frames.BEGIN, orjson.dumps(self._details))
        if self._held:
            self._post(frames.DATA, self._taken())

    def _taken(self) -> bytes:
        """Return what is held back, and hold it no more."""
        pieces = self._held[0] if len(self._held) == 1 else b"".join(self._held)
        self._held.clear()
        self._waiting = 0
        return pieces

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
