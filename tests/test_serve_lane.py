"""The short way of a query through the server: what goes it, and that it answers as the long one does."""

import gzip
import json
import socket
from urllib.parse import parse_qsl, quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve.asked import pairs
from kg.serve.request import request
from tests.kgserver import ask, numbered, running

LARGE = "SELECT * { ?s ?p ?o } ORDER BY ?o"


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    path = numbered(tmp_path_factory.mktemp("lane") / "store")
    with running(path) as number:
        yield number


def get(text, *fields):
    lines = [f"GET /sparql?query={quote(text)} HTTP/1.1", "Host: x", *fields]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def talk(port, *pieces):
    """Send pieces and return all that comes until the server ends the connection."""
    with socket.create_connection(("127.0.0.1", port), 30) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            client.sendall(piece)
        return b"".join(iter(lambda: client.recv(65536), b""))


@pytest.mark.parametrize(
    ("request_", "short"),
    [
        (get("ASK {}"), True),
        (get("ASK {}", "Connection: keep-alive"), True),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nASK", True),
        (get("ASK {}")[:-1], False),
        (get("ASK {}") + b"GET /", False),
        (get("ASK {}", "Connection: close"), True),
        (get("ASK {}", "Connection: close, te"), False),
        (get("ASK {}", "Origin: http://x"), False),
        (get("ASK {}", "Host: y"), False),
        (get("ASK {}", "Content-Length: 0"), False),
        (get("ASK {}", "Folded: a\r\n b"), False),
        (get("ASK {}").replace(b"/1.1", b"/1.0"), False),
        (
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nASK",
            False,
        ),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: +3\r\n\r\nASK", False),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", False),
    ],
)
def test_only_what_is_plain_and_whole_goes_the_short_way(request_, short):
    """Where two readers of HTTP could disagree, the careful one reads."""
    assert bool(request(request_)) is short


@given(st.text(max_size=60), st.sampled_from([str, quote, quote_plus]))
def test_parameters_are_decoded_as_everywhere(text, written):
    """As the library's slower way does it."""
    told = written(text)
    try:
        expected = parse_qsl(told, keep_blank_values=True, errors="strict")
    except ValueError:
        expected = None

    try:
        found = pairs(told)
    except Exception:
        found = None
    assert found == expected


@pytest.mark.parametrize("accept", ["application/json", "text/csv", "image/png"])
@pytest.mark.parametrize(
    "text", ["ASK {}", LARGE, "SELECT nonsense", "CONSTRUCT WHERE { ?s ?p ?o }"]
)
def test_both_ways_answer_alike(port, text, accept):
    """Status, type, tag and body; the long one is taken by who says that it is of another site."""
    path, told = f"/sparql?query={quote(text)}", {"Accept": accept}
    short = ask(port, "GET", path, headers=told)
    long = ask(port, "GET", path, headers=told | {"Origin": "http://x"})

    assert short[0] == long[0]
    assert short[2] == long[2]
    for name in ("content-type", "etag", "x-content-type-options"):
        assert short[1].get(name) == long[1].get(name)


def test_a_large_answer_is_streamed_and_packed(port):
    """In chunks, with gzip for who takes it."""
    path = f"/sparql?query={quote(LARGE)}"
    plain = ask(port, "GET", path)
    packed = ask(port, "GET", path, headers={"Accept-Encoding": "gzip"})

    assert plain[1]["transfer-encoding"] == "chunked"
    assert len(json.loads(plain[2])["results"]["bindings"]) == 3000
    assert gzip.decompress(packed[2]) == plain[2]


def test_what_is_sent_without_waiting_is_answered_in_order(port):
    """Three requests in one packet or in bits, the last of them the end of the connection."""
    asked = [
        get("SELECT (1 AS ?x) {}"),
        get("SELECT (2 AS ?x) {}"),
        get("SELECT (3 AS ?x) {}", "Connection: close"),
    ]
    together = talk(port, b"".join(asked))
    whole = b"".join(asked)
    bits = talk(
        port, asked[0], whole[len(asked[0]) : len(asked[0]) + 20], whole[len(asked[0]) + 20 :]
    )

    for answer in (together, bits):
        assert answer.count(b"HTTP/1.1 200") == 3
        assert answer.index(b'"1"') < answer.index(b'"2"') < answer.index(b'"3"')


def test_the_slower_half_of_a_request_is_waited_for(port):
    """A body in a packet of its own."""
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/sparql-query\r\nContent-Length: 6\r\n\r\n"

    assert b'"boolean":true' in talk(port, head, b"ASK {}")


def test_a_description_of_the_service_is_no_query(port):
    """What a worker finds not to be a query goes the long way after all."""
    status, headers, body = ask(port, "GET", "/sparql?other=1", headers={"Accept": "text/turtle"})

    assert (status, headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    assert b"endpoint" in body
