"""One job, a store and an output -> the answer, written; what a worker does with a request."""

from collections.abc import Callable, Iterable, Sequence
from typing import IO, Any, Final, cast

import orjson
import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    Triple,
)

from kg.namespaces import PREFIXES
from kg.query.ask import explain
from kg.query.guard import MAX_CHAIN, MAX_DEPTH, check_depth, names_its_dataset
from kg.query.services import check_services
from kg.serve.errors import RefusedError
from kg.serve.negotiate import BOOLEANS, ROWS, TRIPLES, chosen
from kg.serve.output import Output, at_most
from kg.serve.using import check_loads, with_dataset

Job = dict[str, Any]
Graph = NamedNode | DefaultGraph

#: Sign by which a prefix is seen in a text, its name, its IRI.
_PREFIXES: Final = [(f"{name}:", name, iri) for name, iri in PREFIXES.items()]

#: Media types of rows, as they are offered.
_ROWS: Final = tuple(ROWS)

#: Triples about a thing as the object of others that its description lists.
INCOMING: Final = 500


def query(store: pyoxigraph.Store, job: Job, out: Output) -> None:
    """Answer a query: text, base, default, named (lists or None), accept, rows, services."""
    text = str(job["text"])
    upper = text.upper()
    _check(text, upper, job["services"])
    known = {name: iri for sign, name, iri in _PREFIXES if sign in text}
    try:
        answer = store.query(
            text, base_iri=job["base"], prefixes=known, **_dataset(job, text, upper)
        )
    except SyntaxError as error:
        raise RefusedError(explain(text, str(error))) from None
    if isinstance(answer, QuerySolutions):
        media = chosen(job["accept"], _ROWS)
        out.begin(media=media)
        out.count_rows(ROWS[media], job["rows"])
        answer.serialize(cast("IO[bytes]", out), format=ROWS[media])
    elif isinstance(answer, QueryBoolean):
        media = chosen(job["accept"], list(BOOLEANS))
        out.begin(media=media)
        answer.serialize(cast("IO[bytes]", out), format=BOOLEANS[media])
    else:
        _triples(at_most(answer, job["rows"]), job["accept"], out)


def _check(text: str, upper: str, services: Sequence[str]) -> None:
    """Refuse what may not be asked; a short look tells most queries from those that need a long one."""
    opened = sum(map(text.count, ("{", "(", "[", "<<")))
    if opened > MAX_DEPTH or len(text) > MAX_CHAIN:
        check_depth(text)
    if "SERVICE" in upper:
        check_services(text, services)


def _dataset(job: Job, text: str, upper: str) -> dict[str, Any]:
    """Return the dataset: that of the request, else that of the text, else the union of all graphs."""
    default, named = job["default"], job["named"]
    if default or named:
        graphs = [NamedNode(g) for g in default]
        return {"default_graph": graphs, "named_graphs": [NamedNode(g) for g in named]}
    named_by_text = "FROM" in upper and names_its_dataset(text)
    return {"use_default_graph_as_union": not named_by_text}


def _triples(triples: Iterable[Triple], accept: str, out: Output, **details: object) -> None:
    media = chosen(accept, list(TRIPLES))
    out.begin(media=media, **details)
    pyoxigraph.serialize(triples, cast("IO[bytes]", out), format=TRIPLES[media], prefixes=PREFIXES)


def update(store: pyoxigraph.Store, job: Job, out: Output) -> None:
    """Change the store: text, base, default, named, services. All of it happens, or nothing."""
    text = str(job["text"])
    check_depth(text)
    check_services(text, job["services"])
    check_loads(text)
    whole = with_dataset(text, job["default"], job["named"])
    try:
        store.update(whole, base_iri=job["base"], prefixes=PREFIXES)
    except SyntaxError as error:
        raise RefusedError(explain(whole, str(error))) from None
    store.flush()
    out.begin(status=204)


def graph(store: pyoxigraph.Store, job: Job, out: Output) -> None:
    """Write a graph: iri ("" is the default graph), accept."""
    name = _existing(store, job["iri"])
    media = chosen(job["accept"], list(TRIPLES))
    out.begin(media=media)
    quads = store.quads_for_pattern(None, None, None, name)
    triples = (q.triple for q in quads)
    pyoxigraph.serialize(triples, cast("IO[bytes]", out), format=TRIPLES[media], prefixes=PREFIXES)


def _existing(store: pyoxigraph.Store, iri: str) -> Graph:
    if iri and not store.contains_named_graph(NamedNode(iri)):
        raise RefusedError(f"no graph {iri}", status=404)
    return NamedNode(iri) if iri else DefaultGraph()


def put(store: pyoxigraph.Store, job: Job, out: Output) -> None:
    """Replace a graph, or add to it: iri, replace, parts (pairs of media type and text)."""
    name: Graph = NamedNode(job["iri"]) if job["iri"] else DefaultGraph()
    new = isinstance(name, NamedNode) and not store.contains_named_graph(name)
    triples = [t for media, text in job["parts"] for t in _parsed(media, text, job["base"])]
    if isinstance(name, NamedNode):
        clear, open_, close = f"DROP SILENT GRAPH {name}", f"GRAPH {name} {{", "}"
        create = f"CREATE SILENT GRAPH {name}"
    else:
        clear, create, open_, close = "CLEAR DEFAULT", "", "", ""
    data = "\n".join(f"{t} ." for t in triples)
    steps = [clear if job["replace"] else "", create, f"INSERT DATA {{ {open_} {data} {close} }}"]
    store.update(" ; ".join(step for step in steps if step))
    store.flush()
    out.begin(status=201 if new else 204)


def _parsed(media: str, text: str, base: str) -> list[Triple]:
    from kg.nif.guard import check  # Late: its package brings the reader's libraries.

    kind = TRIPLES[media]
    check(text, kind)
    try:
        quads = list(pyoxigraph.parse(text.encode(), kind, base_iri=base))
    except SyntaxError as error:
        raise RefusedError(f"the data is wrong: {str(error)[:300]}") from None
    if any(q.graph_name != DefaultGraph() for q in quads):
        raise RefusedError("the data names graphs", hint="send one graph: Turtle, N-Triples, …")
    return [q.triple for q in quads]


def drop(store: pyoxigraph.Store, job: Job, out: Output) -> None:
    """Remove a graph: iri."""
    name = _existing(store, job["iri"])
    if isinstance(name, NamedNode):
        store.remove_graph(name)
    else:
        store.clear_graph(name)
    store.flush()
    out.begin(status=204)


def describe(store: pyoxigraph.Store, job: Job, out: Output) -> None:
    """Write what is said about a thing: iris, of which the first that is there counts; accept.

    The answer's details tell which it was. Things that point to it are listed up to `INCOMING`.
    """
    found = next((iri for iri in job["iris"] if _is_there(store, NamedNode(iri))), None)
    if found is None:
        raise RefusedError(f"nothing is known of {job['iris'][0]}", status=404)
    triples, cut = _about(store, NamedNode(found))
    if job["accept"] == "rows":
        out.begin(media="", iri=found, cut=cut)
        out.write(_rows(triples))
    else:
        accept = job["accept"] if found == job["iris"][0] else job["suffixed"]
        _triples(triples, accept, out, iri=found, cut=cut)


def _is_there(store: pyoxigraph.Store, iri: NamedNode) -> bool:
    return (
        store.contains_named_graph(iri)
        or next(store.quads_for_pattern(iri, None, None), None) is not None
        or next(store.quads_for_pattern(None, None, iri), None) is not None
    )


def _about(store: pyoxigraph.Store, iri: NamedNode) -> tuple[list[Triple], bool]:
    if store.contains_named_graph(iri):
        return [q.triple for q in store.quads_for_pattern(None, None, None, iri)], False
    triples = dict.fromkeys(q.triple for q in store.quads_for_pattern(iri, None, None))
    for number, quad in enumerate(store.quads_for_pattern(None, None, iri)):
        if number == INCOMING:
            return list(triples), True
        triples[quad.triple] = None
    return list(triples), False


def _rows(triples: list[Triple]) -> bytes:
    return orjson.dumps(
        [[_plain(t.subject), _plain(t.predicate), _plain(t.object)] for t in triples]
    )


def _plain(term: object) -> list[str]:
    """Return a kind and a text: enough for a page."""
    if isinstance(term, NamedNode):
        return ["iri", term.value]
    return ["text", term.value if isinstance(term, Literal | BlankNode) else str(term)]


def view(store: pyoxigraph.Store, job: Job, out: Output) -> None:
    """Write a view of the page as JSON: name, base, and what it is asked with."""
    from kg.serve import viewed  # Late: it reads the ontology.

    viewed.view(store, job, out)


#: Kind of a job -> what does it.
JOBS: Final[dict[str, Callable[[pyoxigraph.Store, Job, Output], None]]] = {
    "query": query,
    "update": update,
    "graph": graph,
    "put": put,
    "drop": drop,
    "describe": describe,
    "view": view,
}
