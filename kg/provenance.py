"""A build -> its own graph: which software made which document graphs, and when (PROV-O)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Variable, serialize

from kg import __version__
from kg.facts import Facts
from kg.facts.iris import slug
from kg.facts.terms import Triple, node, term, when
from kg.namespaces import PREFIXES
from kg.store import Store, run_graph


@dataclass(frozen=True, slots=True)
class Software:
    """Name and version of the reader, the version of the ontology, and that of the knowledge base, if any."""

    reader: str
    ontology: str
    knowledge: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What is told of each, kg first."""
        known = (f"knowledge base {self.knowledge}",) if self.knowledge else ()
        return (f"kg {__version__}", self.reader, f"ontology {self.ontology}", *known)


def run(graphs: Sequence[str], software: Software, base: str, ended: datetime) -> Facts:
    """Return the graph of a build.

    Args:
        graphs: the document graphs that it made or found unchanged.
        software: what made them.
        base: where data IRIs begin.
        ended: when, in UTC.
    """
    time = ended.strftime("%Y-%m-%dT%H:%M:%SZ")
    parts = [*software.names, time, *sorted(graphs)]
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
    graph = run_graph(base, digest)
    me, name = node(f"{base}id/run/{digest}"), node(graph)
    triples: list[Triple] = [
        (me, term("rdf:type"), term("prov:Activity")),
        (me, term("prov:endedAtTime"), when(time)),
    ]
    for label in software.names:
        agent = node(f"{base}id/software/{slug(label)}")
        triples += [
            (me, term("prov:wasAssociatedWith"), agent),
            (agent, term("rdf:type"), term("prov:SoftwareAgent")),
            (agent, term("rdfs:label"), Literal(label)),
        ]
    triples += [(me, term("prov:generated"), node(g)) for g in sorted(graphs)]
    quads = [Quad(s, p, o, name) for s, p, o in triples]
    return Facts(graph, serialize(quads, format=RdfFormat.N_QUADS) or b"")


def made_by(store: Store, graph: str) -> frozenset[str]:
    """Return the names of the software that the newest build of a document graph used; empty when none is told."""
    rows = store.oxigraph.query(
        _MADE_BY,
        prefixes=PREFIXES,
        substitutions={Variable("made"): NamedNode(graph)},
        use_default_graph_as_union=True,
    )
    assert isinstance(rows, QuerySolutions)
    told: dict[str, set[str]] = {}
    for time, name, _ in rows:
        told.setdefault(time.value, set()).add(name.value)
    return frozenset(told[max(told)]) if told else frozenset()


_MADE_BY: Final = """SELECT ?time ?name ?made WHERE {
  ?run prov:generated ?made ; prov:endedAtTime ?time ; prov:wasAssociatedWith/rdfs:label ?name
}"""
