"""Load the store into another triple store."""

import sys
from pathlib import Path

import click

from kg.cli.options import STORE
from kg.cli.progress import counting
from kg.cli.remotes import asker, remote_options, where
from kg.push import Plan, State, plan
from kg.push import push as send
from kg.push.write import SIZE
from kg.store import Store


@click.command()
@click.argument("endpoint")
@STORE
@remote_options
@click.option("--force", is_flag=True, help="Send what was sent before, too.")
@click.option("--verify", is_flag=True, help="Compare all graphs there with ours, by content.")
@click.option("--dry-run", is_flag=True, help="Print what would be done; ask nobody.")
@click.option(
    "--request-size",
    type=click.IntRange(1_000),
    default=SIZE,
    show_default=True,
    metavar="BYTES",
    help="Largest request.",
)
def push(
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
    force: bool,
    verify: bool,
    dry_run: bool,
    request_size: int,
) -> None:
    """Load the store into the triple store at ENDPOINT, graph by graph: only what changed since the last push.

    \b
        kg push http://localhost:7878 --kind oxigraph
        KG_REMOTE_PASSWORD=… kg push http://localhost:8890 --kind virtuoso --user dba
        kg push https://data.example/sparql --verify

    What was sent is remembered beside the store, in STORE.push.jsonl. Graphs that are gone here are deleted there
    if kg sent them. By Graph Store Protocol where the kind has it or --graph-store names it, else by SPARQL Update.

    Exit status 0: what arrived is what was sent; 1: some graphs differ there (the next push sends them again).
    """
    at = where(endpoint, kind, update, graph_store)
    remote = asker(user, password_file, timeout, attempts)
    with (
        Store(store, read_only=True) as ours,
        State(store, at.name, read_only=dry_run) as state,
    ):
        todo = plan(ours, state, graphs=graphs, force=force)
        if dry_run:
            _print(todo)
            return
        with counting("graphs") as step:
            done = send(ours, state, remote, at, todo, size=request_size, verify=verify, step=step)
    for graph in done.wrong:
        click.echo(f"differs: {graph}", err=True)
    click.echo(
        f"{len(todo.send)} graphs sent ({done.triples} triples), {len(todo.delete)} deleted,"
        f" {len(todo.same)} unchanged; {remote.sent} requests, {remote.repeated} of them repeated;"
        f" {done.checked} graphs checked, {len(done.wrong)} differ",
        err=True,
    )
    sys.exit(1 if done.wrong else 0)


def _print(todo: Plan) -> None:
    for verb, graphs in (("send", todo.send), ("delete", todo.delete)):
        for graph in graphs:
            click.echo(f"{verb} {graph}")
    click.echo(
        f"{len(todo.send)} to send, {len(todo.delete)} to delete, {len(todo.same)} unchanged",
        err=True,
    )
