"""A request of HTTP as it came -> a response of HTTP as it goes, made by a worker: the short way of queries.

What is no query after all goes the long way.
"""

import time
import zlib
from collections.abc import Callable
from functools import cache, lru_cache
from http import HTTPStatus
from typing import Any, Final

from kg.errors import KgError
from kg.serve import frames
from kg.serve.asked import check_length, got, posted, tag
from kg.serve.kept import Kept
from kg.serve.negotiate import typed
from kg.serve.output import Output, Post
from kg.serve.request import Request

#: Shorter answers are not worth packing.
PACKED: Final = 1000

#: What every answer says of itself; and when it is the last one.
_KEPT: Final = "vary: Accept, Accept-Encoding\r\nx-content-type-options: nosniff\r\n"
_CLOSED: Final = f"{_KEPT}connection: close\r\n"

#: Answers of this process that were whole at once and asked for more than once, 16 MB of them; and what was asked
#: lately, by its tag.
_answers: Final = Kept(room=16_000_000)
_lately: Final[set[str]] = set()
LATELY: Final = 4096

#: Does a job and writes to the output, refusals included.
Does = Callable[[dict[str, Any], Output], None]


def respond(request: Request, version: str, settings: dict[str, Any], post: Post, do: Does) -> None:
    """Answer a request.

    Args:
        request: a query, or what may turn out to be none.
        version: of the store.
        settings: ``rows``, ``size``, ``query``, ``services``, ``url``, as the server was started with.
        post: takes the response.
        do: does the job.
    """
    fields = request.fields
    reply = Reply(post, settings["size"], packs=fields.packs, closes=fields.closes)
    try:
        form = fields.content_type, request.body
        asked = posted(request.query, *form) if request.posted else got(request.query)
        check_length(asked, settings["query"])
    except KgError as error:
        reply.refuse(error, int(getattr(error, "status", 400)))
        return
    if asked.kind != "query":
        post(frames.OTHER, b"")
        return
    job = {
        "kind": "query",
        "text": asked.text,
        "default": asked.default,
        "named": asked.named,
        "base": f"{settings['url'] or f'http://{fields.host}'}/sparql",
        "services": settings["services"],
        "version": version,
        "accept": fields.accept,
        "rows": settings["rows"],
    }
    if not request.posted and (known := tag(job, fields.accept)):
        reply.headers = f"{reply.headers}etag: {known}\r\n"
        if fields.known == known:
            post(frames.WHOLE, head(304, reply.headers))
            return
        if known in _lately:
            reply.key = (known, fields.packs, fields.closes)
            if rest := _answers.get(reply.key):
                post(frames.WHOLE, _start(200, int(time.time())) + rest)
                return
        elif len(_lately) >= LATELY:
            _lately.clear()
        _lately.add(known)
    do(job, reply)


class Reply(Output):
    """An output that writes a response of HTTP: with its length when it is short, else in chunks."""

    #: What the answer is kept by for who asks the same of the same store.
    key: tuple[str, bool, bool] | None = None

    _packer: Any = None

    def __init__(self, post: Post, size: int, *, packs: bool, closes: bool) -> None:
        super().__init__(post, size)
        self.headers = _CLOSED if closes else _KEPT
        self._closes = closes
        self._packs = packs

    def end(self) -> None:
        """Send the response, or its last part."""
        if self.begun:
            rest = self._packed(self._taken()) + (self._packer.flush() if self._packer else b"")
            self._post(frames.LAST, _chunk(rest) + b"0\r\n\r\n")
            return
        body, fields = self._taken(), self._fields()
        if self._packs and len(body) >= PACKED:
            fields += "content-encoding: gzip\r\n"
            body = zlib.compress(body, 4, 31)
        rest = f"{fields}content-length: {len(body)}\r\n\r\n".encode("latin-1", "replace") + body
        if self.key:
            _answers.put(self.key, rest)
        self._post(frames.WHOLE, _start(200, int(time.time())) + rest)

    def refuse(self, error: KgError, status: int) -> None:
        """Say no; an answer that is on its way already ends without an end."""
        kind = frames.BROKEN if self.begun else frames.WHOLE
        self._post(kind, b"" if self.begun else plain(error, status, closes=self._closes))

    def _pass_on(self) -> None:
        start = b""
        if not self.begun:
            self.begun = True
            fields = self._fields() + "transfer-encoding: chunked\r\n"
            if self._packs:
                fields += "content-encoding: gzip\r\n"
                self._packer = zlib.compressobj(4, zlib.DEFLATED, 31)
            start = head(200, fields)
        piece = self._packed(self._taken())
        if start or piece:
            self._post(frames.PART, start + _chunk(piece))

    def _packed(self, piece: bytes) -> bytes:
        packed: bytes = self._packer.compress(piece) if self._packer else piece
        return packed

    def _fields(self) -> str:
        return f"{self.headers}{_type(self._details['media'])}"


@cache
def _type(media: str) -> str:
    return f"content-type: {typed(media)}\r\n"


def _chunk(piece: bytes) -> bytes:
    """Return a piece as one chunk (RFC 9112, section 7.1); none for nothing, which would mean the end."""
    return b"%x\r\n%b\r\n" % (len(piece), piece) if piece else b""


def plain(error: KgError, status: int, *, closes: bool = False) -> bytes:
    """Return a response that says what is wrong."""
    body = f"{error}\n".encode("utf-8", "replace")
    fields = "vary: Accept\r\ncontent-type: text/plain; charset=utf-8\r\n"
    fields += "connection: close\r\n" if closes else ""
    fields += "retry-after: 2\r\n" if status == 503 else ""
    return head(status, f"{fields}content-length: {len(body)}\r\n") + body


def head(status: int, fields: str) -> bytes:
    """Return the head of a response; the fields end with a line end."""
    return _start(status, int(time.time())) + f"{fields}\r\n".encode("latin-1", "replace")


@lru_cache(8)
def _start(status: int, now: int) -> bytes:
    """Return the first lines of a response that is sent in this second."""
    date = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(now))
    return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\ndate: {date}\r\n".encode()
