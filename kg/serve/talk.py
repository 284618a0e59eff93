"""A job for a worker -> its answer, piece by piece, as fast as it is read."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Any, Final

import orjson

from kg.serve import frames
from kg.serve.child import Child
from kg.serve.errors import RefusedError, brought_down, late
from kg.serve.jobs import Job

#: Pieces that may lie here before the worker has to wait.
HELD: Final = 4


class Answer:
    """The head of an answer, and its bytes as they come."""

    def __init__(self, details: dict[str, Any], pieces: AsyncIterator[bytes]) -> None:
        self.details = details
        self.pieces = pieces

    async def whole(self) -> bytes:
        """Return all bytes."""
        return b"".join([piece async for piece in self.pieces])


class Talk:
    """What a worker is asked and says; ``ended`` once it is ready for another job."""

    def __init__(
        self,
        child: Child,
        seconds: float,
        stalled: Callable[[Child], None],
        moving: Callable[[Child], None],
    ) -> None:
        self.child = child
        self.ended = False
        self._seconds = seconds
        self._stalled = stalled
        self._moving = moving
        self._said: deque[tuple[bytes, bytes]] = deque()
        self._news = asyncio.Event()
        child.hear = self._hear

    async def asked(self, job: Job) -> dict[str, Any]:
        """Send the job; returns the details of the answer.

        Raises:
            RefusedError: it is refused, or could not be done.
        """
        self.child.tell(frames.JOB, orjson.dumps(job))
        _, data = await self._next()
        told: dict[str, Any] = orjson.loads(data)
        return told

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the bytes of the answer."""
        while True:
            kind, data = await self._next()
            if kind == frames.END:
                return
            yield data

    def _hear(self, kind: bytes, data: bytes) -> None:
        self._said.append((kind, data))
        self._news.set()
        if len(self._said) == HELD:
            self._stalled(self.child)

    async def _next(self) -> tuple[bytes, bytes]:
        while not self._said:
            self._news.clear()
            await self._news.wait()
        kind, data = self._said.popleft()
        if not self._said:
            self._moving(self.child)
        self.ended = kind in (frames.END, frames.REFUSED)
        if kind == frames.REFUSED:
            told = orjson.loads(data)
            raise RefusedError(told["message"], status=told["status"])
        if kind == frames.GONE:
            raise brought_down()
        if kind == frames.LATE:
            raise late(self._seconds)
        return kind, data
