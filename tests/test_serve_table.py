"""Connections on the table: what a picker answers, hands over, is ended over, and that nobody waits for another."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.serve.board import Board
from kg.store import Store
from tests.kgserver import TOKEN, _wait, ask, free_port, numbered, running

pytestmark = pytest.mark.skipif(not hasattr(select, "epoll"), reason="needs Linux's epoll")

#: Hours of work.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LARGE = "SELECT * { ?s ?p ?o } ORDER BY ?o"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return numbered(tmp_path_factory.mktemp("table") / "store")


@pytest.fixture(scope="module")
def port(store):
    with running(store, "--timeout", "2") as number:
        yield number


class Client:
    """A connection that stays open."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), 20)
        self.file = self.socket.makefile("rb")

    def send(self, text, *fields):
        lines = [f"GET /sparql?query={quote(text)} HTTP/1.1", "Host: x", *fields]
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())

    def read(self):
        """Return status and body."""
        status = int(self.file.readline().split()[1])
        fields = {}
        while (line := self.file.readline().strip()) != b"":
            name, _, value = line.partition(b":")
            fields[name.lower()] = value.strip()
        if b"content-length" in fields:
            return status, self.file.read(int(fields[b"content-length"]))
        body = b""
        while size := int(self.file.readline(), 16):
            body += self.file.read(size)
            self.file.readline()
        self.file.readline()
        return status, body

    def ask(self, text, *fields):
        self.send(text, *fields)
        return self.read()

    def close(self):
        self.file.close()
        self.socket.close()


@contextmanager
def laid(port):
    """A connection that lies on the table: it has asked, and pickers are there."""
    client = Client(port)
    for _ in range(3):
        assert client.ask("ASK {}")[0] == 200
        time.sleep(0.1)
    yield client
    client.close()


def pickers(port):
    """Return the process numbers of the pickers of the server at a port."""
    owner = subprocess.run(
        ["pgrep", "-f", f"serve .*--port {port} "], capture_output=True, text=True, check=True
    ).stdout.split()
    found = subprocess.run(
        ["pgrep", "-P", ",".join(owner), "-f", " pick "], capture_output=True, text=True, check=True
    )
    return [int(number) for number in found.stdout.split()]


def until(check, seconds=10):
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end
        time.sleep(0.05)


def number(value):
    return f"SELECT (({value}) AS ?x) {{}}"


def test_answers_are_those_of_who_asked(port):
    """Forty connections that ask at the same time, over and over: each gets its own answer."""
    wrong = []

    def asking(which):
        client = Client(port)
        for turn in range(30):
            status, body = client.ask(number(which * 1000 + turn))
            found = json.loads(body)["results"]["bindings"][0]["x"]["value"]
            if status != 200 or int(found) != which * 1000 + turn:
                wrong.append((which, turn, status, body))
        client.close()

    threads = [threading.Thread(target=asking, args=[which]) for which in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert wrong == []


def test_what_is_no_query_goes_on_behind(port):
    """A page, a wrong query, a large answer and one of them with gzip, on a connection of the table."""
    with laid(port) as client:
        client.socket.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert client.read()[0] == 200
        assert client.ask("SELECT nonsense")[0] == 400
        assert len(json.loads(client.ask(LARGE)[1])["results"]["bindings"]) == 3000
        assert client.ask(LARGE, "Accept-Encoding: gzip")[1][:2] == b"\x1f\x8b"
        assert client.ask("ASK {}")[0] == 200


def test_large_answers_come_whole_to_new_connections(port):
    """In parts through the server, one connection after another, from several clients at once."""
    sizes = []

    def asking():
        for _ in range(15):
            client = Client(port)
            sizes.extend(len(client.ask(LARGE)[1]) for _ in range(2))
            client.close()

    threads = [threading.Thread(target=asking) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(sizes) == 120
    assert len(set(sizes)) == 1


def test_several_at_once_and_bits_keep_their_order(port):
    """Two requests in one packet; then one in two packets."""
    with laid(port) as client:
        client.send(number(1))
        client.send(number(2))
        assert [b'"1"' in client.read()[1], b'"2"' in client.read()[1]] == [True, True]
        whole = f"GET /sparql?query={quote(number(3))} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        client.socket.sendall(whole[:30])
        time.sleep(0.3)
        client.socket.sendall(whole[30:])
        assert b'"3"' in client.read()[1]
        assert client.ask("ASK {}")[0] == 200


def test_who_says_that_it_is_the_last_request_is_let_go(port):
    """Connection: close, on the table and off it."""
    with laid(port) as client:
        assert client.ask("ASK {}", "Connection: close")[0] == 200
        assert client.file.read() == b""
    other = Client(port)
    assert other.ask("ASK {}", "Connection: close")[0] == 200
    assert other.file.read() == b""
    other.close()


def test_a_query_without_end_is_ended_and_nobody_waits_for_it(port):
    """More of them than pickers: others are answered meanwhile, and each is told why it ended."""
    endless = [Client(port) for _ in range(2)]
    for client in endless:
        assert client.ask("ASK {}")[0] == 200
    time.sleep(0.3)
    begun = time.monotonic()
    with laid(port) as other:
        for client in endless:
            client.send(ENDLESS)
        time.sleep(0.2)
        for _ in range(5):
            asked = time.monotonic()
            assert other.ask("ASK {}")[0] == 200
            assert time.monotonic() - asked < 1
        for client in endless:
            status, body = client.read()
            assert (status, b"longer than 2 seconds" in body) == (504, True)
            assert time.monotonic() - begun < 2 + 2
        for client in endless:
            assert client.ask("ASK {}")[0] == 200
            client.close()


def test_a_picker_that_dies_takes_nobody_along(port):
    """Killed while it waits, and while it works: who waits for it is told, the others see nothing."""
    with laid(port) as client, laid(port) as working:
        working.send(ENDLESS)
        time.sleep(0.3)
        dead = pickers(port)
        for process in dead:
            os.kill(process, signal.SIGKILL)
        assert working.read()[0] == 503
        assert client.ask("ASK {}")[0] == 200
        assert working.ask("ASK {}")[0] == 200
        until(lambda: len(set(pickers(port)) - set(dead)) == 2)
        assert client.ask("ASK {}")[0] == 200


def test_a_query_of_a_new_connection_is_ended_as_well(port):
    """Late, or as its picker dies: who came with it is told why; connections that end with their answer, and others."""
    for ending in ("close", "keep-alive"):
        client = Client(port)
        client.send(ENDLESS, f"Connection: {ending}")
        status, body = client.read()
        assert (status, b"longer than 2 seconds" in body) == (504, True)
        client.close()
        client = Client(port)
        client.send(ENDLESS, f"Connection: {ending}")
        time.sleep(0.4)
        for process in pickers(port):
            os.kill(process, signal.SIGKILL)
        assert client.read()[0] == 503
        client.close()
        until(lambda: len(pickers(port)) == 2)


def test_new_connections_from_the_first_moment_on(store):
    """While the pickers start, while they are killed: each answer belongs to its question, and nobody waits in vain."""
    lost, wrong, done = [], [], []

    def asking(which, port, end):
        while time.monotonic() < end:
            client = Client(port)
            ending = ("Connection: close",) if which % 2 else ()
            try:
                for turn in range(1 if which % 2 else 4):
                    value = which * 1_000_000 + len(done) * 10 + turn
                    status, body = client.ask(number(value), *ending)
                    if status == 200 and f'"{value}"'.encode() not in body:
                        wrong.append((value, body))
                    (done if status == 200 else lost).append(status)
            except (IndexError, ConnectionError) as error:  # Its picker was killed as it sent.
                lost.append(repr(error))
            client.close()

    with running(store) as port:
        end = time.monotonic() + 4
        threads = [threading.Thread(target=asking, args=[n, port, end]) for n in range(12)]
        for thread in threads:
            thread.start()
        killed = 0
        while time.monotonic() < end - 0.5:
            time.sleep(0.5)
            for process in pickers(port)[:1]:
                os.kill(process, signal.SIGKILL)
                killed += 1
        for thread in threads:
            thread.join(30)

    assert wrong == []
    assert killed > 1
    assert len(lost) <= killed
    assert len(done) > 100


def test_work_for_who_is_gone_is_ended(port):
    """The picker of a client that left is another one soon, long before the limit."""
    with laid(port) as client:
        before = set(pickers(port))
        client.send(ENDLESS)
        time.sleep(0.2)
    until(lambda: len(pickers(port)) == 2 and set(pickers(port)) != before, 1.8)
    with laid(port) as other:
        assert other.ask("ASK {}")[0] == 200


def test_what_is_written_is_seen_by_the_next_query(store, tmp_path):
    """At once by connections of the table, too, though the answer was kept."""
    path = tmp_path / "store"
    Store(path).close()
    with running(path, "--writable", "--token", TOKEN) as port, laid(port) as client:
        count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        for expected in range(4):
            assert f'"{expected}"'.encode() in client.ask(count)[1]
            assert f'"{expected}"'.encode() in client.ask(count)[1]
            status, _, _ = ask(
                port,
                "POST",
                "/sparql",
                f"INSERT DATA {{ GRAPH <http://g/> {{ <http://s/{expected}> <http://p/> 1 }} }}",
                {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"},
            )
            assert status == 204


def test_more_connections_than_the_table_holds(port):
    """Three hundred that stay open and ask twice: all are answered."""
    clients = [Client(port) for _ in range(300)]
    for turn in range(2):
        for client in clients:
            client.send(number(turn))
        for client in clients:
            assert f'"{turn}"'.encode() in client.read()[1]
    for client in clients:
        client.close()


def test_the_server_ends_though_connections_lie_on_the_table(store):
    """And its pickers with it."""
    with running(store) as port, laid(port):
        processes = pickers(port)
        begun = time.monotonic()
    assert time.monotonic() - begun < 5
    until(lambda: not any(Path(f"/proc/{process}").exists() for process in processes))


def test_where_there_is_no_epoll_all_goes_through_the_server(store):
    """As on a Mac: the same answers, and a query without end is ended."""
    port = free_port()
    start = "import select; del select.epoll; from kg.cli import main; main(prog_name='kg')"
    words = ["serve", "--store", str(store), "--port", str(port), "--no-annotate", "--timeout", "1"]
    with subprocess.Popen(
        [sys.executable, "-c", start, *words], stderr=subprocess.DEVNULL
    ) as server:
        _wait(server, port)
        client = Client(port)
        assert f'"{7}"'.encode() in client.ask(number(7))[1]
        assert client.ask(ENDLESS)[0] == 504
        assert len(json.loads(client.ask(LARGE)[1])["results"]["bindings"]) == 3000
        client.close()
        server.terminate()


def test_a_board_is_shared_and_a_fresh_row_is_nobodys():
    """What one side writes, the other reads."""
    server = Board(2)
    picker = Board(2, os.dup(server.number))
    server.version = "abcdefghi123456789"
    picker.begin(1, 77)

    assert picker.version == "abcdefghi123456789"
    assert server.work(0) is None
    assert server.work(1).connection == 77
    picker.end(1)
    assert server.work(1) is None
    picker.close()
    server.close()
