"""Look through the links of the store, explain them, and correct them."""

from pathlib import Path

import click

from kg.cli import linking
from kg.cli.options import STORE, WIKIDATA
from kg.cli.rows import FORMAT
from kg.errors import UsageError

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@STORE
@click.option(
    "--explain", metavar="NAME", help="Why NAME is linked so: candidates, features, scores."
)
@click.option(
    "--same",
    nargs=2,
    metavar="NAME WHO",
    help="NAME is WHO: a QID, or another entity of the store (IRI or name).",
)
@click.option("--not-same", nargs=2, metavar="NAME WHO", help="NAME is not WHO.")
@click.option(
    "--nil",
    is_flag=False,
    flag_value="",
    metavar="[NAME]",
    help="NAME is nobody in Wikidata; without NAME: list only those that are not linked.",
)
@click.option(
    "--undo", metavar="RULING", help="Take a correction back: its id, or the NAME it is about."
)
@click.option("--rulings", is_flag=True, help="List the corrections, the oldest first.")
@click.option("--duplicates", is_flag=True, help="List pairs of entities that may be one.")
@click.option(
    "--below",
    type=click.FloatRange(0, 1),
    metavar="P",
    help="List only links less sure than P (0 to 1), or duplicates less likely.",
)
@click.option("--doc", default="", metavar="DOC", help="Only in this document (id or IRI).")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="List N rows at most.")
@click.option(
    "--author",
    envvar="KG_AUTHOR",
    show_envvar=True,
    metavar="NAME",
    help="Who makes the correction.  [default: the name of the account]",
)
@click.option("--live", is_flag=True, help="Ask Wikidata's own service, too; as --wikidata live.")
@WIKIDATA
@click.option("--model", default="", metavar="NAME", help="As the documents were built with.")
@click.option(
    "--ontology",
    "ontologies",
    multiple=True,
    type=_FILE,
    metavar="FILE.ttl",
    help="As the documents were built with; may be given several times.",
)
@FORMAT
def link(
    store: Path,
    explain: str | None,
    same: tuple[str, str] | None,
    not_same: tuple[str, str] | None,
    nil: str | None,
    undo: str | None,
    rulings: bool,
    duplicates: bool,
    below: float | None,
    doc: str,
    limit: int | None,
    author: str | None,
    live: bool,
    wikidata: str,
    model: str,
    ontologies: tuple[Path, ...],
    format_: str | None,
) -> None:
    """List who is linked to Wikidata, the least sure first; or explain and correct it.

    A correction is kept in the store with author and date, holds in every later build, and can be
    undone. The documents that it is about are read again at once; nothing else is rewritten.

    \b
        kg link --below 0.6
        kg link --explain Damascus --doc reports/a.txt
        kg link --same Damascus Q3766
        kg link --not-same "Samir Suleiman" https://kg.example/id/person/b.txt/samir-suleiman
        kg link --nil "Abu Omar" --doc reports/a.txt
        kg link --undo Damascus

    Exit status 1: nobody, or no correction, is called so.
    """
    asked = [explain, same, not_same, nil or None, undo, rulings or None, duplicates or None]
    if sum(one is not None for one in asked) > 1:
        raise UsageError("one thing at a time", hint="see: kg link --help")
    options = linking.Options(
        store, doc, author, "live" if live else wikidata, model, ontologies, format_, limit
    )
    if explain is not None:
        linking.explain(options, explain)
    elif same is not None:
        linking.rule(options, "same", *same)
    elif not_same is not None:
        linking.rule(options, "not-same", *not_same)
    elif nil:
        linking.rule(options, "nil", nil, "")
    elif undo is not None:
        linking.undo(options, undo)
    elif rulings:
        linking.list_rulings(options)
    elif duplicates:
        linking.list_duplicates(options, below)
    else:
        linking.list_links(options, below, nil=nil is not None)
