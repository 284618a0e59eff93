"""Items -> one SQLite file that names are looked up in; millions of items pass through in bounded memory."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Final

from kg.wikidata.blocks import halves
from kg.wikidata.called import SHORT as SHORT_FORM
from kg.wikidata.called import SURNAME, called
from kg.wikidata.names import skeleton
from kg.wikidata.packed import Texts, number, pack, written
from kg.wikidata.values import Item

#: Version of the tables below; a file of another version is refused.
FORMAT: Final = 2

_TABLES: Final = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
PRAGMA temp_store = FILE;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- id: the QID without its letter; row: see packed.py
CREATE TABLE items (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, sources INTEGER NOT NULL, row TEXT NOT NULL);
CREATE TABLE kinds (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, cls TEXT NOT NULL, count INTEGER NOT NULL);
CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE sources (id INTEGER PRIMARY KEY, names TEXT NOT NULL);
-- key: a folded name; hits: see `_hits`, the likeliest first
CREATE TABLE names (key TEXT PRIMARY KEY, hits NOT NULL) WITHOUT ROWID;
-- sounds: a skeleton; keys: the folded names that it is of, one a line
CREATE TABLE sounding (sounds TEXT PRIMARY KEY, keys TEXT NOT NULL) WITHOUT ROWID;
-- half: half of a skeleton; sounds: the skeletons that have it, one a line
CREATE TABLE halves (half TEXT PRIMARY KEY, sounds TEXT NOT NULL) WITHOUT ROWID;
-- prefix: up to 3 letters; hits: as above, of the best known
CREATE TABLE prefixes (prefix TEXT PRIMARY KEY, hits NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE calling (key TEXT, likeness INTEGER, prior REAL, id INTEGER, name INTEGER);
CREATE TEMP TABLE sounded (sounds TEXT, key TEXT);
CREATE TEMP TABLE halved (half TEXT, sounds TEXT);
"""
#: Most items that one name brings: more are never told apart, and the rest is less known.
MOST: Final = 100
#: How well those names fit that are also found by others spelled alike: whole ones; and the least
#: prior of somebody whose surname is.
SOUNDED: Final = frozenset((100, SHORT_FORM))
NOTABLE: Final = 1e-6
#: Most items that a short form brings beside those that are called so: surnames above all.
LESS: Final = 20
#: Most names of one skeleton, and skeletons of one half; what lies beyond is not found by likeness.
WIDEST: Final = 1000
#: Length of the prefixes whose best known items are kept ready, and how many of them.
SHORT: Final = 3
READY: Final = 20


def compile(
    items: Iterable[Item],
    path: Path,
    *,
    meta: Mapping[str, str],
    sources: Callable[[Item], str] = lambda _: "",
) -> int:
    """Write the knowledge-base file, all of it or nothing, and return how many items are in it.

    The same items in the same order give the same bytes (with one version of SQLite). An item whose
    QID came before is left out.

    Args:
        items: read once, one at a time.
        path: replaced when the new file is complete.
        meta: what is told about the file: ``version``, ``made_from`` …
        sources: the ids of an item's sources, joined by ``+``; kept so that licences can be traced.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    try:
        with closing(sqlite3.connect(name)) as db:
            count = _fill(db, items, meta, sources)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return count


def _fill(
    db: sqlite3.Connection,
    items: Iterable[Item],
    meta: Mapping[str, str],
    sources: Callable[[Item], str],
) -> int:
    db.executescript(_TABLES)
    count = _write_items(db, items, sources)
    _write_names(db)
    _write_prefixes(db)
    _write_groups(db, "sounding", "SELECT sounds, key FROM sounded ORDER BY sounds, key")
    _write_groups(db, "halves", "SELECT half, sounds FROM halved ORDER BY half, sounds")
    told = {**meta, "format": str(FORMAT), "items": str(count)}
    db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(told.items()))
    db.commit()
    db.execute("VACUUM")
    return count


def _write_items(
    db: sqlite3.Connection, items: Iterable[Item], sources: Callable[[Item], str]
) -> int:
    kinds: dict[tuple[str, str], list[int]] = {}
    origins: dict[str, int] = {}
    texts = Texts()
    count = 0
    for item in items:
        kind = kinds.setdefault((item.kind, item.cls), [len(kinds), 0])
        origin = origins.setdefault(sources(item), len(origins))
        new = db.execute(
            "INSERT OR IGNORE INTO items VALUES (?, ?, ?, ?)",
            (number(item.qid), kind[0], origin, pack(item, texts)),
        )
        if new.rowcount:
            kind[1] += 1
            count += 1
            db.executemany("INSERT INTO calling VALUES (?, ?, ?, ?, ?)", _callings(item))
    db.executemany(
        "INSERT INTO kinds VALUES (?, ?, ?, ?)",
        ((n, k, c, count) for (k, c), (n, count) in kinds.items()),
    )
    db.executemany(
        "INSERT INTO texts VALUES (?, ?)", ((n, text) for text, n in texts.numbers.items())
    )
    db.executemany("INSERT INTO sources VALUES (?, ?)", ((n, name) for name, n in origins.items()))
    return count


def _callings(item: Item) -> Iterator[tuple[str, int, float, int, int]]:
    for hit in called(item):
        yield hit.key, hit.likeness, item.prior, number(item.qid), hit.name


def _write_names(db: sqlite3.Connection) -> None:
    rows = db.execute(
        "SELECT key, id, name, likeness, prior FROM calling ORDER BY key, likeness < 100, prior DESC, id, name"
    )
    write = db.cursor()
    for key, group in groupby(rows, key=itemgetter(0)):
        hits = list(group)
        write.execute("INSERT INTO names VALUES (?, ?)", (key, _hits([h[:4] for h in hits], MOST)))
        if any(h[3] in SOUNDED or (h[3] == SURNAME and h[4] >= NOTABLE) for h in hits):
            write.execute("INSERT INTO sounded VALUES (?, ?)", (skeleton(key), key))


def _write_prefixes(db: sqlite3.Connection) -> None:
    write = db.cursor()
    for length in range(1, SHORT + 1):
        rows = db.execute(
            "SELECT substr(key, 1, ?) AS prefix, id, name, likeness FROM calling"
            " WHERE likeness = 100 AND length(key) >= ? ORDER BY prefix, prior DESC, id, name",
            (length, length),
        )
        for prefix, group in groupby(rows, key=itemgetter(0)):
            write.execute("INSERT INTO prefixes VALUES (?, ?)", (prefix, _hits(group, READY)))


def _write_groups(db: sqlite3.Connection, table: str, question: str) -> None:
    """Write a table of lines by what they share; skeletons are halved as they pass."""
    write = db.cursor()
    for shared, group in groupby(db.execute(question), key=itemgetter(0)):
        lines = "\n".join([line for _, line in islice(group, WIDEST)])
        write.execute(f"INSERT INTO {table} VALUES (?, ?)", (shared, lines))  # noqa: S608
        if table == "sounding":
            write.executemany(
                "INSERT INTO halved VALUES (?, ?)", ((half, shared) for half in halves(shared))
            )


def _hits(group: Iterable[tuple[str, int, int, int]], most: int) -> int | str:
    """Return the hits of one name as a JSON array, each item once; one label alone as its id."""
    found: dict[int, int | list[int]] = {}
    less = 0
    for _, id_, name, likeness in group:
        if len(found) < most and (likeness == 100 or less < LESS) and id_ not in found:
            less += likeness < 100
            found[id_] = _hit(id_, name, likeness)
    hits = list(found.values())
    return hits[0] if len(hits) == 1 and isinstance(hits[0], int) else written(hits)


def _hit(id_: int, name: int, likeness: int) -> int | list[int]:
    """Return ``id`` for a label, ``-id`` for a surname, ``[id, n]`` for the n-th alias, ``[id, n, percent]``
    where it fits less well otherwise."""
    if likeness == SURNAME and not name:
        return -id_
    return [id_, name, likeness] if likeness < 100 else [id_, name] if name else id_
