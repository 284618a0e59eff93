"""The options that several commands share."""

from pathlib import Path

import click

from kg.errors import UsageError
from kg.namespaces import DEFAULT_BASE

STORE = click.option(
    "--store",
    type=click.Path(path_type=Path),
    default="kg-store",
    show_default=True,
    envvar="KG_STORE",
    show_envvar=True,
    metavar="DIR",
    help="Folder of the store.",
)


def _checked_base(_ctx: click.Context, _param: click.Parameter, base: str) -> str:
    """Accept what a path can be appended to and is an IRI then."""
    scheme, colon, rest = base.partition("://")
    plain = all(c.isprintable() and c not in ' <>"{}|^`\\#?' for c in rest)
    if not (scheme in ("http", "https") and colon and rest.strip("/") and plain):
        raise UsageError(f"not an IRI to build on: {base!r}", hint="such as https://data.example/")
    return base if base.endswith("/") else f"{base}/"


BASE = click.option(
    "--base",
    default=DEFAULT_BASE,
    show_default=True,
    envvar="KG_BASE",
    show_envvar=True,
    metavar="IRI",
    callback=_checked_base,
    help="What the IRIs of your data start with.",
)

WIKIDATA = click.option(
    "--wikidata",
    default="",
    envvar="KG_WIKIDATA",
    show_envvar=True,
    metavar="(FILE|off|live)",
    help="Where names are looked up: a knowledge-base file, off (nobody is linked), or live"
    " (Wikidata's own service is asked, too).  [default: the file that comes with kg]",
)

OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default="-",
    metavar="FILE",
    help="Where to write; - is stdout.",
)
