"""Graphs, one at a time -> the database: new ones in batches, changed ones in one transaction."""

import typing
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat

from kg.store.opening import write_error

#: What `put` did: the graph is new, differed from the stored one, or was stored already.
Outcome = typing.Literal["added", "replaced", "unchanged"]

#: Quads in one bulk load: 45 MB of memory (0.9 kB a quad), half a second of work (measured).
BATCH: Final = 50_000

#: Quads changed by transactions before they are flushed; unflushed ones stay in memory.
FLUSH_AFTER: Final = 200_000


class Writer:
    """Puts graphs into the database; what it was given is on disk once it is closed.

    New graphs are spooled and loaded by a thread of their own, while the caller annotates the next
    documents: `pyoxigraph` lets other Python threads run during a bulk load.
    """

    def __init__(self, store: pyoxigraph.Store, path: Path, *, batch: int = BATCH) -> None:
        self._open: pyoxigraph.Store | None = store
        self._path = path
        self._batch = batch
        self._loader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="kg-store")
        self._load: Future[None] | None = None
        self._loading: dict[str, bytes] = {}
        self._spool: dict[str, bytes] = {}
        self._spooled = 0
        self._changed = 0

    def put(self, graph: str, quads: Sequence[Quad]) -> Outcome:
        """Make the named graph hold exactly these quads.

        An unchanged graph costs no write; a changed one is replaced in one transaction, so that
        readers and a crash see the old or the new, never a part.

        Raises:
            ValueError: no quads, or one of another graph.
            KgError: the disk is full or fails; what was loaded before stays.
        """
        name = NamedNode(graph)
        if {quad.graph_name for quad in quads} != {name}:
            raise ValueError(f"quads must be of the graph {graph}, and at least one")
        if self._has(name):
            return self._replace(name, set(quads))
        return self._add(graph, pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b"")

    def write(self, graph: str, written: bytes) -> Outcome:
        """Make the named graph hold exactly what is written: N-Quads of this graph, one a line, each once.

        As `put`; of a graph that is new no quad is made.

        Raises:
            ValueError: no quads, or one of another graph.
            KgError: the disk is full or fails; what was loaded before stays.
        """
        name = NamedNode(graph)
        if not written or written.count(f" {name} .\n".encode()) != written.count(b"\n"):
            raise ValueError(f"quads must be of the graph {graph}, and at least one")
        if self._has(name):
            quads = pyoxigraph.parse(written, format=RdfFormat.N_QUADS, lenient=True)
            return self._replace(name, set(quads))
        return self._add(graph, written)

    def close(self) -> None:
        """Load what is spooled and wait until all is on disk.

        Raises:
            KgError: see `put`.
        """
        try:
            self._settle()
            self._flush()
        finally:
            self._loader.shutdown()
            self._open = None  # Or the database would stay open as long as somebody keeps this.

    @property
    def _store(self) -> pyoxigraph.Store:
        if self._open is None:
            raise ValueError("this writer is closed")
        return self._open

    def _has(self, graph: NamedNode) -> bool:
        """Return whether the database holds a graph, which it does once it is loaded."""
        if graph.value in self._spool or graph.value in self._loading:
            self._settle()
        return self._store.contains_named_graph(graph)

    def _add(self, graph: str, written: bytes) -> Outcome:
        self._spool[graph] = written
        self._spooled += written.count(b"\n")
        if self._spooled >= self._batch:
            self._hand_over()
        return "added"

    def _hand_over(self) -> None:
        """Give the spool to the loading thread, after the batch before it."""
        self._wait()
        self._loading, self._spool, self._spooled = self._spool, {}, 0
        batch = b"".join(self._loading.values())
        self._load = self._loader.submit(self._store.bulk_load, batch, RdfFormat.N_QUADS)

    def _wait(self) -> None:
        load, self._load = self._load, None
        try:
            if load is not None:
                load.result()
        except (OSError, RuntimeError) as error:
            self._spool, self._spooled = {}, 0
            raise write_error(self._path, error) from error
        finally:
            self._loading = {}

    def _settle(self) -> None:
        """Wait until every graph that was put is in the database."""
        if self._spool:
            self._hand_over()
        self._wait()

    def _replace(self, graph: NamedNode, new: set[Quad]) -> Outcome:
        if self._holds(graph, new):
            return "unchanged"
        old = set(self._store.quads_for_pattern(None, None, None, graph))
        change = f"{_data('DELETE', graph, old - new)} ; {_data('INSERT', graph, new - old)}"
        try:
            self._store.update(change)
        except (OSError, RuntimeError) as error:
            raise write_error(self._path, error) from error
        self._changed += len(old ^ new)
        if self._changed >= FLUSH_AFTER:
            self._flush()
        return "replaced"

    def _holds(self, graph: NamedNode, quads: set[Quad]) -> bool:
        """Return whether the graph holds these quads; a quarter of the time of reading them."""
        return all(quad in self._store for quad in quads) and self._count(graph) == len(quads)

    def _count(self, graph: NamedNode) -> int:
        rows = self._store.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
        assert isinstance(rows, QuerySolutions)
        count = next(rows)["n"]
        assert isinstance(count, Literal)
        return int(count.value)

    def _flush(self) -> None:
        try:
            self._store.flush()
        except (OSError, RuntimeError) as error:
            raise write_error(self._path, error) from error
        self._changed = 0


def _data(verb: str, graph: NamedNode, quads: set[Quad]) -> str:
    triples = "\n".join(f"{q.subject} {q.predicate} {q.object} ." for q in quads)
    return f"{verb} DATA {{ GRAPH {graph} {{ {triples} }} }}"
