"""IRIs of the data and of the ontology -> pages and RDF at the addresses that stand for them.

A thing (``/id/…``) is not a document: its address answers 303 with that of a description ("Cool URIs for the
Semantic Web", section 4.2). Texts and graphs (``/doc/…``, ``/graph/…``) are documents, and answer themselves.
"""

from functools import cache
from typing import Final

import pyoxigraph
from pyoxigraph import RdfFormat, Triple
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kg.resources import folder
from kg.serve.description import answered
from kg.serve.graphs import one_graph
from kg.serve.http import Streamed
from kg.serve.negotiate import TRIPLES, chosen
from kg.serve.pages import POLICY, described_page, ontology_page
from kg.serve.site import Site

#: Ending of an address -> media type.
SUFFIXES: Final = {
    ".html": "text/html",
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}
_OFFERED: Final = ["text/html", *TRIPLES]


async def linked(request: Request, site: Site) -> Response:
    """Answer for an IRI below the base."""
    path = request.url.path.lstrip("/")
    if path.startswith("graph/") and _is_protocol(request):
        return await one_graph(request, site, _iri(site, request))
    iri = _iri(site, request)
    ending = next((s for s in SUFFIXES if iri.endswith(s)), "")
    stripped = iri.removesuffix(ending)
    iris = [iri, stripped] if ending else [iri]
    media = chosen(request.headers.get("accept", ""), _OFFERED)
    if path.startswith("id/"):
        return await _thing(request, site, iris, ending, media)
    return await _document(request, site, iris, ending, media)


def _is_protocol(request: Request) -> bool:
    """Return whether it is the Graph Store Protocol that is spoken: to write, or to read RDF."""
    if request.method not in ("GET", "HEAD"):
        return True
    return chosen(request.headers.get("accept", ""), _OFFERED) != "text/html"


def _iri(site: Site, request: Request) -> str:
    """Return the IRI that an address stands for; percent-encoding stays as it is."""
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    return site.base + raw.partition(b"?")[0].decode("latin-1").lstrip("/")


async def _thing(
    request: Request, site: Site, iris: list[str], ending: str, media: str
) -> Response:
    found, _, _ = await site.described(iris)
    if found == iris[0]:
        suffix = next((s for s, m in SUFFIXES.items() if m == media), ".ttl")
        target = site.address(request, "/" + found.removeprefix(site.base) + suffix)
        return RedirectResponse(target, 303, {"Vary": "Accept"})
    return await _document(request, site, iris, ending, SUFFIXES[ending])


async def _document(
    request: Request, site: Site, iris: list[str], ending: str, media: str
) -> Response:
    if media == "text/html" or (ending == ".html" and len(iris) > 1):
        found, cut, rows = await site.described(iris)
        if found == iris[0] or ending == ".html":
            headers = {"Vary": "Accept", "Content-Security-Policy": POLICY}
            return HTMLResponse(described_page(found, rows, site.base, cut=cut), headers=headers)
        media = SUFFIXES[ending]
    job = {
        "kind": "describe",
        "iris": iris,
        "accept": media,
        "suffixed": SUFFIXES.get(ending, media),
        "version": site.version.now(),
    }
    return Streamed(site.readers, job, _told_cut, head=request.method == "HEAD")


def _told_cut(details: dict[str, object]) -> dict[str, str]:
    return {"x-kg-truncated": "incoming"} if details.get("cut") else {}


async def ontology(request: Request, site: Site) -> Response:  # noqa: ARG001
    """Answer with our classes and properties; ``/ontology#Name`` is a hash IRI."""
    ending = next((s for s in SUFFIXES if request.url.path.endswith(s)), "")
    accept = SUFFIXES.get(ending, request.headers.get("accept", ""))
    if chosen(accept, _OFFERED) == "text/html":
        headers = {"Vary": "Accept", "Content-Security-Policy": POLICY}
        return HTMLResponse(ontology_page(_ontology()), headers=headers)
    return answered(list(_ontology()), accept, {})


@cache
def _ontology() -> tuple[Triple, ...]:
    """Return what ``core.ttl`` says; the words and shapes beside it are for kg itself."""
    data = (folder("ontology") / "core.ttl").read_bytes()
    return tuple(q.triple for q in pyoxigraph.parse(data, RdfFormat.TURTLE))
