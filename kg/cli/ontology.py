"""`kg ontology`: the classes with their words for people, or the files for machines."""

from pathlib import Path

import click

from kg.cli.options import OUTPUT


@click.command()
@click.option(
    "--ontology",
    "ontologies",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE.ttl",
    help="Your own file, checked and shown with kg's classes.",
)
@click.option(
    "--class",
    "name",
    default="",
    metavar="NAME",
    help="Show one class: its words and where its roles stand.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "turtle"]),
    default="text",
    show_default=True,
    help="How to write it.",
)
@OUTPUT
def ontology(ontologies: tuple[Path, ...], name: str, format_: str, output: Path) -> None:
    """Show the ontology: the tree of classes, or one class with its words.

    Also the way to check a file of your own: a mistake ends with the file, the IRI and status 2.

    \b
        kg ontology
        kg ontology --class TerritorialGain
        kg ontology --ontology mine.ttl --class Ransom
        kg ontology --format turtle -o kg.ttl
    """
    from kg.ontology import load
    from kg.ontology.show import tree, turtle, words
    from kg.resources import folder

    found = load(folder("ontology"), ontologies)
    if format_ == "turtle":
        text = turtle(folder("ontology"), ontologies)
    else:
        text = words(found, name) if name else tree(found)
    if str(output) == "-":
        click.echo(text)
    else:
        output.write_text(text + "\n", encoding="utf-8")
