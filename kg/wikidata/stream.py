"""A file, packed or not, or stdin -> its lines with their places; unpacked in a thread, from any place on."""

import bz2
import os
import queue
import threading
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from kg.errors import KgError

#: Bytes read and unpacked at once.
PIECE: Final = 1 << 20

#: The longest line that can be an entity; the longest of Wikidata have some 5 MB.
LONGEST: Final = 1 << 27


class BrokenError(KgError):
    """A source that ends too early or is not what its name says."""


class Place(NamedTuple):
    """A place where reading can begin: bytes of the file, and the unpacked bytes before it."""

    packed: int = 0
    unpacked: int = 0


#: Where a file begins.
START: Final = Place()


@dataclass(slots=True)
class Stream:
    """The unpacked bytes of a source, in pieces.

    Attributes:
        path: the file; None is stdin, which only goes forward.
        begin: where to begin.
        places: beginnings of packed streams that were passed and not asked for yet. Files packed in
            parallel have many, so reading on from one does not unpack all that came before.
        read: bytes of the file so far.
    """

    path: Path | None
    file: IO[bytes]
    begin: Place = START
    places: deque[Place] = field(default_factory=deque)
    read: int = field(init=False)

    def __post_init__(self) -> None:
        self.read = self.begin.packed
        if self.begin.packed:
            self.file.seek(self.begin.packed)

    def passed(self, at: int) -> Place:
        """Return the last place with no more than ``at`` unpacked bytes before it."""
        while self.places and self.places[0].unpacked <= at:
            self.begin = self.places.popleft()
        return self.begin

    @property
    def size(self) -> int:
        """Bytes of the file; 0 when nobody knows."""
        return os.fstat(self.file.fileno()).st_size if self.path is not None else 0

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces.

        Raises:
            BrokenError: the file ends too early or cannot be unpacked; all before was yielded.
        """
        first = self._more()
        if first.startswith(b"\x1f\x8b"):
            yield from self._unpacked(first, lambda: _Zlib())
        elif first.startswith(b"BZh"):
            yield from self._unpacked(first, bz2.BZ2Decompressor)
        else:
            while first:
                yield first
                first = self._more()

    def _more(self) -> bytes:
        data = self.file.read(PIECE)
        self.read += len(data)
        return data

    def _unpacked(self, data: bytes, fresh: Any) -> Iterator[bytes]:
        unpacker, done = fresh(), self.begin.unpacked
        try:
            while True:
                piece = unpacker.decompress(data, PIECE)
                done += len(piece)
                if piece:
                    yield piece
                data = b""
                if unpacker.eof:
                    data = unpacker.unused_data.lstrip(b"\0") or self._more().lstrip(b"\0")
                    if not data:
                        return
                    self.places.append(Place(self.read - len(data), done))
                    unpacker = fresh()
                elif unpacker.needs_input:
                    data = self._more()
                    if not data:
                        raise BrokenError("ends in the middle")
        except (zlib.error, OSError, EOFError) as error:
            raise BrokenError(f"cannot be unpacked: {error}") from error


class _Zlib:
    """gzip with the face of ``BZ2Decompressor``."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(31)

    def decompress(self, data: bytes, most: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, most)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail


class Line(NamedTuple):
    """A line without its end, and the unpacked bytes up to the end of it."""

    text: bytes
    end: int
    whole: bool = True


def lines(stream: Stream, skip: int = 0) -> Iterator[Line]:
    """Yield the lines after the first ``skip`` unpacked bytes; the last may lack its line end.

    Raises:
        BrokenError: from the stream, or a line that is too long to be an entity.
    """
    at, rest = stream.begin.unpacked, b""
    for piece in _ahead(stream):
        at += len(piece)
        if at <= skip:
            continue
        if at - len(piece) < skip:
            piece = piece[skip - at :]
        parts = piece.split(b"\n")
        parts[0] = rest + parts[0]
        rest = parts.pop()
        end = at - len(rest) - sum(map(len, parts)) - len(parts)
        for part in parts:
            end += len(part) + 1
            yield Line(part, end)
        if len(rest) > LONGEST:
            raise BrokenError(f"has a line of more than {LONGEST >> 20} MB")
    if rest:
        yield Line(rest, at, whole=False)


def _ahead(pieces: Stream) -> Iterator[bytes]:
    """Yield what another thread reads and unpacks meanwhile, four pieces at most before it is needed."""
    waiting: queue.Queue[bytes | BaseException | None] = queue.Queue(4)
    stop = threading.Event()

    def put(thing: bytes | BaseException | None) -> bool:
        while not stop.is_set():
            try:
                waiting.put(thing, timeout=0.2)
            except queue.Full:
                continue
            return True
        return False

    def work() -> None:
        try:
            for piece in pieces:
                if not put(piece):
                    return
            put(None)
        except BaseException as error:
            put(error)

    thread = threading.Thread(target=work, name="kg-unpack", daemon=True)
    thread.start()
    try:
        while (thing := waiting.get()) is not None:
            if isinstance(thing, BaseException):
                raise thing
            yield thing
    finally:
        stop.set()
        if pieces.path is not None:
            thread.join()
