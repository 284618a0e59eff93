"""`kg show`: a document of the store, its mentions in colour and its events as lines."""

import json
import os
import sys
from pathlib import Path

import click

from kg.cli.options import STORE
from kg.documents import document_id
from kg.show import Page, harmless, legend, page, paint, part, record
from kg.show import where as find
from kg.store import Store


@click.command()
@click.argument("doc")
@STORE
@click.option("--grep", "word", default="", metavar="WORD", help="Only sentences with this word.")
@click.option(
    "--color",
    "colours",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour the mentions; auto does on a terminal, unless NO_COLOR is set.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to write it.",
)
def show(doc: str, store: Path, word: str, colours: str, format_: str) -> None:
    """Print DOC with its mentions coloured and, under each sentence, what it tells.

    DOC is a document's IRI, its id, its file name or a part of it that no other has; or the IRI
    of a mention, event or claim in a query's row: then only the sentences that tell it.

    \b
        kg show reports/a.txt
        kg show reports/a.txt --grep rebels --color always | less -R
        kg show a.txt --format json | jq '.sentences[].events'

    Exit status 1: the store has no such document.
    """
    with Store(store, read_only=True) as graph:
        where = find(graph, doc)
        shown = part(page(graph.oxigraph, where.graph), at=where.spans, word=word)
    if format_ == "json":
        click.echo(json.dumps(record(shown), ensure_ascii=False, indent=1))
    else:
        _print(shown, colours=_coloured(colours))
    if not shown.segments:
        click.echo("no sentences", err=True)


def _coloured(choice: str) -> bool:
    if choice == "auto":
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return choice == "always"


def _print(shown: Page, *, colours: bool) -> None:
    for line in _head(shown, colours=colours):
        click.echo(line, color=colours)
    for n, segment in enumerate(shown.segments):
        if segment.opens and n:
            click.echo()
        for line in paint(shown.text, segment, colours=colours):
            click.echo(line, color=colours)


def _head(shown: Page, *, colours: bool) -> list[str]:
    """Return the title, what the document is, and what the colours mean; then an empty line."""
    name = document_id(shown.iri)
    about = " · ".join(harmless(words) for words in (name, shown.issued, shown.publisher) if words)
    title = click.style(harmless(shown.title), bold=True) if colours else harmless(shown.title)
    return [*filter(None, (title, about, legend(shown.kinds()) if colours else "")), ""]
