"""Many at once, slow ones, greedy ones: others are served, and the server lives."""

import resource
import socket
import threading
import time
from contextlib import ExitStack
from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat

from kg.store import Store
from tests.fuzz_serve import fuzz
from tests.kgserver import ask, running
from tests.servers import serving

LIMIT = 4.0
CROSS = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(8))
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    path = tmp_path_factory.mktemp("crowd") / "store"
    lines = (f"<http://s/{n}> <http://p/> <http://o/{n}> <http://g/> .\n" for n in range(1000))
    with Store(path) as store:
        store.oxigraph.bulk_load("".join(lines).encode(), RdfFormat.N_QUADS)
        store.oxigraph.flush()
    with running(path, "--timeout", str(LIMIT), "--memory", "1500") as number:
        yield number


def is_well(port, within=10.0):
    begun = time.monotonic()
    status = ask(port, "GET", f"/sparql?query={quote('ASK { ?s ?p ?o }')}")[0]
    return status == 200 and time.monotonic() - begun < within


@pytest.fixture
def many_files():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 4000:
        pytest.skip("this machine allows too few open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (4000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET /sparql HTTP/1.1\r\nHost:",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nA",
    ],
    ids=["silent", "half a head", "half a body"],
)
def test_a_thousand_open_connections_leave_others_served(port, many_files, begun):
    """Silent ones, and such as send a part and then nothing."""
    with ExitStack() as opened:
        for _ in range(1000):
            one = opened.enter_context(socket.create_connection(("127.0.0.1", port), 20))
            if begun:
                one.sendall(begun)

        assert is_well(port)


def test_slow_readers_of_large_answers_leave_others_served(port):
    """Five that ask for a hundred MB and read nothing, where two may be worked for at once."""
    with ExitStack() as opened:
        for _ in range(5):
            one = opened.enter_context(socket.create_connection(("127.0.0.1", port), 20))
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.sendall(f"GET /sparql?query={quote(LARGE)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(1)

        assert is_well(port, within=LIMIT + 6)
    assert is_well(port)


def test_who_cannot_be_worked_for_soon_is_told_to_come_back(port):
    """503 with Retry-After for those who waited too long; after that all is well again."""
    answers = []

    def one():
        answers.append(ask(port, "GET", f"/sparql?query={quote(ENDLESS)}")[:2])

    threads = [threading.Thread(target=one) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    statuses = {status for status, _ in answers}
    assert statuses == {503, 504}
    assert all("retry-after" in told for status, told in answers if status == 503)
    assert is_well(port)


def test_a_query_that_needs_too_much_memory_is_refused(port):
    """A sort of a thousand million rows: ended by the limit of memory or of time; the server lives."""
    status, _, body = ask(port, "GET", f"/sparql?query={quote(GREEDY)}")

    assert status in (503, 504), body
    assert is_well(port)


CALLS = [
    "SERVICE <{0}> {{ ?s ?p ?o }}",
    "service <{0}> {{}}",
    "SeRvIcE<{0}>{{}}",
    "SERVICE SILENT <{0}> {{}}",
    "service\tsilent\n<{0}>{{}}",
    "SERVICE#c\n<{0}> {{}}",
    "SERVICE #<http://x/>\n <{0}> {{}}",
    "SERVICE # ' \n <{0}> {{}}",
    "OPTIONAL {{ SERVICE <{0}> {{}} }}",
    "MINUS {{ SERVICE <{0}> {{}} }}",
    "{{ SERVICE <{0}> {{}} }} UNION {{}}",
    "FILTER EXISTS {{ SERVICE <{0}> {{}} }}",
    "FILTER NOT EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "BIND(EXISTS {{ SERVICE <{0}> {{}} }} AS ?x)",
    "{{ SELECT * {{ SERVICE <{0}> {{}} }} }}",
    "GRAPH ?g {{ SERVICE <{0}> {{}} }}",
    "VALUES ?u {{ <{0}> }} SERVICE ?u {{ ?s ?p ?o }}",
    "BIND(<{0}> AS ?u) SERVICE SILENT ?u {{}}",
    "BIND(IRI('{0}') AS ?u) SERVICE ?u {{}}",
    "SERVICE x: {{}}",
    "SERVICE x:sparql {{}}",
    "SERVICE SILENT x:y {{}}",
    "SERVICE <sparql> {{}}",
    "SERVICE <//{1}/> {{}}",
    "SERVICE <{0}\\u003Fx> {{}}",
    "S\\u0045RVICE <{0}> {{}}",
    "\\u0053ERVICE <{0}> {{}}",
    "BIND(1 AS ?x)SERVICE<{0}>{{}}",
    "?s ?p 1SERVICE<{0}>{{}}",
    "?s ?p 'a'SERVICE<{0}>{{}}",
    '?s ?p """\'""" SERVICE <{0}> {{}}',
    "?s ?p 'it\\'s' . SERVICE <{0}> {{}}",
    "?s ?p ?o ; <http://p/#> ?q . SERVICE <{0}> {{}} # >",
    "LATERAL {{ SERVICE <{0}> {{}} }}",
]


def test_no_spelling_of_service_reaches_an_address_of_this_machine(port):
    """A listener sees nothing, whatever the way of writing."""
    with serving(lambda *_: (200, {}, b"")) as (address, asked):
        place = address.removeprefix("http://").rstrip("/")
        before = f"BASE <{address}> PREFIX x: <{address}> "
        for call in CALLS:
            text = f"{before}SELECT * {{ {call.format(address, place)} }}"
            assert ask(port, "GET", f"/sparql?query={quote(text)}")[0] == 400, text
        construct = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"
        form = {"Content-Type": "application/sparql-query"}
        assert ask(port, "POST", "/sparql", construct, form)[0] == 400
        assert (
            ask(port, "GET", f"/sparql?query=ASK%7B%7D&default-graph-uri={quote(address)}")[0]
            == 200
        )

        assert asked == []
    assert len(CALLS) >= 30


def test_nonsense_of_all_kinds_is_answered_and_never_with_500(port):
    """Four hundred requests here; ten thousand: python -m tests.fuzz_serve STORE."""
    statuses, wrong = fuzz(port, 400, seed=20)

    assert wrong == []
    assert statuses[200]
    assert is_well(port)


def test_what_is_no_http_closes_one_connection_only(port):
    """Noise on the line."""
    for noise in (b"\x16\x03\x01\x02\x00", b"GET\r\n\r\n", b"\r\n" * 1000, b"A" * 300_000):
        with socket.create_connection(("127.0.0.1", port), 20) as client:
            try:
                client.sendall(noise)
                client.shutdown(socket.SHUT_WR)
                while client.recv(65536):
                    pass
            except OSError:
                continue
    assert is_well(port)
