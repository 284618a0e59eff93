"""Bring the graphs of another triple store into ours."""

import sys
from pathlib import Path

import click

from kg.cli.options import STORE
from kg.cli.progress import counting
from kg.cli.remotes import asker, remote_options, where
from kg.errors import KgError
from kg.push import pull as bring
from kg.store import Store


@click.command()
@click.argument("endpoint")
@STORE
@remote_options
def pull(
    endpoint: str,
    store: Path,
    kind: str,
    update: str,
    graph_store: str,
    user: str,
    password_file: Path | None,
    timeout: float,
    attempts: int,
    graphs: tuple[str, ...],
) -> None:
    """Bring the named graphs of the triple store at ENDPOINT into our store, each whole or not at all.

    \b
        kg pull http://localhost:7878 --kind oxigraph --store copy
        kg pull https://data.example/sparql --graph https://kg.example/graph/a.txt

    Graphs that are only here stay. Asked by SPARQL queries alone.
    """
    at = where(endpoint, kind, update, graph_store)
    remote = asker(user, password_file, timeout, attempts)
    with Store(store) as ours, counting("graphs") as step:
        done = bring(ours, remote, at, graphs=graphs, step=step)
    for graph, reason in done.left_out.items():
        click.echo(f"left out: {graph}: {reason}", err=True)
    told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(done.counts.items()))
    click.echo(f"{told or 'no graphs'} ({done.triples} triples)", err=True)
    sys.exit(KgError.exit_code if done.left_out else 0)
