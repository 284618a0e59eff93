"""IRIs of the data and of the ontology -> pages and RDF at the addresses that stand for them.

A thing (``/id/…``) is not a document: its address answers 303 with that of a description ("Cool URIs for the
Semantic Web", section 4.2). Texts and graphs (``/doc/…``, ``/graph/…``) are documents, and answer themselves.
"""

from functools import cache
from typing import Final

import pyoxigraph
from pyoxigraph import Triple
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.errors import KgError
from kg.serve.description import answered
from kg.serve.errors import RefusedError
from kg.serve.graphs import one_graph
from kg.serve.html import html, wanted
from kg.serve.http import Streamed
from kg.serve.negotiate import TRIPLES, chosen
from kg.serve.ontology_page import ontology_body
from kg.serve.pages import described_page, missing, ontology_page
from kg.serve.site import Site
from kg.views.about import about as store_about
from kg.vocabulary import ontology_files

#: Ending of an address -> media type.
SUFFIXES: Final = {
    ".html": "text/html",
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}
_OFFERED: Final = ["text/html", *TRIPLES]

#: Things of the world in the folder of the ontology: countries, no terms.
_DATA: Final = frozenset({"countries.ttl"})


async def linked(request: Request, site: Site) -> Response:
    """Answer for an IRI below the base; a person is told on a page when there is nothing."""
    try:
        return await _linked(request, site)
    except RefusedError as error:
        if error.status != 404 or not wanted(request):
            raise
        return html(request, missing(site.files.address(), error.message), status=404)


async def _linked(request: Request, site: Site) -> Response:
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
            body = described_page(found, rows, site.base, site.files.address(), cut=cut)
            return html(request, body)
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


async def ontology(request: Request, site: Site) -> Response:
    """Answer with our classes and properties; ``/ontology#Name`` is a hash IRI."""
    ending = next((s for s in SUFFIXES if request.url.path.endswith(s)), "")
    accept = SUFFIXES.get(ending, request.headers.get("accept", ""))
    if chosen(accept, _OFFERED) == "text/html":
        body = ontology_body(_ontology(), await _counted(site))
        return html(request, ontology_page(body, site.files.address()))
    return answered(list(_ontology()), accept, {})


@cache
def _ontology() -> tuple[Triple, ...]:
    """Return what our vocabulary says: classes, properties, and the words that tell them."""
    files = [path for path in ontology_files() if path.name not in _DATA]
    quads = (quad for path in files for quad in pyoxigraph.parse(path=path))
    return tuple(dict.fromkeys(quad.triple for quad in quads))


async def _counted(site: Site) -> dict[str, int]:
    """Return how many things of each class are in the store; nothing while that is not known."""
    try:
        found = await site.views.ask(store_about)
    except KgError:
        return {}
    return {cls["id"]: cls["count"] for cls in found["classes"]}
