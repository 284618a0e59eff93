"""Documents -> their facts, made by several processes, in the order of the documents.

Each process loads its own reader (some 300 MB, two seconds); what a document says depends on nothing but
the document, so the facts are those that one process makes, byte by byte.
"""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, TypeVar

from kg.errors import KgError

A = TypeVar("A")
B = TypeVar("B")

#: Items handed out for each process: one that it works on and two that wait.
WAITING = 3


def mapped(
    items: Iterable[A],
    wanted: Callable[[A], bool],
    work: Callable[[A], B],
    *,
    begin: Callable[..., None],
    given: tuple[object, ...],
    processes: int,
) -> Iterator[tuple[A, B | None]]:
    """Yield each item with what a process made of it; None for an item that is not wanted.

    Args:
        items: read as they are needed, a few ahead of the work.
        wanted: whether an item goes to a process.
        work: done in a process; it, its items and answers can be pickled.
        begin: called in each process before its first work, with ``given``.

    Raises:
        KgError: a process was killed, from outside or for want of memory.
    """
    context = get_context("spawn")  # a fork would share the threads and locks of the libraries
    waiting: deque[tuple[A, Future[Any] | None]] = deque()
    with ProcessPoolExecutor(processes, context, _begun, (begin, given)) as pool:
        try:
            for item in items:
                future: Future[Any] | None = pool.submit(work, item) if wanted(item) else None
                waiting.append((item, future))
                while waiting and (len(waiting) > WAITING * processes or _done(waiting[0][1])):
                    yield _answered(waiting.popleft())
            while waiting:
                yield _answered(waiting.popleft())
        except BrokenProcessPool as error:
            raise KgError(
                "a process that reads documents was killed",
                hint="out of memory? try fewer --jobs; what was built so far is kept",
            ) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _done(future: Future[Any] | None) -> bool:
    return future is None or future.done()


def _answered(one: tuple[A, Future[Any] | None]) -> tuple[A, Any]:
    item, future = one
    return item, None if future is None else future.result()


def _begun(begin: Callable[..., None], given: tuple[object, ...]) -> None:
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # the first process is interrupted, and ends the others
    begin(*given)
