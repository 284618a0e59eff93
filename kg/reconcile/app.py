"""Knowledge -> an ASGI application that speaks the Reconciliation Service API 0.2 and 1.0-draft."""

from collections.abc import Callable, Mapping

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from kg import ontology
from kg.errors import KgError
from kg.reconcile import asked, limits, manifest, preview
from kg.reconcile.http import Cors, Threads, body, callback, json, media_type, parameters, refused
from kg.reconcile.service import Service
from kg.reconcile.types import Types
from kg.reconcile.values import Directory, RefusedError
from kg.resources import folder

#: What a client of 1.0 may ask for at the root, where 0.2 answers otherwise.
_NEW = ("application/reconciliation.v1+json", "application/vnd.reconciliation.v1+json")


def reconcile_app(knowledge: Directory, *, base: str = "") -> Starlette:
    """Return the application; it can be mounted in another.

    Args:
        knowledge: where names are looked up; used from several threads at once.
        base: address under which clients reach the service; empty: as each of them calls it.

    The root speaks 0.2 (GET, and POST of forms) and takes 1.0's JSON too; below ``/1.0-draft`` the
    manifest is that of 1.0.
    """
    up = ontology.load(folder("ontology")).up
    service = Service(knowledge, Types(up, dict(knowledge.kinds())))
    site = _Site(service, base.rstrip("/"))
    return Starlette(
        routes=[*site.routes(), Mount("/1.0-draft", routes=site.routes(new=True))],
        middleware=[Middleware(Cors)],
        exception_handlers={RefusedError: refused, KgError: refused, HTTPException: _no_such},
    )


def _no_such(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = json({"status": "error", "message": error.detail}, status=error.status_code)
    response.headers.update(error.headers or {})
    return response


class _Site:
    def __init__(self, service: Service, base: str) -> None:
        self._service = service
        self._base = base
        self._threads = Threads()

    def routes(self, *, new: bool = False) -> list[BaseRoute]:
        """Return the routes below the root of a version."""
        return [
            Route("/", self._new_root if new else self._root, methods=["GET", "POST"]),
            Route("/match", self._match, methods=["POST"]),
            Route("/suggest/{what:str}", self._suggest),
            Route("/flyout/{what:str}", self._flyout),
            Route("/preview", self._preview),
            Route("/extend", self._extend, methods=["POST"]),
            Route("/extend/propose", self._propose),
        ]

    async def _new_root(self, request: Request) -> Response:
        if request.method == "POST":
            return await self._match(request)
        return json(manifest.new())

    async def _root(self, request: Request) -> Response:
        if request.method == "POST" and media_type(request) == "application/json":
            return await self._match(request)
        told = await parameters(request)
        service = self._service
        ways: dict[str, Callable[[object], object]] = {
            "queries": service.old_batch,
            "query": lambda value: service.old_query(value),
            "extend": service.old_extension,
        }
        for name, way in ways.items():
            if name in told:
                value = _single(told[name]) if name == "query" else asked.decoded(told[name])
                return json(await self._threads.run(way, value), callback=callback(told))
        if request.method == "POST":
            raise RefusedError("nothing is asked", hint="queries or extend, as a form; or JSON")
        if any(kind in request.headers.get("accept", "") for kind in _NEW):
            return _vary(json(manifest.new()))
        return _vary(json(manifest.old(self._address(request)), callback=callback(told)))

    def _address(self, request: Request) -> str:
        """Return the address of the root; Starlette's own is that of the application around it."""
        path = request.scope.get("root_path", "")
        return self._base or f"{request.url.scheme}://{request.url.netloc}{path}".rstrip("/")

    async def _match(self, request: Request) -> Response:
        value = asked.decoded(await body(request))
        return json(await self._threads.run(self._service.batch, value))

    async def _extend(self, request: Request) -> Response:
        value = asked.decoded(await body(request))
        return json(await self._threads.run(self._service.extension, value))

    async def _suggest(self, request: Request) -> Response:
        what, told = _what(request), await parameters(request)
        prefix = told.get("prefix", "")
        if len(prefix) > limits.NAME:
            raise RefusedError("prefix is too long", hint=f"at most {limits.NAME} characters")
        found = await self._threads.run(
            self._service.suggest,
            what,
            prefix,
            _number(told, "offset", _number(told, "cursor", 0)),
            min(_number(told, "limit", limits.USUAL), limits.CANDIDATES),
            told.get("type", ""),
        )
        return json(found, callback=callback(told))

    async def _flyout(self, request: Request) -> Response:
        what, told = _what(request), await parameters(request)
        found = await self._threads.run(self._service.flyout, what, told.get("id", ""))
        return json(found, callback=callback(told))

    async def _preview(self, request: Request) -> Response:
        told = await parameters(request)
        page = await self._threads.run(self._service.preview, told.get("id", ""))
        headers = {"Content-Security-Policy": preview.POLICY, "X-Content-Type-Options": "nosniff"}
        return Response(page, headers=headers, media_type="text/html; charset=utf-8")

    async def _propose(self, request: Request) -> Response:
        told = await parameters(request)
        limit = _number(told, "limit", 0) or None
        return json(self._service.propose(told.get("type", ""), limit), callback=callback(told))


def _single(text: str) -> object:
    """Return a single query: JSON, or the bare name as the first clients sent it."""
    return asked.decoded(text) if text.lstrip()[:1] == "{" else text


def _what(request: Request) -> str:
    what = str(request.path_params["what"])
    if what not in ("entity", "property", "type"):
        raise RefusedError(
            f"nothing to suggest of {what!r}", hint="entity, property or type", status=404
        )
    return what


def _number(told: Mapping[str, str], name: str, usual: int) -> int:
    """Return a parameter that is a number from 0 to ``limits.OFFSET``."""
    text = told.get(name, "").strip()
    if not text:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and int(text) <= limits.OFFSET):
        raise RefusedError(f"{name} is {text[:20]!r}", hint=f"a number up to {limits.OFFSET}")
    return int(text)


def _vary(response: Response) -> Response:
    response.headers["Vary"] = "Accept"
    return response
