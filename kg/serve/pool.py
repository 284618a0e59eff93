"""Jobs -> answers, each in a process that is killed when its time is over or nobody listens any more."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from kg.serve import frames
from kg.serve.errors import RefusedError
from kg.serve.jobs import Job
from kg.serve.limits import Limits


@dataclass(slots=True)
class Worker:
    """A process and the two ends of what is said to it and by it."""

    process: subprocess.Popen[bytes]
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def kill(self) -> None:
        """End it now."""
        self.process.kill()
        self.writer.close()
        self.process.wait()

    async def ask(self, job: Job) -> None:
        """Send a job."""
        data = orjson.dumps(job)
        self.writer.write(frames.HEAD.pack(b"J", len(data)) + data)
        await self.writer.drain()

    async def said(self) -> tuple[bytes, bytes]:
        """Return kind and bytes of the next message.

        Raises:
            RefusedError: it is dead: out of memory, as a rule.
        """
        try:
            kind, size = frames.HEAD.unpack(await self.reader.readexactly(frames.HEAD.size))
            return kind, await self.reader.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError):
            text = "the request needed more memory than it may have, or brought its process down"
            raise RefusedError(text, status=503) from None


class Answer:
    """The head of an answer, and its bytes as they come."""

    def __init__(self, details: dict[str, Any], pieces: AsyncIterator[bytes]) -> None:
        self.details = details
        self.pieces = pieces

    async def whole(self) -> bytes:
        """Return all bytes."""
        return b"".join([piece async for piece in self.pieces])


class Pool:
    """Processes that wait for jobs; as many as may work at once."""

    def __init__(self, path: Path, limits: Limits, *, writes: bool = False) -> None:
        self._path = path
        self._limits = limits
        self._mode = "write" if writes else "read"
        self._count = 1 if writes else limits.workers
        self._places = asyncio.Semaphore(self._count)
        self._idle: list[Worker] = []

    async def start(self) -> None:
        """Start all processes.

        Raises:
            RefusedError: the store cannot be opened.
        """
        for _ in range(self._count):
            self._idle.append(await self._started())

    def close(self) -> None:
        """End all processes."""
        for worker in self._idle:
            worker.kill()
        self._idle.clear()

    @asynccontextmanager
    async def answer(self, job: Job) -> AsyncIterator[Answer]:
        """Give the answer to a job; what is not read when the block ends is not worked out.

        Raises:
            RefusedError: the job is refused, no process is free, or the time is over.
        """
        await self._place()
        worker: Worker | None = None
        try:
            worker = self._idle.pop() if self._idle else await self._started()
            async with asyncio.timeout(self._limits.seconds):
                await worker.ask(job | {"size": self._limits.size})
                details = await _head(worker)
                state = _State()
                try:
                    yield Answer(details, _pieces(worker, state))
                finally:
                    if state.ended:
                        self._idle.append(worker)
                        worker = None
        except _SaidNoError as error:
            assert worker is not None
            self._idle.append(worker)
            worker = None
            raise RefusedError(error.message, status=error.status) from None
        except TimeoutError:
            text = f"it took longer than {self._limits.seconds:g} seconds and was ended"
            raise RefusedError(text, status=504) from None
        finally:
            if worker is not None:
                worker.kill()
            self._places.release()

    async def _place(self) -> None:
        try:
            async with asyncio.timeout(self._limits.patience):
                await self._places.acquire()
        except TimeoutError:
            raise RefusedError("the server is busy", hint="try again", status=503) from None

    async def _started(self) -> Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "kg.serve.worker", str(theirs.fileno())]
            command += [str(self._path), str(self._limits.memory), self._mode]
            process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=dict(os.environ)
            )
        worker = Worker(process, *await asyncio.open_connection(sock=ours, limit=1 << 20))
        try:
            kind, data = await worker.said()
        except BaseException:
            worker.kill()
            raise
        if kind == frames.REFUSED:
            worker.kill()
            raise RefusedError(orjson.loads(data)["message"], status=503)
        return worker


class _State:
    ended = False


class _SaidNoError(RefusedError):
    """The worker refused and is ready for the next job."""


async def _head(worker: Worker) -> dict[str, Any]:
    kind, data = await worker.said()
    told: dict[str, Any] = orjson.loads(data)
    if kind == frames.REFUSED:
        raise _SaidNoError(told["message"], status=told["status"])
    return told


async def _pieces(worker: Worker, state: _State) -> AsyncIterator[bytes]:
    while True:
        kind, data = await worker.said()
        if kind == frames.END:
            state.ended = True
            return
        if kind == frames.REFUSED:  # The head is sent: the connection ends without an end.
            raise RefusedError(orjson.loads(data)["message"], status=400)
        yield data
