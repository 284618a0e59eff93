"""`kg wikidata`: make a knowledge-base file of Wikidata, keep it up to date, and look into it."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.wikidata_serve import serve
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.wikidata.build import Built

#: Classes shown with --classes.
_SHOWN = 40

CONTACT = click.option(
    "--contact",
    default="",
    envvar="KG_CONTACT",
    show_envvar=True,
    metavar="ADDRESS",
    help="Your address of mail or web: Wikimedia asks programs to say who runs them.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def wikidata() -> None:
    """Make, update, show and serve the file that names are linked with.

    \b
        kg wikidata show Q858
        kg wikidata build latest-all.json.bz2 -o world.kb --min-sitelinks 3
        kg build reports/ --wikidata world.kb
    """


wikidata.add_command(serve)


@wikidata.command()
@click.argument("source", metavar="SOURCE")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The file to write; FILE.work beside it holds what was read.",
)
@click.option(
    "--class",
    "classes",
    multiple=True,
    metavar="CLASS",
    help="Only what is of this class: a QID, the English label of a class (with all below it),"
    " a kind (town, party), or a class of the ontology (Place, Person). May be repeated.",
)
@click.option(
    "--country",
    "countries",
    multiple=True,
    metavar="CODE",
    help="Only what is of this country, by its ISO 3166 code: SY. May be repeated.",
)
@click.option(
    "--min-sitelinks",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    metavar="N",
    help="Only what has so many pages in Wikipedias and other wikis.",
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Only the N with the most pages.",
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="CODE",
    help="A language whose names are kept, English always; may be repeated."
    "  [default: en ar ru uk fr de es tr fa he pt it zh hi]",
)
@click.option(
    "--classes",
    "table",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.tsv",
    help="Your own table of what classes are: lines of QID, tab, kind. The rest is learned.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["json", "nt"]),
    help="What the source holds.  [default: nt for a name with .nt, else json]",
)
@click.option("--show-classes", is_flag=True, help="Print which kind each class was taken for.")
@CONTACT
def build(
    source: str,
    output: Path,
    classes: tuple[str, ...],
    countries: tuple[str, ...],
    min_sitelinks: int,
    limit: int,
    languages: tuple[str, ...],
    table: Path | None,
    format_: str | None,
    show_classes: bool,
    contact: str,
) -> None:
    """Make a knowledge-base file of SOURCE.

    SOURCE is a JSON dump of Wikidata or its truthy N-Triples (plain, .gz or .bz2; - is stdin), or the
    address of a SPARQL endpoint. What is stopped goes on where it was with the same command.

    \b
        kg wikidata build latest-all.json.bz2 -o world.kb --min-sitelinks 3
        kg wikidata build latest-truthy.nt.gz -o syria.kb --country SY --class Place
        kg wikidata build https://query.wikidata.org/sparql -o ministries.kb \\
            --class ministry --country LB --contact me@example.org
        lbzip2 -dc latest-all.json.bz2 | kg wikidata build - -o world.kb
    """
    from kg.wikidata.build import Settings, build, own_table
    from kg.wikidata.dump import Scope
    from kg.wikidata.endpoint import Service
    from kg.wikidata.raw import LANGUAGES
    from kg.wikidata.resolve import Chosen

    settings = Settings(
        scope=Scope(
            tuple(dict.fromkeys(("en", *languages))) if languages else LANGUAGES, min_sitelinks
        ),
        chosen=Chosen(classes, _codes(countries), min_sitelinks, limit),
        table=own_table(table) if table else {},
        format=format_ or "",
        service=Service(contact=contact),
    )
    from kg.cli.wikidata_progress import reading

    with reading() as (tell, say):
        built = build(source, output, settings, tell=tell, say=say)
    _tell(output, built)
    if show_classes:
        _classes(built)


def _codes(countries: tuple[str, ...]) -> tuple[str, ...]:
    for code in countries:
        if len(code) != 2 or not code.isalpha() or not code.isascii():
            raise UsageError(
                f"no country code: {code!r}", hint="two letters of ISO 3166, such as SY"
            )
    return tuple(sorted({code.upper() for code in countries}))


def _tell(output: Path, built: "Built") -> None:
    """Say on stderr what was done, and what was left out and why."""
    click.echo(f"kg: {output}: {built.items:,} items", err=True)
    left = Counter(built.left_out)
    left["few links"] += built.progress.counts["few links"]
    reasons = ", ".join(f"{why} {n:,}" for why, n in sorted(left.items()) if n)
    if reasons:
        click.echo(f"kg: left out: {reasons}", err=True)
    broken = built.progress.counts["broken"]
    if broken:
        first = built.progress.first_broken
        click.echo(f"kg: {broken:,} broken lines, the first is line {first}", err=True)


def _classes(built: "Built") -> None:
    for number, label, kind, count in built.classes:
        click.echo(f"Q{number}\t{kind or '-'}\t{count}\t{label}")


@wikidata.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option(
    "--from",
    "delta",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="DELTA",
    help='JSON Lines: changed entities as in the dumps, or {"id": "Q…", "deleted": true}; - is stdin.',
)
@click.option(
    "--since",
    metavar="DAY",
    help="Instead of a DELTA, ask Wikidata what changed since this day: YYYY-MM-DD.",
)
@click.option("--api", default="", metavar="URL", help="Another MediaWiki API than Wikidata's.")
@CONTACT
def update(file: Path, delta: Path | None, since: str | None, api: str, contact: str) -> None:
    """Bring FILE up to date; it becomes what a build of the new state would be.

    FILE.work, which the build left beside it, is needed. Only --since uses the network.

    \b
        kg wikidata update world.kb --from changes.jsonl
        kg wikidata update world.kb --since 2026-03-01 --contact me@example.org
    """
    from kg.wikidata.delta import documents
    from kg.wikidata.delta import update as change

    if (delta is None) == (since is None):
        raise UsageError("one of --from and --since is needed")
    if since is not None:
        source = _asked(since, api, contact)
    else:
        path = None if str(delta) == "-" else delta
        source = lambda _work: documents(path)  # noqa: E731
    changes, built = change(file, source, say=_say)
    counts = ", ".join(f"{n:,} {what}" for what, n in sorted(changes.counts.items()))
    click.echo(f"kg: {file}: {counts or 'no changes'}; {built.items:,} items", err=True)
    if changes.first_broken:
        click.echo(f"kg: the first broken line is line {changes.first_broken}", err=True)


def _asked(since: str, api: str, contact: str) -> Any:
    from kg.wikidata import changes
    from kg.wikidata.polite import Manners, Polite, agent

    start = changes.since(since)
    asked = changes.Api(Polite(Manners(agent(contact))), api or changes.API)
    return lambda work: changes.changed(work, asked, start)


def _say(line: str) -> None:
    click.echo(f"kg: {line}", err=True)


@wikidata.command()
@click.argument("name", metavar="NAME|QID")
@click.option(
    "--file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Another knowledge-base file than the one that comes with kg.",
)
@click.option(
    "--limit", type=click.IntRange(1), default=5, show_default=True, help="Most items of one name."
)
def show(name: str, file: Path | None, limit: int) -> None:
    """Print what the file knows of an item, or of all that are called so.

    \b
        kg wikidata show Q858
        kg wikidata show "jisr al shughour"
        kg wikidata show Damascus --file world.kb

    Exit status 1: nobody is called so.
    """
    from kg.wikidata.file import KnowledgeBase
    from kg.wikidata.shown import found, shown

    with KnowledgeBase.open(file) as base:
        items, note = found(base, name, limit)
        for item in items:
            click.echo(shown(item, base))
            click.echo()
    if note:
        click.echo(f"kg: {note}", err=True)
    if not items:
        sys.exit(1)
