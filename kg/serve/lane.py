"""Bytes of a connection -> a worker, and back: the short way of queries through the server.

A query that comes whole is passed on as it is; a worker reads it and writes the response. Between two queries the
connection lies on the table, where pickers see to it. Everything else, and what is not quite as it should be, goes
the long way through the application.
"""

import asyncio
import os
import socket
import time
from collections.abc import Callable
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.serve import frames
from kg.serve.child import Child
from kg.serve.errors import RefusedError, brought_down, busy, late
from kg.serve.pool import Pool
from kg.serve.request import request
from kg.serve.site import Site
from kg.serve.sockets import waiting
from kg.serve.table import Table
from kg.serve.wire import plain

#: Seconds that a client may take until its first headers are there.
HEADERS: Final = 20.0

#: Bytes of an answer that may wait for a client before its worker has to; and those of all clients.
OWED: Final = 2_000_000
OWED_BY_ALL: Final = 256_000_000

#: Seconds that a client may take for those bytes once its answer is whole.
PATIENCE: Final = 60.0


class Lane(H11Protocol):
    """A connection; one query at a time goes the short way."""

    #: Set by `lane`.
    site: Site
    tell: Callable[[str], None] | None = None
    owed = 0

    #: On the table, once it was there; and whether it lies there now.
    number = 0
    lies = False

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._request = b""
        self._next = b""
        self._child: Child | None = None
        self._begun = 0.0
        self._status = b""
        self._owes = False
        self._ends = False
        self._keeper: Pool | Table = self.site.readers

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin; small packets go at once: uvicorn does not see to it for sockets it did not make."""
        super().connection_made(transport)
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.loop.call_later(HEADERS, self._close_if_silent)

    def data_received(self, data: bytes) -> None:
        """Take what comes."""
        if self._request:
            self._next += data
            if len(self._next) > 1_000_000:
                self.transport.pause_reading()
        elif self._is_between() and (asked := request(data)):
            self._unset_keepalive_if_required()
            self._request, self._begun = data, time.monotonic()
            self._ends = asked.fields.closes
            self._keeper = self.site.readers
            self.site.readers.take(self._took)
        else:
            super().data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Work no longer for who is gone."""
        if self._child is not None:
            self._keeper.lose(self._child)
            self._told(b"0")
        elif self._request:
            self.site.readers.forget(self._took)
        self._child, self._request, self.lies = None, b"", False
        self._pays()
        if self.number and self.site.table is not None:
            self.site.table.forget(self)
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Let the worker wait: the client reads slowly."""
        super().pause_writing()
        if self._child is not None:
            self._keeper.stalled(self._child)

    def resume_writing(self) -> None:
        """Let it go on."""
        super().resume_writing()
        if self._child is not None:
            self._keeper.moving(self._child)

    def shutdown(self) -> None:
        """End the connection when what is asked is answered."""
        if self._request:
            self._ends = True
        elif self.lies:
            self.transport.get_extra_info("socket").shutdown(socket.SHUT_RD)
        else:
            super().shutdown()

    def waiting(self) -> bool | None:
        """Return whether something waits to be read while it lies on the table; None when the client has left."""
        with socket.socket(fileno=os.dup(self.number)) as peer:
            return waiting(peer)

    def lifted(self, data: bytes) -> None:
        """Take the connection back from the table, with what came there."""
        self.lies = False
        self.transport.resume_reading()
        if data:
            self.data_received(data)
        else:
            self._wait()

    def taken(self, child: Child, keeper: Table, method: bytes, begun: float) -> None:
        """Take it back while a picker goes on answering: in parts, through us."""
        self.lies = False
        self._child, self._keeper, child.hear = child, keeper, self._heard
        self._request, self._begun = method + b" ", begun
        self.transport.resume_reading()

    def rest(self, data: bytes, *, ends: bool) -> None:
        """Take it back with the rest of an answer; the connection is to end then, or goes on."""
        self.lies = False
        self.transport.resume_reading()
        if data:
            self.transport.write(data)
            self.loop.call_later(PATIENCE, self._abort_if_slow)
        if ends:
            self.transport.close()
        elif data or not self._is_laid_down():
            self._wait()

    def failed(self, error: RefusedError) -> None:
        """Take it back from a picker that could not answer."""
        self.lies = False
        self.transport.resume_reading()
        self._request, self._begun = b"- ", time.monotonic()
        self._refused(error)

    def _is_between(self) -> bool:
        done = self.cycle is None or self.cycle.response_complete
        return done and self.conn.our_state is h11.IDLE and not self.conn.trailing_data[0]

    def _close_if_silent(self) -> None:
        if self.cycle is None and not self._begun and not self.transport.is_closing():
            self.transport.close()

    def _took(self, child: Child | None) -> None:
        if child is None:
            self._refused(busy())
            return
        self._child = child
        child.hear = self._heard
        child.tell(frames.REQUEST, self.site.version.now().encode() + self._request)

    def _heard(self, kind: bytes, data: bytes) -> None:
        child = self._child
        assert child is not None
        if kind == frames.PART:
            self._part(data)
            return
        self._child = None
        if kind in (frames.GONE, frames.LATE):
            self._keeper.lose(child)
            gone = kind == frames.GONE
            self._refused(brought_down() if gone else late(self.site.limits.seconds))
            return
        self._keeper.give(child)
        if kind == frames.OTHER:
            asked, self._request = self._request, b""
            super().data_received(asked)
        elif kind == frames.BROKEN:
            self._broken()
        else:
            self._status = self._status or data[9:12]
            self._done(data)

    def _part(self, data: bytes) -> None:
        if not self._status:
            self._status = data[9:12]
            self._owes = Lane.owed + OWED <= OWED_BY_ALL
            Lane.owed += OWED if self._owes else 0
            self.transport.set_write_buffer_limits(OWED if self._owes else 64_000)
        self.transport.write(data)

    def _done(self, data: bytes) -> None:
        self.transport.write(data)
        self._told(self._status)
        if self._owes:
            self.loop.call_later(PATIENCE, self._abort_if_slow)
        self._pays()
        waiting, self._request, self._status = self._next, b"", b""
        self._next = b""
        if self._ends:
            self.transport.close()
        elif waiting:
            self.transport.resume_reading()
            self.data_received(waiting)
        elif self.transport.get_write_buffer_size() or not self._is_laid_down():
            self._wait()

    def _is_laid_down(self) -> bool:
        table = self.site.table
        self.lies = table is not None and table.put(self)
        return self.lies

    def _wait(self) -> None:
        """Wait for the next request, but not for ever."""
        self.timeout_keep_alive_task = self.loop.call_later(
            self.timeout_keep_alive, self.timeout_keep_alive_handler
        )

    def _refused(self, error: RefusedError) -> None:
        if self._status:
            self._broken()
            return
        self._status = str(error.status).encode()
        self._done(plain(error, error.status, closes=self._ends))

    def _broken(self) -> None:
        """End the connection without the end of the body: no client takes it for whole."""
        self._told(self._status)
        self._request = b""
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        else:
            self.transport.close()

    def _pays(self) -> None:
        Lane.owed -= OWED if self._owes else 0
        self._owes = False

    def _abort_if_slow(self) -> None:
        if self.transport.get_write_buffer_size() and not self._request:
            self.transport.abort()

    def _told(self, status: bytes) -> None:
        if self.tell is not None:
            took = (time.monotonic() - self._begun) * 1000
            method = self._request.partition(b" ")[0].decode()
            self.tell(f"{method} '/sparql' {status.decode() or 0} {took:.0f} ms")


def lane(site: Site, tell: Callable[[str], None] | None) -> type[Lane]:
    """Return the protocol of a server for this store; ``tell`` hears a line for each request."""
    return type("Lane", (Lane,), {"site": site, "tell": staticmethod(tell) if tell else None})
