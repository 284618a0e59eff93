"""The SPARQL 1.1 Protocol (W3C Recommendation, 21 March 2013), at one address."""

import re
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kg.query.guard import bare
from kg.serve.description import described
from kg.serve.errors import RefusedError
from kg.serve.http import Streamed, body, check_token, media_type, pairs, text_of
from kg.serve.jobs import Job
from kg.serve.site import Site

#: What gives another answer each time, so that nobody may keep one.
_FICKLE: Final = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\b|SERVICE", re.IGNORECASE)


@dataclass
class Asked:
    """What a request asks for."""

    kind: str = ""
    text: str = ""
    default: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)


async def sparql(request: Request, site: Site) -> Response:
    """Answer a query, make an update, or describe the service."""
    asked = await _asked(request, site)
    base = site.address(request, "/sparql")
    if not asked.kind:
        return described(request.headers.get("accept", ""), base, site)
    if len(asked.text) > site.limits.query and asked.kind == "query":
        hint = f"at most {site.limits.query} characters"
        raise RefusedError("the query is too long", hint=hint, status=413)
    job: Job = {
        "kind": asked.kind,
        "text": asked.text,
        "default": asked.default,
        "named": asked.named,
        "base": base,
        "services": site.limits.services,
        "version": site.version.now(),
    }
    if asked.kind == "update":
        check_token(request, site.token)
        return await site.written(job)
    return _queried(request, site, job)


def _queried(request: Request, site: Site, job: Job) -> Response:
    accept = request.headers.get("accept", "")
    tag = _tag(job, accept)
    if tag and request.headers.get("if-none-match") == tag and request.method != "POST":
        return Response(status_code=304, headers={"etag": tag, "vary": "Accept"})
    headers = {"etag": tag} if tag and request.method != "POST" else {}
    job |= {"accept": accept, "rows": site.limits.rows}
    return Streamed(site.readers, job, lambda _: headers, head=request.method == "HEAD")


def _tag(job: Job, accept: str) -> str:
    """Return the entity tag, weak: gzip changes the bytes; none where each answer is another."""
    if _FICKLE.search(bare(str(job["text"]))):
        return ""
    parts = "\0".join(str(job[k]) for k in ("version", "text", "default", "named", "base"))
    return f'W/"{blake2b(f"{parts}{accept}".encode(), digest_size=12).hexdigest()}"'


async def _asked(request: Request, site: Site) -> Asked:
    """Return what is asked for (Protocol, 2.1 and 2.2).

    Raises:
        RefusedError: it is none of the six ways to ask, or says two things.
    """
    told = pairs(request.url.query)
    if request.method != "POST":
        if any(name == "update" for name, _ in told):
            raise RefusedError("an update is POSTed", status=405)
        return _of_parameters(told)
    kind, type_ = media_type(request), request.headers.get("content-type", "")
    text = text_of(await body(request, site.limits), type_)
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


def _of_parameters(told: list[tuple[str, str]]) -> Asked:
    texts = [(name, value) for name, value in told if name in ("query", "update")]
    if len(texts) > 1:
        raise RefusedError("one query or one update at a time")
    if not texts:
        return Asked()
    kind, text = texts[0]
    before = "using-" if kind == "update" else ""
    words = (f"{before or 'default-'}graph-uri", f"{before}named-graph-uri")
    default, named = ([iri(v) for n, v in told if n == word] for word in words)
    return Asked(kind, text, default, named)


def iri(text: str) -> str:
    """Return an absolute IRI as it is.

    Raises:
        RefusedError: it is none.
    """
    if not re.fullmatch(r'[A-Za-z][\w+.-]*:[^\x00-\x20<>"{}|^`\\]*', text):
        raise RefusedError(f"not an IRI: {text[:80]!r}")
    return text
