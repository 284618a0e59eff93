"""`kg report`: a part of the store as one file to open and pass on."""

import sys
from pathlib import Path
from typing import Any

import click

from kg.cli.options import BASE, STORE
from kg.export import whole


@click.command()
@STORE
@BASE
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default="report.html",
    show_default=True,
    metavar="FILE",
    help="Where to write; - is stdout.",
)
@click.option("--title", default="", help="What stands above it.  [default: the store's name]")
@click.option(
    "--actor", "actors", multiple=True, metavar="NAME", help="Only events of them, in any role."
)
@click.option(
    "--place", "places", multiple=True, metavar="NAME", help="Only events there or within."
)
@click.option(
    "--class", "classes", multiple=True, metavar="CLASS", help="Only of this class, as Attack."
)
@click.option("--from", "start", default="", metavar="DATE", help="Not before, as 2013-05.")
@click.option("--to", "end", default="", metavar="DATE", help="Not after.")
@click.option(
    "--document",
    "documents",
    multiple=True,
    metavar="DOC",
    help="Only of this document (id or IRI).",
)
@click.option(
    "--limit",
    type=click.IntRange(1, 50_000),
    default=2000,
    show_default=True,
    help="Events at most: those with a class and a date first, the latest of them.",
)
def report(
    store: Path,
    base: str,
    output: Path,
    title: str,
    actors: tuple[str, ...],
    places: tuple[str, ...],
    classes: tuple[str, ...],
    start: str,
    end: str,
    documents: tuple[str, ...],
    limit: int,
) -> None:
    """Write one file with map, timeline, network, events and documents, which opens without server and network.

    Names are taken as the search of `kg serve` takes them, best first; IRIs mean themselves.

    \b
        kg report -o report.html
        kg report --place Hama --from 2015 --to 2016 -o hama.html
        kg report --actor "Islamic State" --limit 500 --title "What ISIS did"

    What does not fit is left out and told, here and at the end of the page.
    """
    from kg.report import gather, html
    from kg.report.choices import chosen

    given = {
        "actor": actors, "place": places, "class": classes, "from": (start,), "to": (end,), "document": documents,
    }  # fmt: skip
    with chosen(store, given, base=base) as (index, filters, notes):
        found = gather(store, index, filters, limit=limit)
    lines = (*notes, *(f"Left out: {line}." for line in found.left_out))
    text = html(found.data, title=title or store.resolve().name, notes=_notes(found.data, lines))
    data = text.encode()
    with whole(output) as file:
        file.write(data)
    for line in lines:
        click.echo(line, err=True)
    shown = len(found.data["events"])
    click.echo(f"{shown} events, {len(data) / 1e6:.1f} MB", err=True)
    sys.stdout.flush()


def _notes(data: dict[str, Any], lines: tuple[str, ...]) -> tuple[str, ...]:
    return (f"{len(data['events'])} events of {data['total']}.", *lines)
