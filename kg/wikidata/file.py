"""The knowledge-base file: names in, candidates out, without network."""

import re
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import orjson

from kg.errors import KgError
from kg.resources import wikidata
from kg.wikidata.called import SURNAME
from kg.wikidata.compile import FORMAT, SHORT
from kg.wikidata.fuzzy import Near, near
from kg.wikidata.names import fold
from kg.wikidata.packed import unpack
from kg.wikidata.values import Candidate, Item

#: Items kept as they were read; about 1.5 kB each.
KEPT: Final = 8192
#: Most names that `KnowledgeBase.like` brings, and most names that `KnowledgeBase.starting` looks at.
ALIKE: Final = 20
LOOKED_AT: Final = 2000
#: Most names that begin with a name and go on, for `KnowledgeBase.completing`: with more it says nothing.
COMPLETED: Final = 40

#: See `kg.wikidata.compile`: id, number of the name (0: label), percent of fit.
Hit = int | list[int]


class KnowledgeBase:
    """A file that `kg.wikidata.compile` made, open for reading; a `Knowledge`, for any number of threads."""

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            KgError: it is not there, is no such file, or was made for another version of kg.
        """
        self.path = path
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._kept: dict[int, Item] = {}
        self._texts: dict[int, str] | None = None
        self._kinds = self._read_kinds()

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """Open the file that ships, or another.

        Raises:
            KgError: as above.
        """
        return cls(path or wikidata())

    def named(self, name: str) -> Sequence[Candidate]:
        """Return the items called so, spelling folded, by fit, prior and QID; empty when nobody is.

        "City, Country" brings the cities of that name that lie in the country or the region.
        """
        found = self._called(fold(name))
        return found or self._inside(name)

    def like(self, name: str) -> Sequence[Candidate]:
        """Return the items called nearly so, the likest first, each once; those called so among them."""
        return self._alike(fold(name))

    def completing(self, name: str) -> list[Candidate]:
        """Return the items whose name begins with these words and goes on, by prior and QID, each once.

        Their likeness is the share of the letters that are told.
        """
        key = fold(name)
        rows = (
            self._rows(
                "SELECT key, hits FROM names WHERE key > ? AND key < ? LIMIT ?",
                key + " ",
                key + "!",
                COMPLETED,
            )
            if key
            else []
        )
        found = {
            c.item.qid: c
            for longer, text in reversed(rows)
            for hit in _hits(text)
            if _full(hit) and (c := self._candidate(hit, len(key) / len(longer)))
        }
        return sorted(found.values(), key=_by_prior)

    def item(self, qid: str) -> Item | None:
        """Return the item with this QID, or None."""
        return self._item(_number(qid))

    def items(self, qids: Iterable[str]) -> list[Item]:
        """Return the items with these QIDs, in their order, those that are not there left out."""
        return [item for qid in qids if (item := self.item(qid))]

    def starting(self, prefix: str, limit: int = 10) -> list[Candidate]:
        """Return the items that a name of begins so, the best known first, each once."""
        key = fold(prefix)
        if not key:
            return []
        if len(key) <= SHORT:
            rows = self._rows("SELECT hits FROM prefixes WHERE prefix = ?", key)
        else:
            end = key + "\U0010ffff"
            rows = self._rows(
                "SELECT hits FROM names WHERE key >= ? AND key < ? LIMIT ?", key, end, LOOKED_AT
            )
        hits = [hit for (text,) in rows for hit in _hits(text) if _full(hit)]
        found = sorted((c for hit in hits if (c := self._candidate(hit))), key=_by_prior)
        return list({c.item.qid: c for c in reversed(found)}.values())[::-1][:limit]

    def kinds(self) -> list[tuple[str, int]]:
        """Return the kinds of items and how many there are of each, the most first."""
        rows = self._rows(
            "SELECT kind, sum(count) FROM kinds GROUP BY kind ORDER BY sum(count) DESC, kind"
        )
        return [(kind, count) for kind, count in rows]

    def meta(self) -> dict[str, str]:
        """Return what the file says of itself: ``format``, ``items``, ``version``, ``made_from`` …"""
        return dict(self._rows("SELECT name, value FROM meta ORDER BY name"))

    def sources(self, qid: str) -> tuple[str, ...]:
        """Return the ids of the sources that an item was read from, sorted; empty when not told."""
        rows = self._rows(
            "SELECT names FROM sources WHERE id = (SELECT sources FROM items WHERE id = ?)",
            _number(qid),
        )
        return tuple(rows[0][0].split("+")) if rows and rows[0][0] else ()

    def close(self) -> None:
        """Close the file in every thread."""
        while self._opened:
            self._opened.pop().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _called(self, key: str) -> list[Candidate]:
        return [c for hit in self._hits(key) if (c := self._candidate(hit))]

    def _inside(self, name: str) -> list[Candidate]:
        head, comma, tail = name.rpartition(",")
        if not comma or not head:
            return []
        places = {c.item.qid for c in self._called(fold(tail)) if c.likeness == 1}
        return [c for c in self._called(fold(head)) if places.intersection(c.item.parents)]

    def _alike(self, key: str) -> list[Candidate]:
        found: dict[str, Candidate] = {}
        for one in self._near(key):
            for hit in self._hits(one.key):
                candidate = self._candidate(hit, one.likeness)
                if (
                    candidate
                    and found.setdefault(candidate.item.qid, candidate).likeness
                    < candidate.likeness
                ):
                    found[candidate.item.qid] = candidate
        return sorted(found.values(), key=lambda c: (-c.likeness, *_by_prior(c)))

    def _near(self, key: str) -> list[Near]:
        return near(key, self._sounding, self._halves, limit=ALIKE)

    def _sounding(self, sounds: str) -> list[str]:
        row = self._row("SELECT keys FROM sounding WHERE sounds = ?", sounds)
        return row[0].split("\n") if row else []

    def _halves(self, half: str) -> list[str]:
        row = self._row("SELECT sounds FROM halves WHERE half = ?", half)
        return row[0].split("\n") if row else []

    def _hits(self, key: str) -> list[Hit]:
        row = self._row("SELECT hits FROM names WHERE key = ?", key)
        return _hits(row[0]) if row else []

    def _candidate(self, hit: Hit, likeness: float = 1.0) -> Candidate | None:
        number, name, *percent = (
            hit if not isinstance(hit, int) else (hit, 0) if hit > 0 else (-hit, 0, SURNAME)
        )
        item = self._item(number)
        if item is None:
            return None
        fit = likeness * percent[0] / 100 if percent else likeness
        return Candidate(item, item.aliases[name - 1] if name else item.label, fit)

    def _item(self, number: int) -> Item | None:
        kept = self._kept.get(number)
        if kept is not None:
            return kept
        row = self._row("SELECT kind, row FROM items WHERE id = ?", number)
        if row is None:
            return None
        item = unpack(number, *self._kinds[row[0]], orjson.loads(row[1]), self._text())
        if len(self._kept) >= KEPT:
            self._kept = {}
        self._kept[number] = item
        return item

    def _text(self) -> Callable[[int], str]:
        """Return what gives the text of a number; items are read on when the file may be closed."""
        if self._texts is None:
            self._texts = dict(self._rows("SELECT id, text FROM texts"))
        return self._texts.__getitem__

    def _rows(self, question: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        try:
            return self._cursor().execute(question, values).fetchall()
        except sqlite3.Error as error:
            raise KgError(f"cannot read {self.path}: {error}", hint=_AGAIN) from error

    def _row(self, question: str, value: object) -> tuple | None:  # type: ignore[type-arg]
        try:
            return self._cursor().execute(question, (value,)).fetchone()  # type: ignore[no-any-return]
        except sqlite3.Error as error:
            raise KgError(f"cannot read {self.path}: {error}", hint=_AGAIN) from error

    def _cursor(self) -> sqlite3.Cursor:
        try:
            return self._local.cursor  # type: ignore[no-any-return]
        except AttributeError:
            db = _connect(self.path)
            self._opened.append(db)
            cursor = self._local.cursor = db.cursor()
            return cursor

    def _read_kinds(self) -> dict[int, tuple[str, str]]:
        try:
            format_ = self.meta().get("format")
        except KgError:
            raise KgError(f"{self.path} is no knowledge-base file", hint=_AGAIN) from None
        if format_ != str(FORMAT):
            self.close()
            raise KgError(f"{self.path} has format {format_}, this kg reads {FORMAT}", hint=_AGAIN)
        return {n: (kind, cls) for n, kind, cls in self._rows("SELECT id, kind, cls FROM kinds")}


_QID: Final = re.compile(r"Q[0-9]{1,15}")
_AGAIN: Final = "`kg wikidata build` makes one"


def _connect(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise KgError(f"no knowledge-base file at {path}", hint=_AGAIN)
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    db = sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None)
    db.execute("PRAGMA mmap_size = 1073741824")
    db.execute("PRAGMA cache_size = -8192")
    return db


def _hits(written: int | str) -> list[Hit]:
    return [written] if isinstance(written, int) else orjson.loads(written)


def _number(qid: str) -> int:
    """Return the QID without its letter; -1, which no item has, when it is none."""
    return int(qid[1:]) if _QID.fullmatch(qid) else -1


def _full(hit: Hit) -> bool:
    return hit > 0 if isinstance(hit, int) else len(hit) == 2


def _by_prior(candidate: Candidate) -> tuple[float, int]:
    return -candidate.item.prior, int(candidate.item.qid[1:])
