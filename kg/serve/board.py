"""Memory that the server and its pickers share: how the store stands, and what each picker is at."""

import mmap
import os
import struct
import time
from typing import Final, NamedTuple

from kg.serve import frames

#: What a picker is at with a connection.
FREE: Final = 0
WORKING: Final = 1
SENDING: Final = 2

#: Since when (monotonic seconds), number of the connection, what is done with it.
_WORK: Final = struct.Struct("=dii")
_STAGE: Final = struct.Struct("=i")
_COUNT: Final = struct.Struct("=I")

#: Bytes before the first row, and of a row; where in it the number of messages stands.
_HEAD: Final = 64
_ROW: Final = 64
_MESSAGES: Final = 16


class Work(NamedTuple):
    """What a picker is at."""

    begun: float
    connection: int
    stage: int


class Board:
    """One row for each picker; each side writes what only it writes.

    Args:
        count: pickers.
        number: file descriptor of a board that is there; without it one is made.
    """

    def __init__(self, count: int, number: int = -1) -> None:
        size = _HEAD + _ROW * count
        self.number = number
        if number < 0:
            self.number = os.memfd_create("kg-board")
            os.ftruncate(self.number, size)
        self._memory = mmap.mmap(self.number, size)

    def close(self) -> None:
        """Let go of it."""
        self._memory.close()
        os.close(self.number)

    @property
    def version(self) -> str:
        """How the store stands."""
        return self._memory[: frames.VERSION].decode()

    @version.setter
    def version(self, version: str) -> None:
        self._memory[: frames.VERSION] = version.encode()

    def begin(self, row: int, connection: int) -> None:
        """Note what a picker begins with."""
        at = _HEAD + _ROW * row
        _WORK.pack_into(self._memory, at, time.monotonic(), connection, WORKING)

    def send(self, row: int) -> None:
        """Note that it sends: what it was asked is answered, or half of it is."""
        _STAGE.pack_into(self._memory, _HEAD + _ROW * row + 12, SENDING)

    def end(self, row: int) -> None:
        """Note that it is free."""
        _STAGE.pack_into(self._memory, _HEAD + _ROW * row + 12, FREE)

    def work(self, row: int) -> Work | None:
        """Return what a picker is at; None when it is free."""
        found = Work(*_WORK.unpack_from(self._memory, _HEAD + _ROW * row))
        # What is just being written may be read by half, with zeros for the rest: it has only begun.
        return found if found.stage != FREE and found.begun and found.connection else None

    def messages(self, row: int) -> int:
        """Return how many messages a picker was sent."""
        count: int = _COUNT.unpack_from(self._memory, _HEAD + _ROW * row + _MESSAGES)[0]
        return count

    def sent(self, row: int, count: int) -> None:
        """Note how many messages it was sent."""
        _COUNT.pack_into(self._memory, _HEAD + _ROW * row + _MESSAGES, count)
