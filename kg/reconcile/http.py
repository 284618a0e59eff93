"""What every answer of the service has in common: CORS, JSON, JSONP, sizes, one line for what went wrong."""

import re
from asyncio import get_running_loop
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar
from urllib.parse import parse_qs

import orjson
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.reconcile import limits
from kg.reconcile.values import RefusedError

#: What a JSONP callback may be: names joined by points. Anything else would be code of the asker's.
_CALLBACK = re.compile(r"[A-Za-z_$][\w$]{0,63}(?:\.[A-Za-z_$][\w$]{0,63}){0,4}", re.ASCII)

_SAFE: Final = {"X-Content-Type-Options": "nosniff"}


class Cors:
    """Lets every page read the answers (0.2 and 1.0 ask for it): they are public, and nothing is changed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight; give every other answer its header."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Access-Control-Allow-Origin"] = "*"
            await send(message)

        asked = Headers(scope=scope).get("access-control-request-method")
        app = _preflight if scope["method"] == "OPTIONS" and asked else self._app
        await app(scope, receive, told)


async def _preflight(scope: Scope, receive: Receive, send: Send) -> None:
    headers = {
        "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
        "Access-Control-Allow-Headers": "Accept, Content-Type, X-Requested-With",
        "Access-Control-Max-Age": "86400",
    }
    await Response(status_code=204, headers=headers)(scope, receive, send)


async def body(request: Request) -> bytes:
    """Return the body.

    Raises:
        RefusedError: it is larger than ``limits.BODY``; no more than that is read.
    """
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limits.BODY:
            raise RefusedError(
                "the request is too large", hint=f"at most {limits.BODY} bytes", status=413
            )
        parts.append(part)
    return b"".join(parts)


async def parameters(request: Request) -> Mapping[str, str]:
    """Return the parameters of the address, and of the body where that is a form; the first of a name.

    Raises:
        RefusedError: they are too many or too large, or no text.
    """
    line = request.scope.get("query_string", b"")
    if len(line) > limits.BODY:
        raise RefusedError("the address is too long", status=414)
    texts = [line]
    if request.method == "POST" and media_type(request) == "application/x-www-form-urlencoded":
        texts.append(await body(request))
    out: dict[str, str] = {}
    for text in texts:
        for name, values in _parsed(text).items():
            out.setdefault(name, values[0])
    return out


def _parsed(text: bytes) -> dict[str, list[str]]:
    try:
        return parse_qs(
            text.decode("ascii"), keep_blank_values=True, max_num_fields=50, errors="strict"
        )
    except (ValueError, UnicodeDecodeError):
        raise RefusedError(
            "the parameters cannot be read", hint="at most 50, UTF-8, percent-encoded"
        ) from None


def media_type(request: Request) -> str:
    """Return the type of the body, in lower case and without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def json(value: object, *, callback: str = "", status: int = 200) -> Response:
    """Return JSON, or the call of a function with it (JSONP)."""
    text = orjson.dumps(value)
    if not callback:
        return Response(text, status, _SAFE, "application/json")
    # A line separator ends a string in old JavaScript; the comment keeps Flash out (CVE-2014-4671).
    text = text.replace(b"\xe2\x80\xa8", b"\\u2028").replace(b"\xe2\x80\xa9", b"\\u2029")
    called = b"/**/" + callback.encode() + b"(" + text + b");"
    return Response(called, status, _SAFE, "application/javascript")


def callback(parameters: Mapping[str, str]) -> str:
    """Return the JSONP callback, empty when none is asked for.

    Raises:
        RefusedError: it is no name of a function.
    """
    name = parameters.get("callback", "")
    if name and not _CALLBACK.fullmatch(name):
        raise RefusedError("callback is no name of a function")
    return name


def refused(_: Request, error: Exception) -> Response:
    """Answer with the reason, as one line of JSON."""
    status = error.status if isinstance(error, RefusedError) else 500
    return json({"status": "error", "message": " ".join(str(error).split())}, status=status)


#: Threads that look things up, each with its own connection to the file.
THREADS: Final = 4

T = TypeVar("T")


class Threads:
    """A few threads for what would keep the event loop waiting."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="kg-reconcile")

    async def run(self, way: Callable[..., T], *arguments: object) -> T:
        """Return what the function returns."""
        return await get_running_loop().run_in_executor(self._pool, way, *arguments)
