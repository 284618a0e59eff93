"""A store and a way to be spoken to -> a server that runs until the other side goes."""

import asyncio
from pathlib import Path

from kg.mcp.asking import Library
from kg.mcp.server import Server
from kg.store import Store


def run(store: Path, *, base: str, seconds: float, port: int | None) -> None:
    """Serve over stdin and stdout, or over HTTP to this machine where there is a port.

    Raises:
        UsageError: there is no store.
        KgError: it cannot be opened.
    """
    with Store(store, read_only=True):
        pass  # What is wrong with the store is said before anybody speaks.
    asyncio.run(_run(store, base, seconds, port))


async def _run(store: Path, base: str, seconds: float, port: int | None) -> None:
    async with Library(store, base=base, seconds=seconds) as library:
        server = Server(library)
        if port is None:
            await server.run_stdio_async()
        else:
            await server.run_streamable_http_async(host="127.0.0.1", port=port)
