"""`kg mcp`: the store for assistants."""

from importlib.util import find_spec
from pathlib import Path

import click

from kg.cli.options import BASE, STORE
from kg.errors import KgError


@click.command()
@STORE
@BASE
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="Answer over HTTP at http://127.0.0.1:PORT/mcp, to this machine only, instead of stdio.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 3600),
    default=20,
    show_default=True,
    metavar="SECONDS",
    help="When a question is ended.",
)
def mcp(store: Path, base: str, port: int | None, timeout: float) -> None:
    """Serve the store to an assistant, over the Model Context Protocol. It only reads.

    The assistant starts it itself and speaks to it over stdin and stdout; give it this command line:

    \b
        kg mcp --store /path/to/my-store
        kg mcp --store my-store --port 8765

    Tools: search, list_events, get_entity, get_event, contradictions, read_passage, run_sparql, about.
    """
    if find_spec("mcp") is None:
        raise KgError("the SDK of MCP is not installed", hint="pip install 'kg[mcp]'")
    from kg.mcp.run import run

    run(store, base=base, seconds=timeout, port=port)
