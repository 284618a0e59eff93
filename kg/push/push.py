"""Store, what was sent before -> a plan -> a remote store that holds the same graphs."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from kg.errors import UsageError
from kg.push import sparql, write
from kg.push.content import digest, lines, meaning
from kg.push.kinds import Addresses
from kg.push.remote import Remote
from kg.push.state import State
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Plan:
    """Graphs to send, to delete, and those that the other side has already; each sorted."""

    send: tuple[str, ...]
    delete: tuple[str, ...]
    same: tuple[str, ...]


@dataclass(slots=True)
class Pushed:
    """What happened: triples that were sent, and graphs that did not arrive as they are here."""

    triples: int = 0
    checked: int = 0
    wrong: list[str] = field(default_factory=list)


def plan(store: Store, state: State, *, graphs: Collection[str] = (), force: bool = False) -> Plan:
    """Return what is to be done.

    Args:
        store: what there is.
        state: what was sent. Only what was sent is ever deleted.
        graphs: only these; empty: all.
        force: send what was sent already, too.

    Raises:
        UsageError: one of the graphs is neither here nor was it ever sent.
    """
    here = set(store.graphs())
    wanted = set(graphs) or here | set(state.graphs)
    if strange := sorted(wanted - here - set(state.graphs)):
        raise UsageError(f"no graph {strange[0]} in the store", hint="see: kg stats")
    present = sorted(wanted & here)
    same = {g for g in present if not force and _digest(store, g) == state.graphs.get(g)}
    return Plan(
        tuple(g for g in present if g not in same),
        tuple(sorted(wanted - here)),
        tuple(sorted(same)),
    )


def push(
    store: Store,
    state: State,
    remote: Remote,
    at: Addresses,
    todo: Plan,
    *,
    size: int = write.SIZE,
    verify: bool = False,
    step: Callable[[str], None] = lambda _: None,
) -> Pushed:
    """Do what is planned, then check it: what was sent by count, with ``verify`` all, by content.

    ``step`` hears of each graph that is sent, deleted or compared.

    A graph that is wrong is sent again by the next push. Killed at any point, the next push goes on.

    Raises:
        RemoteError: the server refuses, or does not answer; what was sent is remembered.
    """
    done = Pushed()
    held: dict[str, int] = {}
    graphs = ((graph, lines(store.quads(graph))) for graph in todo.send)
    for batch in write.batches(graphs, at, size):
        for graph in batch:
            step(graph)
            state.begin(graph)
        write.put(remote, at, batch, size)
        for graph, triples in batch.items():
            state.done(graph, digest(triples))
            held[graph] = len(triples)
    for graph in todo.delete:
        step(graph)
        write.delete(remote, at, graph)
        state.gone(graph)
    done.triples = sum(held.values())
    if verify:
        _compare(store, remote, at, sorted(todo.send + todo.same), done, step)
    else:
        _count(remote, at, held, done)
    for graph in done.wrong:
        state.begin(graph)
    return done


def _count(remote: Remote, at: Addresses, held: dict[str, int], done: Pushed) -> None:
    found = sparql.counts(remote, at.query, list(held)) if held else {}
    done.checked = len(found)
    done.wrong = [graph for graph, number in held.items() if found[graph] != number]


def _compare(
    store: Store,
    remote: Remote,
    at: Addresses,
    graphs: Sequence[str],
    done: Pushed,
    step: Callable[[str], None],
) -> None:
    ours = ((graph, meaning(store.quads(graph))) for graph in graphs)
    for group in sparql.groups(ours):
        sizes = {graph: len(triples) for graph, triples in group.items()}
        for graph, there in sparql.triples(remote, at.query, sizes):
            step(graph)
            done.checked += 1
            if group[graph] != meaning(there):
                done.wrong.append(graph)


def _digest(store: Store, graph: str) -> str:
    return digest(lines(store.quads(graph)))
