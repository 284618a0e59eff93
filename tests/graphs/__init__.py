"""The graph that the tests of store, queries and serving share."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from kg.store import Store

#: Three documents about Syria, and the provenance of the run that made them.
SYRIA = Path(__file__).parent / "syria.trig"


def graphs(path: Path = SYRIA) -> Mapping[str, Sequence[Quad]]:
    """Return the quads of a TriG file by the IRI of their graph."""
    found: dict[str, list[Quad]] = {}
    for quad in pyoxigraph.parse(path=path):
        assert isinstance(quad.graph_name, NamedNode)
        found.setdefault(quad.graph_name.value, []).append(quad)
    return found


def build(path: Path, quads: Mapping[str, Sequence[Quad]] | None = None) -> Path:
    """Make a store of these graphs, by default those of `SYRIA`."""
    with Store(path) as store, store.writer() as writer:
        for graph, content in (quads or graphs()).items():
            writer.put(graph, content)
    return path
