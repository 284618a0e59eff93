"""An application and an address -> a server that runs until it is told to stop."""

import asyncio
import logging
import socket
import time
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import KgError
from kg.reconcile.run import listening
from kg.serve.table import Table

#: Seconds that a request may go on after the server was told to stop.
GRACE = 10

#: Seconds that an open connection may be silent between two requests.
KEPT = 30

#: Seconds between two looks at the lines of the log.
PAUSE = 0.2


class Log:
    """Lines that go to stderr together, a few times a second: ``tell`` takes them all at once."""

    def __init__(self, tell: Callable[[list[str]], None]) -> None:
        self._tell = tell
        self._lines: list[str] = []

    def __call__(self, line: str) -> None:
        """Take a line."""
        if not self._lines:
            asyncio.get_running_loop().call_later(PAUSE, self.flush)
        self._lines.append(line)

    def flush(self) -> None:
        """Write what was taken."""
        lines, self._lines = self._lines, []
        self._tell(lines)


class Logged:
    """Writes a line on stderr for each request: method, path, status, milliseconds. No header is told."""

    def __init__(self, app: ASGIApp, tell: Callable[[str], None]) -> None:
        self._app = app
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, start = 0, time.perf_counter()

        async def noting(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            took = (time.perf_counter() - start) * 1000
            self._tell(f"{scope['method']} {scope['path']!r} {status} {took:.0f} ms")


class _Server(uvicorn.Server):
    """A server that lets a table see to its connections."""

    def __init__(self, config: uvicorn.Config, table: Table | None) -> None:
        super().__init__(config)
        self._table = table

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin."""
        await super().startup(sockets)
        if self.started and self._table is not None and sockets:
            self._table.open(sockets[0], self._made)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End."""
        if self._table is not None:
            self._table.shut()
        await super().shutdown(sockets)

    def _made(self) -> Any:
        """Return the protocol of a new connection, as uvicorn makes it."""
        make: Any = self.config.http_protocol_class
        return make(
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )


def run(
    app: ASGIApp,
    host: str,
    port: int,
    *,
    tell: Callable[[str], None],
    http: type[asyncio.Protocol],
    table: Table | None = None,
) -> None:
    """Serve until Ctrl-C or SIGTERM; ``tell`` hears the address as soon as it can be connected to.

    Connections are of the class ``http``; those that a table can see to, it does.

    Raises:
        KgError: the address is taken or not ours, or the store cannot be opened.
    """
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    with listening(host, port) as door:
        number = door.getsockname()[1]
        config = uvicorn.Config(
            app,
            http=http,
            loop="asyncio",
            ws="none",
            log_level="error",
            access_log=False,
            server_header=False,
            timeout_keep_alive=KEPT,
            timeout_graceful_shutdown=GRACE,
            backlog=2048,
            h11_max_incomplete_event_size=200_000,
        )
        server = _Server(config, table)
        tell(f"http://{f'[{host}]' if ':' in host else host}:{number}")
        server.run(sockets=[door])
        if not server.started:
            raise KgError("the server did not start", hint="see above")


def _is_news(record: logging.LogRecord) -> bool:
    """Drop the line on answers that were ended on purpose: the access log has them."""
    args: Any = record.getMessage()
    return "without completing response" not in args
