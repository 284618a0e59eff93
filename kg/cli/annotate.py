"""`kg annotate`: one text -> what is found in it, as NIF on stdout."""

import sys
from pathlib import Path

import click

from kg.cli.options import BASE, WIKIDATA

#: Format name -> pyoxigraph's. ``nif`` is Turtle with the names only, as benchmarks of linking want it.
FORMATS = {
    "turtle": "TURTLE",
    "ntriples": "N_TRIPLES",
    "jsonld": "JSON_LD",
    "rdfxml": "RDF_XML",
    "nif": "TURTLE",
}


@click.command()
@click.argument("file", metavar="FILE")
@BASE
@click.option(
    "--date",
    default="",
    metavar="DATE",
    help="Publication date, where the text carries none: YYYY-MM-DD.",
)
@click.option(
    "--model",
    default="",
    metavar="NAME",
    help="An installed spaCy pipeline, instead of kg's own reader.",
)
@click.option(
    "--ontology",
    "ontologies",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE.ttl",
    help="Your own classes, roles and words, on top of kg's.",
)
@WIKIDATA
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="turtle",
    show_default=True,
    help="How to write it; nif is Turtle with the names only, each linked to Wikidata itself.",
)
def annotate(
    file: str,
    base: str,
    date: str,
    model: str,
    ontologies: tuple[Path, ...],
    wikidata: str,
    format_: str,
) -> None:
    """Write what is found in FILE (or - for stdin) as NIF; no store is touched.

    FILE may be NIF itself (.ttl, .nif, .nt, .jsonld, .rdf): then its mentions are linked to Wikidata,
    or its names are found and linked where it has no mentions.

    \b
        kg annotate report.txt --date 2015-10-10
        echo "Rebels seized Azaz." | kg annotate - --format ntriples
        kg annotate questions.ttl > answers.ttl
    """
    from pyoxigraph import RdfFormat, serialize

    from kg.cli.annotate_nif import linked, nif_in, nif_of_documents
    from kg.document import Document
    from kg.namespaces import PREFIXES
    from kg.nif import nif
    from kg.read import Note, Skipped, read
    from kg.way import Settings, Way

    settings = Settings(date=date, model=model, ontologies=ontologies, base=base, wikidata=wikidata)
    given = nif_in(file, base, date)
    if given is not None:
        click.echo(linked(given, Way(settings), FORMATS[format_]), nl=False)
        return
    items = list(read([file], date=date, stdin=sys.stdin.buffer))
    documents = [item for item in items if isinstance(item, Document)]
    for item in items:
        if not isinstance(item, Document):
            click.echo(
                f"kg: {item.name}: {item.text if isinstance(item, Note) else item.reason}", err=True
            )
    if documents:
        way = Way(settings)
        if format_ == "nif":
            click.echo(linked(nif_of_documents(documents, base), way, FORMATS[format_]), nl=False)
        else:
            triples = [t for d in documents for t in nif(way.facts(d).quads)]
            kind = getattr(RdfFormat, FORMATS[format_])
            prefixes = PREFIXES if kind.file_extension in ("ttl", "rdf") else None
            out = serialize(triples, format=kind, prefixes=prefixes) or b""
            click.echo(out.decode(), nl=False)
    skipped = [item for item in items if isinstance(item, Skipped)]
    if any(item.severe for item in skipped):
        sys.exit(3)
    if not documents:
        sys.exit(1)
