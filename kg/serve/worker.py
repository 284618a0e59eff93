"""A process that does one job after another, and may be killed at any time.

Started by the server with the number of a socket, the store, the limit of its memory and whether it writes.
A result of the store is used in the thread that made it, which here is the only one.
"""

import resource
import signal
import socket
import sys
from importlib import import_module
from pathlib import Path

import orjson
import pyoxigraph

from kg.errors import KgError
from kg.query.ask import one_line
from kg.serve import frames
from kg.serve.errors import RefusedError
from kg.serve.jobs import JOBS, Job
from kg.serve.output import Output
from kg.store.opening import open_to_read, open_to_write


class _Reader:
    """The store as it was when the server last saw it change."""

    def __init__(self, path: Path, *, writes: bool) -> None:
        self._path = path
        self._writes = writes
        self._version: object = None
        self._store: pyoxigraph.Store | None = open_to_write(path) if writes else None

    def at(self, version: object) -> pyoxigraph.Store:
        """Return the store at this version or a later one."""
        if self._store is None or (version != self._version and not self._writes):
            self._store = None
            self._store = open_to_read(self._path)
            self._version = version
        return self._store

    def again(self, version: object) -> pyoxigraph.Store:
        """Return the store opened anew: a writer may have put away files of the old one."""
        if not self._writes:
            self._store = None
        return self.at(version)


def main(number: int, path: str, memory: int, mode: str) -> None:
    """Do jobs until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    server = socket.socket(fileno=number)
    if mode == "write":
        import_module("kg.nif.guard")  # Seconds, which are not to count as those of a request.
    try:
        reader = _Reader(Path(path), writes=mode == "write")
    except KgError as error:
        _refuse(server, error, 503)
        return
    frames.send(server, frames.END, b"")
    while (data := frames.receive(server)) is not None:
        _do(server, reader, orjson.loads(data))


def _do(server: socket.socket, reader: _Reader, job: Job) -> None:
    out = Output(server, job["size"])
    try:
        try:
            JOBS[job["kind"]](reader.at(job["version"]), job, out)
        except OSError:
            if out.begun or job["kind"] not in ("query", "graph", "describe"):
                raise
            out = Output(server, job["size"])
            JOBS[job["kind"]](reader.again(job["version"]), job, out)
        out.end()
    except BrokenPipeError:
        sys.exit(0)
    except RefusedError as error:
        _refuse(server, error, error.status)
    except KgError as error:
        _refuse(server, error, int(getattr(error, "status", 400)))
    except (OSError, RuntimeError, ValueError, MemoryError) as error:
        status = 400 if isinstance(error, ValueError) else 503
        _refuse(server, KgError(f"it failed: {one_line(error)}"), status)


def _refuse(server: socket.socket, error: KgError, status: int) -> None:
    told = {"status": status, "message": str(error)}
    frames.send(server, frames.REFUSED, orjson.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4])
