"""`kg wikidata serve`: the knowledge-base file as a reconciliation service."""

from pathlib import Path

import click


@click.command()
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
    default=8010,
    show_default=True,
    help="Port; 0 takes a free one.",
)
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    metavar="FILE",
    help="Another knowledge-base file than the one that comes with kg.",
)
@click.option(
    "--url",
    default="",
    metavar="URL",
    help="Address under which clients reach it, where a proxy stands before it.",
)
def serve(host: str, port: int, file: Path | None, url: str) -> None:
    """Serve the knowledge base to OpenRefine and other clients of the Reconciliation API.

    It only reads. In OpenRefine: Reconcile, Start reconciling, Add standard service, then the address.

    \b
        kg wikidata serve
        kg wikidata serve --port 8123 --file my-wikidata.kb
    """
    from kg.reconcile import reconcile_app
    from kg.reconcile.run import run
    from kg.wikidata.file import KnowledgeBase

    with KnowledgeBase.open(file) as knowledge:
        app = reconcile_app(knowledge, base=url)
        run(app, host, port, tell=lambda address: click.echo(f"kg: {url or address}/", err=True))
