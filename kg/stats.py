"""Store -> Stats: how much is in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.namespaces import PREFIXES, shorten
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts; a thing that several documents tell of counts once.

    Attributes:
        triples: statements, each counted in every named graph that has it.
        entities: number of entities by class, an entity in each class it has.
        events: number of events by class, likewise.
        bytes: size of the store on disk.
    """

    documents: int
    mentions: int
    claims: int
    relations: int
    triples: int
    entities: Mapping[str, int]
    events: Mapping[str, int]
    bytes: int


def stats(store: Store) -> Stats:
    """Count; takes about a second for each million triples."""
    database = store.oxigraph
    return Stats(
        documents=len(store.documents()),
        mentions=_count(database, "?x a nif:Phrase"),
        claims=_count(database, "?x a kg:Claim"),
        relations=_count(database, "?x a rdf:Statement"),
        triples=len(database),
        entities=_by_class(database, "?x skos:prefLabel ?label ; a ?class"),
        events=_by_class(database, "?x a kg:Event, ?class"),
        bytes=_size(store.path),
    )


def _count(store: pyoxigraph.Store, pattern: str) -> int:
    row = next(_select(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}"))
    return _integer(row["n"])


def _by_class(store: pyoxigraph.Store, pattern: str) -> dict[str, int]:
    """Return the numbers by short name of our classes, most first."""
    rows = _select(
        store,
        f"""SELECT ?class (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern}
            FILTER(STRSTARTS(STR(?class), "{PREFIXES["kg"]}")) }} GROUP BY ?class""",
    )
    counts = [
        (shorten(row["class"].value), _integer(row["n"]))
        for row in rows
        if isinstance(row["class"], NamedNode)
    ]
    return dict(sorted(counts, key=lambda count: (-count[1], count[0])))


def _integer(term: object) -> int:
    assert isinstance(term, Literal)
    return int(term.value)


def _select(store: pyoxigraph.Store, query: str) -> QuerySolutions:
    rows = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    return rows


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in path.iterdir() if file.is_file())
