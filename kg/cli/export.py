"""Write the graph to a file or stdout."""

from pathlib import Path

import click

from kg.cli.options import OUTPUT, STORE
from kg.documents import graph_of
from kg.export import FORMATS, select, whole, write
from kg.store import Store


@click.command()
@STORE
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="nquads",
    show_default=True,
    help="RDF format; those without graphs merge the documents.",
)
@OUTPUT
@click.option("--doc", metavar="DOC", help="Only what this document (id or IRI) contributed.")
@click.option("--provenance", is_flag=True, help="Also the graphs that tell when and how kg ran.")
def export(store: Path, format_: str, output: Path, doc: str | None, provenance: bool) -> None:
    """Write all that the store knows; the same facts give the same bytes.

    \b
        kg export > graph.nq
        kg export --format turtle --doc reports/a.txt -o a.ttl
    """
    with Store(store, read_only=True) as graph:
        document = graph_of(graph, doc) if doc else None
        quads = select(graph, document=document, provenance=provenance)
        with whole(output) as file:
            count = write(quads, format_, file)
    click.echo(f"{count} statements", err=True)
