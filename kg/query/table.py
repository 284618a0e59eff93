"""Rows -> a table for people: names in place of IRIs, nothing that could steer a terminal."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import IO

import pyoxigraph
from pyoxigraph import Literal, NamedNode, QuerySolutions
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.namespaces import PREFIXES, shorten
from kg.query.ask import rows

_LABEL = NamedNode(PREFIXES["rdfs"] + "label")


def write_table(answer: QuerySolutions, store: pyoxigraph.Store, output: IO[str]) -> int:
    """Print the rows as wide as the terminal is; return their number."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for variable in answer.variables:
        table.add_column(variable.value, overflow="fold")
    name = _namer(store)
    for row in rows(answer):
        table.add_row(*(Text(_shown(cell, name)) for cell in row))
    if table.row_count:
        Console(file=output, highlight=False).print(table)
    return table.row_count


def _namer(store: pyoxigraph.Store) -> Callable[[NamedNode], str]:
    """Return what gives an IRI its label, or its short form when it has none."""

    @lru_cache(maxsize=10_000)
    def name(iri: NamedNode) -> str:
        labels = (q.object for q in store.quads_for_pattern(iri, _LABEL, None))
        found = min((label.value for label in labels if isinstance(label, Literal)), default="")
        _, _, document = iri.value.partition("/doc/")
        return found or document.partition("#")[0] or shorten(iri.value)

    return name


def _shown(cell: object, name: Callable[[NamedNode], str]) -> str:
    if cell is None:
        return ""
    text = name(cell) if isinstance(cell, NamedNode) else str(getattr(cell, "value", cell))
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "�", text)
