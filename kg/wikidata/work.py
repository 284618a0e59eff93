"""The work file: what was read of a source so far, and how far that is. One SQLite file beside the output."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import orjson

from kg.errors import KgError, UsageError
from kg.wikidata.raw import Raw, merge, pack, unpack

#: Changes with what is in the tables; a work file of another form is begun anew.
FORM: Final = 1

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS raw (number INTEGER PRIMARY KEY, links INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS moved (number INTEGER PRIMARY KEY, target INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
"""


def beside(output: Path) -> Path:
    """Return where the work file of an output is."""
    return output.with_name(output.name + ".work")


class Work:
    """What was read. Nothing lasts before `save`; what is killed in between goes on from the last one."""

    def __init__(self, path: Path) -> None:
        """Open a work file, or make one.

        Raises:
            KgError: it cannot be opened, is something else, or another process writes it.
        """
        self.path = path
        try:
            self._db = sqlite3.connect(path, timeout=0.1)
            self._db.execute("PRAGMA cache_size=-65536")
            self._db.executescript(_TABLES)
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise KgError(f"cannot write {path}: {error}") from error
        except sqlite3.DatabaseError as error:
            raise KgError(f"no work file of ours: {path}: {error}", hint="remove it") from error

    def __enter__(self) -> "Work":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.rollback()
        self._db.close()

    def put(self, raws: Iterable[Raw]) -> None:
        """Keep entities, each instead of what was known of it."""
        rows = ((raw.number, raw.links, pack(raw)) for raw in raws)
        try:
            self._db.executemany("INSERT OR REPLACE INTO raw VALUES (?, ?, ?)", rows)
        except sqlite3.OperationalError as error:
            raise KgError(f"cannot write {self.path}: {error}") from error

    def add(self, raws: Iterable[Raw]) -> None:
        """Keep entities, each beside what was known of it: for sources that tell of one in several places."""
        for raw in raws:
            known = self.get(raw.number)
            self.put([merge(known, raw) if known else raw])

    def link(self, pages: Mapping[int, int]) -> None:
        """Count more pages about entities."""
        for number, count in sorted(pages.items()):
            known = self.get(number) or Raw(number)
            self.put([replace(known, links=known.links + count)])

    def move(self, number: int, target: int) -> None:
        """Remember that one entity is another now; what is said of the first is dropped."""
        self.drop([number])
        self._db.execute("INSERT OR REPLACE INTO moved VALUES (?, ?)", (number, target))

    def drop(self, numbers: Iterable[int]) -> int:
        """Forget entities; returns how many there were."""
        before = self._db.total_changes
        self._db.executemany("DELETE FROM raw WHERE number = ?", ((n,) for n in numbers))
        return self._db.total_changes - before

    def get(self, number: int) -> Raw | None:
        """Return an entity, found under an earlier number of it too."""
        for _ in range(4):  # Wikidata repairs chains of redirects; circles do not last either.
            row = self._one("SELECT data FROM raw WHERE number = ?", number)
            if row is not None:
                return unpack(row[0])
            row = self._one("SELECT target FROM moved WHERE number = ?", number)
            if row is None:
                return None
            number = row[0]
        return None

    def numbers(self, *, linked: bool = False) -> Iterator[int]:
        """Yield all numbers in order, or those with the most links first."""
        order = "links DESC, number" if linked else "number"
        return (n for (n,) in self._db.execute(f"SELECT number FROM raw ORDER BY {order}"))  # noqa: S608

    def raws(self) -> Iterator[Raw]:
        """Yield all entities by number."""
        return (unpack(d) for (d,) in self._db.execute("SELECT data FROM raw ORDER BY number"))

    def __len__(self) -> int:
        row = self._one("SELECT count(*) FROM raw")
        return int(row[0]) if row else 0

    def meta(self, name: str) -> Any:
        """Return a value that was set, or None."""
        row = self._one("SELECT value FROM meta WHERE name = ?", name)
        return orjson.loads(row[0]) if row else None

    def set_meta(self, name: str, value: object) -> None:
        """Set a value that JSON can write."""
        data = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, data))

    def save(self) -> None:
        """Make all that was put last."""
        try:
            self._db.commit()
        except sqlite3.OperationalError as error:
            raise KgError(f"cannot write {self.path}: {error}") from error
        self._db.execute("BEGIN IMMEDIATE")

    def clear(self) -> None:
        """Forget everything."""
        for table in ("raw", "moved", "meta"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608
        self.save()

    def _one(self, query: str, *values: object) -> Sequence[Any] | None:
        row: Sequence[Any] | None = self._db.execute(query, values).fetchone()
        return row


def existing(output: Path) -> Path:
    """Return the work file of an output.

    Raises:
        UsageError: there is none.
    """
    path = beside(output)
    if not path.is_file():
        raise UsageError(
            f"no {path}", hint="kg wikidata build leaves it beside its file; build again"
        )
    return path
