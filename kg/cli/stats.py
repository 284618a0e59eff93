"""Count what is in the store."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.options import STORE
from kg.stats import Stats
from kg.stats import stats as count
from kg.store import Store


@click.command()
@STORE
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to write the numbers.",
)
def stats(store: Path, format_: str) -> None:
    """Count documents, mentions, entities, events, claims and triples.

    \b
        kg stats
        kg stats --format json | jq .events
    """
    with Store(store, read_only=True) as graph:
        numbers = count(graph)
    click.echo(json.dumps(asdict(numbers), indent=1) if format_ == "json" else _table(numbers))


def _table(numbers: Stats) -> str:
    lines: list[tuple[str, int]] = []
    for name, value in asdict(numbers).items():
        if isinstance(value, int):
            lines.append((name, value))
        else:
            lines += [(f"{name} {class_}", number) for class_, number in value.items()]
    width = max(len(name) for name, _ in lines)
    return "\n".join(f"{name:<{width}}  {value:>12,}" for name, value in lines)
