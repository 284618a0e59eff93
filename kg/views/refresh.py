"""An index and its store -> the index, brought up to date in this process."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from time import monotonic

from kg.store.version import Version
from kg.views.feed import State, Step, steps
from kg.views.index import Index
from kg.views.settle import settle
from kg.views.take import merge, note, take

#: Told how many of how many graphs are done.
Tell = Callable[[int, int], object]

#: Graphs up to which all are read again when the store changed: some seconds.
FEW = 500


def unheard(done: int, total: int) -> None:
    """Tell nobody."""


def refresh(index: Index, *, tell: Tell = unheard, again: bool | None = None) -> bool:
    """Bring the index up to date with its store; return whether anything changed.

    Args:
        index: it.
        tell: told how many of how many graphs are done.
        again: whether to read again the graphs of which nothing tells that they changed, where the store did;
            None: where they are few.

    Raises:
        UsageError: there is no store.
        KgError: it cannot be read.
    """
    version = Version(index.store).now()
    if index.value("checked") == version:
        return False
    now = state(index)
    if again is None:
        again = len(now.known) <= FEW
    changed = taken(
        index, steps(index.store, State(now.known, now.identity, again=again), index.folder), tell
    )
    if again or not now.known:
        checked(index, version)
    return changed


def state(index: Index, *, skip: Collection[str] = (), again: bool = True) -> State:
    """Return what the index knows of the store."""
    rows = index.rows("SELECT iri, graph, mark FROM graphs")
    known = {iri: (number, mark) for iri, number, mark in rows}
    return State(known, index.value("identity"), skip, again)


def checked(index: Index, version: str) -> None:
    """Note that all graphs were read of the store at this version."""
    with index.cursor() as cursor:
        note(cursor, "checked", version)


def taken(index: Index, found: Iterable[Step], tell: Tell) -> bool:
    """Take steps into the index; what is in so far can be seen after the first, then ever more rarely.

    What an earlier process took and could not settle, because it was ended, is settled now.
    """
    changed, waiting, pause, last = False, index.value("settled") == "no", 0.0, 0.0
    for step in found:
        if step.graphs or step.gone or step.canonical is not None:
            changed = waiting = True
            _one(index, step)
        if waiting and (step.done == step.total or monotonic() - last > pause):
            begun = monotonic()
            settle(index)
            waiting, last = False, monotonic()
            pause = max(2.0, 20 * (last - begun))  # Of the time, at most a twentieth.
        tell(step.done, step.total)
    if waiting:
        settle(index)
    return changed


def _one(index: Index, step: Step) -> None:
    try:
        if step.graphs or step.gone:
            take(index, step.files, step.graphs, step.gone)
    finally:
        for path in step.files.values():
            Path(path).unlink(missing_ok=True)
    if step.canonical is not None:
        merge(index, step.canonical)
        with index.cursor() as cursor:
            note(cursor, "identity", step.identity)
