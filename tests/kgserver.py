"""`kg serve` as people start it, for tests: a process, an address, plain requests."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

from pyoxigraph import RdfFormat

from kg.store import Store

TOKEN = "let-me-in"


def free_port():
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def numbered(path):
    """Make a store of 3,000 facts, each with another number; returns where it is."""
    lines = "".join(f'<http://s/{n}> <http://p/> "{n}" <http://g/> .\n' for n in range(3000))
    with Store(path) as store:
        store.oxigraph.bulk_load(lines.encode(), RdfFormat.N_QUADS)
        store.oxigraph.flush()
    return path


@contextmanager
def running(store, *options, port=0):
    """Run the server; yields its port."""
    port = port or free_port()
    command = [sys.executable, "-c", "from kg.cli import main; main(prog_name='kg')", "serve"]
    command += ["--store", str(store), "--port", str(port), "--no-annotate", *options]
    env = {k: v for k, v in os.environ.items() if not k.startswith("KG_")}
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=env)
    try:
        _wait(server, port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _wait(server, port):
    for _ in range(600):
        assert server.poll() is None, "the server ended"
        try:
            if ask(port, "GET", "/health", timeout=2)[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server does not come up")


def ask(port, method, path, body=None, headers=None, timeout=30):
    """Send one request; returns status, headers (lower case) and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
    finally:
        connection.close()
