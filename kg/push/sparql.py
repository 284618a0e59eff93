"""Questions and changes to a remote store -> rows, counts, triples: SPARQLWrapper writes the requests.

Virtuoso cuts rows at 10 000 and says nothing, so everything is asked in pages below, and counted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from typing import Final, TypeVar

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    Triple,
    parse_query_results,
)
from SPARQLWrapper import JSON, POST, SPARQLWrapper

from kg.push.remote import Call, Remote
from kg.wikidata.polite import RemoteError

#: Rows of one answer.
PAGE: Final = 5_000

#: Graphs of one question: their IRIs stay far below what a compiler of queries takes.
GROUP: Final = 100

T = TypeVar("T", bound=Sized)

_ACCEPT: Final = "application/sparql-results+json"


def update(remote: Remote, address: str, text: str) -> None:
    """Run an update (SPARQL 1.1 Protocol 2.2.1: by POST, URL-encoded; others hang Virtuoso 7.2)."""
    remote.ask(_call(address, text))


def rows(remote: Remote, address: str, text: str) -> list[QuerySolution]:
    """Return the rows of a SELECT.

    Raises:
        RemoteError: no answer, or one that is no table.
    """
    body = remote.ask(_call(address, text, {"Accept": _ACCEPT}))
    try:
        found = parse_query_results(body, format=QueryResultsFormat.JSON)
        if isinstance(found, QuerySolutions):
            return list(found)
    except (ValueError, SyntaxError) as error:
        raise RemoteError(f"{address} gave no table of SPARQL", hint="see --kind") from error
    raise RemoteError(f"{address} gave no table of SPARQL")


def counts(remote: Remote, address: str, graphs: Sequence[str]) -> dict[str, int]:
    """Return how many triples the remote store has of each graph; those it lacks are 0."""
    found = dict.fromkeys(graphs, 0)
    for at in range(0, len(graphs), GROUP):
        names = " ".join(f"<{g}>" for g in graphs[at : at + GROUP])
        text = (
            "SELECT ?g (COUNT(*) AS ?n)"
            f" {{ VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
        )
        found.update(_counted(rows(remote, address, text)))
    return found


def all_counts(remote: Remote, address: str) -> dict[str, int]:
    """Return all named graphs of the remote store and how many triples each has."""
    text = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    return dict(_counted(_paged(remote, address, text, "?g ?n")))


def triples(
    remote: Remote, address: str, graphs: Mapping[str, int]
) -> Iterator[tuple[str, list[Triple]]]:
    """Yield each graph with the triples that the remote store has of it.

    Args:
        remote: who asks.
        address: of queries.
        graphs: how many triples each is thought to have, to ask for several small ones at once.
    """
    sized = ((graph, range(count)) for graph, count in graphs.items())
    for group in groups(sized):
        held: dict[str, list[Triple]] = {graph: [] for graph in group}
        for row in _of(remote, address, list(group), sum(map(len, group.values()))):
            g, s, p, o = row["g"], row["s"], row["p"], row["o"]
            assert isinstance(g, NamedNode)
            assert isinstance(s, NamedNode | BlankNode)
            assert isinstance(p, NamedNode)
            held[g.value].append(Triple(s, p, o))
        yield from held.items()


def _of(
    remote: Remote, address: str, graphs: Sequence[str], thought: int
) -> Iterable[QuerySolution]:
    """Return what these graphs hold; only what does not fit into a page is sorted, to turn pages."""
    names = " ".join(f"<{g}>" for g in graphs)
    text = f"SELECT ?g ?s ?p ?o {{ VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} }}"
    if thought < PAGE:
        found = rows(remote, address, f"{text} LIMIT {PAGE}")
        if len(found) < PAGE:
            return found
    return _paged(remote, address, f"{text} ORDER BY ?g ?s ?p ?o", "?g ?s ?p ?o")


def groups(graphs: Iterable[tuple[str, T]]) -> Iterator[dict[str, T]]:
    """Yield graphs, each with what it holds, in runs that fit into one answer; a larger one is alone."""
    group: dict[str, T] = {}
    size = 0
    for graph, held in graphs:
        if group and (size + len(held) >= PAGE or len(group) == GROUP):
            yield group
            group, size = {}, 0
        group[graph] = held
        size += len(held)
    if group:
        yield group


def _paged(remote: Remote, address: str, ordered: str, names: str) -> Iterator[QuerySolution]:
    """Yield the rows page by page; the order is inside, as Virtuoso sorts no more than 10 000 on top."""
    at = 0
    while True:
        page = f"SELECT {names} {{ {{ {ordered} }} }} LIMIT {PAGE} OFFSET {at}"
        found = rows(remote, address, page)
        yield from found
        if len(found) < PAGE:
            return
        at += PAGE


def _counted(found: Iterable[QuerySolution]) -> Iterator[tuple[str, int]]:
    for row in found:
        graph, number = row["g"], row["n"]
        if isinstance(graph, NamedNode) and isinstance(number, Literal):
            yield graph.value, int(number.value)


def _call(address: str, text: str, fields: Mapping[str, str] | None = None) -> Call:
    wrapper = SPARQLWrapper(address)
    wrapper.setOnlyConneg(True)
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(text)
    made = wrapper._createRequest()
    return Call("POST", made.full_url, {**dict(made.header_items()), **(fields or {})}, made.data)
