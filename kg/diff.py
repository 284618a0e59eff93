"""Two stores or N-Quads files -> Diff: what the second has more and less, by graph."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from kg.errors import UsageError
from kg.export import select
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Diff:
    """What differs in one named graph: lines of N-Triples, sorted."""

    graph: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


def read(path: Path) -> frozenset[Quad]:
    """Return the statements of a store, without those about builds, or of an N-Quads file.

    Raises:
        UsageError: there is neither at this path.
    """
    if path.is_dir():
        with Store(path, read_only=True) as store:
            return frozenset(select(store))
    try:
        return frozenset(pyoxigraph.parse(path=path, format=RdfFormat.N_QUADS))
    except FileNotFoundError as error:
        raise UsageError(f"no store and no file at {path}") from error
    except (OSError, SyntaxError) as error:
        raise UsageError(f"cannot read {path} as N-Quads: {error}") from error


def diff(old: frozenset[Quad], new: frozenset[Quad]) -> list[Diff]:
    """Return the graphs that differ, in order of IRI; empty when nothing does."""
    added, removed = _by_graph(new - old), _by_graph(old - new)
    return [
        Diff(graph, tuple(sorted(added[graph])), tuple(sorted(removed[graph])))
        for graph in sorted({*added, *removed})
    ]


def _by_graph(quads: Iterable[Quad]) -> defaultdict[str, list[str]]:
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for quad in quads:
        name = quad.graph_name
        graph = name.value if isinstance(name, NamedNode) else ""
        lines[graph].append(f"{quad.triple} .")
    return lines
