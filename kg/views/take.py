"""Batches of rows -> the index: what a graph told before is replaced by what it tells now."""

from collections.abc import Mapping, Sequence
from typing import Final

import duckdb

from kg.views.index import Index
from kg.views.tables import TABLES

#: Things that are one: of one canonical thing, or of one item of Wikidata. A group is numbered by its least thing.
_ENTITIES: Final = """
CREATE OR REPLACE TABLE entities AS
WITH one AS (SELECT thing, max(wikidata) AS item FROM things GROUP BY thing),
  led AS (SELECT thing, item, coalesce(canonical.canonical, thing) AS head FROM one LEFT JOIN canonical USING (thing)),
  known AS (SELECT head, min(item) AS item FROM led GROUP BY head)
SELECT thing, min(thing) OVER (PARTITION BY coalesce(known.item, led.head::VARCHAR)) AS grp
FROM led JOIN known USING (head) ORDER BY thing
"""

#: What a group is called and how much there is of it: from its thing that is mentioned most, that one from the
#: graph that mentions it most. (Greatest numbers that carry which one it was: a hundred times faster than arg_max
#: of words, and the same in every run.)
_GROUPS: Final = """
CREATE OR REPLACE TABLE groups AS
WITH sums AS (
    SELECT thing, sum(mentions) AS mentions, max(wikidata) AS wikidata, max(confidence) AS confidence,
      2147483647 - (max(mentions::HUGEINT * 4294967296 + (2147483647 - graph)) % 4294967296) AS told,
      2147483647 - (max(mentions::HUGEINT * 4294967296 + (2147483647 - graph)) FILTER (lon IS NOT NULL)
        % 4294967296) AS located
    FROM things GROUP BY thing),
  heads AS (
    SELECT grp, sum(mentions)::BIGINT AS mentions, max(confidence) AS confidence,
      (max((((wikidata IS NOT NULL)::HUGEINT * 1099511627776 + mentions) * 9223372036854775808) + thing)
        % 9223372036854775808)::BIGINT AS thing
    FROM sums JOIN entities USING (thing) GROUP BY grp),
  done AS (
    SELECT grp, count(*) AS events
    FROM (SELECT DISTINCT event, grp FROM roles JOIN entities USING (thing) WHERE role < 8) GROUP BY grp),
  seen AS (
    SELECT grp, count(*) AS documents
    FROM (SELECT DISTINCT document, grp FROM mentioned JOIN entities USING (thing)) GROUP BY grp)
SELECT heads.grp, things.iri, things.label, things.class, things.family, sums.wikidata, heads.confidence,
  heads.mentions, coalesce(events, 0) AS events, coalesce(documents, 0) AS documents,
  spot.lon, spot.lat, spot.radius
FROM heads JOIN sums USING (thing)
  JOIN things ON things.thing = heads.thing AND things.graph = sums.told
  LEFT JOIN things spot ON spot.thing = heads.thing AND spot.graph = sums.located
  LEFT JOIN done ON done.grp = heads.grp LEFT JOIN seen ON seen.grp = heads.grp
ORDER BY heads.grp
"""

#: What lies within what, each once.
_INSIDE: Final = """
CREATE OR REPLACE TABLE inside AS
SELECT DISTINCT one.grp AS grp, other.grp AS outer_grp
FROM lies_in JOIN entities one USING (thing) JOIN entities other ON other.thing = lies_in.outer_thing
WHERE one.grp != other.grp
"""

_CALLED: Final = """
CREATE OR REPLACE TABLE called AS
SELECT grp, any_value(groups.family) AS family, any_value(name) AS name, folded, max(events + groups.mentions) AS weight
FROM names JOIN entities USING (thing) JOIN groups USING (grp) WHERE folded != '' GROUP BY grp, folded
ORDER BY weight DESC
"""


def take(
    index: Index,
    files: Mapping[str, str],
    graphs: Sequence[tuple[int, str, str]],
    gone: Sequence[int] = (),
) -> None:
    """Put the rows of files into the index in one transaction.

    Args:
        index: it.
        files: table -> path of lines of JSON; events and sentences numbered from 1.
        graphs: number, IRI and mark of each graph that the rows are of.
        gone: numbers of graphs that are no more.
    """
    with index.cursor() as cursor:
        cursor.begin()
        try:
            _remove(cursor, [*gone, *(number for number, *_ in graphs)])
            _insert(cursor, files)
            if graphs:
                cursor.executemany("INSERT INTO graphs VALUES (?, ?, ?)", graphs)
            cursor.commit()
        except BaseException:
            cursor.rollback()
            raise


def _remove(cursor: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> None:
    known = "SELECT graph FROM graphs WHERE graph IN (SELECT unnest($1))"
    old = [row[0] for row in cursor.execute(known, [list(numbers)]).fetchall()]
    if old:
        for table in (*TABLES, "graphs"):
            cursor.execute(f"DELETE FROM {table} WHERE graph IN (SELECT unnest($1))", [old])


def _insert(cursor: duckdb.DuckDBPyConnection, files: Mapping[str, str]) -> None:
    last = "SELECT (SELECT coalesce(max(event), 0) FROM events), (SELECT coalesce(max(sentence), 0) FROM sentences)"
    events, sentences = cursor.execute(last).fetchall()[0]
    added = {"event": events, "sentence": sentences}
    for table, path in files.items():
        columns = TABLES[table]
        told = ", ".join(f'"{c}" + {added[c]}' if c in added else f'"{c}"' for c in columns)
        kinds = ", ".join(f"'{c}': '{t}'" for c, t in columns.items())
        cursor.execute(
            f"INSERT INTO {table} SELECT {told} FROM read_json($1, columns = {{{kinds}}}, "
            "format = 'newline_delimited')",
            [path],
        )


def merge(index: Index, pairs: Sequence[tuple[int, int]]) -> None:
    """Note which things are one with which."""
    with index.cursor() as cursor:
        cursor.begin()
        cursor.execute("DELETE FROM canonical")
        if pairs:
            things, heads = zip(*pairs, strict=True)
            cursor.execute(
                "INSERT INTO canonical SELECT unnest($1), unnest($2)", [list(things), list(heads)]
            )
        cursor.commit()


def settle(index: Index) -> None:
    """Work out anew what depends on all rows, and let answers of before be forgotten."""
    with index.cursor() as cursor:
        cursor.begin()
        try:
            for statement in (_ENTITIES, _GROUPS, _INSIDE, _CALLED):
                cursor.execute(statement)
            index.generation += 1
            note(cursor, "generation", str(index.generation))
            cursor.commit()
        except BaseException:
            cursor.rollback()
            raise


def note(cursor: duckdb.DuckDBPyConnection, name: str, value: str) -> None:
    """Note something about the index."""
    cursor.execute("DELETE FROM about WHERE name = ?", [name])
    cursor.execute("INSERT INTO about VALUES (?, ?)", [name, value])
