"""What was sent where -> a file beside the store, one line for each graph; the last line counts.

A line without a digest stands before each sending: what breaks off is known to be unknown.
"""

import json
import os
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from kg.errors import KgError

try:
    import fcntl
except ImportError:  # Windows: nobody keeps two pushes apart there.
    fcntl = None  # type: ignore[assignment]

_ENDING: Final = ".push.jsonl"


class State:
    """The digest of each graph as it was sent to one endpoint; one process at a time writes it.

    Raises:
        KgError: another push is running, or the file cannot be written.
    """

    def __init__(self, store: Path, endpoint: str, *, read_only: bool = False) -> None:
        whole = store.absolute()
        self.path = whole.with_name(whole.name + _ENDING)
        self._endpoint = endpoint
        self._all: dict[str, dict[str, str]] = {}
        self._file: IO[str] | None = None
        try:
            if not read_only:
                self._file = self._locked()
            self._read()
        except OSError as error:
            raise KgError(f"cannot use {self.path}: {os.strerror(error.errno or 0)}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file:
            self._compact()
            self._file.close()

    @property
    def graphs(self) -> dict[str, str]:
        """Graph -> digest; empty where a sending was begun and not ended."""
        return self._all.get(self._endpoint, {})

    def begin(self, graph: str) -> None:
        """Remember that from now on nobody knows what the endpoint holds of a graph."""
        self._set(graph, "")

    def done(self, graph: str, digest: str) -> None:
        """Remember that the endpoint holds the graph as of this digest."""
        self._set(graph, digest)

    def gone(self, graph: str) -> None:
        """Remember that the endpoint no longer holds a graph of ours."""
        self._set(graph, None)

    def _set(self, graph: str, digest: str | None) -> None:
        assert self._file is not None
        self._take(self._endpoint, graph, digest)
        try:
            self._file.write(_line(self._endpoint, graph, digest))
            self._file.flush()
        except OSError as error:
            raise KgError(f"cannot write {self.path}: {os.strerror(error.errno or 0)}") from error

    def _take(self, endpoint: str, graph: str, digest: str | None) -> None:
        known = self._all.setdefault(endpoint, {})
        if digest is None:
            known.pop(graph, None)
        else:
            known[graph] = digest

    def _locked(self) -> IO[str]:
        file = self.path.open("a+", encoding="utf-8")
        if not (
            _locks(file)
            and self.path.exists()
            and os.path.samestat(self.path.stat(), os.fstat(file.fileno()))
        ):
            file.close()
            raise KgError("another push of this store is running", hint="wait until it has ended")
        if file.tell():
            file.seek(0)
            if not file.read().endswith("\n"):
                file.write("\n")  # A line that a crash cut off must not spoil the next one.
        return file

    def _read(self) -> None:
        if not self.path.exists():
            return
        for line in self.path.read_text("utf-8").splitlines():
            try:
                endpoint, graph, digest = json.loads(line)
            except ValueError:
                continue  # Cut off by a crash: it says less than the line before it.
            self._take(endpoint, graph, digest)

    def _compact(self) -> None:
        """Write one line for each graph, in place, so that the lock stays on the file."""
        assert self._file is not None
        lines = [
            _line(endpoint, graph, digest)
            for endpoint, known in sorted(self._all.items())
            for graph, digest in sorted(known.items())
        ]
        draft = self.path.with_name(self.path.name + ".new")
        draft.write_text("".join(lines), "utf-8")
        draft.replace(self.path)


def _locks(file: IO[str]) -> bool:
    """Return whether the file is now ours alone, until it is closed."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _line(endpoint: str, graph: str, digest: str | None) -> str:
    return json.dumps([endpoint, graph, digest], ensure_ascii=False) + "\n"
