"""Remote store -> graphs of our store, each whole or not at all."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from kg.errors import UsageError
from kg.push import sparql
from kg.push.kinds import Addresses
from kg.push.remote import Remote
from kg.store import Store


@dataclass(slots=True)
class Pulled:
    """How many graphs were added, replaced, unchanged; and those left out, with the reason."""

    counts: dict[str, int] = field(default_factory=dict)
    triples: int = 0
    left_out: dict[str, str] = field(default_factory=dict)


def pull(
    store: Store,
    remote: Remote,
    at: Addresses,
    *,
    graphs: Collection[str] = (),
    step: Callable[[str], None] = lambda _: None,
) -> Pulled:
    """Bring the named graphs of a remote store into ours; other graphs of ours stay as they are.

    A graph is left out when it has blank nodes, which the pages of an answer name anew, and when
    fewer triples came than the server counts.

    Args:
        store: where to; open to write.
        remote: who asks.
        at: whom.
        graphs: only these; empty: all but those that a product keeps for itself.
        step: called with each graph.

    Raises:
        RemoteError: no answer; the graphs that came before it are in the store.
        UsageError: one of the graphs is not there.
    """
    sizes = _sizes(remote, at, graphs)
    done = Pulled()
    with store.writer() as writer:
        for graph, triples in sparql.triples(remote, at.query, sizes):
            step(graph)
            if reason := _unfit(triples, sizes[graph]):
                done.left_out[graph] = reason
                continue
            name = NamedNode(graph)
            outcome = writer.put(
                graph, [Quad(t.subject, t.predicate, t.object, name) for t in set(triples)]
            )
            done.counts[outcome] = done.counts.get(outcome, 0) + 1
            done.triples += len(triples)
    return done


def _sizes(remote: Remote, at: Addresses, graphs: Collection[str]) -> dict[str, int]:
    if not graphs:
        found = sparql.all_counts(remote, at.query)
        return {g: n for g, n in sorted(found.items()) if not g.startswith(at.own or ("\0",))}
    sizes = sparql.counts(remote, at.query, sorted(graphs))
    if missing := [graph for graph, number in sizes.items() if not number]:
        raise UsageError(f"{at.name} has no graph {missing[0]}")
    return sizes


def _unfit(triples: list[Triple], count: int) -> str:
    if len(triples) != count:
        return f"{len(triples)} of {count} triples came"
    if any(isinstance(term, BlankNode) for triple in triples for term in (triple[0], triple[2])):
        return "it has blank nodes"
    return ""
