"""Requests and responses of HTTP, as all our addresses read and write them."""

import asyncio
import hmac
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from kg.errors import KgError
from kg.serve.errors import RefusedError
from kg.serve.jobs import Job
from kg.serve.limits import Limits
from kg.serve.negotiate import typed
from kg.serve.pool import Pool
from kg.serve.talk import Answer

#: Response headers, by what the head of the worker's answer tells.
Headers = Callable[[dict[str, Any]], dict[str, str]]


def refused(_: Request, error: Exception) -> Response:
    """Return the answer to a request that is not done."""
    status = error.status if isinstance(error, RefusedError) else 503
    extra = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "2"}}.get(status, {})
    return PlainTextResponse(f"{error}\n", status, {"Vary": "Accept"} | extra)


async def body(request: Request, limits: Limits) -> bytes:
    """Return the body of a request.

    Raises:
        RefusedError: 413, it is too large; 408, it comes too slowly.
    """
    data = bytearray()
    try:
        async with asyncio.timeout(limits.slow):
            async for part in request.stream():
                data += part
                if len(data) > limits.body:
                    hint = f"at most {limits.body} bytes"
                    raise RefusedError("the request is too large", hint=hint, status=413)
    except TimeoutError:
        raise RefusedError("the request came too slowly", status=408) from None
    return bytes(data)


def media_type(request: Request) -> str:
    """Return the Content-Type without its parameters, lower case."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def check_token(request: Request, token: str) -> None:
    """Let pass who may write.

    Raises:
        RefusedError: 403, nobody may, or the token is another; 401, there is none.
    """
    if not token:
        hint = "start it with --writable and --token"
        raise RefusedError("this server only reads", hint=hint, status=403)
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise RefusedError("writing needs a token", hint="Authorization: Bearer …", status=401)
    if not hmac.compare_digest(given.strip().encode(), token.encode()):
        raise RefusedError("the token is another", status=403)


class Streamed(Response):
    """A response that a worker writes: nothing of it is kept, and it ends when the client goes away."""

    def __init__(
        self, pool: Pool, job: Job, headers: Headers = lambda _: {}, *, head: bool = False
    ) -> None:
        super().__init__()
        self._pool = pool
        self._job = job
        self._more = headers
        self._only_head = head

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Work and send, until done or nobody listens."""
        work = asyncio.create_task(self._respond(scope, receive, send))
        gone = asyncio.create_task(_gone(receive))
        done, _ = await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        for task in {work, gone} - done:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await work

    async def _respond(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            async with self._pool.answer(self._job) as answer:
                await self._send(answer, noting)
        except KgError as error:
            if not begun:
                await refused(Request(scope), error)(scope, receive, send)
            # Else the connection is closed without the end of the body: no client takes it for whole.

    async def _send(self, answer: Answer, send: Send) -> None:
        details = answer.details
        headers = {"vary": "Accept", "x-content-type-options": "nosniff"} | self._more(details)
        if details.get("media"):
            headers["content-type"] = typed(details["media"])
        if "length" in details and details.get("status") != 204:
            headers["content-length"] = str(details["length"])
        raw = [(k.lower().encode(), v.encode("latin-1", "replace")) for k, v in headers.items()]
        status = details.get("status", 200)
        await send({"type": "http.response.start", "status": status, "headers": raw})
        async for piece in answer.pieces:
            if not self._only_head:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
