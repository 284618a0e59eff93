"""Write the graph to a file or stdout, or files for the loader of another triple store."""

from pathlib import Path

import click

from kg.bulk import LOADERS, commands, write_parts
from kg.cli.options import STORE
from kg.documents import graph_of
from kg.errors import UsageError
from kg.export import FORMATS, select, whole, write
from kg.store import Store


@click.command()
@STORE
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    help="RDF format; those without graphs merge the documents.  [default: nquads]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default="-",
    metavar="FILE",
    help="Where to write; - is stdout, with --for it is a new folder.",
)
@click.option("--doc", metavar="DOC", help="Only what this document (id or IRI) contributed.")
@click.option("--provenance", is_flag=True, help="Also the graphs that tell when and how kg ran.")
@click.option(
    "--for",
    "loader",
    type=click.Choice(list(LOADERS)),
    help="Write files for this store's offline loader into the folder -o, and tell its command.",
)
def export(
    store: Path,
    format_: str | None,
    output: Path,
    doc: str | None,
    provenance: bool,
    loader: str | None,
) -> None:
    """Write all that the store knows; the same facts give the same bytes.

    \b
        kg export > graph.nq
        kg export --format turtle --doc reports/a.txt -o a.ttl
        kg export --for virtuoso -o bulk
    """
    if loader:
        _bulk(store, loader, output, plain=not (format_ or doc), provenance=provenance)
        return
    with Store(store, read_only=True) as graph:
        document = graph_of(graph, doc) if doc else None
        quads = select(graph, document=document, provenance=provenance)
        with whole(output) as file:
            count = write(quads, format_ or "nquads", file)
    click.echo(f"{count} statements", err=True)


def _bulk(store: Path, name: str, folder: Path, *, plain: bool, provenance: bool) -> None:
    if not plain:
        raise UsageError("--for writes everything as N-Quads", hint="without --format and --doc")
    if str(folder) == "-":
        raise UsageError("--for writes several files", hint="name a folder with -o")
    loader = LOADERS[name]
    with Store(store, read_only=True) as graph:
        files, count = write_parts(graph, folder, loader, provenance=provenance)
    click.echo(f"{count} statements in {len(files)} files in {folder}", err=True)
    click.echo(f"{loader.name}:", err=True)
    for line in commands(loader, files, folder):
        click.echo(f"  {line}", err=True)
