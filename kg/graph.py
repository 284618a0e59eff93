"""A store's path -> a Graph to ask from Python, and tables that a notebook shows."""

from __future__ import annotations

import datetime
import html
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, QueryBoolean, QuerySolutions, QueryTriples

from kg.errors import KgError, UsageError
from kg.namespaces import PREFIXES
from kg.query import ask, find
from kg.query.ask import rows
from kg.spelling import near
from kg.stats import Stats, stats
from kg.store import Store

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from kg.notebook import Picture

#: A cell: an IRI or words, a number, a yes or no, a day or a moment, or nothing.
Value = str | int | float | bool | datetime.date | datetime.datetime | None

#: Rows a notebook shows of a table.
_SHOWN = 100

#: Events of a picture, and what chooses them.
PICTURED = 1000
_FILTERS = ("actor", "place", "class", "from", "to", "document")


def open(path: Path | str = "kg-store", *, services: Collection[str] = ()) -> Graph:
    """Open a store to read.

    Args:
        path: its folder.
        services: IRIs of the endpoints that queries may call over the network with SERVICE.

    Raises:
        UsageError: there is no store.
    """
    return Graph(Store(path, read_only=True), services=services)


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: names of the columns, and rows of plain Python values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a data frame.

        Raises:
            KgError: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise KgError("pandas is not installed", hint="pip install 'kg[notebook]'") from error
        return pd.DataFrame(list(self.rows), columns=list(self.columns))

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a data frame of polars; a column of several types is one of text.

        Raises:
            KgError: polars is not installed.
        """
        try:
            import polars as pl
        except ImportError as error:
            raise KgError("polars is not installed", hint="pip install 'kg[notebook]'") from error
        columns = zip(*self.rows, strict=True) if self.rows else [()] * len(self.columns)
        return pl.DataFrame(
            [
                pl.Series(name, _alike(cells))
                for name, cells in zip(self.columns, columns, strict=True)
            ]
        )

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(column)}</th>" for column in self.columns)
        body = "".join(f"<tr>{_cells(row)}</tr>" for row in self.rows[:_SHOWN])
        left = len(self.rows) - _SHOWN
        more = f"<p>and {left} more rows</p>" if left > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


class Graph:
    """What a store knows, to read; use it as a context manager or close it."""

    def __init__(self, store: Store, *, services: Collection[str] = ()) -> None:
        self.store = store
        self._services = services

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def query(self, question: str, **params: str) -> Table:
        """Ask a named question, a file ending in .rq, or SPARQL.

        Parameters that Python has words for take an underscore: ``class_="Attack"``.
        A yes or no is a table of one cell; triples are rows of subject, predicate and object.

        Raises:
            UsageError: no such question or parameter, or the SPARQL is wrong.
            NoSuchNameError: nothing in the store has the name a parameter gave.
        """
        given = {name.rstrip("_"): value for name, value in params.items()}
        return _table(ask(self.store.oxigraph, find(question), given, services=self._services))

    def stats(self) -> Stats:
        """Count what is in the store."""
        return stats(self.store)

    def documents(self) -> Table:
        """Return the documents with title, date, publisher and what was found in each."""
        return self.query("documents")

    def map(self, *, limit: int = PICTURED, **given: str) -> Picture:
        """Show where it happened, in a notebook; in a script, ``.save("map.html")``.

        Parameters are those of `kg report`: ``actor``, ``place``, ``class_``, ``from_``, ``to``, ``document``.

        Raises:
            UsageError: no such parameter or class, or a date is none.
            KgError: nothing is called as a name says.
        """
        return self._picture("map", given, limit)

    def timeline(self, *, limit: int = PICTURED, **given: str) -> Picture:
        """Show when it happened; with the parameters of `map`."""
        return self._picture("timeline", given, limit)

    def network(self, name: str, *, limit: int = PICTURED) -> Picture:
        """Show who is connected with somebody, by the events and relations that are told of both.

        Raises:
            KgError: nothing is called so.
        """
        return self._picture("network", {"actor": name}, limit)

    def _picture(self, of: str, given: dict[str, str], limit: int) -> Picture:
        from kg.notebook import picture  # Late: nobody who only asks needs the index of the views.

        names = {name.rstrip("_"): value for name, value in given.items()}
        if wrong := sorted(set(names) - set(_FILTERS)):
            raise UsageError(f"no parameter {wrong[0]!r}", hint=near(wrong[0], _FILTERS))
        return picture(self.store, of, {n: (v,) for n, v in names.items()}, limit=limit)

    def _repr_html_(self) -> str:
        numbers = self.stats()
        told = f"{numbers.documents} documents, {numbers.mentions} mentions, "
        told += f"{numbers.events.get('kg:Event', 0)} events, {numbers.triples} triples"
        return f"<p><b>{html.escape(str(self.store.path))}</b>: {told}</p>"


def _table(answer: QuerySolutions | QueryBoolean | QueryTriples) -> Table:
    if isinstance(answer, QueryBoolean):
        return Table(("answer",), ((bool(answer),),))
    if isinstance(answer, QueryTriples):
        triples = tuple(tuple(_value(term) for term in triple) for triple in answer)
        return Table(("subject", "predicate", "object"), triples)
    columns = tuple(variable.value for variable in answer.variables)
    return Table(columns, tuple(tuple(_value(term) for term in row) for row in rows(answer)))


def _value(term: Any) -> Value:
    """Return a term as the Python value it stands for; a malformed literal as its words."""
    if not isinstance(term, Literal):
        return None if term is None else str(getattr(term, "value", term))
    convert = _CONVERSIONS.get(term.datatype.value.removeprefix(PREFIXES["xsd"]), str)
    try:
        value: Value = convert(term.value)
    except ValueError:
        value = term.value
    return value


def _alike(cells: Iterable[Value]) -> list[Value]:
    """Return cells as they are when they are of one type, else as text."""
    held = list(cells)
    if len({type(cell) for cell in held if cell is not None}) < 2:
        return held
    return [None if cell is None else str(cell) for cell in held]


def _cells(row: tuple[Value, ...]) -> str:
    return "".join(f"<td>{'' if cell is None else html.escape(str(cell))}</td>" for cell in row)


_CONVERSIONS: dict[str, Any] = {
    "integer": int,
    "decimal": float,
    "double": float,
    "boolean": lambda words: words == "true",
    "date": datetime.date.fromisoformat,
    "dateTime": datetime.datetime.fromisoformat,
}
