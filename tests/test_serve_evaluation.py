"""The W3C's suites of query evaluation (SPARQL 1.0, 1.1) through our endpoint: as pyoxigraph itself answers.

The suites are the folders sparql10 and sparql11 of github.com/w3c/rdf-tests, in KG_W3C_SPARQL or in
../shared/standards/w3c-sparql-evaluation; without them the questions below are asked alone.
"""

import json
import os
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat
from rdflib.namespace import RDF

from kg.namespaces import PREFIXES
from kg.store import Store
from tests.kgserver import ask, running

BESIDE = Path(__file__).parent.parent.parent / "shared" / "standards" / "w3c-sparql-evaluation"
SUITE = Path(os.environ.get("KG_W3C_SPARQL", BESIDE))
BASE = "http://w3c.test/"

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")

#: Not of the endpoint: other servers, and reasoning.
WITHOUT = ("service", "entailment", "syntax-fed")

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".n3": RdfFormat.TURTLE,
    ".rdf": RdfFormat.RDF_XML,
    ".nt": RdfFormat.N_TRIPLES,
}

OWN = {
    "own.ttl": '<a:s> <a:p> 1, 2.50, "x"@en, "1E3"^^<http://www.w3.org/2001/XMLSchema#double>, _:b . _:b <a:q> <a:s> .',
    "own2.ttl": "<a:s> <a:p> 1 ; <a:r> <a:t> .",
}
ASKED = [
    "SELECT * { ?s ?p ?o } ORDER BY ?o",
    "SELECT (SUM(?o) AS ?n) (AVG(?o) AS ?m) { ?s <a:p> ?o FILTER(isNumeric(?o)) }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } OPTIONAL { ?o <a:q> ?x } }",
    "ASK { ?s <a:r> ?t }",
    "CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o }",
    "DESCRIBE <a:s>",
    "SELECT ?x { <a:s> (<a:p>|<a:r>)+ ?x }",
]


def entries():
    """Yield the name, text, default data and named data of each test, by addresses below `BASE`."""
    for path in sorted(SUITE.rglob("manifest.ttl")):
        if path.parent.name in WITHOUT:
            continue
        graph = rdflib.Graph().parse(path, publicID=BASE + path.relative_to(SUITE).as_posix())
        for test in graph.subjects(RDF.type, MF.QueryEvaluationTest):
            action = graph.value(test, MF.action)
            query = str(graph.value(action, QT.query))
            data = [str(d) for d in graph.objects(action, QT.data)]
            named = [str(d) for d in graph.objects(action, QT.graphData)]
            yield f"{path.parent.name}/{str(test).rpartition('#')[2]}", query, data, named


def cases():
    found = [pytest.param(*rest, id=name) for name, *rest in entries()] if SUITE.is_dir() else []
    own = [
        pytest.param(text, [f"{BASE}own.ttl"], [f"{BASE}own2.ttl"], id=f"own/{n}")
        for n, text in enumerate(ASKED)
    ]
    return own + found


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Every file of data as a graph, in a store that is served, and in one that is asked itself."""
    path = tmp_path_factory.mktemp("evaluation") / "store"
    with Store(path) as store:
        for name, text in OWN.items():
            load(store.oxigraph, text.encode(), RdfFormat.TURTLE, BASE + name)
        for file in sorted(SUITE.rglob("*")) if SUITE.is_dir() else ():
            if file.suffix in FORMATS and file.name != "manifest.ttl":
                name = BASE + file.relative_to(SUITE).as_posix()
                load(store.oxigraph, file.read_bytes(), FORMATS[file.suffix], name)
        store.oxigraph.flush()
    with running(path) as port:
        yield port, pyoxigraph.Store.read_only(str(path))


def load(store, data, kind, name):
    try:
        store.load(data, kind, base_iri=name, to_graph=NamedNode(name))
    except SyntaxError:
        return  # Some are meant to be wrong.


@pytest.mark.parametrize(("query", "data", "named"), cases())
def test_the_endpoint_answers_as_the_store_does(query, data, named, both):
    """Rows in their number, yes or no, triples; blank nodes by their place."""
    port, store = both
    text = query
    if query.startswith(BASE):
        text = (SUITE / query.removeprefix(BASE)).read_text("utf-8")
        text = text if "BASE" in text.upper() else f"BASE <{query}>\n{text}"
    asks = {} if "FROM" in text else {"default_graph": [NamedNode(d) for d in data]}
    asks |= {"named_graphs": [NamedNode(d) for d in named]} if asks else {}
    told = [("query", text)]
    told += [("default-graph-uri", d) for d in data] if asks else []
    told += [("named-graph-uri", d) for d in named] if asks else []
    if not data and not named:
        asks = {"use_default_graph_as_union": "FROM" not in text}
    try:
        answer = store.query(text, prefixes=PREFIXES, **asks)
    except SyntaxError:
        answer = None

    status, _, body = ask(port, "POST", "/sparql", urlencode(told), FORM)

    if answer is None:
        assert status == 400
        return
    assert status == 200, body
    if isinstance(answer, QueryBoolean):
        assert json.loads(body)["boolean"] is bool(answer)
    elif isinstance(answer, QuerySolutions):
        assert rows(body) == rows(answer.serialize(format=QueryResultsFormat.JSON))
    else:
        ours = pyoxigraph.parse(body, RdfFormat.TURTLE)
        assert triples(q.triple for q in ours) == triples(answer)


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def rows(data):
    """Return the variables and how often each row comes."""
    found = json.loads(data)
    plain = Counter(
        tuple(sorted((name, _plain(term)) for name, term in row.items()))
        for row in found["results"]["bindings"]
    )
    return found["head"].get("vars"), plain


def _plain(term):
    return "_" if term["type"] == "bnode" else json.dumps(term, sort_keys=True)


def triples(found):
    return Counter(
        tuple(
            "_" if isinstance(t, pyoxigraph.BlankNode) else str(t)
            for t in (x.subject, x.predicate, x.object)
        )
        for x in {str(t): t for t in found}.values()
    )
