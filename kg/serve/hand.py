"""A picker as the server sees it: its process, what it is told, and the new connections that it let in."""

import socket
from collections.abc import Callable
from contextlib import suppress

from kg.serve.board import Board
from kg.serve.child import Child
from kg.serve.picker import COMES, MESSAGE
from kg.serve.sockets import waiting

#: Hears the row of a picker, and the kind and the bytes of what it says.
Tell = Callable[[int, bytes, bytes], None]


class Hand:
    """A picker as the server sees it; it is late, or lonely, when it was ended for that."""

    def __init__(
        self, tell: Tell, row: int, child: Child, letters: socket.socket, board: Board
    ) -> None:
        self.child = child
        self.row = row
        self.late = False
        self.lonely = False
        self._tell = tell
        self._letters = letters
        self._board = board
        self._sent = 0
        self._guests: dict[int, socket.socket] = {}
        child.hear = self.hear

    @property
    def has_guests(self) -> bool:
        """Whether it let somebody in lately."""
        return bool(self._guests)

    def guest(self, number: int) -> socket.socket | None:
        """Return a new connection, to go on with it."""
        self.read()
        return self._guests.pop(number, None)

    def is_guest_gone(self, number: int) -> bool:
        """Return whether the other side of a new connection has left."""
        self.read()
        return number in self._guests and waiting(self._guests[number]) is None

    def read(self) -> None:
        """Read which new connections it let in, and which it is done with."""
        with suppress(OSError):
            while True:
                message, files, _, _ = socket.recv_fds(self._letters, MESSAGE.size, 1)
                if not message:
                    return
                kind, number = MESSAGE.unpack(message)
                if kind == COMES and files:
                    self._guests[number] = socket.socket(fileno=files[0])
                elif number in self._guests:
                    self._guests.pop(number).close()

    def hear(self, kind: bytes, data: bytes) -> None:
        """Pass on what it says."""
        self._tell(self.row, kind, data)

    def send(self, kind: bytes, number: int) -> None:
        """Send a message; a picker that can't take it hands such a connection back."""
        with suppress(OSError):
            files = [number] if kind == COMES else []
            socket.send_fds(self._letters, [MESSAGE.pack(kind, number)], files)
            self._sent += 1
            self._board.sent(self.row, self._sent)

    def close(self) -> None:
        """End it."""
        for guest in self._guests.values():
            guest.close()
        self._letters.close()
        self.child.kill()
