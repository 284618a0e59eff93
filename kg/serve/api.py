"""Addresses below ``/api/`` -> the views of the store as JSON, for the page and for programs."""

import asyncio
from collections.abc import Awaitable, Callable
from hashlib import blake2b
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import KgError, UsageError
from kg.query.parameters import NoSuchNameError
from kg.serve.asked import pairs
from kg.serve.choices import VIEWS, Pairs, needed, number, one
from kg.serve.errors import RefusedError
from kg.serve.site import Site
from kg.views import contradictions, events, others
from kg.views.index import TooLongError

_Asked = Callable[[Site, Pairs], Awaitable[Any]]

#: Seconds for which contradictions are looked for.
PATIENCE: Final = 10.0


def api_routes(site: Site) -> list[BaseRoute]:
    """Return the routes of all views."""

    async def answer(request: Request) -> Response:
        try:
            return await _answer(request, site)
        except KgError as error:
            return _refused(error)

    return [Route("/api/{name:path}", answer, methods=["GET"])]


async def _answer(request: Request, site: Site) -> Response:
    name, told = request.path_params["name"], pairs(request.url.query)
    if name not in VIEWS and name not in ASKED:
        known = ", ".join(sorted({*VIEWS, *ASKED}))
        raise RefusedError(f"no such address: /api/{name[:80]}", hint=known, status=404)
    tag = _tag(site, name, request.url.query)
    headers = {"etag": tag, "cache-control": "no-cache", "x-content-type-options": "nosniff"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if name in ASKED:
        data = orjson.dumps(await ASKED[name](site, told))
    else:
        data = await site.views.answer(name, told)
    return Response(data, media_type="application/json", headers=headers)


def _tag(site: Site, name: str, query: str) -> str:
    """Return the entity tag, weak: gzip changes the bytes."""
    state = site.views.state if name == "about" else ""
    version = site.version.now() if name in ASKED else ""
    words = f"{site.views.version} {version} {state} {name}?{query}"
    return f'W/"{blake2b(words.encode(), digest_size=12).hexdigest()}"'


def _refused(error: KgError) -> Response:
    status = 503
    if isinstance(error, RefusedError):
        status = error.status
    elif isinstance(error, UsageError):
        status = 400
    elif isinstance(error, NoSuchNameError):
        status = 404
    elif isinstance(error, TooLongError):
        status = 504
    data = orjson.dumps({"error": error.message, "hint": error.hint})
    headers = {"cache-control": "no-store"} | ({"retry-after": "2"} if status == 503 else {})
    return Response(data, status, headers, media_type="application/json")


async def _about(site: Site, told: Pairs) -> Any:  # noqa: ARG001
    found = orjson.loads(await site.views.answer("about", []))
    return found | {"index": site.views.state}


async def _document(site: Site, told: Pairs) -> Any:
    iri, start = needed(told, "iri"), number(told, "from", 0)
    return await site.viewed("document", iri=iri, start=start)


async def _event(site: Site, told: Pairs) -> Any:
    iri = needed(told, "iri")
    found = await site.viewed("event", iri=iri)
    return found | {"others": await site.views.ask(lambda index: others.others(index, iri))}


async def _contradictions(site: Site, told: Pairs) -> Any:
    page, size = number(told, "page", 1), number(told, "size", 20)
    events.checked(page, size)
    place, cls = one(told, "place"), one(told, "class")
    try:
        async with asyncio.timeout(PATIENCE):
            found = await site.viewed("contradictions", place=place, **{"class": cls})
    except TimeoutError:
        return {"total": None, "page": page, "size": size, "cut": True, "pairs": []}
    actors = {v for n, v in told if n == "actor" and v}
    chosen = contradictions.chosen(
        found, actor=actors, start=one(told, "from"), end=one(told, "to")
    )
    shown = chosen[(page - 1) * size : page * size]
    return {"total": len(chosen), "page": page, "size": size, "cut": False, "pairs": shown}


#: Address -> what the store answers, too.
ASKED: Final[dict[str, _Asked]] = {
    "about": _about,
    "document": _document,
    "event": _event,
    "contradictions": _contradictions,
}
