"""Messages between the server and its workers: a kind, a length and bytes."""

import struct
from collections.abc import Iterator
from socket import socket
from typing import Final

#: Kind and length in bytes.
HEAD: Final = struct.Struct("!cI")

#: What a worker is told: a job (JSON), or a request of HTTP as it came, after the version of the store.
JOB: Final = b"J"
REQUEST: Final = b"Q"

#: What it says of a job: media type and details of an answer (JSON), a piece of it, its end, a refusal.
BEGIN: Final = b"B"
DATA: Final = b"D"
END: Final = b"E"
REFUSED: Final = b"R"

#: What it says of a request: a whole response; a part of one, the last part, no further part is to come as the
#: answer broke off; or that the request is not for it.
WHOLE: Final = b"W"
PART: Final = b"P"
LAST: Final = b"L"
BROKEN: Final = b"X"
OTHER: Final = b"O"

#: What a picker says of a connection, after its number: it stays with the picker while its answer comes in parts;
#: the rest of an answer is to be sent, and perhaps the connection ended; and lines for the log.
TAKEN: Final = b"T"
REST: Final = b"S"
CLOSED: Final = b"C"
LINES: Final = b"N"

#: What the server notes itself: the worker is dead, or has no time left.
GONE: Final = b"g"
LATE: Final = b"l"

#: Characters of a version of the store, which stands before a request.
VERSION: Final = 18


def framed(kind: bytes, data: bytes) -> bytes:
    """Return one message."""
    return HEAD.pack(kind, len(data)) + data


def send(to: socket, kind: bytes, data: bytes) -> None:
    """Send one message; waits while the other side is slow."""
    to.sendall(HEAD.pack(kind, len(data)) + data)


def received(source: socket) -> Iterator[tuple[bytes, bytes]]:
    """Yield messages until the other side is gone."""
    inbox = Inbox()
    while data := source.recv(1 << 18):
        inbox.put(data)
        while (message := inbox.next()) is not None:
            yield message


class Inbox:
    """Bytes as they come -> whole messages.

    >>> inbox = Inbox()
    >>> inbox.put(framed(END, b"ab")[:-1])
    >>> inbox.next()
    >>> inbox.put(b"b")
    >>> inbox.next()
    (b'E', b'ab')
    """

    def __init__(self) -> None:
        self._held = b""
        self._at = 0

    def put(self, data: bytes) -> None:
        """Take bytes."""
        self._held = self._held[self._at :] + data if self._at < len(self._held) else data
        self._at = 0

    def next(self) -> tuple[bytes, bytes] | None:
        """Return the next message, if it is whole."""
        start = self._at + HEAD.size
        if len(self._held) < start:
            return None
        kind, length = HEAD.unpack_from(self._held, self._at)
        if len(self._held) < start + length:
            return None
        self._at = start + length
        return kind, self._held[start : self._at]
