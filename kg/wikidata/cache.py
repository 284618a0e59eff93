"""Question -> answer that a remote service gave before, in a SQLite file that several processes share.

Only what lasts is kept: what is known, and that nobody is known; never that there was no answer.
A cache is a help: one that cannot be read or written is said once and done without.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any, Final

_VERSION: Final = 1

#: Seconds to wait for another process that is writing.
_PATIENCE: Final = 2.0

_TABLE: Final = """
CREATE TABLE IF NOT EXISTS answer (
    service TEXT NOT NULL, question TEXT NOT NULL, fetched TEXT NOT NULL, answer TEXT NOT NULL,
    PRIMARY KEY (service, question)
) WITHOUT ROWID
"""


def now() -> datetime:
    """Return this second, in UTC."""
    return datetime.now(UTC).replace(microsecond=0)


def place() -> Path:
    """Return where the cache is when nobody says: the folder for caches of this user."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "kg" / "wikidata.sqlite"


class Cache:
    """Answers by service and question.

    Args:
        path: the file, made with its folder when it is not there, readable by its owner alone:
            it shows which names were asked.
        days: how long an answer counts; 0: for no time, so that everything is asked anew.
        tell: hears one line when the file is not used or was set aside.
        clock: the time, for tests.
    """

    def __init__(
        self,
        path: Path,
        *,
        days: float = 30.0,
        tell: Callable[[str], None] = lambda _: None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self.path, self._tell, self._clock = path, tell, clock
        self._age = timedelta(days=days)
        self._lock = Lock()
        self._file: sqlite3.Connection | None = None
        self._open()

    def close(self) -> None:
        """Let go of the file; asking goes on without it."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None

    def get(self, service: str, question: str) -> Any:
        """Return the answer as `put` took it, or None when there is none that is young enough."""
        since = _moment(self._clock() - self._age)
        rows = self._run(
            "SELECT answer FROM answer WHERE service = ? AND question = ? AND fetched > ?",
            (_key(service), question, since),
        )
        try:
            return json.loads(rows[0][0]) if rows else None
        except (ValueError, TypeError):
            return None

    def put(self, service: str, question: str, answer: Any) -> None:
        """Keep an answer: lists, dicts, strings and numbers; not None, which means that there is none."""
        text = json.dumps(answer, ensure_ascii=False, sort_keys=True)
        moment = _moment(self._clock())
        self._run(
            "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)",
            (_key(service), question, moment, text),
        )

    def _run(self, sql: str, values: tuple[str, ...]) -> list[tuple[str]]:
        with self._lock:
            if self._file is None:
                return []
            try:
                return self._file.execute(sql, values).fetchall()
            except sqlite3.DatabaseError as error:
                self._fail(error)
                return []

    def _open(self) -> None:
        try:
            self._connect()
        except (OSError, sqlite3.OperationalError) as error:
            self._leave(error)
        except sqlite3.DatabaseError as error:
            self._fail(error)

    def _connect(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        self._file = sqlite3.connect(
            self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        (version,) = self._file.execute("PRAGMA user_version").fetchone()
        if version not in (0, _VERSION):
            raise sqlite3.DatabaseError(f"of version {version}")
        self._file.execute("PRAGMA synchronous = OFF")  # Lost in a power cut: asked again.
        if not version:
            self._file.execute(_TABLE)
            self._file.execute(f"PRAGMA user_version = {_VERSION}")

    def _fail(self, error: sqlite3.Error) -> None:
        """Go on without a file that is locked or full; set one aside that is damaged."""
        if isinstance(error, sqlite3.OperationalError) and not _damaged(error):
            self._leave(error)
            return
        self._drop()
        aside = self.path.with_name(self.path.name + ".damaged")
        try:
            self.path.replace(aside)
            self._connect()
        except (OSError, sqlite3.Error) as again:
            self._leave(again)
            return
        self._tell(
            f"the cache {self.path} is damaged ({error}); it is {aside.name} now, a new one begins"
        )

    def _leave(self, error: Exception) -> None:
        self._drop()
        reason = getattr(error, "strerror", None) or str(error)
        self._tell(f"the cache {self.path} cannot be used: {reason}")

    def _drop(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _damaged(error: sqlite3.Error) -> bool:
    """Return whether the file holds no table of ours, rather than being in use or full."""
    return "no such" in str(error) or "malformed" in str(error)


def _moment(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def _key(service: str) -> str:
    """Return what stands for an address: some hold a key, and no secret goes into the file."""
    return hashlib.sha256(service.encode()).hexdigest()[:16]
