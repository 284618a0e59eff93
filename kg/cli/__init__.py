"""Words typed after `kg` -> one command, its output and an exit status."""

from importlib import import_module
from typing import Final

import click

from kg import __version__
from kg.cli.endings import ending
from kg.spelling import near

#: Where each command is, and what it does; nothing is imported before it is called.
COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "build": ("kg.cli.build:build", "Turn files into a knowledge graph."),
    "query": ("kg.cli.query:query", "Ask the graph a question."),
    "show": ("kg.cli.show:show", "Print a document with what it tells."),
    "annotate": ("kg.cli.annotate:annotate", "Write what is found in one text, as NIF."),
    "link": ("kg.cli.link:link", "Look through the links to Wikidata, explain and correct them."),
    "serve": ("kg.cli.serve:serve", "Serve the graph over HTTP: SPARQL, linked data."),
    "report": ("kg.cli.report:report", "Write a file that shows the graph without a server."),
    "mcp": ("kg.cli.mcp:mcp", "Serve the graph to an assistant: Model Context Protocol."),
    "export": ("kg.cli.export:export", "Write the graph in an RDF format."),
    "push": ("kg.cli.push:push", "Load the store into another triple store."),
    "pull": ("kg.cli.pull:pull", "Bring graphs from another triple store."),
    "forget": ("kg.cli.forget:forget", "Remove what a document contributed."),
    "diff": ("kg.cli.diff:diff", "Compare two graphs."),
    "wikidata": (
        "kg.cli.wikidata:wikidata",
        "Make, update, show and serve the file that names are linked with.",
    ),
    "validate": ("kg.cli.validate:validate", "Check the graph against its shapes."),
    "stats": ("kg.cli.stats:stats", "Count what is in the graph."),
    "bench": ("kg.cli.bench:bench", "Measure the reader on annotated texts."),
    "ontology": ("kg.cli.ontology:ontology", "Show or write the ontology."),
}


class Commands(click.Group):
    """A group that loads its commands when called and ends each in the way of the system."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of this name, imported now."""
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name][0].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Propose the names that are spelled alike when there is no such command."""
        if args and args[0] not in COMMANDS:
            ctx.fail(f"No such command {args[0]!r} ({near(args[0], COMMANDS)})")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run a command and end the process with its status."""
        with ending():
            return super().invoke(ctx)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Turn news and reports into a knowledge graph, and ask it.

    \b
        kg build reports/ --store my-store
        kg query events --store my-store
        kg query events-by-place --param place=Hama --store my-store

    Exit status: 0 done, 1 the answer is no, 2 wrong usage, 3 something outside failed.
    """
