"""HTTP servers on this machine, for tests: one that answers as told, and a real SPARQL server."""

import shutil
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs


@contextmanager
def serving(answer):
    """Serve ``answer(told, n)``: from the form that was posted and the number of the request (1…).

    It returns status, header fields and body. Gives the address, and the forms and header fields so far.
    """
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            said = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            told = {name: values[0] for name, values in said.items()}
            asked.append((told, dict(self.headers)))
            status, fields, body = answer(told, len(asked))
            self.send_response(status)
            for name, value in {**fields, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

        def handle_error(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *args: None  # A client that gave up waiting.
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def oxigraph():
    """The program that serves SPARQL, or None."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


@contextmanager
def sparql(folder, lines):
    """Serve N-Triples by Oxigraph's own server; gives the address of its endpoint."""
    data = folder / "data.nt"
    data.write_text("\n".join(lines) + "\n", "utf-8")
    store = folder / "store"
    subprocess.run([oxigraph(), "load", "-l", store, "-f", data], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [oxigraph(), "serve-read-only", "-l", store, "-b", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        server.terminate()
        server.wait()


def _wait(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("the server does not come up")
