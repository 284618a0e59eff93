"""Messages between the server and its workers: a kind, a length and bytes."""

import struct
from socket import socket
from typing import Final

#: Kind and length in bytes.
HEAD: Final = struct.Struct("!cI")

#: What a worker says: media type and details of an answer (JSON), a piece of it, its end, a refusal.
BEGIN: Final = b"B"
DATA: Final = b"D"
END: Final = b"E"
REFUSED: Final = b"R"


def send(to: socket, kind: bytes, data: bytes) -> None:
    """Send one message; waits while the other side is slow."""
    to.sendall(HEAD.pack(kind, len(data)) + data)


def receive(source: socket) -> bytes | None:
    """Return the bytes of the next message; None when the other side is gone."""
    head = _exactly(source, HEAD.size)
    return None if head is None else _exactly(source, HEAD.unpack(head)[1])


def _exactly(source: socket, count: int) -> bytes | None:
    data = bytearray()
    while len(data) < count:
        part = source.recv(min(count - len(data), 1 << 20))
        if not part:
            return None
        data += part
    return bytes(data)
