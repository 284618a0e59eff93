"""A store and what the index knows of it -> the graphs that changed, batch by batch."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from time import monotonic

import pyoxigraph
from pyoxigraph import NamedNode

from kg.store.opening import open_to_read
from kg.views.graph import Graph, node
from kg.views.rows import Batch, mark
from kg.views.told import told
from kg.views.words import key

#: Rows of a batch, some 7000 events. Seconds after which one ends that is not full: the first, so that something is
#: seen soon, and when looking again, so that it can be broken off; the others.
ROWS = 60_000
SECONDS = 2.0
LONGER = 8.0

#: IRI of a graph -> its number and the mark of what it told.
Known = Mapping[str, tuple[int, str]]


@dataclass(slots=True)
class Step:
    """A batch: the files of its rows, its graphs (number, IRI, mark), and the numbers of those that are gone.

    ``done`` of ``total`` new graphs are read; ``canonical`` is None where it is as it was; ``looked`` are graphs
    that were read again, without a reason but that it was their turn.
    """

    files: dict[str, str] = field(default_factory=dict)
    graphs: list[tuple[int, str, str]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    canonical: list[tuple[int, int]] | None = None
    identity: str = ""
    done: int = 0
    total: int = 0
    looked: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class State:
    """What the index knows: its graphs; a word for who is one with whom; and which graphs not to look at again.

    ``again`` is whether to look again at graphs of which nothing says that they changed.
    """

    known: Known
    identity: str = ""
    skip: Collection[str] = ()
    again: bool = True


def steps(path: Path, state: State, folder: Path) -> Iterator[Step]:
    """Yield what changed: graphs that are new, then those that a build tells of that is new, then all others.

    Nothing in a store tells which graphs were changed by other hands than a build's: only reading them does.

    Args:
        path: the store.
        state: what the index knows.
        folder: where files of rows are written; who takes a step removes them.
    """
    store = open_to_read(path)
    known = state.known
    now = sorted(g.value for g in store.named_graphs() if isinstance(g, NamedNode))
    there = set(now)
    first = Step(gone=[number for iri, (number, _) in known.items() if iri not in there])
    pairs = _canonical(store)
    first.identity = blake2b(repr(pairs).encode(), digest_size=12).hexdigest()
    first.canonical = pairs if first.identity != state.identity else None
    new = [g for g in now if g not in known]
    made = sorted(_made(store, new) & there - set(new))
    reader = _Reader(store, known, folder, len(new) + len(made))
    first.total = reader.total
    yield first
    yield from reader.read([*new, *made])
    if state.again:
        done = {*new, *made, *state.skip}
        yield from reader.read([g for g in now if g not in done], again=True)


class _Reader:
    """Reads graphs of one store; new ones are numbered from the greatest number known on."""

    def __init__(self, store: pyoxigraph.Store, known: Known, folder: Path, total: int) -> None:
        self._store = store
        self._known = known
        self._folder = folder
        self._next = max((number for number, _ in known.values()), default=0) + 1
        self._batches = 0
        self.total = total
        self._done = 0

    def read(self, graphs: list[str], *, again: bool = False) -> Iterator[Step]:
        """Yield steps with what the graphs tell, where it is something new."""
        batch, begun, looked = self._batch(), monotonic(), list[str]()
        seconds = SECONDS
        for iri in graphs:
            self._read(iri, batch)
            self._done += not again
            if again:
                looked.append(iri)
            if batch.rows >= ROWS or monotonic() - begun > seconds:
                yield self._step(batch, looked)
                seconds = SECONDS if again else LONGER
                batch, begun, looked = self._batch(), monotonic(), []
        if graphs:
            yield self._step(batch, looked)

    def _read(self, iri: str, batch: Batch) -> None:
        said = told(Graph(self._store, iri))
        number, old = self._known.get(iri, (self._next, ""))
        self._next += number == self._next
        now = mark(said)
        if now != old:
            batch.add(number, said, now)

    def _batch(self) -> Batch:
        self._batches += 1
        return Batch(self._folder, self._batches)

    def _step(self, batch: Batch, looked: list[str]) -> Step:
        return Step(batch.files(), batch.graphs, done=self._done, total=self.total, looked=looked)


def _made(store: pyoxigraph.Store, graphs: list[str]) -> set[str]:
    """Return the graphs that builds tell of in some graphs."""
    found: set[str] = set()
    for graph in graphs:
        quads = store.quads_for_pattern(None, node("prov:generated"), None, NamedNode(graph))
        found.update(q.object.value for q in quads if isinstance(q.object, NamedNode))
    return found


def _canonical(store: pyoxigraph.Store) -> list[tuple[int, int]]:
    """Return who is one with whom, sorted."""
    quads = store.quads_for_pattern(None, node("kg:canonical"), None)
    return sorted(
        {
            (key(q.subject.value), key(q.object.value))
            for q in quads
            if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode)
        }
    )
