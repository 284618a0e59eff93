"""Check the store against the shapes."""

import sys
from pathlib import Path

import click

from kg.cli.options import STORE
from kg.cli.progress import watched
from kg.store import Store
from kg.validate import Report, check
from kg.validate.report import FORMATS

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@STORE
@click.option("--shapes", type=_FILE, metavar="FILE", help="SHACL Core to check by, not ours.")
@click.option(
    "--ontology",
    type=_FILE,
    multiple=True,
    metavar="FILE",
    help="Turtle with classes and properties of your own; may be given again.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How to write the report.",
)
def validate(store: Path, shapes: Path | None, ontology: tuple[Path, ...], format_: str) -> None:
    """Check that all in the store keeps to the shapes, the offsets and the ontology.

    \b
        kg validate
        kg validate --format json | jq '.findings[].message'

    Exit status 1: a rule is broken; each line tells graph, node, property and rule.
    """
    findings = check(shapes=shapes, ontology=ontology)
    with Store(store, read_only=True) as graph:
        names = graph.graphs()
        found = [
            one
            for name in watched(names, "checking")
            for one in findings(name, list(graph.quads(name)))
        ]
    report = Report(tuple(found), len(names))
    click.echo(FORMATS[format_](report), nl=False)
    click.echo(f"{len(found)} broken rules in {len(names)} graphs", err=True)
    sys.exit(0 if report.conforms else 1)
