"""A request of HTTP as it came -> a response of HTTP as it goes, made by a worker: the short way of queries.

The server passes on what came whole and asks a query; what is something else goes the long way.
"""

import time
import zlib
from collections.abc import Callable
from functools import lru_cache
from http import HTTPStatus
from socket import socket
from typing import Any, Final

from kg.errors import KgError
from kg.serve import frames
from kg.serve.asked import Asked, check_length, got, posted, tag
from kg.serve.negotiate import typed
from kg.serve.output import Output

#: Shorter answers are not worth packing.
PACKED: Final = 1000

#: Does a job and writes to the output, refusals included.
Does = Callable[[dict[str, Any], Output], None]


def respond(request: bytes, version: str, settings: dict[str, Any], to: socket, do: Does) -> None:
    """Answer a request that the server passed on.

    Args:
        request: head and body, whole, and well-formed as `kg.serve.lane` looks at it.
        version: of the store.
        settings: ``rows``, ``size``, ``query``, ``services``, ``url``, as the server was started with.
        to: where the response goes.
        do: does the job.
    """
    method, query, headers, body = _read(request)
    reply = Reply(to, settings["size"], packs=b"gzip" in headers.get(b"accept-encoding", b""))
    try:
        asked = _asked(method, query, headers, body)
        check_length(asked, settings["query"])
    except KgError as error:
        reply.refuse(error, int(getattr(error, "status", 400)))
        return
    if asked.kind != "query":
        frames.send(to, frames.OTHER, b"")
        return
    job = _job(asked, headers, version, settings)
    if method == b"GET" and (known := tag(job, job["accept"])):
        reply.headers += f"etag: {known}\r\n"
        if headers.get(b"if-none-match", b"").decode("latin-1") == known:
            frames.send(to, frames.WHOLE, head(304, reply.headers))
            return
    do(job, reply)


def _read(request: bytes) -> tuple[bytes, str, dict[bytes, bytes], bytes]:
    """Return method, query string, header fields by name in lower case, and body."""
    top, _, body = request.partition(b"\r\n\r\n")
    first, *lines = top.split(b"\r\n")
    method, target, _ = first.split(b" ")
    headers: dict[bytes, bytes] = {}
    for line in lines:
        name, _, value = line.partition(b":")
        name, value = name.lower(), value.strip()
        headers[name] = headers[name] + b", " + value if name in headers else value
    return method, target.partition(b"?")[2].decode("latin-1"), headers, body


def _asked(method: bytes, query: str, headers: dict[bytes, bytes], body: bytes) -> Asked:
    if method == b"GET":
        return got(query)
    return posted(query, headers.get(b"content-type", b"").decode("latin-1"), body)


def _job(
    asked: Asked, headers: dict[bytes, bytes], version: str, settings: dict[str, Any]
) -> dict[str, Any]:
    host = headers[b"host"].decode("latin-1")
    return {
        "kind": "query",
        "text": asked.text,
        "default": asked.default,
        "named": asked.named,
        "base": f"{settings['url'] or f'http://{host}'}/sparql",
        "services": settings["services"],
        "version": version,
        "accept": headers.get(b"accept", b"").decode("latin-1"),
        "rows": settings["rows"],
    }


class Reply(Output):
    """An output that writes a response of HTTP: with its length when it is short, else in chunks."""

    def __init__(self, to: socket, size: int, *, packs: bool) -> None:
        super().__init__(to, size)
        self.headers = "vary: Accept, Accept-Encoding\r\nx-content-type-options: nosniff\r\n"
        self._packs = packs
        self._packer: Any = None

    def end(self) -> None:
        """Send the response, or its last part."""
        if self.begun:
            rest = self._packed(bytes(self._held)) + (self._packer.flush() if self._packer else b"")
            frames.send(self._to, frames.LAST, _chunk(rest) + b"0\r\n\r\n")
            return
        body, fields = bytes(self._held), self._fields()
        if self._packs and len(body) >= PACKED:
            fields += "content-encoding: gzip\r\n"
            body = zlib.compress(body, 4, 31)
        fields += f"content-length: {len(body)}\r\n"
        frames.send(self._to, frames.WHOLE, head(200, fields) + body)

    def refuse(self, error: KgError, status: int) -> None:
        """Say no; an answer that is on its way already ends without an end."""
        kind = frames.BROKEN if self.begun else frames.WHOLE
        frames.send(self._to, kind, b"" if self.begun else plain(error, status))

    def _pass_on(self) -> None:
        start = b""
        if not self.begun:
            self.begun = True
            fields = self._fields() + "transfer-encoding: chunked\r\n"
            if self._packs:
                fields += "content-encoding: gzip\r\n"
                self._packer = zlib.compressobj(4, zlib.DEFLATED, 31)
            start = head(200, fields)
        piece = self._packed(bytes(self._held))
        self._held.clear()
        if start or piece:
            frames.send(self._to, frames.PART, start + _chunk(piece))

    def _packed(self, piece: bytes) -> bytes:
        packed: bytes = self._packer.compress(piece) if self._packer else piece
        return packed

    def _fields(self) -> str:
        return f"{self.headers}content-type: {typed(self._details['media'])}\r\n"


def _chunk(piece: bytes) -> bytes:
    """Return a piece as one chunk (RFC 9112, section 7.1); none for nothing, which would mean the end."""
    return b"%x\r\n%b\r\n" % (len(piece), piece) if piece else b""


def plain(error: KgError, status: int) -> bytes:
    """Return a response that says what is wrong."""
    body = f"{error}\n".encode("utf-8", "replace")
    fields = "vary: Accept\r\ncontent-type: text/plain; charset=utf-8\r\n"
    fields += "retry-after: 2\r\n" if status == 503 else ""
    return head(status, f"{fields}content-length: {len(body)}\r\n") + body


def head(status: int, fields: str) -> bytes:
    """Return the head of a response; the fields end with a line end."""
    start = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
    return f"{start}date: {_date(int(time.time()))}\r\n{fields}\r\n".encode("latin-1", "replace")


@lru_cache(2)
def _date(now: int) -> str:
    return time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(now))
