"""seeds/wikidata -> rows: facts as they were read, one line each, with the sources they were read from."""

import gzip
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final

from kg.errors import KgError

FAMILIES: Final = ("places", "people", "organisations", "other")


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """What the sources say about one item; empty or 0 where none says anything.

    ``number`` is the QID without its letter, ``lat`` and ``lon`` are degrees as written, ``role`` what
    somebody is or the offices with their years, ``sources`` their ids, sorted (see ``SOURCES``),
    ``parents`` the divisions that a place lies in as QIDs without letters, the nearest first, no country.
    """

    number: int
    label: str
    aliases: tuple[str, ...]
    kind: str
    country: str
    lat: str
    lon: str
    population: int
    born: str
    role: str
    sources: tuple[str, ...]
    parents: tuple[int, ...] = ()


def line(row: Row) -> str:
    """Return the row as a line: cells between tabs, lists between ``|`` and ``+``."""
    cells = list(astuple(row))
    cells[2], cells[7], cells[10] = (
        "|".join(row.aliases),
        row.population or "",
        "+".join(row.sources),
    )
    cells[11] = "+".join(map(str, row.parents))
    return "\t".join(map(str, cells)) + "\n"


def read(folder: Path) -> Iterator[Row]:
    """Yield the rows of all families, each family by QID.

    Raises:
        KgError: a file is missing.
    """
    for family in FAMILIES:
        path = folder / f"{family}.tsv.gz"
        if not path.is_file():
            raise KgError(f"no facts at {path}", hint="python -m kg.wikidata.seed writes them")
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            yield from map(parse, lines)


def parse(line: str) -> Row:
    r"""Return the row that a line holds.

    >>> parse("1\tAza\tAzah|Ažа\ttown\tSY\t\t\t\t\t\tone+two\t\n").aliases
    ('Azah', 'Ažа')
    """
    c = line.rstrip("\n").split("\t")
    aliases = tuple(c[2].split("|")) if c[2] else ()
    return Row(
        int(c[0]),
        c[1],
        aliases,
        c[3],
        c[4],
        c[5],
        c[6],
        int(c[7] or 0),
        c[8],
        c[9],
        tuple(c[10].split("+")),
        tuple(map(int, c[11].split("+"))) if c[11] else (),
    )
