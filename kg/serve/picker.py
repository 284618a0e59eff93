"""Connections that lie on the table -> answers, sent by the process that picks one up.

No step of the server lies between a client and the database: a free picker reads the request and writes the
response. What it can't finish at once it hands over: what is no plain query, what is large, who reads slowly.
New connections are taken in here, too: many clients make one for each query.
"""

import os
import select
import socket
import struct
import time
from contextlib import suppress
from typing import Any, Final

from kg.serve import frames
from kg.serve.board import Board
from kg.serve.request import Request, request
from kg.serve.wire import Does, respond

#: What is waited for on a connection: one event, which one picker gets.
EVENTS: Final = (
    (select.EPOLLIN | select.EPOLLRDHUP | select.EPOLLONESHOT) if hasattr(select, "epoll") else 0
)

#: Bytes of a request that are read at once; a longer one is not for us.
MOST: Final = 1 << 18

#: Bytes of a new connection's request that are read at once.
FIRST: Final = 1 << 16

#: A message: a connection comes or goes, its number. A new one, of which the server hears from a picker, has a
#: negative number until it is on the table.
COMES: Final = b"+"
GOES: Final = b"-"
MESSAGE: Final = struct.Struct("=ci")

#: Number of a connection, before what is said of it.
NUMBER: Final = struct.Struct("=i")

#: Seconds between two times that lines of the log are sent.
PAUSE: Final = 0.2


class Picker:
    """One process; it ends with the server.

    Args:
        server: hears what is handed over.
        letters: brings connections, and takes new ones to the server.
        numbers: file descriptors of the table, of the board and of the socket that listens; that of the server's
            life; the row; the rows.
        settings: as the server was started with.
        do: does a job.
    """

    def __init__(
        self, server: socket.socket, letters: socket.socket, numbers: dict[str, int],
        settings: dict[str, Any], do: Does,
    ) -> None:  # fmt: skip
        self._server = server
        self._letters = letters
        letters.setblocking(False)
        self._table = select.epoll.fromfd(numbers["table"])
        self._life = numbers["life"]
        self._door = socket.socket(fileno=numbers["door"])
        self._row = numbers["row"]
        self._board = Board(numbers["rows"], numbers["board"])
        self._settings = settings
        self._do = do
        self._clients: dict[int, socket.socket] = {}
        self._heard = 0
        self._client: socket.socket | None = None
        self._guests = 0
        self._number = 0
        self._held = 0
        self._both = select.poll()
        self._both.register(self._table, select.POLLIN)
        self._watched = 0
        self._is_busy = False
        self._room = memoryview(bytearray(MOST))
        self._data = b""
        self._asked: Request | None = None
        self._taken = False
        self._begun = 0.0
        self._lines: list[bytes] = []

    def run(self) -> None:
        """Pick up one connection after another until the server is gone; begin when it says that it hears us."""
        until = 0.0
        begin = select.poll()
        begin.register(self._letters, select.POLLIN)
        begin.register(self._life, select.POLLIN)
        begin.poll()
        while True:
            number = self._next()
            if number == self._life:
                return
            if number == self._door.fileno():
                self._let_in()
            elif number:
                self._pick(number)
            if self._lines and (not number or time.monotonic() > until):
                until = time.monotonic() + PAUSE
                frames.send(self._server, frames.LINES, b"\n".join(self._lines))
                self._lines.clear()

    def _next(self) -> int:
        """Return the number of a connection that has something; 0 when there was none for a while.

        The one that was answered last stays in hand until another comes: if it asks again, all that a query
        needs is still at hand here, and the other pickers need not wake up.
        """
        if self._is_busy and (found := self._table.poll(0, 1)):
            if self._held:
                self._lay_back(self._held)
            return found[0][0]
        self._is_busy = False
        pause = PAUSE if self._lines else None
        if not self._held:
            found = self._table.poll(pause, 1)
            return found[0][0] if found else 0
        if self._watched != self._held:
            if self._watched:
                self._both.unregister(self._watched)
            self._both.register(self._held, select.POLLIN)
            self._watched = self._held
        ready = self._both.poll(pause and pause * 1000)
        if not ready:
            return 0
        if len(ready) == 1 and ready[0][0] == self._held:
            return self._held
        self._is_busy = True  # Others ask, too: they are looked for first.
        return 0

    def _pick(self, number: int) -> None:
        if self._board.messages(self._row) != self._heard:
            self._hear()
        self._held = 0
        self._board.begin(self._row, number)
        self._client = self._clients.get(number)
        try:
            size = self._client.recv_into(self._room) if self._client else 0
            self._data = bytes(self._room[:size])
        except BlockingIOError:
            self._board.end(self._row)
            self._lay_back(number)
            return
        except OSError:
            self._data = b""
        self._number = number
        self._answer(request(self._data))

    def _let_in(self) -> None:
        """Take a new connection in: answer its query, and let the server go on with it."""
        try:
            client, _ = self._door.accept()
        except OSError:  # It has gone, another picker has it, or there are too many.
            self._lay_back(self._door.fileno())
            return
        self._lay_back(self._door.fileno())
        self._guests -= 1
        self._number = self._guests
        self._board.begin(self._row, self._number)
        with client:
            client.setblocking(False)
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                self._data = client.recv(FIRST)
            except OSError:
                self._data = b""
            self._write(COMES, [client.fileno()])
            self._client = client
            self._answer(request(self._data))

    def _write(self, kind: bytes, files: list[int]) -> None:
        """Let the server know that we have a new connection, for its answer should we be ended; or that it is done."""
        letter = MESSAGE.pack(kind, self._number)
        while True:
            try:
                socket.send_fds(self._letters, [letter], files)
            except BlockingIOError:
                time.sleep(0.01)  # The server looks soon.
            else:
                return

    def _answer(self, asked: Request | None) -> None:
        """Answer a query; what is none is handed over."""
        self._asked, self._taken = asked, False
        if asked is None:
            self._post(frames.OTHER, b"")
            return
        self._begun = time.monotonic() if self._settings["log"] else 0.0
        respond(asked, self._board.version, self._settings, self._post, self._do)

    def _hear(self) -> None:
        """Take the connections that have come, and let go of those that have gone."""
        while True:
            try:
                message, files, _, _ = socket.recv_fds(self._letters, MESSAGE.size, 1)
            except BlockingIOError:
                return
            if not message:
                return
            self._heard += 1
            kind, number = MESSAGE.unpack(message)
            if (old := self._clients.pop(number, None)) is not None:
                old.close()
                self._held = 0 if self._held == number else self._held
            if kind == COMES and files:
                # The same number as in the server: that is how the table knows it.
                os.dup2(files[0], number, inheritable=False)
                os.close(files[0])
                self._clients[number] = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0, number)

    def _post(self, kind: bytes, data: bytes) -> None:
        """Send an answer, or hand it over."""
        if self._taken:
            frames.send(self._server, kind, data)
            if kind != frames.PART:
                self._board.end(self._row)
        elif kind == frames.WHOLE:
            self._send(data)
        elif kind == frames.OTHER:
            frames.send(self._server, frames.OTHER, NUMBER.pack(self._number) + self._data)
            self._board.end(self._row)
        else:
            self._taken = True
            method = self._data.partition(b" ")[0]
            frames.send(self._server, frames.TAKEN, NUMBER.pack(self._number) + method)
            self._post(kind, data)

    def _send(self, data: bytes) -> None:
        assert self._asked is not None
        assert self._client is not None
        self._board.send(self._row)
        try:
            sent = self._client.send(data)
        except BlockingIOError:
            sent = 0
        except OSError:
            sent = len(data)  # Who is gone is seen when the connection is picked up again.
        self._note(data)
        closes = self._asked.fields.closes
        if sent == len(data) and closes and self._number < 0:
            with suppress(OSError):
                self._client.shutdown(socket.SHUT_WR)
            self._write(GOES, [])
            self._board.end(self._row)
        elif sent == len(data) and not closes and self._number > 0:
            self._board.end(self._row)
            self._held = self._number
        else:
            kind = frames.CLOSED if closes else frames.REST
            frames.send(self._server, kind, NUMBER.pack(self._number) + data[sent:])
            self._board.end(self._row)

    def _lay_back(self, number: int) -> None:
        self._held = 0 if number == self._held else self._held
        with suppress(OSError):  # It has gone.
            self._table.modify(number, EVENTS)

    def _note(self, data: bytes) -> None:
        """Note a line for the log."""
        if self._settings["log"]:
            assert self._asked is not None
            took = (time.monotonic() - self._begun) * 1000
            method = self._data.partition(b" ")[0]
            self._lines.append(b"%b '/sparql' %b %.0f ms" % (method, data[9:12], took))
