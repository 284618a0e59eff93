"""Remove a document from the store."""

from pathlib import Path

import click

from kg.cli.options import STORE
from kg.documents import graph_of
from kg.errors import UsageError
from kg.identity import identify
from kg.store import Store


@click.command()
@click.argument("doc")
@STORE
def forget(doc: str, store: Path) -> None:
    """Remove all that DOC (its id or IRI) contributed; other documents keep what they say.

    \b
        kg forget reports/a.txt
        kg forget https://kg.example/doc/reports/a.txt --store my-store

    Exit status 1: the store has no such document.
    """
    if not store.exists():
        raise UsageError(f"no store at {store}; build one with: kg build FOLDER")
    with Store(store) as graph:
        gone = graph_of(graph, doc)
        identify.begin(graph)
        graph.remove(gone)
        identify.identify(graph)
    click.echo(f"forgot {doc}", err=True)
