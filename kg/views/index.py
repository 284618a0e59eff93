"""A store's folder -> the index of its events beside it, in a DuckDB file: opened, locked, made anew."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from threading import Lock, Timer
from typing import Any, Final

import duckdb

from kg.errors import KgError
from kg.namespaces import DEFAULT_BASE
from kg.views.tables import FORMAT, created

#: The index, beside the files of the store, which do not mind it.
FILE: Final = "views.duckdb"

#: Bytes that DuckDB may use before it writes to disk.
MEMORY: Final = "1GB"

#: Nothing is fetched, and no file but those of the batches is read.
_SETTINGS: Final = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "memory_limit": MEMORY,
    "preserve_insertion_order": "false",
}

Rows = list[tuple[Any, ...]]


class TooLongError(KgError):
    """A question to the index took longer than it may."""


class Index:
    """The index of one store; any number of threads may ask at once, one brings it up to date.

    Args:
        store: the folder of the store.
        base: what IRIs of the data begin with; addresses below the server stand for them.
        seconds: when a question is ended.
        fresh: make it in a temporary folder, whatever is beside the store.

    Who cannot write beside the store, or finds the file in use, makes one of its own in a temporary folder
    that goes with it.
    """

    def __init__(
        self,
        store: Path | str,
        *,
        base: str = DEFAULT_BASE,
        seconds: float = 30.0,
        fresh: bool = False,
    ) -> None:
        self.store = Path(store)
        self.base = base
        self.folder = Path(tempfile.mkdtemp(prefix="kg-views-"))
        self.seconds = seconds
        self.generation = 0
        self._closing = Lock()
        self._asking: set[duckdb.DuckDBPyConnection] = set()
        self._kinds: tuple[int, Rows] | None = None
        self._open: duckdb.DuckDBPyConnection | None = None
        for path in [self.folder / FILE] if fresh else [self.store / FILE, self.folder / FILE]:
            self._open = _opened(path, self.folder)
            if self._open is not None:
                self.path = path
                break
        else:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise KgError(f"no index of {self.store} can be made", hint="is the disk full?")
        self.generation = int(self.value("generation") or 0)
        self._made = self.value("made")

    def stop(self) -> None:
        """End the questions that are being worked on."""
        for cursor in list(self._asking):
            cursor.interrupt()

    def close(self) -> None:
        """Let go of the file."""
        with self._closing:
            if self._open is not None:
                self._open.close()
                self._open = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a connection for one thread."""
        if self._open is None:
            raise KgError("the index is closed")
        return self._open.cursor()

    def rows(self, text: str, values: Sequence[object] | dict[str, object] = ()) -> Rows:
        """Return the rows of a question.

        Raises:
            TooLongError: it took longer than it may.
        """
        with self.cursor() as cursor:
            timer = Timer(self.seconds, cursor.interrupt)
            timer.daemon = True
            timer.start()
            self._asking.add(cursor)
            try:
                return cursor.execute(text, values or None).fetchall()
            except duckdb.InterruptException:
                text = f"it took longer than {self.seconds:g} seconds and was ended"
                raise TooLongError(text, hint="ask for less") from None
            finally:
                self._asking.discard(cursor)
                timer.cancel()

    def types(self) -> list[str]:
        """Return every list of types that an event has; as many as there are classes, about."""
        return [types for types, _ in self.kinds()]

    def kinds(self) -> Rows:
        """Return every list of types that an event has and the number of such events."""
        kept = self._kinds
        if kept is None or kept[0] != self.generation:
            counted = "SELECT types, count(*) FROM slim GROUP BY types ORDER BY types"
            kept = self._kinds = (self.generation, self.rows(counted))
        return kept[1]

    def value(self, name: str) -> str:
        """Return something noted about the index."""
        found = self.rows("SELECT value FROM about WHERE name = ?", [name])
        return str(found[0][0]) if found else ""

    @property
    def version(self) -> str:
        """A word that is another whenever an answer may be another."""
        words = f"{self._made} {self.generation}"
        return blake2b(words.encode(), digest_size=9).hexdigest()


def _opened(path: Path, scratch: Path) -> duckdb.DuckDBPyConnection | None:
    """Return the database, made anew when it is broken or of another format; None: it cannot be had."""
    for _ in range(2):
        try:
            return _made(path, scratch)
        except duckdb.ConnectionException:  # This process has it open with other settings.
            return None
        except duckdb.IOException as error:
            if "lock" in str(error).lower() or not os.access(path.parent, os.W_OK):
                return None
        except (duckdb.Error, _OtherFormatError):
            pass
        try:
            for file in path.parent.glob(f"{path.name}*"):
                file.unlink()
        except OSError:
            return None
    return None


class _OtherFormatError(Exception):
    pass


def _made(path: Path, scratch: Path) -> duckdb.DuckDBPyConnection:
    made = duckdb.connect(str(path), config={**_SETTINGS, "temp_directory": str(scratch / "spill")})
    try:
        made.execute(created())
        found = made.execute("SELECT value FROM about WHERE name = 'format'").fetchone()
        if found is None:
            made.execute("INSERT INTO about VALUES ('format', ?)", [str(FORMAT)])
            made.execute("INSERT INTO about VALUES ('made', ?)", [os.urandom(8).hex()])
        elif found[0] != str(FORMAT):
            raise _OtherFormatError
    except BaseException:
        made.close()
        raise
    return made
