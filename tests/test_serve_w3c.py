"""The W3C's tests of the SPARQL 1.1 Protocol, Graph Store Protocol and Service Description, from their manifests."""

import json
from pathlib import Path

import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, RDFS

from kg.store import Store
from tests.kgserver import TOKEN, ask, free_port, running

SUITE = Path(__file__).parent.parent.parent / "shared" / "standards" / "w3c-sparql11"
pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="no ../shared/standards here")

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")

#: Tests that we do not pass -> why.
EXCEPTIONS: dict[str, str] = {}

#: Ending of a status of ht: -> which statuses it means.
STATUSES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404, "BadRequest": 400}

FORMATS = {
    "boolean": ("sparql-results+json", "sparql-results+xml"),
    "tabular": ("sparql-results", "text/csv", "text/tab-separated-values"),
    "RDF": ("turtle", "n-triples", "rdf+xml"),
}


def entries(name):
    """Return the graph of a manifest and its tests."""
    path = SUITE / name
    if not path.is_file():
        return []
    graph = rdflib.Graph().parse(path)
    manifest = graph.value(None, RDF.type, MF.Manifest)
    return [(graph, test) for test in Collection(graph, graph.value(manifest, MF.entries))]


def cases(*names):
    return [
        pytest.param(graph, test, id=str(test).rpartition("#")[2])
        for name in names
        for graph, test in entries(name)
    ]


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    store = tmp_path_factory.mktemp("w3c") / "store"
    Store(store).close()
    number = free_port()
    base = f"http://127.0.0.1:{number}/"
    with running(store, "--writable", "--token", TOKEN, "--base", base, port=number):
        yield number


def authorised(**headers):
    return {"Authorization": f"Bearer {TOKEN}"} | headers


@pytest.fixture
def empty(port):
    headers = authorised(**{"Content-Type": "application/sparql-update"})
    assert ask(port, "POST", "/sparql", b"DROP ALL", headers)[0] == 204
    return port


def expect(graph, test, work):
    """Do a test; one on the list of exceptions must fail."""
    name = str(test).rpartition("#")[2]
    if name not in EXCEPTIONS:
        work()
        return
    with pytest.raises(AssertionError):
        work()


def headers_of(graph, node):
    listed = graph.value(node, HT.headers)
    fields = Collection(graph, listed) if listed else []
    return {str(graph.value(f, HT.fieldName)): str(graph.value(f, HT.fieldValue)) for f in fields}


def body_of(graph, node):
    body = graph.value(node, HT.body)
    if body is None:
        return None
    encoding = str(graph.value(body, CNT.characterEncoding))
    return str(graph.value(body, CNT.chars)).encode(encoding)


def do(port, graph, test, prefix, ours):
    """Send the requests of a test and check each answer."""
    location = ""
    connection = graph.value(test, MF.action)
    for request in Collection(graph, graph.value(connection, HT.requests)):
        path = str(graph.value(request, HT.absolutePath)).replace("$LOCATION$", location)
        path = ours + path.removeprefix(prefix)
        body = body_of(graph, request)
        body = body and body.replace(b"$LOCATION$", location.encode())
        method = str(graph.value(request, HT.methodName))
        answer = ask(port, method, path, body, authorised(**headers_of(graph, request)))
        check(graph, graph.value(request, HT.resp), answer, location)
        location = answer[1].get("location", location)


def check(graph, response, answer, location):
    status, headers, body = answer
    told = [str(s).rpartition("#")[2] for s in graph.objects(response, MF.expectedStatus)]
    assert any(fits(status, name) for name in told), (status, told, body[:300])
    if graph.value(response, MF.expectedLocation):
        assert headers["location"]
    kind = str(graph.value(response, MF.expectedFormat) or "")
    assert not kind or any(f in headers["content-type"] for f in FORMATS[kind]), headers
    truth = graph.value(response, MF.expectedBoolean)
    if truth is not None:
        assert json.loads(body)["boolean"] is truth.toPython()
    wanted = headers_of(graph, response).get("content-type")
    if wanted:
        assert headers["content-type"].partition(";")[0] == wanted.partition(";")[0]
    expected = body_of(graph, response)
    if expected is not None:
        expected = expected.replace(b"$LOCATION$", location.encode())
        ours = rdflib.Graph().parse(data=body, format="turtle")
        theirs = rdflib.Graph().parse(data=expected, format="turtle", publicID=location or None)
        assert isomorphic(ours, theirs)


def fits(status, name):
    if name.startswith("StatusCode"):
        return str(status)[0] == name.removeprefix("StatusCode")[0]
    return status == STATUSES[name]


@pytest.mark.parametrize(("graph", "test"), cases("protocol/manifest.ttl"))
def test_protocol(graph, test, empty):
    """SPARQL 1.1 Protocol."""
    for data in graph.objects(test, UT.graphData):
        name = str(graph.value(data, RDFS.label))
        file = SUITE / "protocol" / Path(str(graph.value(data, UT.graph))).name
        path, type_ = f"/graph?graph={name}", {"Content-Type": "application/n-triples"}
        assert ask(empty, "PUT", path, file.read_bytes(), authorised(**type_))[0] == 201

    expect(graph, test, lambda: do(empty, graph, test, "/sparql", "/sparql"))


MANIFESTS = [f"graph-store-protocol/manifest-{kind}.ttl" for kind in ("direct", "indirect")]


@pytest.mark.parametrize(("graph", "test"), cases(*MANIFESTS))
def test_graph_store_protocol(graph, test, empty):
    """SPARQL 1.1 Graph Store HTTP Protocol."""
    expect(graph, test, lambda: do(empty, graph, test, "/gsp", "/graph"))


@pytest.mark.parametrize(("graph", "test"), cases("service-description/manifest.ttl"))
def test_service_description(graph, test, port):
    """SPARQL 1.1 Service Description: three tests in prose, done by hand."""
    _, headers, body = ask(port, "GET", "/sparql", headers={"Accept": "text/turtle"})
    found = rdflib.Graph().parse(data=body, format="turtle")
    service = found.value(None, RDF.type, SD.Service)
    name = str(test).rpartition("#")[2]

    assert name in ("returns-rdf", "has-endpoint-triple", "conforms-to-schema")
    assert headers["content-type"].startswith("text/turtle")
    assert found.value(service, SD.endpoint) == rdflib.URIRef(f"http://127.0.0.1:{port}/sparql")
    dataset = found.value(service, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in found
    assert (found.value(dataset, SD.defaultGraph), RDF.type, SD.Graph) in found
