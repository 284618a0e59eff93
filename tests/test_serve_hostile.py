"""What somebody sends who means harm: refused or ended, while others are served."""

import http.client
import socket
import threading
import time
from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat

from kg.store import Store
from tests.kgserver import TOKEN, ask, running
from tests.servers import serving

#: Seconds after which a request is ended here.
LIMIT = 3.0

ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(8)) + " }"


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "store"
    with Store(path) as store:
        lines = (f"<http://s/{n}> <http://p/> <http://o/{n}> <http://g/> .\n" for n in range(300))
        store.oxigraph.bulk_load("".join(lines).encode(), RdfFormat.N_QUADS)
        store.oxigraph.flush()
    options = ("--writable", "--token", TOKEN, "--timeout", str(LIMIT))
    with running(path, *options) as number:
        yield number


def is_well(port):
    return ask(port, "GET", f"/sparql?query={quote('ASK { ?s ?p ?o }')}")[0] == 200


def test_a_query_without_end_is_ended_and_others_are_served(port):
    """504 within 2 seconds after the limit; meanwhile small queries are answered."""
    ended = {}

    def endless():
        start = time.monotonic()
        status = ask(port, "GET", f"/sparql?query={quote(ENDLESS)}")[0]
        ended.update(status=status, took=time.monotonic() - start)

    thread = threading.Thread(target=endless)
    thread.start()
    time.sleep(0.5)
    start = time.monotonic()
    well = is_well(port)
    meanwhile = time.monotonic() - start
    thread.join()

    assert well
    assert meanwhile < LIMIT - 0.5
    assert ended["status"] == 504
    assert ended["took"] < LIMIT + 2
    assert is_well(port)


@pytest.mark.parametrize("sign", ["{}", "()"])
def test_deep_nesting_is_refused(port, sign):
    """20 000 levels would end a process."""
    deep = "{" + sign[0] * 20_000 + sign[1] * 20_000 + "}"
    status, _, body = ask(
        port, "POST", "/sparql", f"ASK {deep}", {"Content-Type": "application/sparql-query"}
    )

    assert (status, b"nested" in body) == (400, True)
    assert is_well(port)


BOMB = (
    '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
    '<rdf:Description rdf:about="http://e/"><e:p>&j;</e:p></rdf:Description></rdf:RDF>'
)
DEEP = (
    "<http://s/> <http://p/> "
    + "<<( <http://s/> <http://p/> " * 20_000
    + "1"
    + " )>>" * 20_000
    + " ."
)
OBJECTS = '{"http://p/": ' * 20_000 + "1" + "}" * 20_000


@pytest.mark.parametrize(
    ("type_", "body"),
    [
        ("application/rdf+xml", BOMB),
        ("text/turtle", DEEP),
        ("application/n-triples", DEEP),
        ("application/ld+json", OBJECTS),
    ],
    ids=["entities", "turtle", "n-triples", "json-ld"],
)
def test_data_that_brings_a_parser_down_is_refused(port, type_, body):
    """Even from who may write."""
    headers = {"Content-Type": type_, "Authorization": f"Bearer {TOKEN}"}

    assert ask(port, "PUT", "/graph?graph=http://x/", body, headers)[0] == 400
    assert is_well(port)


@pytest.mark.parametrize(
    "form", ["SERVICE <{}> {{}}", "service silent<{}>{{}}", "OPTIONAL {{ SERVICE <{}> {{}} }}"]
)
def test_nobody_is_called_over_the_network(port, form):
    """SERVICE to an address of this machine is refused, and nothing arrives there."""
    with serving(lambda *_: (200, {}, b"")) as (address, asked):
        query = f"SELECT * {{ {form.format(address)} }}"

        assert ask(port, "GET", f"/sparql?query={quote(query)}")[0] == 400
        assert asked == []


def test_slow_clients_leave_others_served(port):
    """200 connections that send half a head, and one that sends half a body."""
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(200)]
    half = http.client.HTTPConnection("127.0.0.1", port)
    half.putrequest("POST", "/sparql")
    half.putheader("Content-Length", "1000")
    half.endheaders(b"ASK")
    for one in slow:
        one.sendall(b"GET /sparql HTTP/1.1\r\nHost:")
    try:
        assert is_well(port)
    finally:
        half.close()
        for one in slow:
            one.close()


def test_who_goes_away_frees_the_place(port):
    """Endless queries of clients that hung up do not keep the workers."""
    for _ in range(4):
        client = socket.create_connection(("127.0.0.1", port))
        client.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.2)
        client.close()
    start = time.monotonic()

    assert is_well(port)
    assert time.monotonic() - start < LIMIT


def test_bodies_too_large_are_refused(port):
    """413 before all of it is read."""
    headers = {"Content-Type": "application/sparql-query", "Transfer-Encoding": "chunked"}

    assert (
        ask(port, "POST", "/sparql", "#" * 200_000, {"Content-Type": headers["Content-Type"]})[0]
        == 413
    )
