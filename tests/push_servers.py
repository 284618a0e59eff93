"""Triple stores of others on this machine, and a proxy that loses requests, for tests of push and pull."""

import random
import shutil
import socket
import socketserver
import subprocess
import threading
from contextlib import contextmanager

from tests.servers import _wait, oxigraph


def free():
    """Return a port that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def running(words, port, folder):
    server = subprocess.Popen(
        words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextmanager
def empty_oxigraph(folder):
    """Serve an empty writable store by Oxigraph's own server."""
    port = free()
    words = [oxigraph(), "serve", "-l", str(folder / "ox"), "-b", f"127.0.0.1:{port}"]
    with running(words, port, folder) as address:
        yield address


INI = """[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = t.db
TransactionFile = t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = .
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 10000
"""


def virtuoso():
    """The program of Virtuoso 7, or None."""
    return shutil.which("virtuoso-t")


def isql():
    """The command line of Virtuoso, which Debian calls otherwise than its makers do."""
    return shutil.which("isql-vt") or shutil.which("isql-v")


@contextmanager
def empty_virtuoso(folder):
    """Serve an empty store by Virtuoso, whose administrator is dba with the password dba."""
    sql, http = free(), free()
    (folder / "v.ini").write_text(INI.format(sql=sql, http=http))
    with running([virtuoso(), "+foreground", "+configfile", "v.ini"], http, folder) as address:
        yield address


class _Lossy(socketserver.BaseRequestHandler):
    """One request of one connection: passed on whole, or lost before, or its answer lost after."""

    def handle(self):
        proxy = self.server
        with proxy.lock:
            proxy.seen += 1
            lost = proxy.chance.random() < proxy.rate
            after = proxy.chance.random() < 0.5
            proxy.lost += lost
        request = self._request()
        if not request or (lost and not after):
            return
        with socket.create_connection(proxy.to, 60) as behind:
            behind.sendall(request)
            answer = bytearray()
            while piece := behind.recv(1 << 16):
                answer += piece
        if not lost:
            self.request.sendall(answer)

    def _request(self):
        held = b""
        while b"\r\n\r\n" not in held:
            piece = self.request.recv(1 << 16)
            if not piece:
                return b""
            held += piece
        head, _, body = held.partition(b"\r\n\r\n")
        size = 0
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                size = int(line.split(b":")[1])
        while len(body) < size:
            piece = self.request.recv(1 << 16)
            if not piece:
                return b""
            body += piece
        return head + b"\r\n\r\n" + body


@contextmanager
def lossy(address, *, rate=0.05, seed=1):
    """Give the address of a proxy before a server that loses this share of requests, and the proxy."""
    host, _, port = address.removeprefix("http://").rpartition(":")
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Lossy, bind_and_activate=False)
    server.allow_reuse_address, server.daemon_threads, server.block_on_close = True, True, False
    server.request_queue_size = 64
    server.server_bind()
    server.server_activate()
    server.handle_error = lambda *args: None
    server.to, server.rate, server.chance = (host, int(port)), rate, random.Random(seed)
    server.lock, server.seen, server.lost = threading.Lock(), 0, 0
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
