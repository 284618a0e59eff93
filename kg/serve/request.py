"""Bytes of a connection -> a request for the short way, whole and plain; else it goes the long way.

Where two readers of HTTP could disagree, the careful one reads: only what is beyond doubt is taken here.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

#: How the first line ends (RFC 9112, section 3), and the fields.
_VERSION: Final = b" HTTP/1.1\r\n"
_EMPTY: Final = b"\r\n\r\n"

#: The lines of the fields (section 5), and the empty one.
_FIELDS: Final = re.compile(rb"(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\x00-\x08\x0a-\x1f\x7f]*\r\n)+\r\n")

#: Fields that say that there is more to it; and what may stand once only.
_MORE: Final = ("transfer-encoding", "expect", "origin", "upgrade", "content-encoding")
_ONCE: Final = ("host", "content-length", "connection")


class Fields(NamedTuple):
    """What the fields say that a query asks for: texts, whether gzip is taken, and whether the connection ends."""

    host: str
    accept: str
    known: str
    content_type: str
    length: int | None
    packs: bool
    closes: bool


class Request(NamedTuple):
    """A request for ``/sparql``; ``query`` is what stands behind the question mark."""

    posted: bool
    query: str
    fields: Fields
    body: bytes


def request(data: bytes) -> Request | None:
    """Return the request that the bytes are; None where they are another, not quite one, or more than one.

    >>> request(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n").query
    'query=ASK%7B%7D'
    """
    posted = data.startswith(b"POST")
    if not data.startswith(b"POST /sparql" if posted else b"GET /sparql"):
        return None
    at = data.find(_VERSION)
    target, end = data[11 + posted : at], data.find(_EMPTY, at) + 4
    query = target[1:].decode("latin-1")
    plain = query.isascii() and query.isprintable() and " " not in query
    if at < 0 or end < 4 or target[:1] not in (b"", b"?") or not plain:
        return None
    fields = _fields(data[at + len(_VERSION) : end])
    rest = len(data) - end
    if fields is None or fields.length != (rest if posted else None) or (rest and not posted):
        return None
    return Request(posted, query, fields, data[end:])


@lru_cache(512)  # Programs say the same each time.
def _fields(lines: bytes) -> Fields | None:
    """Return what the lines say; None where not all of it is plain."""
    if not _FIELDS.fullmatch(lines):
        return None
    told: dict[str, str] = {}
    for line in lines[:-4].decode("latin-1").split("\r\n"):
        name, _, value = line.partition(":")
        name, value = name.lower(), value.strip(" \t")
        if name in _ONCE and name in told:
            return None
        told[name] = f"{told[name]}, {value}" if name in told else value
    connection, length = told.get("connection", "keep-alive").lower(), told.get("content-length")
    more = any(name in _MORE or name.startswith("access-control-") for name in told)
    if more or "host" not in told or connection not in ("keep-alive", "close"):
        return None
    if length is not None and not re.fullmatch("[0-9]{1,9}", length):
        return None
    return Fields(
        host=told["host"],
        accept=told.get("accept", ""),
        known=told.get("if-none-match", ""),
        content_type=told.get("content-type", ""),
        length=None if length is None else int(length),
        packs="gzip" in told.get("accept-encoding", ""),
        closes=connection == "close",
    )
