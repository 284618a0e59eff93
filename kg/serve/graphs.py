"""The SPARQL 1.1 Graph Store HTTP Protocol (W3C Recommendation, 21 March 2013)."""

import uuid
from email.parser import BytesParser
from email.policy import HTTP

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.asked import iri as iri_of
from kg.serve.asked import pairs, text_of
from kg.serve.errors import RefusedError
from kg.serve.http import Streamed, body, check_token, media_type
from kg.serve.negotiate import TRIPLES
from kg.serve.site import Site

#: Of all addresses of graphs.
METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"]


async def graphs(request: Request, site: Site) -> Response:
    """Answer at ``/graph``: ``?graph=IRI``, ``?default``, or a POST that makes a graph (section 4.2, 5.5)."""
    told = pairs(request.url.query)
    names = [value for name, value in told if name == "graph"]
    default = any(name == "default" for name, _ in told)
    if len(names) + default > 1:
        raise RefusedError("one graph at a time")
    if not names and not default:
        return await _made(request, site)
    return await one_graph(request, site, iri_of(names[0]) if names else "")


async def _made(request: Request, site: Site) -> Response:
    if request.method != "POST":
        raise RefusedError("which graph?", hint="?graph=IRI or ?default")
    place = f"graph/{uuid.uuid4().hex}"
    response = await _written(request, site, site.base + place)
    response.headers["Location"] = site.address(request, f"/{place}")
    return response


async def one_graph(request: Request, site: Site, iri: str) -> Response:
    """Answer about a graph that is named; the empty IRI is the default graph."""
    if request.method in ("GET", "HEAD"):
        accept = request.headers.get("accept", "")
        job = {"kind": "graph", "iri": iri, "accept": accept, "version": site.version.now()}
        return Streamed(site.readers, job, head=request.method == "HEAD")
    if request.method == "PATCH":
        raise RefusedError("PATCH is not done here", hint="POST an update to /sparql", status=501)
    if request.method == "DELETE":
        check_token(request, site.token)
        return await site.written({"kind": "drop", "iri": iri, "version": ""})
    return await _written(request, site, iri)


async def _written(request: Request, site: Site, iri: str) -> Response:
    check_token(request, site.token)
    job = {
        "kind": "put",
        "iri": iri,
        "replace": request.method == "PUT",
        "base": iri or site.address(request, "/graph"),
        "parts": _parts(request, await body(request, site.limits)),
        "version": "",
    }
    return await site.written(job)


def _parts(request: Request, data: bytes) -> list[tuple[str, str]]:
    """Return media type and text of what is sent, or of each part of a form (section 5.5)."""
    type_ = request.headers.get("content-type", "")
    if media_type(request) != "multipart/form-data":
        return [(_known(media_type(request)), text_of(data, type_))]
    head = f"Content-Type: {type_}\r\n\r\n".encode("latin-1")
    message = BytesParser(policy=HTTP).parsebytes(head + data)
    if not message.is_multipart():
        raise RefusedError("the form has no parts")
    found = []
    for part in message.iter_parts():
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            raise RefusedError("a part of the form has parts")
        told = str(part.get("content-type", ""))
        found.append((_known(part.get_content_type()), text_of(content, told)))
    return found


def _known(kind: str) -> str:
    if kind not in TRIPLES:
        raise RefusedError(f"not RDF: {kind[:60]!r}", hint=", ".join(TRIPLES), status=415)
    return kind
