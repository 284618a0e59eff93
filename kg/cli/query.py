"""Ask the store a named, filed or typed question."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO, cast

import click
from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

from kg.cli.options import STORE
from kg.errors import UsageError
from kg.query import Question, ask, catalogue, find
from kg.query.ask import Answer
from kg.query.formats import ROWS, TRIPLES, Counted, write
from kg.query.table import write_table
from kg.store import Store

#: Short name -> endpoint.
SERVICES = {"wikidata": "https://query.wikidata.org/sparql"}


@click.command()
@click.argument("question", required=False)
@STORE
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="Tell the query more.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", *ROWS, *TRIPLES]),
    help="How to write the answer.  [default: table on a terminal, else csv; turtle for triples]",
)
@click.option(
    "--service",
    "services",
    multiple=True,
    metavar="IRI",
    help="An endpoint that SERVICE may call over the network; wikidata is short for Wikidata's.",
)
@click.option("--list", "list_", is_flag=True, help="List the questions that have a name.")
@click.option("--show", is_flag=True, help="Print the SPARQL of QUESTION and ask nothing.")
def query(
    question: str | None,
    store: Path,
    params: tuple[str, ...],
    format_: str | None,
    services: tuple[str, ...],
    list_: bool,
    show: bool,
) -> None:
    """Ask QUESTION: a name, a file ending in .rq, SPARQL, or - for SPARQL on stdin.

    \b
        kg query --list
        kg query events-by-place --param place=Hama --format csv
        kg query 'SELECT ?e WHERE { ?e a kg:AirStrike } LIMIT 10'

    Names in --param match any label, in upper or lower case. Nothing is asked over the network:
    a query calls with SERVICE only the endpoints that --service allows. Exit status 1: the answer
    is no, or nothing has the name given.
    """
    if list_:
        _list()
    elif question is None:
        raise UsageError("which question?", hint="see: kg query --list")
    elif show:
        click.echo(_find(question).portable(), nl=False)
    else:
        given = _pairs(params)
        with Store(store, read_only=True) as graph:
            allowed = [SERVICES.get(service, service) for service in services]
            with _interruptible() if allowed else nullcontext():
                answer = ask(graph.oxigraph, _find(question), given, services=allowed)
                _print(answer, format_, graph)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process: the store waits for an endpoint as long as it likes, and Python with it."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _find(words: str) -> Question:
    if words == "-":
        return Question.read("", sys.stdin.read())
    return find(words)


def _list() -> None:
    for name, question in catalogue().items():
        click.echo(f"{name:<22}{question.title}")
        for parameter in question.parameters:
            click.echo(f"{'':<24}--param {parameter.name}=…  {parameter.help}")


def _pairs(params: tuple[str, ...]) -> dict[str, str]:
    split = [param.partition("=") for param in params]
    for name, equals, value in split:
        if not (name and equals and value):
            raise UsageError(f"--param needs NAME=VALUE, not {name + equals + value!r}")
    return {name: value for name, _, value in split}


def _print(answer: Answer, format_: str | None, graph: Store) -> None:
    """Write the answer; a No ends with status 1."""
    chosen = format_ or _default(answer)
    if chosen == "table" and isinstance(answer, QuerySolutions):
        lines = write_table(answer, graph.oxigraph, sys.stdout)
    else:
        output = Counted(sys.stdout.buffer)
        write(answer, "csv" if chosen == "table" else chosen, cast(IO[bytes], output))
        sys.stdout.buffer.flush()
        lines = output.lines - 1 if chosen in ("csv", "tsv") else 1
    if isinstance(answer, QuerySolutions) and not lines:
        click.echo("no rows", err=True)
    if isinstance(answer, QueryBoolean) and not answer:
        sys.exit(1)


def _default(answer: Answer) -> str:
    if isinstance(answer, QueryTriples):
        return "turtle"
    return "table" if sys.stdout.isatty() else "csv"
