"""The lightest client of HTTP/1.1 we can make: bytes over connections that stay open, one or many."""

import selectors
import socket
import time


class Connection:
    """One connection; a request at a time."""

    def __init__(self, port):
        self._socket = socket.create_connection(("127.0.0.1", port), 120)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def ask(self, request):
        """Return the whole response."""
        self._socket.sendall(request)
        data = self._socket.recv(1 << 18)
        while not is_whole(data):
            piece = self._socket.recv(1 << 18)
            assert piece, data
            data += piece
        assert data.startswith(b"HTTP/1.1 200"), data
        return data


def is_whole(data):
    """Return whether the bytes are a whole response."""
    end = data.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = data[:end].lower()
    at = head.find(b"content-length:")
    if at < 0:
        return data.endswith(b"0\r\n\r\n")
    size = int(head[at + 15 :].split(b"\r\n", 1)[0])
    return len(data) >= end + 4 + size


def crowd(port, requests, clients, seconds):
    """Return how many requests a second are answered to so many clients that always ask; requests are iterated."""
    chosen = selectors.DefaultSelector()
    done = 0
    for _ in range(clients):
        one = socket.create_connection(("127.0.0.1", port), 30)
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        chosen.register(one, selectors.EVENT_READ, [b""])
        one.sendall(next(requests))
    begun = time.perf_counter()
    until = begun + seconds
    while time.perf_counter() < until:
        for key, _ in chosen.select(1):
            held = key.data
            data = held[0] + key.fileobj.recv(1 << 18)
            if not is_whole(data):
                assert data
                held[0] = data
                continue
            assert data.startswith(b"HTTP/1.1 200"), data[:500]
            held[0] = b""
            done += 1
            key.fileobj.sendall(next(requests))
    took = time.perf_counter() - begun
    for key in list(chosen.get_map().values()):
        key.fileobj.close()
    chosen.close()
    return done / took
