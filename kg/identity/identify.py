"""Store -> its graph `identity`, which is made again whenever documents or corrections change."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.facts.terms import Triple, double, node, term
from kg.identity.candidates import candidates
from kg.identity.decide import decide
from kg.identity.rulings import base_of, pairs
from kg.identity.scenes import subjects
from kg.identity.values import Identity, Merge
from kg.store import Store

_MERGE: Final = "kg:Merge"


def identity_graph(base: str) -> str:
    """Return the IRI of the graph that says who is who across documents.

    >>> identity_graph("https://kg.example/")
    'https://kg.example/graph/identity'
    """
    return f"{base}graph/identity"


def begin(store: Store) -> bool:
    """Note that documents or corrections are about to change; return whether that was noted before.

    Then a process ended between the change and `identify`, which must make up for it.
    """
    before = _mark(store).exists()
    _mark(store).touch()
    return before


def end(store: Store) -> None:
    """Note that nothing is left to do."""
    _mark(store).unlink(missing_ok=True)


def _mark(store: Store) -> Path:
    return store.path / "kg-identity.behind"


def identify(store: Store) -> int:
    """Make the graph `identity` what it should be; return how many merges it holds.

    It depends on what the documents and corrections say and on nothing else: not on the order in
    which they came, nor on what it said before.

    Raises:
        KgError: the store cannot be written.
    """
    everybody = subjects(store)
    identity = decide(everybody, candidates(everybody), pairs(store))
    base = base_of(store)
    graph = identity_graph(base)
    for old in _graphs(store):
        if old != graph or not identity.merges:
            store.remove(old)
    if identity.merges:
        with store.writer() as writer:
            writer.put(graph, tuple(Quad(*t, node(graph)) for t in _triples(identity, base)))
    end(store)
    return len(identity.merges)


def _graphs(store: Store) -> list[str]:
    quads = store.oxigraph.quads_for_pattern(None, term("rdf:type"), term(_MERGE), None)
    return sorted({q.graph_name.value for q in quads if isinstance(q.graph_name, NamedNode)})


def _triples(identity: Identity, base: str) -> Iterator[Triple]:
    for iri, first in identity.canonical.items():
        yield node(iri), term("kg:canonical"), node(first)
    for merge in identity.merges:
        yield from _merge(merge, base)


def _merge(merge: Merge, base: str) -> Iterator[Triple]:
    pair = merge.pair
    digest = hashlib.sha256(f"{pair.one}\n{pair.other}".encode()).hexdigest()[:12]
    me = node(f"{base}id/merge/{digest}")
    yield me, term("rdf:type"), term(_MERGE)
    yield me, term("kg:joins"), node(pair.one)
    yield me, term("kg:joins"), node(pair.other)
    yield me, term("kg:score"), double(pair.score)
    for reason in pair.reasons:
        yield me, term("kg:reason"), Literal(reason)
    if merge.ruling:
        yield me, term("kg:ruledBy"), node(merge.ruling)
