"""Work for processes: who is free takes it, and is ended when its time is over or nobody listens any more."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

import orjson

from kg.serve import frames
from kg.serve.child import Child, started
from kg.serve.errors import RefusedError, busy
from kg.serve.jobs import Job
from kg.serve.limits import Limits
from kg.serve.talk import Answer, Talk

#: Hears who is free, or None: nobody was for too long, or too many wait.
Taker = Callable[[Child | None], None]

#: Seconds between two looks at who is late.
LOOK: Final = 0.1

#: Seconds that a client may read nothing of its answer while others wait.
SLOW: Final = 1.0

#: Requests that may wait for a free process; later ones are refused at once.
WAITING: Final = 1000


class Pool:
    """Processes that wait for work; as many as may work at once.

    One that can't go on because its client reads slowly does not count: another is started, up to three
    times as many as there should be.
    """

    def __init__(self, path: Path, limits: Limits, *, url: str = "", writes: bool = False) -> None:
        mode = "write" if writes else "read"
        told: dict[str, object] = {
            "rows": limits.rows,
            "size": limits.size,
            "query": limits.query,
            "services": limits.services,
            "url": url,
        }
        self._words = [str(path), str(limits.memory), mode, orjson.dumps(told).decode()]
        self._limits = limits
        self._count = 1 if writes else limits.workers
        self._idle: list[Child] = []
        self._busy: set[Child] = set()
        self._stalled: dict[Child, float] = {}
        self._dead: list[Child] = []
        self._starting = 0
        self._waiting: dict[Taker, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._look: asyncio.TimerHandle | None = None

    async def start(self) -> None:
        """Start all processes.

        Raises:
            RefusedError: the store cannot be opened.
        """
        for child in await asyncio.gather(*(started(self._words) for _ in range(self._count))):
            self._idle.append(child)
        self._look = asyncio.get_running_loop().call_later(LOOK, self._looked)

    def close(self) -> None:
        """End all processes."""
        if self._look is not None:
            self._look.cancel()
        for task in self._tasks:
            task.cancel()
        for child in [*self._idle, *self._busy]:
            child.kill()
        for child in [*self._idle, *self._busy, *self._dead]:
            child.process.wait()
        self._idle.clear()
        self._busy.clear()

    def take(self, taker: Taker) -> None:
        """Hand over a free process, now or when there is one; its time begins then."""
        if self._idle:
            self._hand(self._idle.pop(), taker)
        elif len(self._waiting) >= WAITING:
            taker(None)
        else:
            self._waiting[taker] = time.monotonic() + self._limits.patience

    def forget(self, taker: Taker) -> None:
        """Let somebody wait no more."""
        self._waiting.pop(taker, None)

    def give(self, child: Child) -> None:
        """Take a process back that has done its work."""
        self._busy.discard(child)
        self.moving(child)
        if self._working() >= self._count:
            self._end(child)
        elif self._waiting:
            taker = next(iter(self._waiting))
            del self._waiting[taker]
            self._hand(child, taker)
        else:
            child.hear = child.nobody
            self._idle.append(child)

    def lose(self, child: Child) -> None:
        """End a process that is not to go on; another takes its place."""
        self._busy.discard(child)
        self._stalled.pop(child, None)
        self._end(child)
        self._fill()

    def stalled(self, child: Child) -> None:
        """Note that a process waits for its client."""
        child.pause()
        self._stalled[child] = time.monotonic()
        self._fill()

    def moving(self, child: Child) -> None:
        """Note that it goes on."""
        if self._stalled.pop(child, None) is not None:
            child.resume()

    @asynccontextmanager
    async def answer(self, job: Job) -> AsyncIterator[Answer]:
        """Give the answer to a job; what is not read when the block ends is not worked out.

        Raises:
            RefusedError: the job is refused, no process is free, or the time is over.
        """
        talk = Talk(await self._taken(), self._limits.seconds, self.stalled, self.moving)
        try:
            details = await talk.asked(job | {"size": self._limits.size})
            yield Answer(details, talk.pieces())
        finally:
            (self.give if talk.ended else self.lose)(talk.child)

    async def _taken(self) -> Child:
        found: asyncio.Future[Child | None] = asyncio.get_running_loop().create_future()

        def taker(child: Child | None) -> None:
            if not found.cancelled():
                found.set_result(child)
            elif child is not None:
                self.give(child)

        self.take(taker)
        try:
            child = await found
        except asyncio.CancelledError:
            self.forget(taker)
            if found.done() and not found.cancelled() and (late := found.result()) is not None:
                self.give(late)
            raise
        if child is None:
            raise busy()
        return child

    def _hand(self, child: Child, taker: Taker) -> None:
        child.until = time.monotonic() + self._limits.seconds
        self._busy.add(child)
        taker(child)

    def _working(self) -> int:
        """Return how many there are or will be, without those that wait for their clients."""
        return len(self._idle) + len(self._busy) - len(self._stalled) + self._starting

    def _fill(self) -> None:
        live = len(self._idle) + len(self._busy) + self._starting
        if self._working() < self._count and live < 3 * self._count:
            self._starting += 1
            task = asyncio.get_running_loop().create_task(self._another())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _another(self) -> None:
        """Start one more; what stands in the way now may be gone in a second."""
        child: Child | None = None
        while child is None:
            with suppress(RefusedError, OSError):
                child = await started(self._words)
            if child is None:
                await asyncio.sleep(1)
        self._starting -= 1
        self.give(child)

    def _end(self, child: Child) -> None:
        child.kill()
        self._dead.append(child)

    def _looked(self) -> None:
        """Tell those whose time is over, and let the dead go."""
        now = time.monotonic()
        for child in [c for c in self._busy if now > c.until]:
            child.hear(frames.LATE, b"")
        if self._waiting:
            for child in [c for c, since in self._stalled.items() if now > since + SLOW]:
                child.hear(frames.LATE, b"")
        for taker in [t for t, until in self._waiting.items() if now > until]:
            del self._waiting[taker]
            taker(None)
        self._dead = [c for c in self._dead if c.process.poll() is None]
        for child in [c for c in self._idle if c.process.poll() is not None]:
            self._idle.remove(child)
            self._fill()
        self._look = asyncio.get_running_loop().call_later(LOOK, self._looked)
