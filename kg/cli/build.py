"""`kg build`: files -> the store, with one line for all that was left out."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import BASE, STORE, WIKIDATA
from kg.cli.progress import counting

if TYPE_CHECKING:
    from kg.way import Report


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@STORE
@BASE
@click.option(
    "--date",
    default="",
    metavar="DATE",
    help="Publication date of documents that carry none: YYYY-MM-DD.",
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
    help="Your own classes, roles and words, on top of kg's; may be given several times.",
)
@click.option(
    "--max-chars",
    type=click.IntRange(min=1),
    default=5_000_000,
    show_default=True,
    help="Longest document, in characters.",
)
@WIKIDATA
@click.option(
    "--jobs",
    type=click.IntRange(0, 256),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes that read documents, 300 MB each; 0 is one for each core.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
def build(
    inputs: tuple[str, ...],
    store: Path,
    base: str,
    date: str,
    model: str,
    ontologies: tuple[Path, ...],
    max_chars: int,
    wikidata: str,
    jobs: int,
    quiet: bool,
) -> None:
    """Turn files into a knowledge graph.

    INPUT is a file, a folder, a pattern such as 'reports/*.html', or - for stdin. Text, Markdown,
    HTML, PDF, e-mail, JSON, JSON Lines and CSV are read. A document that is built again replaces
    what it said before.

    \b
        kg build reports/
        kg build report.txt --date 2015-10-10
        kg build reports/ --wikidata off
        kg build archive/ --jobs 0
        curl -s https://example.org/article.html | kg build - --date 2024-05-01
    """
    from kg.document import Document
    from kg.read import Note, Skipped
    from kg.way import Settings, build

    settings = Settings(
        date=date,
        model=model,
        ontologies=ontologies,
        base=base,
        max_chars=max_chars,
        wikidata=wikidata,
        jobs=jobs or _cores(),
    )
    left: Counter[str] = Counter()
    with counting("building") as step:

        def tell(item: Document | Skipped | Note) -> None:
            if isinstance(item, Document):
                step(item.id)
            elif isinstance(item, Note):
                if not quiet:
                    click.echo(f"kg: {item.name}: {item.text}", err=True)
            elif item.no_document:
                left[Path(item.name).suffix.lower() or "no ending"] += 1
            elif item.severe or not quiet:
                click.echo(f"kg: {item.name}: {item.reason}", err=True)

        report = build(inputs, store=store, settings=settings, stdin=sys.stdin.buffer, tell=tell)
    if not quiet:
        for line in _summary(report, left, store):
            click.echo(f"kg: {line}", err=True)
    if report.failed:
        sys.exit(3)


def _summary(report: "Report", left: Counter[str], store: Path) -> Iterator[str]:
    """Yield what was left alone, and what was built."""
    if left:
        kinds = ", ".join(f"{n} with {ending}" for ending, n in sorted(left.items()))
        yield f"left alone what is no document: {kinds}"
    parts = [f"{n} {outcome}" for outcome, n in sorted(report.outcomes.items())]
    skipped = len(report.skipped) - sum(left.values())
    parts += [f"{skipped} skipped"] if skipped else []
    undated = f"; {report.undated} without a date (say --date)" if report.undated else ""
    documents = f"{report.documents} document{'s' * (report.documents != 1)}"
    done = ", ".join(parts) or "nothing"
    yield f"{documents}, {report.quads} facts in {store} ({done}){undated}"


def _cores() -> int:
    """Return how many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
