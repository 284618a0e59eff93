"""The command line for tests: in this process, or in one of its own."""

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result
from pyoxigraph import QuerySolutions

from kg.cli import main
from kg.namespaces import PREFIXES
from kg.store import Store

#: The words that start `kg` in a process of its own.
KG = [sys.executable, "-c", "from kg.cli import main; main(prog_name='kg')"]

#: A sentence that any parser reads well.
AZAZ = "Rebels seized Azaz on Friday, the UN said."


def kg(*args: str | Path, **options: object) -> Result:
    """Run a command in this process; a traceback is a failed test."""
    return CliRunner().invoke(main, [str(a) for a in args], catch_exceptions=False, **options)


def kg_process(
    *args: str | Path, env: dict[str, str] | None = None, **options: object
) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(
        [*KG, *map(str, args)],
        capture_output=True,
        text=True,
        env={**os.environ, **(env or {})},
        **options,
    )


def rows(store: Path, query: str) -> list[tuple[str, ...]]:
    """Return the rows of a SELECT over the union of all graphs, sorted, unbound ones empty."""
    with Store(store, read_only=True) as graph:
        found = graph.oxigraph.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        assert isinstance(found, QuerySolutions)
        return sorted(tuple(v.value if v is not None else "" for v in row) for row in found)


def ids(store: Path) -> list[str]:
    """Return the ids of the documents in a store."""
    with Store(store, read_only=True) as graph:
        return [iri.partition("/doc/")[2] for iri, _ in graph.documents()]
