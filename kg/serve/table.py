"""Connections that wait for their next query lie on a table; a process that is free picks one up and answers.

The server keeps every connection open, too: it takes one back that asks something else, that a picker was ended
over, or that waits while all pickers are long at work. Linux only, as the table is an epoll.
"""

import asyncio
import fcntl
import os
import select
import socket
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson

from kg.serve import frames
from kg.serve.board import SENDING, Board, Work
from kg.serve.child import Child, started
from kg.serve.errors import RefusedError, brought_down, late
from kg.serve.hand import Hand
from kg.serve.limits import Limits
from kg.serve.picker import COMES, EVENTS, GOES, NUMBER
from kg.serve.sockets import end_if_silent, highest_file
from kg.serve.wire import plain
from kg.store.version import Version

if TYPE_CHECKING:
    from kg.serve.lane import Lane

#: Connections that lie on the table at most; the others go through the server.
MOST: Final = 256

#: Seconds between two looks, and while nothing lies there; and between two looks at who is silent.
LOOK: Final = 0.05
IDLE: Final = 0.25
SILENT: Final = 5.0

#: Seconds after which a picker is long at work.
LONG: Final = 0.02


class Table:
    """Pickers and the connections that they share.

    Args:
        path: the store.
        limits: of a request; there are as many pickers as requests may be worked on at once.
        version: of the store.
        url: as clients call the server.
    """

    def __init__(self, path: Path, limits: Limits, version: Version, *, url: str) -> None:
        self._limits = limits
        self._version = version
        self._words = [str(path), str(limits.memory), "pick"]
        self._told: dict[str, Any] = {
            "rows": limits.rows,
            "size": limits.size,
            "query": limits.query,
            "services": limits.services,
            "url": url,
        }
        self._table = select.epoll()
        self._board = Board(limits.workers)
        self._life = os.pipe()
        self._table.register(self._life[0], select.EPOLLIN)
        self._from = highest_file() - MOST - 100
        self._pickers: list[Hand | None] = [None] * limits.workers
        self._lanes: dict[int, Lane] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._dead: list[Child] = []
        self._look: asyncio.TimerHandle | None = None
        self._silent = 0.0
        self._door: socket.socket | None = None
        self._make: Callable[[], Lane] | None = None
        self._is_open = False

        #: Hears a line for each request.
        self.tell: Callable[[str], None] | None = None

    def open(self, door: socket.socket, make: Callable[[], "Lane"]) -> None:
        """Begin to start the pickers; until one is there, the server lets everybody in itself.

        Args:
            door: listens, and the running loop watches it.
            make: makes the protocol of a new connection.
        """
        self._door, self._make = door, make
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, 1)
        self._told["log"] = self.tell is not None
        for row in range(len(self._pickers)):
            self._begin(row)
        self._look = asyncio.get_running_loop().call_later(LOOK, self._looked)

    def close(self) -> None:
        """End the pickers."""
        if self._look is not None:
            self._look.cancel()
        for task in self._tasks:
            task.cancel()
        hands = [hand for hand in self._pickers if hand is not None]
        self._pickers = [None] * len(self._pickers)
        for hand in hands:
            hand.close()
        for child in [*self._dead, *(hand.child for hand in hands)]:
            child.process.wait()
        for number in self._life:
            os.close(number)
        self._table.close()
        self._board.close()

    def shut(self) -> None:
        """Let nobody in any more."""
        if self._is_open and self._door is not None:
            self._table.unregister(self._door)
        self._is_open, self._door = False, None

    def put(self, lane: "Lane") -> bool:
        """Lay a connection down that waits for its next request; returns whether there is a place."""
        if self._from < 0 or not any(self._pickers) or self._all_long():
            return False
        if lane.number:
            lane.transport.pause_reading()
            self._table.modify(lane.number, EVENTS)
            return True
        if len(self._lanes) >= MOST:
            return False
        file = lane.transport.get_extra_info("socket").fileno()
        number = fcntl.fcntl(file, fcntl.F_DUPFD_CLOEXEC, self._from)
        lane.transport.pause_reading()
        lane.number, self._lanes[number] = number, lane
        for hand in self._pickers:
            if hand is not None:
                hand.send(COMES, number)
        self._table.register(number, EVENTS)
        return True

    def forget(self, lane: "Lane") -> None:
        """Let go of a connection that is no more."""
        number, lane.number = lane.number, 0
        if self._lanes.pop(number, None) is None:
            return
        with suppress(OSError, ValueError):
            self._table.unregister(number)
        with suppress(OSError):
            lane.transport.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        os.close(number)
        for hand in self._pickers:
            if hand is not None:
                hand.send(GOES, number)

    def renew(self) -> None:
        """Let the pickers know how the store stands."""
        self._board.version = self._version.now()

    def give(self, child: Child) -> None:
        """Take a picker back whose answer went through the server."""
        for hand in self._pickers:
            if hand is not None and hand.child is child:
                child.hear = hand.hear
        self.moving(child)

    def lose(self, child: Child) -> None:
        """End a picker that is not to go on; another takes its place."""
        for row, hand in enumerate(self._pickers):
            if hand is not None and hand.child is child:
                self._replace(row)

    def stalled(self, child: Child) -> None:
        """Note that a picker waits for its client."""
        child.pause()

    def moving(self, child: Child) -> None:
        """Note that it goes on."""
        child.resume()

    def _begin(self, row: int) -> None:
        self._do(self._started(row))

    def _do(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _started(self, row: int) -> None:
        """Start a picker; what stands in the way now may be gone in a second."""
        self.renew()
        while self._pickers[row] is None and self._door is not None:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            ours.setblocking(False)
            numbers = {
                "door": self._door.fileno(),
                "table": self._table.fileno(),
                "board": self._board.number,
                "letters": theirs.fileno(),
                "life": self._life[0],
            }
            rows = {"row": row, "rows": len(self._pickers)}
            told = orjson.dumps(self._told | {"numbers": numbers | rows}).decode()
            self._board.end(row)
            self._board.sent(row, 0)
            try:
                with theirs:
                    child = await started([*self._words, told], list(numbers.values()))
            except (RefusedError, OSError):
                ours.close()
                await asyncio.sleep(1)
                continue
            self._pickers[row] = hand = Hand(self.heard, row, child, ours, self._board)
            hand.send(GOES, 0)  # That is: begin.
            for number in self._lanes:
                hand.send(COMES, number)
            if not self._is_open and self._door is not None:
                self._is_open = True
                asyncio.get_running_loop().remove_reader(self._door.fileno())
                self._table.register(self._door, EVENTS)

    def _replace(self, row: int) -> None:
        hand, self._pickers[row] = self._pickers[row], None
        if hand is not None:
            hand.close()
            self._dead.append(hand.child)
        self._board.end(row)
        self._begin(row)

    def heard(self, row: int, kind: bytes, data: bytes) -> None:
        """Do what a picker says."""
        if kind == frames.GONE:
            self._gone(row)
            return
        if kind == frames.LINES:
            for line in data.decode("ascii", "replace").split("\n"):
                if self.tell is not None:
                    self.tell(line)
            return
        hand = self._pickers[row]
        assert hand is not None
        number, rest = NUMBER.unpack_from(data)[0], data[NUMBER.size :]
        if number < 0:
            hand.child.pause()
            self._do(self._welcomed(hand, number, kind, rest))
        elif lane := self._lanes.get(number):
            self._hand_back(lane, hand, kind, rest)

    async def _welcomed(self, hand: Hand, number: int, kind: bytes, rest: bytes) -> None:
        """Go on with a new connection that a picker let in."""
        guest = hand.guest(number)
        try:
            if guest is not None and self._make is not None:
                loop = asyncio.get_running_loop()
                _, lane = await loop.connect_accepted_socket(self._make, guest)
                self._hand_back(lane, hand, kind, rest)
        finally:
            hand.child.resume()

    def _hand_back(self, lane: "Lane", hand: Hand, kind: bytes, rest: bytes) -> None:
        """Give a connection back to the server: taken by a picker, with a request, or with the rest of an answer."""
        if kind == frames.TAKEN:
            work = self._board.work(hand.row)
            lane.taken(hand.child, self, rest, work.begun if work else time.monotonic())
        elif kind == frames.OTHER:
            lane.lifted(rest)
        else:
            lane.rest(rest, ends=kind == frames.CLOSED)

    def _gone(self, row: int) -> None:
        """A picker is dead, ended or by itself: say so to whom it was at work for."""
        hand, work = self._pickers[row], self._board.work(row)
        guest = hand.guest(work.connection) if hand is not None and work else None
        self._replace(row)
        if work is not None and hand is not None:
            error = late(self._limits.seconds) if hand.late else brought_down()
            lost = hand.lonely or work.stage == SENDING
            lane = self._lanes.get(work.connection)
            if guest is not None:
                with guest, suppress(OSError):
                    if not lost:
                        guest.send(plain(error, error.status, closes=True))
            elif lane is not None and lost:
                lane.transport.abort()
            elif lane is not None and lane.waiting() is not True:  # Else nobody has read it yet.
                lane.failed(error)
        self._lay_all()

    def _lay_all(self) -> None:
        """Lay down again whatever a picker that is dead may have had in its hand.

        Who else has one of them loses nothing: what a client sends is read once.
        """
        works = [self._board.work(row) for row in range(len(self._pickers))]
        taken = {work.connection for work in works if work is not None}
        for number, lane in self._lanes.items():
            if lane.lies and number not in taken:
                self._table.modify(number, EVENTS)
        if self._is_open and self._door is not None:
            self._table.modify(self._door, EVENTS)

    def _all_long(self) -> bool:
        """Return whether all pickers are at work, and have been for long, or are not there."""
        now = time.monotonic()
        works = [self._board.work(row) for row, hand in enumerate(self._pickers) if hand]
        return all(work is not None and now > work.begun + LONG for work in works)

    def _looked(self) -> None:
        """End who is late or works for nobody; take back who waits for all of them; end who is long silent."""
        self.renew()
        now, busy = time.monotonic(), set()
        for row, hand in enumerate(self._pickers):
            work = self._board.work(row) if hand is not None else None
            if hand is not None and work is not None:
                self._check(hand, work, now)
                busy.add(work.connection)
            if hand is not None:
                hand.read()
        self._dead = [child for child in self._dead if child.process.poll() is None]
        if self._all_long():
            for number, _ in self._table.poll(0, MOST):
                if number in self._lanes:
                    self._lanes[number].lifted(b"")
                elif self._door is not None and number == self._door.fileno():
                    self._do(self._let_in())
        if now > self._silent + SILENT:
            self._silent = now
            for number, lane in self._lanes.items():
                if lane.lies and number not in busy:
                    end_if_silent(lane.transport.get_extra_info("socket"), lane.timeout_keep_alive)
        pause = (
            LOOK if self._lanes or any(hand and hand.has_guests for hand in self._pickers) else IDLE
        )
        self._look = asyncio.get_running_loop().call_later(pause, self._looked)

    async def _let_in(self) -> None:
        """Let those in who wait at the door, as no picker can."""
        assert self._make is not None
        with suppress(OSError):
            while self._door is not None:
                client, _ = self._door.accept()
                client.setblocking(False)
                await asyncio.get_running_loop().connect_accepted_socket(self._make, client)
        if self._is_open and self._door is not None:
            self._table.modify(self._door, EVENTS)

    def _check(self, hand: Hand, work: Work, now: float) -> None:
        lane = self._lanes.get(work.connection)
        if now > work.begun + self._limits.seconds:
            hand.late = True
        elif now > work.begun + 2 * LOOK:
            hand.lonely = (
                lane.lies and lane.waiting() is None
                if lane
                else hand.is_guest_gone(work.connection)
            )
        if hand.late or hand.lonely:
            hand.child.process.kill()
