"""A process that does one job after another, and may be killed at any time.

Started by the server with the number of a socket, the store, the limit of its memory and what it is for: to write,
to read, or to pick up connections.
A result of the store is used in the thread that made it, which here is the only one.
"""

import gc
import resource
import signal
import socket
import sys
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import orjson
import pyoxigraph

from kg.errors import KgError
from kg.query.ask import one_line
from kg.serve import frames
from kg.serve.jobs import JOBS, Job
from kg.serve.output import Output, Post
from kg.serve.picker import Picker
from kg.serve.request import request
from kg.serve.wire import Does, respond
from kg.store.opening import open_to_read, open_to_write

#: Kinds of jobs that change nothing, so that they may be done again.
_HARMLESS: Final = ("query", "graph", "describe", "view")


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


def main(number: int, path: str, memory: int, mode: str, told: str) -> None:
    """Do jobs until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    server = socket.socket(fileno=number)
    post = partial(frames.send, server)
    if mode == "write":
        import_module("kg.nif.guard")  # Seconds, which are not to count as those of a request.
    try:
        reader = _Reader(Path(path), writes=mode == "write")
    except KgError as error:
        Output(post, 0).refuse(error, 503)
        return
    post(frames.END, b"")
    do, settings = partial(_do, reader), orjson.loads(told)
    gc.freeze()  # What is there now stays, and a request makes no circles: neither is looked at again and again.
    gc.set_threshold(100_000)
    with suppress(BrokenPipeError, ConnectionResetError):
        if mode == "pick":
            letters = socket.socket(fileno=settings["numbers"]["letters"])
            Picker(server, letters, settings["numbers"], settings, do).run()
        else:
            _work(server, post, settings, do)


def _work(server: socket.socket, post: Post, settings: dict[str, Any], do: Does) -> None:
    for kind, data in frames.received(server):
        if kind == frames.JOB:
            job = orjson.loads(data)
            do(job, Output(post, job["size"]))
        elif asked := request(data[frames.VERSION :]):
            respond(asked, data[: frames.VERSION].decode(), settings, post, do)


def _do(reader: _Reader, job: Job, out: Output) -> None:
    """Do a job, or say on the output why not."""
    try:
        try:
            JOBS[job["kind"]](reader.at(job["version"]), job, out)
        except OSError:
            if out.begun or job["kind"] not in _HARMLESS:
                raise
            out.forget()
            JOBS[job["kind"]](reader.again(job["version"]), job, out)
        out.end()
    except (BrokenPipeError, ConnectionResetError):
        sys.exit(0)
    except KgError as error:
        out.refuse(error, int(getattr(error, "status", 400)))
    except (OSError, RuntimeError, ValueError, MemoryError) as error:
        status = 400 if isinstance(error, ValueError) else 503
        out.refuse(KgError(f"it failed: {one_line(error)}"), status)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5])
