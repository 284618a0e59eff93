"""A folder -> the graphs kept in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from kg.namespaces import PREFIXES
from kg.store.opening import open_to_read, open_to_write, write_error
from kg.store.writer import BATCH, Writer

_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_CONTEXT = NamedNode(PREFIXES["nif"] + "Context")
_ACTIVITY = NamedNode(PREFIXES["prov"] + "Activity")


class Store:
    """Named graphs in a folder: one writer at a time, any number of readers.

    A reader sees the state at the moment of opening.

    Raises:
        UsageError: opened to read, and there is no store.
        KgError: the folder cannot be opened, is locked, or holds something else.
    """

    def __init__(self, path: Path | str, *, read_only: bool = False) -> None:
        self.path = Path(path)
        self._open: pyoxigraph.Store | None = (
            open_to_read(self.path) if read_only else open_to_write(self.path)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder; results still in use keep it open until they are dropped."""
        self._open = None

    @property
    def oxigraph(self) -> pyoxigraph.Store:
        """The database itself."""
        if self._open is None:
            raise ValueError(f"the store {self.path} is closed")
        return self._open

    def has(self, graph: str) -> bool:
        """Return whether there is a named graph of this IRI."""
        return self.oxigraph.contains_named_graph(NamedNode(graph))

    def graphs(self) -> list[str]:
        """Return the IRIs of all named graphs, sorted."""
        return sorted(g.value for g in self.oxigraph.named_graphs())

    def runs(self) -> list[str]:
        """Return the IRIs of the graphs that hold the provenance of builds, sorted."""
        return sorted({graph for _, graph in self._instances(_ACTIVITY)})

    def documents(self) -> list[tuple[str, str]]:
        """Return the IRI of every document and of the graph it is in, sorted."""
        return sorted(self._instances(_CONTEXT))

    def quads(self, graph: str) -> Iterator[Quad]:
        """Yield what one named graph holds."""
        return self.oxigraph.quads_for_pattern(None, None, None, NamedNode(graph))

    def remove(self, graph: str) -> bool:
        """Remove a named graph in one transaction; return whether there was one."""
        found = self.has(graph)
        try:
            self.oxigraph.remove_graph(NamedNode(graph))
            self.oxigraph.flush()
        except (OSError, RuntimeError) as error:
            raise write_error(self.path, error) from error
        return found

    @contextmanager
    def writer(self, *, batch: int = BATCH) -> Iterator[Writer]:
        """Give a writer; on the way out, error or not, what it was given is brought to disk."""
        writer = Writer(self.oxigraph, self.path, batch=batch)
        try:
            yield writer
        finally:
            writer.close()

    def _instances(self, class_: NamedNode) -> Iterator[tuple[str, str]]:
        for quad in self.oxigraph.quads_for_pattern(None, _TYPE, class_):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, NamedNode):
                yield quad.subject.value, quad.graph_name.value
