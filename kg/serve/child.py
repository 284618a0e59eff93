"""A worker's process, as the server sees it: what it is told, and what it says."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Final

import orjson

from kg.serve import frames
from kg.serve.errors import RefusedError

#: Hears the kind and the bytes of a message.
Hears = Callable[[bytes, bytes], None]


#: Tells glibc to keep memory between queries instead of giving it back, and small pieces by the thousand: a query
#: makes and drops many, and a quarter of its time went into finding room for them.
_KEEPING: Final = {
    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=2000",
    "MALLOC_TRIM_THRESHOLD_": "268435456",
    "MALLOC_MMAP_THRESHOLD_": "268435456",
    "MALLOC_TOP_PAD_": "16777216",
}


class Child(asyncio.Protocol):
    """A process; ``hear`` is told each message of it, ``until`` is when its time is over."""

    def __init__(self, process: subprocess.Popen[bytes], hear: Hears) -> None:
        self.process = process
        self.hear = hear
        self.until = float("inf")
        self._inbox = frames.Inbox()
        self._is_paused = False
        self._is_dead = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take what it says."""
        self._inbox.put(data)
        self._deliver()

    def connection_lost(self, _: Exception | None) -> None:
        """Note that it is dead."""
        self._is_dead = True
        self._deliver()

    def tell(self, kind: bytes, data: bytes) -> None:
        """Send it a message."""
        if self._transport is not None:
            self._transport.write(frames.framed(kind, data))

    def pause(self) -> None:
        """Hear no more for now; it stops when nothing more fits between us."""
        self._is_paused = True
        if self._transport is not None:
            self._transport.pause_reading()

    def resume(self) -> None:
        """Hear on."""
        if not self._is_paused:
            return
        self._is_paused = False
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()
        self._deliver()

    def _deliver(self) -> None:
        while not self._is_paused and (message := self._inbox.next()) is not None:
            self.hear(*message)
        if self._is_dead and not self._is_paused:
            self._is_dead = False
            self.hear(frames.GONE, b"")

    def kill(self) -> None:
        """End it now."""
        self.hear = self.nobody
        self.process.kill()
        if self._transport is not None:
            self._transport.abort()

    def nobody(self, kind: bytes, data: bytes) -> None:
        """Hear nothing."""


async def started(words: Sequence[str], files: Sequence[int] = ()) -> Child:
    """Start a process with these words and open files; it is ready for its first job.

    Raises:
        RefusedError: it cannot open the store.
    """
    ours, theirs = socket.socketpair()
    with theirs:
        command = [sys.executable, "-m", "kg.serve.worker", str(theirs.fileno()), *words]
        process = subprocess.Popen(
            command,
            pass_fds=[theirs.fileno(), *files],
            stdin=subprocess.DEVNULL,
            env=os.environ | _KEEPING,
        )
    said: asyncio.Future[tuple[bytes, bytes]] = asyncio.get_running_loop().create_future()

    def hear(kind: bytes, data: bytes) -> None:
        if not said.done():
            said.set_result((kind, data))

    child = Child(process, hear)
    try:
        await asyncio.get_running_loop().create_unix_connection(lambda: child, sock=ours)
        kind, data = await said
    except BaseException:
        child.kill()
        raise
    if kind != frames.END:
        child.kill()
        process.wait()
        told = orjson.loads(data)["message"] if data else "a process of the server ended"
        raise RefusedError(told, status=503)
    return child
