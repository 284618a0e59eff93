"""Rows of facts -> the items that ship: class, description, offices, parents and prior out of the facts."""

import hashlib
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Final

from kg.namespaces import KG
from kg.wikidata.compile import compile
from kg.wikidata.packed import told
from kg.wikidata.prior import Kind, Weight, kinds, prior, weights
from kg.wikidata.rows import Row, read
from kg.wikidata.synonyms import told as synonyms
from kg.wikidata.values import Item, Office

_HERE: Final = Path(__file__).parent
#: Kinds that a country code stands for, and the sources whose roles are offices.
_STATES: Final = ("country", "territory", "dependency", "disputed territory")
_TELLS_OFFICES: Final = ("eps/", "congress-legislators")
_OFFICE: Final = re.compile(r"(.+?)(?: \((\d{4})?–(\d{4})?\))?")


def items(folder: Path) -> Iterator[tuple[Item, str]]:
    """Yield the items of the rows in a folder, each with its sources joined by ``+``.

    Raises:
        KgError: a file of rows is missing.
    """
    rows = sorted(read(folder))
    known = kinds(_HERE / "kinds.tsv")
    offices = weights(_HERE / "offices.tsv")
    countries = {r.country: r for r in reversed(rows) if r.kind in _STATES and r.country}
    also = synonyms()
    for row in rows:
        one = item(row, known[row.kind], offices, countries)
        if row.number in also:
            one = replace(one, aliases=tuple(sorted({*one.aliases, *also[row.number]})))
        yield one, "+".join(row.sources)


def item(row: Row, kind: Kind, known: tuple[Weight, ...], countries: dict[str, Row]) -> Item:
    """Return a row as an item."""
    held, is_ = offices(row)
    country = countries.get(row.country)
    return Item(
        qid=f"Q{row.number}",
        label=row.label,
        aliases=row.aliases,
        kind=row.kind,
        cls=KG + kind.cls if kind.cls else "",
        description=is_ or description(row, kind, held, country),
        country=row.country if len(row.country) == 2 else "",
        point=(float(row.lat), float(row.lon)) if row.lat else None,
        population=row.population,
        parents=parents(row, country),
        begin=row.born,
        offices=held,
        prior=prior(row, kind, held, known),
    )


def offices(row: Row) -> tuple[tuple[Office, ...], str]:
    """Return the offices of somebody, and what somebody is where no office is told."""
    if not any(source.startswith(_TELLS_OFFICES) for source in row.sources):
        return (), row.role
    parts = (_OFFICE.fullmatch(part) for part in row.role.split("; ") if part)
    return tuple(Office(p[1], p[2] or "", p[3] or "") for p in parts if p), ""


def description(row: Row, kind: Kind, held: Sequence[Office], country: Row | None) -> str:
    """Return a few words out of the facts: ``town in Syria``, ``Minister of Health (2017-2021)``."""
    if held:
        return told(held[0])
    if country is None or country.number == row.number:
        return kind.words
    return f"{kind.words} in {country.label}" if kind.words else ""


def parents(row: Row, country: Row | None) -> tuple[str, ...]:
    """Return the places that a place lies in, the nearest first, the country last."""
    last = (country.number,) if row.lat and country and country.number != row.number else ()
    return tuple(f"Q{number}" for number in (*row.parents, *last))


def made_of(folder: Path) -> str:
    """Return a checksum of the rows and of the modules and tables that make the file of them."""
    files = [*sorted(folder.glob("*.gz")), *sorted(_HERE.glob("*.tsv"))]
    files += [
        _HERE / f"{m}.py"
        for m in (
            "blocks",
            "called",
            "compile",
            "default",
            "names",
            "packed",
            "prior",
            "rows",
            "synonyms",
        )
    ]
    checksum = hashlib.sha256()
    for file in files:
        checksum.update(file.name.encode() + b"\0" + file.read_bytes())
    return checksum.hexdigest()


def make(folder: Path, path: Path) -> bool:
    """Compile the rows in a folder to the file that ships; False: it was there, made of the same.

    Raises:
        KgError: a file of rows is missing.
    """
    checksum = made_of(folder)
    if path.is_file() and _checksum(path) == checksum:
        return False
    origins: dict[str, str] = {}

    def each() -> Iterator[Item]:
        for one, sources in items(folder):
            origins[one.qid] = sources
            yield one
            del origins[one.qid]

    meta = {"version": "1", "made_from": "the facts that ship with kg", "checksum": checksum}
    compile(each(), path, meta=meta, sources=lambda one: origins[one.qid])
    return True


def _checksum(path: Path) -> str:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            row = db.execute("SELECT value FROM meta WHERE name = 'checksum'").fetchone()
    except sqlite3.Error:
        return ""
    return str(row[0]) if row else ""
