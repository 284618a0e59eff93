"""What a request says -> the query or update it asks for (SPARQL 1.1 Protocol, 2.1 and 2.2).

Nothing of the server's libraries is imported here: workers read requests, too.
"""

import re
from binascii import a2b_qp
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from kg.query.guard import bare
from kg.serve.errors import RefusedError

#: What gives another answer each time, so that nobody may keep one.
_WORDS: Final = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\b|SERVICE", re.IGNORECASE)

#: A quick look for it: few queries have such letters at all.
_HINTS: Final = ("NOW", "RAND", "UUID", "BNODE", "SERVICE")
_NO_ESCAPE: Final = re.compile(rb"%(?![0-9A-Fa-f]{2})")


@dataclass(slots=True)
class Asked:
    """What a request asks for."""

    kind: str = ""
    text: str = ""
    default: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)


def got(query: str) -> Asked:
    """Return what the query string of a GET asks for (Protocol, 2.1.1).

    Raises:
        RefusedError: it says two things, or is an update.
    """
    asked = _of_parameters(pairs(query))
    if asked.kind == "update":
        raise RefusedError("an update is POSTed", status=405)
    return asked


def posted(query: str, content_type: str, body: bytes) -> Asked:
    """Return what a POST asks for (Protocol, 2.1.2, 2.1.3 and 2.2).

    Raises:
        RefusedError: it is none of the ways to ask, or says two things.
    """
    told, text = pairs(query), text_of(body, content_type)
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        asked = _of_parameters(told + pairs(text))
        if not asked.kind:
            raise RefusedError("nothing is asked", hint="query=… or update=…")
        return asked
    if kind not in ("application/sparql-query", "application/sparql-update"):
        hint = "application/sparql-query, application/sparql-update or a form"
        raise RefusedError("the Content-Type is none of the protocol's", hint=hint, status=415)
    word = kind.removeprefix("application/sparql-")
    return _of_parameters([*told, (word, text)])


def check_length(asked: Asked, most: int) -> None:
    """Refuse a query that is too long.

    Raises:
        RefusedError: 413.
    """
    if len(asked.text) > most and asked.kind == "query":
        hint = f"at most {most} characters"
        raise RefusedError("the query is too long", hint=hint, status=413)


def tag(job: dict[str, Any], accept: str) -> str:
    """Return the entity tag, weak: gzip changes the bytes; none where each answer is another."""
    text = job["text"]
    upper = text.upper()
    for hint in _HINTS:
        if hint in upper and _WORDS.search(bare(text)):
            return ""
    dataset = (job["default"], job["named"]) if job["default"] or job["named"] else ""
    parts = "\0".join((job["version"], text, str(dataset), job["base"], accept))
    return f'W/"{blake2b(parts.encode(), digest_size=12).hexdigest()}"'


def _of_parameters(told: list[tuple[str, str]]) -> Asked:
    kind = text = ""
    graphs: dict[str, list[str]] = {}
    for name, value in told:
        if name in ("query", "update"):
            if kind:
                raise RefusedError("one query or one update at a time")
            kind, text = name, value
        elif name.endswith("graph-uri"):
            graphs.setdefault(name, []).append(value)
    asked = Asked(kind, text)
    if graphs and kind:
        before = "using-" if kind == "update" else ""
        words = (f"{before or 'default-'}graph-uri", f"{before}named-graph-uri")
        asked.default, asked.named = ([iri(g) for g in graphs.get(word, ())] for word in words)
    return asked


def iri(text: str) -> str:
    """Return an absolute IRI as it is.

    Raises:
        RefusedError: it is none.
    """
    if not re.fullmatch(r'[A-Za-z][\w+.-]*:[^\x00-\x20<>"{}|^`\\]*', text):
        raise RefusedError(f"not an IRI: {text[:80]!r}")
    return text


def text_of(data: bytes, content_type: str = "") -> str:
    """Return bytes as text.

    Raises:
        RefusedError: it is not UTF-8, or said not to be.
    """
    charset = content_type.lower().partition("charset=")[2].split(";")[0].strip(' "')
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise RefusedError(f"the request is in {charset[:20]}", hint="send UTF-8", status=415)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError("the request is not in UTF-8") from None


def pairs(text: str) -> list[tuple[str, str]]:
    """Return the parameters of a query string or form, decoded once.

    Raises:
        RefusedError: they are not UTF-8, or too many.
    """
    told = text.split("&")
    if len(told) > 1000:
        raise RefusedError("there are too many parameters")
    found = []
    try:
        for part in told:
            name, _, value = part.partition("=")
            if part:
                found.append((_decoded(name), _decoded(value)))
    except ValueError:
        raise RefusedError("the parameters are not UTF-8") from None
    return found


def _decoded(text: str) -> str:
    """Return text without its percent-encoding; half an escape stands for itself.

    Quoted-printable is the same with another sign, and is undone in C: a tenth of the time.

    >>> _decoded("a+%C3%BC=%3d%")
    'a ü==%'
    """
    if "%" not in text:
        return text.replace("+", " ")
    data = text.replace("+", " ").encode()
    if b"\n" in data or b"\r" in data or _NO_ESCAPE.search(data):
        return unquote_to_bytes(data).decode()
    return a2b_qp(data.replace(b"=", b"=3D").replace(b"%", b"=")).decode()
