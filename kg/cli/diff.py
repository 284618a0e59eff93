"""Compare two graphs."""

import sys
from pathlib import Path

import click

from kg.diff import Diff, read
from kg.diff import diff as compare

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("old", type=_PATH)
@click.argument("new", type=_PATH)
@click.option("--brief", is_flag=True, help="Only how many statements differ in each graph.")
def diff(old: Path, new: Path, brief: bool) -> None:
    """Tell what NEW says more (+) and less (-) than OLD: stores, or N-Quads files.

    \b
        kg diff yesterday.nq kg-store
        kg diff store-a store-b --brief

    Exit status 0: they say the same; 1: they differ.
    """
    differences = compare(read(old), read(new))
    for one in differences:
        _print(one, brief=brief)
    more = sum(len(one.added) for one in differences)
    less = sum(len(one.removed) for one in differences)
    click.echo(f"{more} added, {less} removed in {len(differences)} graphs", err=True)
    sys.exit(1 if differences else 0)


def _print(one: Diff, *, brief: bool) -> None:
    click.echo(f"{one.graph}\t+{len(one.added)}\t-{len(one.removed)}")
    if not brief:
        for sign, lines in (("-", one.removed), ("+", one.added)):
            for line in lines:
                click.echo(f"{sign} {line}")
