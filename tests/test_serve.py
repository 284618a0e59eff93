"""`kg serve` as clients meet it: formats, caching, linked data, who may write, new data."""

import gzip
import http.client
import json
import subprocess
from urllib.parse import quote

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat

from kg.store import Store
from tests.kgserver import TOKEN, ask, running

PLACE = "https://kg.example/id/place/hama"
DATA = f"""
<{PLACE}> <http://www.w3.org/2000/01/rdf-schema#label> "Hama <script>alert(1)</script>" <https://kg.example/graph/a.txt> .
<{PLACE}> <https://kg.example/ontology#x> <javascript:alert(1)> <https://kg.example/graph/a.txt> .
<https://kg.example/id/event/1> <https://kg.example/ontology#place> <{PLACE}> <https://kg.example/graph/b.txt> .
<https://kg.example/doc/a.txt> <http://purl.org/dc/terms/title> "A" <https://kg.example/graph/a.txt> .
"""
ALL = "SELECT * { ?s ?p ?o }"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("serve") / "store"
    with Store(path) as made:
        made.oxigraph.bulk_load(DATA.encode(), RdfFormat.N_QUADS)
        made.oxigraph.flush()
    return path


@pytest.fixture(scope="module")
def port(store):
    with running(store, "--rows", "500", "--cors", "https://notebook.example") as number:
        yield number


def get(port, query, **headers):
    return ask(port, "GET", f"/sparql?query={quote(query)}", headers=headers)


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        (ALL, "", "application/sparql-results+json"),
        (ALL, "text/csv", "text/csv; charset=utf-8"),
        (ALL, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (ALL, "application/sparql-results+xml", "application/sparql-results+xml"),
        (ALL, "text/*;q=0.3, application/json", "application/json"),
        ("ASK {}", "text/csv;q=1, */*;q=0.1", "application/sparql-results+json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "", "text/turtle; charset=utf-8"),
        ("DESCRIBE <http://a/>", "application/ld+json", "application/ld+json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_answers_come_in_the_format_that_is_liked_best(port, query, accept, media):
    """Content negotiation over every format of rows and triples."""
    status, headers, _ = get(port, query, Accept=accept)

    assert (status, headers["content-type"]) == (200, media)
    assert "Accept" in headers["vary"]


def test_a_format_that_nobody_has_is_refused(port):
    """406, with what there is."""
    status, _, body = get(port, ALL, Accept="image/png")

    assert status == 406
    assert b"text/csv" in body


def test_a_wrong_query_is_told_where(port):
    """400 with line and column."""
    status, _, body = get(port, "SELECT * {\n ?s ?p }")

    assert status == 400
    assert b"line 2, column " in body


def test_an_answer_is_not_sent_twice(port):
    """The entity tag stands for the store's state, the query and the format."""
    tag = get(port, ALL)[1]["etag"]

    assert get(port, ALL, **{"If-None-Match": tag})[0] == 304
    assert get(port, ALL, **{"If-None-Match": tag}, Accept="text/csv")[0] == 200
    assert "etag" not in get(port, "SELECT (NOW() AS ?t) {}")[1]


def test_large_answers_are_packed(port):
    """gzip for those who take it."""
    values = " ".join(str(n) for n in range(400))
    _, headers, body = get(
        port, f"SELECT ?n {{ VALUES ?n {{ {values} }} }}", **{"Accept-Encoding": "gzip"}
    )

    assert headers["content-encoding"] == "gzip"
    assert len(json.loads(gzip.decompress(body))["results"]["bindings"]) == 400


@pytest.mark.parametrize(
    "accept", ["application/json", "text/csv", "text/tab-separated-values", "application/xml"]
)
def test_more_rows_than_allowed_are_refused_and_never_cut(port, accept):
    """Just enough rows are whole; one more is a refusal that says so."""
    values = " ".join(str(n) for n in range(501))
    query = f"SELECT ?n {{ VALUES ?n {{ {values} }} }}"

    assert get(port, f"{query} LIMIT 500", Accept=accept)[0] == 200
    status, _, body = get(port, query, Accept=accept)
    assert status == 400
    assert b"more than 500 rows" in body


def test_a_long_answer_with_too_many_rows_has_no_end(port):
    """What is on its way already is broken off: no client takes a part for the whole."""
    values = " ".join(f"(1 'x{n}')" for n in range(501))
    long = " ".join(["?y"] * 20)
    query = f"SELECT (CONCAT({long.replace(' ', ', ')}, '{'x' * 2000}') AS ?z) {{ VALUES (?x ?y) {{ {values} }} }}"

    with pytest.raises(http.client.IncompleteRead):
        get(port, query)


def test_pages_of_a_named_site_may_ask_and_no_others(port):
    """CORS as configured, without credentials."""
    allowed = get(port, "ASK {}", Origin="https://notebook.example")[1]
    other = get(port, "ASK {}", Origin="https://evil.example")[1]

    assert allowed["access-control-allow-origin"] == "https://notebook.example"
    assert "access-control-allow-credentials" not in allowed
    assert "access-control-allow-origin" not in other


def test_a_thing_is_described_elsewhere_than_at_its_own_address(port):
    """303 from the thing to a description in the format that is liked."""
    status, headers, _ = ask(port, "GET", "/id/place/hama", headers={"Accept": "text/turtle"})
    _, told, body = ask(port, "GET", "/id/place/hama.nt")

    assert (status, headers["location"]) == (303, f"http://127.0.0.1:{port}/id/place/hama.ttl")
    assert told["content-type"] == "application/n-triples"
    triples = {str(q.triple) for q in pyoxigraph.parse(body, RdfFormat.N_TRIPLES)}
    assert (
        f"<https://kg.example/id/event/1> <https://kg.example/ontology#place> <{PLACE}>" in triples
    )


def test_nothing_of_the_data_runs_on_a_page(port):
    """Labels are text, only IRIs of the web are links, and the page may load nothing."""
    _, headers, body = ask(port, "GET", "/id/place/hama.html")

    assert b"<script>" not in body
    assert b'href="javascript' not in body
    assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/doc/a.txt", "/graph/a.txt", "/ontology", "/.well-known/void"])
def test_documents_answer_themselves(port, path):
    """Turtle where it is asked for."""
    status, headers, body = ask(port, "GET", path, headers={"Accept": "text/turtle"})

    assert (status, headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    assert list(pyoxigraph.parse(body, RdfFormat.TURTLE))


def test_what_is_not_there_is_not_found(port):
    """404, also for graphs."""
    for path in (
        "/id/nobody",
        "/doc/none",
        "/graph/none",
        "/graph?graph=http://none/",
        "/elsewhere",
    ):
        assert ask(port, "GET", path)[0] == 404


@pytest.mark.parametrize(
    ("method", "path", "type_", "body"),
    [
        ("POST", "/sparql", "application/sparql-update", "DROP ALL"),
        ("POST", "/sparql", "application/x-www-form-urlencoded", "update=DROP%20ALL"),
        ("PUT", "/graph?default", "text/turtle", "<a:a> <a:b> <a:c> ."),
        ("DELETE", "/graph/a.txt", "text/plain", ""),
    ],
)
def test_a_server_that_only_reads_refuses_to_write(port, method, path, type_, body):
    """403, whatever token comes along."""
    headers = {"Content-Type": type_, "Authorization": f"Bearer {TOKEN}"}

    assert ask(port, method, path, body, headers)[0] == 403


def test_only_the_token_writes(tmp_path):
    """401 without, 403 with another, done with the right one; LOAD never."""
    path = tmp_path / "store"
    Store(path).close()
    insert = "INSERT DATA { GRAPH <http://g/> { <http://s/> <http://p/> 1 } }"
    with running(path, "--writable", "--token", TOKEN) as port:

        def update(text, **headers):
            headers["Content-Type"] = "application/sparql-update"
            return ask(port, "POST", "/sparql", text, headers)[0]

        right = {"Authorization": f"Bearer {TOKEN}"}

        assert update(insert) == 401
        assert update(insert, Authorization="Bearer guess") == 403
        assert json.loads(get(port, "ASK { ?s ?p ?o }")[2])["boolean"] is False
        assert update("LOAD <http://127.0.0.1:9/>", **right) == 403
        assert update(insert, **right) == 204
        assert json.loads(get(port, "ASK { ?s ?p ?o }")[2])["boolean"] is True


def test_what_another_process_writes_is_seen_without_a_restart(tmp_path):
    """A build goes on beside the server; its data appears within seconds."""
    import time

    path = tmp_path / "store"
    Store(path).close()
    with running(path) as port, Store(path) as writer:
        before = json.loads(get(port, "ASK { ?s ?p ?o }")[2])["boolean"]
        node = NamedNode("http://a/")
        with writer.writer() as put:
            put.put("http://g/", [pyoxigraph.Quad(node, node, node, NamedNode("http://g/"))])
        time.sleep(1.5)

        assert before is False
        assert json.loads(get(port, "ASK { ?s ?p ?o }")[2])["boolean"] is True


def test_programs_that_others_wrote_can_ask(port):
    """SPARQLWrapper, rdflib's SPARQLStore and curl."""
    from rdflib.plugins.stores.sparqlstore import SPARQLStore
    from SPARQLWrapper import JSON, SPARQLWrapper

    address = f"http://127.0.0.1:{port}/sparql"
    wrapper = SPARQLWrapper(address, returnFormat=JSON)
    wrapper.setQuery(ALL)
    curl = [
        "curl",
        "-s",
        "--noproxy",
        "*",
        "-H",
        "Accept: text/csv",
        address,
        "--data-urlencode",
        f"query={ALL}",
    ]

    assert len(wrapper.queryAndConvert()["results"]["bindings"]) == 4
    assert len(list(SPARQLStore(address).query(ALL))) == 4
    assert subprocess.run(curl, capture_output=True, check=True).stdout.count(b"\r\n") == 5
