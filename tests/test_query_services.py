"""SERVICE: no query opens a socket unless the endpoint was allowed, however it is written."""

import io
import signal
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph
import pytest

import kg as package
from kg.errors import KgError, UsageError
from kg.query import ask, find
from kg.query.formats import write
from kg.query.services import check_services
from tests.command import KG, kg
from tests.graphs import build

ROWS = b"""{"head": {"vars": ["x"]}, "results": {"bindings": [
    {"x": {"type": "literal", "value": "from elsewhere"}}]}}"""


class Endpoint(BaseHTTPRequestHandler):
    """Answers every query with one row, or sends whoever asks somewhere else."""

    def do_POST(self):
        self.server.asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if self.server.late is not None:
            self.server.late.wait(30)
        moved = self.server.moved
        self.send_response(307 if moved else 200)
        if moved:
            self.send_header("Location", moved)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(ROWS)))
        self.end_headers()
        self.wfile.write(ROWS)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def endpoint():
    """A server with what it was asked, and its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    server.asked, server.moved, server.late = [], "", None
    server.handle_error = lambda *_: None  # Who does not wait for the answer.
    server.address = f"http://127.0.0.1:{server.server_port}/sparql"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def store(tmp_path):
    return build(tmp_path / "s")


#: Ways to write a call; {iri} is the endpoint. Each is one for the store's parser (see below).
SPELLINGS = [
    "SELECT * {{ SERVICE <{iri}> {{ ?s ?p ?x }} }}",
    "SELECT * {{ service<{iri}>{{ ?s ?p ?x }} }}",
    "SELECT * {{ SeRvIcE SILENT <{iri}> {{ ?s ?p ?x }} }}",
    "SELECT * {{ SERVICESILENT<{iri}>{{ ?s ?p ?x }} }}",
    "SELECT * {{ SERVICE # of <http://good.example/>\n <{iri}> {{ ?s ?p ?x }} }}",
    "SELECT * {{ VALUES ?e {{ <{iri}> }} SERVICE ?e {{ ?s ?p ?x }} }}",
    "PREFIX e: <{iri}> SELECT * {{ SERVICE e: {{ ?s ?p ?x }} }}",
    "PREFIX : <{iri}> SELECT * {{ SERVICE: {{ ?s ?p ?x }} }}",
    "BASE <{iri}> SELECT * {{ SERVICE <> {{ ?s ?p ?x }} }}",
    "SELECT * {{ VALUES ?o {{ 1 }} ?s ?p 1SERVICE <{iri}> {{ ?s ?p ?x }} }}",
    "SELECT * {{ ?s ?p trueSERVICE <{iri}> {{ ?s ?p ?x }} }}",
    "SELECT * {{ ?s ?p 'a'SERVICE <{iri}> {{ ?s ?p ?x }} }}",
    "SELECT * {{ ?s ?p '#' . SERVICE <{iri}> {{ ?s ?p ?x }} }}",
    "SELECT * {{ ?s ?p 'it\\'s' . SERVICE <{iri}> {{ ?s ?p ?x }} }}",
    "PREFIX e: <http://e/> SELECT * {{ ?s ?p e:a\\#b . SERVICE <{iri}> {{ ?s ?p ?x }} }}",
    "PREFIX e: <http://e/> SELECT * {{ ?s ?p e:o\\'b . SERVICE <{iri}> {{ ?s ?p 'x' }} }}",
    "SELECT * {{ ?s ?p ?o . FILTER EXISTS {{ SERVICE <{iri}> {{ ?s ?p ?x }} }} }}",
    "SELECT * {{ {{ SELECT * {{ SERVICE <{iri}> {{ ?s ?p ?x }} }} }} }}",
    "SELECT * {{ GRAPH ?g {{ SERVICE <{iri}> {{ ?s ?p ?x }} }} }}",
    "ASK {{ MINUS {{ SERVICE <{iri}> {{ ?s ?p ?x }} }} }}",
    "CONSTRUCT {{ ?s ?p ?x }} WHERE {{ SERVICE <{iri}> {{ ?s ?p ?x }} }}",
    "DESCRIBE ?s {{ SERVICE <{iri}> {{ ?s ?p ?x }} }}",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_a_call_reaches_the_network(spelling, endpoint, store):
    """Refused before the store sees it, with status 2 and what would allow it."""
    refused = kg("query", spelling.format(iri=endpoint.address), "--store", store)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "SERVICE" in refused.stderr or f"--service {endpoint.address}" in refused.stderr
    assert endpoint.asked == []


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_spellings_are_calls(spelling, endpoint):
    """The store's own parser takes each: refusing them is worth it."""
    pyoxigraph.Store().query(spelling.format(iri=endpoint.address))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service a kg:Event }",
        "SELECT * { ?s rdfs:label 'SERVICE <http://x/> { }' } # SERVICE <http://x/>",
        "SELECT * { ?s a <http://x/SERVICE> }",
        "SELECT * { ?s a kg:Service, kg:PublicService }",
        'SELECT * { ?s rdfs:label """a "SERVICE" of <http://x/>""" }',
    ],
)
def test_the_word_elsewhere_is_no_call(query):
    """Variables, names, strings, comments and IRIs may hold it."""
    check_services(query, ())


def test_an_allowed_endpoint_is_called(endpoint, store):
    """--service names it; what it answers joins what the store holds."""
    query = f"SELECT ?x {{ SERVICE <{endpoint.address}> {{ ?s ?p ?x }} }}"

    told = kg("query", query, "--store", store, "--service", endpoint.address, "--format", "csv")

    assert (told.exit_code, told.stdout) == (0, "x\nfrom elsewhere\n")
    assert len(endpoint.asked) == 1


def test_allowing_one_allows_no_other(endpoint, store):
    """Not below it, not beside it."""
    for near in (endpoint.address + "/x", endpoint.address + "?y", endpoint.address[:-1]):
        query = find(f"SELECT * {{ SERVICE <{near}> {{ ?s ?p ?x }} }}")
        with pytest.raises(UsageError, match="over the network"):
            ask(pyoxigraph.Store(), query, {}, services=[endpoint.address])

    assert endpoint.asked == []


def test_values_given_to_a_named_question_call_nobody(endpoint, store):
    """A parameter is a term of the query, whatever is written in it."""
    trick = f"x' }} SERVICE <{endpoint.address}> {{ ?s ?p ?o }} #"

    asked = kg("query", "events-by-place", "--param", f"place={trick}", "--store", store)

    assert asked.exit_code == 1
    assert endpoint.asked == []


def test_python_allows_endpoints_when_it_opens_the_store(endpoint, store):
    """`kg.open(path, services=[…])`; without, the same query is refused."""
    query = f"SELECT ?x {{ SERVICE <{endpoint.address}> {{ ?s ?p ?x }} }}"

    with package.open(store, services=[endpoint.address]) as graph:
        assert graph.query(query).rows == (("from elsewhere",),)
    with package.open(store) as graph, pytest.raises(UsageError):
        graph.query(query)


@pytest.mark.parametrize("format_", ["table", "csv", "json"])
def test_an_endpoint_that_is_not_there_is_trouble_outside(format_, store):
    """One line and status 3, not a traceback, however the rows are to be written."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/sparql"

    query = f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"
    failed = kg("query", query, "--service", address, "--store", store, "--format", format_)

    assert failed.exit_code == 3
    assert failed.stderr.startswith("kg: the query failed: ")
    assert failed.stderr.count("\n") == 1


def test_what_an_endpoint_says_of_its_trouble_is_one_plain_line(endpoint, store):
    """Not pages, nor colours for the terminal; a redirect is not followed."""
    endpoint.moved = "http://127.0.0.1:1/\x1b[31m"
    query = f"SELECT * {{ SERVICE <{endpoint.address}> {{ ?s ?p ?o }} }}"

    failed = kg("query", query, "--service", endpoint.address, "--store", store)

    assert failed.exit_code == 3
    assert failed.stderr.count("\n") == 1
    assert failed.stderr[:-1].isprintable()


def test_python_hears_of_it_as_of_other_trouble(store):
    """A KgError, as from everything outside."""
    address = "http://127.0.0.1:1/sparql"

    with (
        package.open(store, services=[address]) as graph,
        pytest.raises(KgError, match="the query failed"),
    ):
        graph.query(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")


def test_silent_stays_silent(store):
    """SERVICE SILENT of an endpoint that fails gives what the rest of the query gives."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/sparql"
    query = find(f"SELECT (1 AS ?n) {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}")
    out = io.BytesIO()

    write(ask(pyoxigraph.Store(), query, {}, services=[address]), "csv", out)

    assert out.getvalue() == b"n\r\n1\r\n"


def test_ctrl_c_ends_a_query_that_waits_for_an_endpoint(endpoint, store):
    """The store waits in native code, where Python's own handler is never heard."""
    endpoint.late = threading.Event()
    query = f"SELECT * {{ SERVICE <{endpoint.address}> {{ ?s ?p ?o }} }}"
    asking = subprocess.Popen(
        [*KG, "query", query, "--service", endpoint.address, "--store", str(store)]
    )
    while not endpoint.asked:
        assert asking.poll() is None
        time.sleep(0.02)
    asking.send_signal(signal.SIGINT)

    assert asking.wait(10) == -signal.SIGINT
    endpoint.late.set()
