"""A served store -> its index, kept up to date by a thread while the server runs."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Final, TypeVar

import orjson

from kg.errors import KgError
from kg.serve.choices import USUAL, VIEWS, Pairs
from kg.serve.errors import RefusedError
from kg.serve.kept import Kept
from kg.store.version import Version
from kg.views.child import far_steps
from kg.views.feed import Step
from kg.views.index import Index
from kg.views.refresh import checked, state, taken

#: Seconds between two looks at the store.
PAUSE: Final = 1.0

#: Of the time, looking again at what nothing says has changed takes one part in so many.
REST: Final = 10

#: Seconds of such a look after which there is no rest.
SHORT: Final = 10.0

#: Questions to the index that are worked on at once.
THREADS: Final = 4

T = TypeVar("T")


class Sweep:
    """Looking again at all graphs, a few at a time: the longer it takes, the more rarely it is done."""

    def __init__(self) -> None:
        self.looked: set[str] = set()
        self._version = ""
        self._begun = 0.0
        self._next = 0.0

    def due(self, checked: str, now: str) -> bool:
        """Return whether to look, now or on: the store is not as it was when all of it had been read."""
        return checked != now and (bool(self._version) or monotonic() >= self._next)

    def begin(self, now: str) -> None:
        """Note that it begins, unless it is under way."""
        if not self._version:
            self._version, self._begun = now, monotonic()

    def end(self, now: str) -> bool:
        """Note that all graphs were looked at; return whether that was the store as it is now."""
        same = self._version == now
        took = monotonic() - self._begun
        self._next = monotonic() + (REST * took if took > SHORT else 0.0)
        self.looked.clear()
        self._version = ""
        return same


class Background:
    """The index of a store; ``state`` tells how far it is.

    Args:
        path: the store.
        base: what IRIs of its data begin with.
        seconds: when a question to the index is ended.
        patience: seconds that a question waits for its turn.
    """

    def __init__(self, path: Path, *, base: str, seconds: float, patience: float) -> None:
        self._path = path
        self._base = base
        self._seconds = seconds
        self._index: Index | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="kg-views", daemon=True)
        self._hands = ThreadPoolExecutor(THREADS, thread_name_prefix="kg-view")
        self._places = asyncio.Semaphore(THREADS)
        self._patience = patience
        self._kept = Kept()
        self._done = (0, 0)
        self._ready = False
        self.trouble = ""

    async def start(self) -> None:
        """Open the index, and begin to bring it up to date."""
        self._loop = asyncio.get_running_loop()
        self._index = await asyncio.to_thread(
            Index, self._path, base=self._base, seconds=self._seconds
        )
        self._thread.start()

    def close(self) -> None:
        """Stop, and let go of the index."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(10)
        if self._index is not None:
            self._index.stop()
            self._hands.shutdown()
            self._index.close()

    @property
    def index(self) -> Index:
        """The index."""
        if self._index is None:
            raise KgError("the index is not open yet")
        return self._index

    @property
    def state(self) -> dict[str, object]:
        """Whether the index has all that is in the store, and how many graphs are done of how many."""
        done, total = self._done
        word = "ready" if self._ready and done >= total else "indexing"
        return {"state": word, "done": done, "total": total}

    @property
    def version(self) -> str:
        """A word that is another whenever an answer of the index may be another."""
        return self._index.version if self._index else ""

    async def ask(self, view: Callable[[Index], T]) -> T:
        """Return what a view finds, asked for in a thread.

        Raises:
            RefusedError: too many ask.
        """
        async with self._turn():
            return await asyncio.get_running_loop().run_in_executor(self._hands, view, self.index)

    async def answer(self, name: str, told: Pairs) -> bytes:
        """Return a view as JSON; what was asked before since the index changed is remembered."""
        key = (self.version, name, tuple(told))
        known = self._kept.get(key)
        if known is None:
            known = await self.ask(lambda index: orjson.dumps(VIEWS[name](index, told)))
            self._kept.put(key, known)
        return known

    def _prepare(self) -> None:
        """Answer what will be asked first."""
        for name, told in USUAL:
            if self._stop.is_set():
                return
            key = (self.version, name, tuple(told))
            answer = orjson.dumps(VIEWS[name](self.index, told))
            self._loop.call_soon_threadsafe(self._kept.put, key, answer)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._patience):
                await self._places.acquire()
        except TimeoutError:
            raise RefusedError("the server is busy", hint="try again", status=503) from None
        try:
            yield
        finally:
            self._places.release()

    def _run(self) -> None:
        version = Version(self._path)
        sweep = Sweep()
        seen = prepared = ""
        while not self._stop.is_set():
            now = version.now()
            try:
                if self.version != prepared:
                    prepared = self.version
                    self._prepare()
                again = sweep.due(self.index.value("checked"), now)
                if now != seen or again:
                    self._refresh(version, now, sweep, again=again)
                    seen = now
            except Exception as error:  # A thread that ended would leave the pages old for ever.
                self.trouble = str(error)
            self._stop.wait(PAUSE)

    def _refresh(self, version: Version, now: str, sweep: Sweep, *, again: bool) -> None:
        """Bring the index up to date; what is new in the store meanwhile goes before looking again."""
        index = self.index
        if again:
            sweep.begin(now)
        found = far_steps(self._path, state(index, skip=sweep.looked, again=again), index.folder)
        whole = False

        def until_better() -> Iterator[Step]:
            nonlocal whole
            for step in found:
                yield step
                sweep.looked.update(step.looked)
                if self._stop.is_set() or (step.looked and version.now() != now):
                    return
            whole = True

        try:
            taken(index, until_better(), self._tell)
        finally:
            found.close()
        self.trouble = ""
        if again and whole and sweep.end(now):
            checked(index, now)

    def _tell(self, done: int, total: int) -> None:
        self._done = (done, total)
        self._ready = self._ready or done >= total
