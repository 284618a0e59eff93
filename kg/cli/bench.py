"""`kg bench`: annotated files -> how much of them is found, measure by measure."""

import sys
from functools import partial
from pathlib import Path

import click


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@click.option(
    "--model",
    default="",
    metavar="NAME",
    help="An installed spaCy pipeline, instead of kg's own reader.",
)
@click.option(
    "--measure",
    "wanted",
    multiple=True,
    metavar="NAME",
    help="Only this measure; may be given several times: names, mentions, coref, gap, time, time-values, "
    "dates, triggers, arguments, arguments-baseline, factuality, events, participants, event-factuality, attribution, "
    "claims, quotes, relations, links, places, calibration, coding, deeds, fillers, syntax.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="Measure N documents of each file, evenly spread.",
)
@click.option(
    "--only",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Measure only the documents whose ids stand in FILE, one a line.",
)
@click.option(
    "--errors",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Also print the first N wrong spans of each measure, on stderr.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to write the figures.",
)
def bench(
    files: tuple[Path, ...],
    model: str,
    wanted: tuple[str, ...],
    limit: int | None,
    only: Path | None,
    errors: int,
    format_: str,
) -> None:
    """Measure the reader on annotated FILEs: JSON Lines, or trees as CoNLL-U.

    Every measure that a file has annotation for, with 95% intervals over its documents. The name
    of a JSON Lines file up to its first dot says which set it is, and so what its labels mean.

    \b
        kg bench gold/re3d.dev.jsonl --measure names --errors 20
        kg bench en_ewt-ud-dev.conllu.gz --format csv
    """
    from kg import annotate, ontology
    from kg.bench import FORMATS, Row, check, measure, mistakes
    from kg.bench.read import Reader
    from kg.bench.records import lines
    from kg.cli.progress import watched
    from kg.resources import folder

    check(wanted)
    ids = None if only is None else frozenset(line.strip() for line in lines(only))
    reader = Reader(annotate.load(model), ontology.load(folder("ontology")))
    rows: list[Row] = []
    bad = 0
    for file in files:
        watch = partial(watched, label=file.name)
        found = measure(file, reader, wanted, limit=limit, only=ids, watch=watch)
        for line in found.notes:
            click.echo(f"kg: {line}", err=True)
        if errors and found.mistakes:
            click.echo(mistakes(found.mistakes, errors), err=True)
        rows += found.rows
        bad += found.bad
    if rows:
        click.echo(FORMATS[format_](rows))
    if bad:
        sys.exit(3)
    if not rows:
        sys.exit(1)
