"""What all addresses of one server share: the store's processes, the limits, the base of its IRIs."""

import select
from pathlib import Path
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from kg.serve.background import Background
from kg.serve.errors import RefusedError
from kg.serve.files import Files
from kg.serve.jobs import Job
from kg.serve.limits import Limits
from kg.serve.pool import Pool
from kg.serve.table import Table
from kg.store.version import Version


class Site:
    """A store that is served.

    Args:
        path: the store.
        base: what IRIs of the data begin with; addresses below the server stand for them.
        limits: how much one request may take.
        token: who sends it may write; empty: nobody may.
        url: address under which clients reach the server; empty: as each of them calls it.
    """

    def __init__(
        self, path: Path, *, base: str, limits: Limits, token: str = "", url: str = ""
    ) -> None:
        self.path = path
        self.base = base
        self.limits = limits
        self.token = token
        self.version = Version(path)
        self.files = Files()
        self.readers = Pool(path, limits, url=url.rstrip("/"))
        self.table = (
            Table(path, limits, self.version, url=url.rstrip("/"))
            if hasattr(select, "epoll")
            else None
        )
        self._writer = Pool(path, limits, writes=True)
        self.views = Background(path, base=base, seconds=limits.seconds, patience=limits.patience)
        self._url = url.rstrip("/")

    async def start(self) -> None:
        """Start the processes.

        Raises:
            RefusedError: the store cannot be opened.
        """
        if self.token:
            await self._writer.start()
        await self.readers.start()
        await self.views.start()

    def close(self) -> None:
        """End the processes."""
        if self.table is not None:
            self.table.close()
        self.views.close()
        self.readers.close()
        self._writer.close()

    def address(self, request: Request, path: str) -> str:
        """Return the address of something of ours as clients know it."""
        return f"{self._url or f'{request.url.scheme}://{request.url.netloc}'}{path}"

    async def written(self, job: Job) -> Response:
        """Return the response to a change, made."""
        try:
            async with self._writer.answer(job) as answer:
                await answer.whole()
                status = answer.details.get("status", 200)
        finally:
            self.version.changed()
            if self.table is not None:
                self.table.renew()
        return Response(status_code=status)

    async def described(self, iris: list[str]) -> tuple[str, bool, list[list[list[str]]]]:
        """Return which of the IRIs is known, whether its description is cut, and its triples.

        Raises:
            RefusedError: 404, none is.
        """
        job = {"kind": "describe", "iris": iris, "accept": "rows", "version": self.version.now()}
        async with self.readers.answer(job) as answer:
            rows = orjson.loads(await answer.whole())
            return answer.details["iri"], answer.details["cut"], rows

    async def viewed(self, name: str, **told: object) -> Any:
        """Return a view that the store itself is asked for.

        Raises:
            RefusedError: 404, there is nothing to view; or it took too long.
        """
        version = self.version.now()
        job = {"kind": "view", "name": name, "base": self.base, "version": version, **told}
        async with self.readers.answer(job) as answer:
            return orjson.loads(await answer.whole())

    async def count(self) -> int | None:
        """Return how many quads there are; None when counting takes too long."""
        job = {
            "kind": "query",
            "text": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
            "default": [],
            "named": [],
            "base": self.base,
            "services": [],
            "rows": 0,
            "accept": "application/sparql-results+json",
            "version": self.version.now(),
        }
        try:
            async with self.readers.answer(job) as answer:
                found = orjson.loads(await answer.whole())
        except RefusedError:
            return None
        return int(found["results"]["bindings"][0]["n"]["value"])
