"""`kg serve`: the store over HTTP."""

from pathlib import Path

import click

from kg.cli.options import BASE, STORE
from kg.errors import UsageError


@click.command()
@STORE
@BASE
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Where to listen; 0.0.0.0 lets other machines in.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port; 0 takes a free one.",
)
@click.option("--url", default="", metavar="URL", help="Address that clients use, behind a proxy.")
@click.option("--writable", is_flag=True, help="Let who has the token change the store.")
@click.option(
    "--token", default="", envvar="KG_TOKEN", show_envvar=True, help="Needed by those who write."
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 86_400),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="When a request is ended.",
)
@click.option(
    "--memory",
    type=click.IntRange(1000),
    default=4000,
    show_default=True,
    metavar="MB",
    help="Address space of one worker.",
)
@click.option(
    "--rows",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Answers with more rows are refused; 0 is no limit.",
)
@click.option(
    "--size",
    type=click.IntRange(1),
    default=1000,
    show_default=True,
    metavar="MB",
    help="Answers larger than this are refused.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=2,
    show_default=True,
    help="Requests worked on at once.",
)
@click.option(
    "--service",
    "services",
    multiple=True,
    metavar="IRI",
    help="An endpoint that SERVICE in a query may call over the network.",
)
@click.option(
    "--cors", multiple=True, metavar="ORIGIN", help="A site whose pages may ask; * is all."
)
@click.option("--annotate/--no-annotate", default=True, help="Also read texts at /annotate.")
@click.option("--log/--no-log", default=True, help="A line on stderr for each request.")
def serve(
    store: Path,
    base: str,
    host: str,
    port: int,
    url: str,
    writable: bool,
    token: str,
    timeout: float,
    memory: int,
    rows: int,
    size: int,
    workers: int,
    services: tuple[str, ...],
    cors: tuple[str, ...],
    annotate: bool,
    log: bool,
) -> None:
    """Serve the store: SPARQL, graphs, linked data, reconciliation.

    It only reads, and only this machine reaches it, until told otherwise. What a build adds meanwhile
    is seen within a second.

    \b
        kg serve --store my-store
        kg serve --port 8080 --timeout 10 --cors https://notebook.example
        KG_TOKEN=secret kg serve --writable
    """
    from kg.serve.app import serve_app
    from kg.serve.lane import lane
    from kg.serve.limits import Limits
    from kg.serve.mounts import mounts
    from kg.serve.run import Log, Logged, run
    from kg.serve.site import Site
    from kg.store import Store

    if writable and not token:
        raise UsageError("--writable needs a token", hint="--token or KG_TOKEN")
    with Store(store, read_only=not writable):
        pass  # What is wrong with the store is said before anything listens.
    limits = Limits(
        seconds=timeout,
        memory=memory * 1_000_000,
        rows=rows,
        size=size * 1_000_000,
        workers=workers,
        services=services,
    )
    site = Site(store, base=base, limits=limits, token=token if writable else "", url=url)
    below, notes = mounts(base, annotate=annotate, url=url)
    for note in notes:
        _say(note)
    app = serve_app(site, cors=cors, mounts=below)
    noted = Log(lambda lines: _say(*lines)) if log else None
    if site.table is not None:
        site.table.tell = noted
    logged = Logged(app, noted) if noted else app
    run(logged, host, port, tell=_say, http=lane(site, noted), table=site.table)


def _say(*lines: str) -> None:
    click.echo("\n".join(f"kg: {line}" for line in lines), err=True)
