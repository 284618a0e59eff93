"""A store that is served -> an ASGI application."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import wraps

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from kg.errors import KgError
from kg.mounting import mounted
from kg.serve.api import api_routes
from kg.serve.description import void
from kg.serve.graphs import METHODS, graphs
from kg.serve.html import html, wanted
from kg.serve.http import refused
from kg.serve.linked import SUFFIXES, linked, ontology
from kg.serve.pages import VIEWS, index, missing, view_page
from kg.serve.site import Site
from kg.serve.sparql import sparql

_Handler = Callable[[Request, Site], Awaitable[Response]]


def serve_app(
    site: Site, *, cors: Sequence[str] = (), mounts: Mapping[str, ASGIApp] | None = None
) -> Starlette:
    """Return the application.

    Args:
        site: the store and its processes; they are started and ended with the application.
        cors: origins whose pages may ask; ``*`` is all. None of them sends credentials.
        mounts: other applications by path: ``/reconcile``, ``/annotate``.
    """
    below = mounts or {}
    return Starlette(
        routes=[*_routes(site, list(below)), *(r for p, a in below.items() for r in mounted(p, a))],
        middleware=[*_cors(cors), Middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)],
        exception_handlers={KgError: refused, HTTPException: _no_such(site)},
        lifespan=_lifespan(site),
    )


def _routes(site: Site, more: Sequence[str]) -> list[BaseRoute]:
    def at(path: str, handler: _Handler, methods: Sequence[str] = ("GET",)) -> Route:
        @wraps(handler)
        async def endpoint(request: Request) -> Response:
            return await handler(request, site)

        return Route(path, endpoint, methods=list(methods))

    async def start_page(request: Request, site: Site) -> Response:
        return html(request, index(site.files.address(), _served(more)))

    async def view(request: Request, site: Site) -> Response:
        name = request.url.path.strip("/")
        return html(request, view_page(name, site.files.address()))

    async def file(request: Request, site: Site) -> Response:
        return await site.files.answer(request)

    async def void_(request: Request, site: Site) -> Response:
        accept = request.headers.get("accept", "")
        return await void(accept, site.address(request, ""), site)

    async def health(request: Request, site: Site) -> Response:  # noqa: ARG001
        return JSONResponse({"status": "ok", "version": site.version.now()})

    return [
        at("/", start_page),
        *(at(f"/{name}", view) for name in ("search", *VIEWS)),
        at("/page/{rest:path}", file),
        *api_routes(site),
        at("/health", health),
        *(at(path, sparql, ["GET", "POST"]) for path in ("/sparql", "/sparql/")),
        *(at(path, graphs, METHODS) for path in ("/graph", "/graph/")),
        at("/graph/{rest:path}", linked, METHODS),
        *(at(f"/{kind}/{{rest:path}}", linked) for kind in ("id", "doc")),
        *(at(f"/ontology{ending}", ontology) for ending in ("", *SUFFIXES)),
        at("/.well-known/void", void_),
    ]


def _served(more: Sequence[str]) -> list[tuple[str, str]]:
    return [
        ("/sparql", "SPARQL 1.1 Protocol"),
        ("/graph", "SPARQL 1.1 Graph Store Protocol"),
        ("/ontology", "classes and properties"),
        ("/.well-known/void", "description of the data"),
        ("/health", "whether the server is well"),
        *((path, "") for path in more),
    ]


def _cors(origins: Sequence[str]) -> list[Middleware]:
    if not origins:
        return []
    methods, exposed = ["GET", "HEAD", "POST"], ["ETag", "X-Kg-Truncated"]
    cors = Middleware(
        CORSMiddleware, allow_origins=list(origins), allow_methods=methods, expose_headers=exposed
    )
    return [cors]


def _no_such(site: Site) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 404 and wanted(request):
            body = missing(site.files.address(), f"There is nothing at {request.url.path[:200]}.")
            return html(request, body, status=404)
        return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)

    return answer


def _lifespan(site: Site) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        await site.start()
        try:
            yield
        finally:
            site.close()

    return running
