"""One HTTP request -> the bytes of its answer: bounded in time and size, and from nowhere else."""

import queue
import threading
import time
import zlib
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPResponse, HTTPSConnection
from typing import IO, Final
from urllib.error import HTTPError
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

#: Bytes read at once.
_PIECE: Final = 1 << 16

#: Seconds for a connection: a host that is there takes one; one that is not must not take the rest.
_CONNECT: Final = 5.0

#: What a connection that breaks, or speaks no HTTP, raises.
BROKEN: Final = (OSError, HTTPException, zlib.error, ValueError)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came: status, header fields, and the body, unpacked."""

    status: int
    headers: Message
    body: bytes


class _Plain(HTTPConnection):
    """A connection that is made sooner than the answer must come."""

    def connect(self) -> None:
        """Connect, then wait as long as was asked for."""
        whole, self.timeout = self.timeout, min(self.timeout or _CONNECT, _CONNECT)
        super().connect()
        self.sock.settimeout(whole)


class _Secure(HTTPSConnection):
    """The same with TLS."""

    def connect(self) -> None:
        """Connect and shake hands, then wait as long as was asked for."""
        whole, self.timeout = self.timeout, min(self.timeout or _CONNECT, _CONNECT)
        super().connect()
        self.sock.settimeout(whole)


class _Http(HTTPHandler):
    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_Plain, req)


class _Https(HTTPSHandler):
    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_Secure, req)


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: whoever answers is who was asked."""

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        """Return nothing to follow; the status becomes the answer."""


def send(request: Request, *, seconds: float, largest: int) -> Reply:
    """Return the answer to one request, whatever its status.

    Args:
        request: to an ``http`` or ``https`` address; others are refused.
        seconds: for all of it: the name, the connection, the header, the last byte. A socket's own
            time-out starts again with each byte, and looking up a name has none.
        largest: bytes of the body, packed or unpacked.

    Raises:
        One of `BROKEN`: nobody answered in time, or not in HTTP, or too much.
    """
    done: queue.SimpleQueue[Reply | BaseException] = queue.SimpleQueue()

    def work() -> None:
        try:
            done.put(_exchange(request, time.monotonic() + seconds, seconds, largest))
        except BaseException as error:
            done.put(error)

    # One that hangs is left behind: it ends with its socket's time-out or with the process.
    threading.Thread(target=work, name="kg-remote", daemon=True).start()
    try:
        answer = done.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"no answer in {seconds:.3g} s") from None
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _exchange(request: Request, until: float, seconds: float, largest: int) -> Reply:
    request.add_header("Accept-Encoding", "gzip")
    try:
        response = _opener().open(request, timeout=seconds)
    except HTTPError as error:
        response = error  # An answer like any other, with its status.
    if response is None:
        raise ValueError("not an address of the web")
    with response:
        packed = _read(response, until, largest)
        headers: Message = response.headers
        body = _unpack(packed, headers, largest)
        return Reply(int(response.status or 0), headers, body)


def _opener() -> OpenerDirector:
    """Return an opener for the web alone: the usual one also reads ``file:`` and ``ftp:``."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),  # As the environment says.
        _Http(),
        _Https(),
        _Stay(),
        HTTPDefaultErrorHandler(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _read(response: IO[bytes], until: float, largest: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(_PIECE):  # type: ignore[attr-defined]
        size += len(piece)
        pieces.append(piece)
        if size > largest:
            raise ValueError(f"an answer of more than {largest} bytes")
        if time.monotonic() > until:
            raise TimeoutError("an answer that does not end")
    return b"".join(pieces)


def _unpack(packed: bytes, headers: Message, largest: int) -> bytes:
    """Return the body without its packing; a few bytes may unpack to gigabytes."""
    if (headers.get("Content-Encoding") or "").strip().lower() != "gzip":
        return packed
    unpacking = zlib.decompressobj(wbits=31)
    body = unpacking.decompress(packed, largest + 1)
    if len(body) > largest:
        raise ValueError(f"an answer of more than {largest} bytes")
    if not unpacking.eof:
        raise ValueError("an answer that breaks off")
    return body
