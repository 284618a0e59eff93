"""Batches of rows -> the index: what a graph told before is replaced by what it tells now."""

from collections.abc import Mapping, Sequence

import duckdb

from kg.views.index import Index
from kg.views.tables import TABLES


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
            note(cursor, "settled", "no")
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
        note(cursor, "settled", "no")
        cursor.execute("DELETE FROM canonical")
        if pairs:
            things, heads = zip(*pairs, strict=True)
            cursor.execute(
                "INSERT INTO canonical SELECT unnest($1), unnest($2)", [list(things), list(heads)]
            )
        cursor.commit()


def note(cursor: duckdb.DuckDBPyConnection, name: str, value: str) -> None:
    """Note something about the index."""
    cursor.execute("DELETE FROM about WHERE name = ?", [name])
    cursor.execute("INSERT INTO about VALUES (?, ?)", [name, value])
