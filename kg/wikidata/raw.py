"""What a source says about one entity, before anything it refers to is known; and its bytes in the work file."""

from dataclasses import dataclass, fields, replace
from typing import Any, Final

import orjson

from kg.errors import UsageError

#: Languages whose names are kept unless told otherwise: those that news of the world is written in.
LANGUAGES: Final = (
    "en",
    "ar",
    "ru",
    "uk",
    "fr",
    "de",
    "es",
    "tr",
    "fa",
    "he",
    "pt",
    "it",
    "zh",
    "hi",
)

#: An office: QID number of the position, begin, end.
Held = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Raw:
    """One entity as its source gives it; other entities are numbers: ``Q858`` is 858.

    Attributes:
        number: QID without its letter.
        label: English name, or the best there is; empty when it has none.
        names: the other names, in the chosen languages, sorted.
        description: in the first chosen language that has one.
        classes: what it is an instance of (P31).
        supers: what it is a subclass of (P279).
        countries: P17, for people P27, for offices P1001.
        iso: ISO 3166-1 alpha-2 (P297) of a country.
        within: the places it lies in: P131, else P276, else P159.
        point: latitude and longitude on Earth (P625).
        population: P1082, the latest.
        begin, end: P569 or P571, P570 or P576, as precise as told.
        offices: P39 with P580 and P582.
        links: how many pages of Wikimedia are about it.
        person: whether it is told what only people have: birth, death, citizenship, an occupation.
        rank: how far down the preferred languages the label was found; 0 is English.
    """

    number: int
    label: str = ""
    names: tuple[str, ...] = ()
    description: str = ""
    classes: tuple[int, ...] = ()
    supers: tuple[int, ...] = ()
    countries: tuple[int, ...] = ()
    iso: str = ""
    within: tuple[int, ...] = ()
    point: tuple[float, float] | None = None
    population: int = 0
    begin: str = ""
    end: str = ""
    offices: tuple[Held, ...] = ()
    links: int = 0
    person: bool = False
    rank: int = 0


#: Properties of people alone.
HUMAN: Final = ("P569", "P570", "P27", "P106")

#: The rank of a label in a language that nobody asked for.
FOREIGN: Final = 999

_NAMES: Final = tuple(f.name for f in fields(Raw))


def pack(raw: Raw) -> bytes:
    """Return the entity as bytes; what is empty at the end takes no room."""
    cells = [getattr(raw, name) for name in _NAMES]
    while not cells[-1]:
        del cells[-1]
    return orjson.dumps(cells)


def unpack(data: bytes) -> Raw:
    """Return what `pack` was given.

    >>> unpack(pack(Raw(858, "Syria", point=(35.0, 38.0)))).point
    (35.0, 38.0)
    """
    c: list[Any] = orjson.loads(data)
    c += [f.default for f in fields(Raw)[len(c) :]]
    for n in (2, 4, 5, 6, 8):
        c[n] = tuple(c[n])
    c[9] = tuple(c[9]) if c[9] else None
    c[13] = tuple((o[0], o[1], o[2]) for o in c[13])
    return Raw(*c)


def merge(one: Raw, two: Raw) -> Raw:
    """Return what both say about one entity: lists are joined, of single values the first that is told stays."""
    best, other = (
        (one, two) if (not two.label or (one.label and one.rank <= two.rank)) else (two, one)
    )
    names = {*one.names, *two.names, *([other.label] if other.rank < FOREIGN else ())}
    joined: dict[str, Any] = {
        "label": best.label,
        "rank": best.rank,
        "names": tuple(sorted(names - {best.label, ""})),
        "population": max(one.population, two.population),
        "links": max(one.links, two.links),
        "person": one.person or two.person,
    }
    for name in _NAMES[1:]:
        if name not in joined:
            joined[name] = _joined(name, getattr(one, name), getattr(two, name))
    return replace(one, **joined)


def _joined(name: str, a: Any, b: Any) -> Any:
    if isinstance(a, tuple) and isinstance(b, tuple) and name != "point":
        return tuple(sorted({*a, *b}))
    return a or b


def number(qid: str) -> int:
    """Return the number of a QID.

    Raises:
        ValueError: it is none.

    >>> number("Q858")
    858
    """
    digits = qid[1:]
    if (
        qid[:1] != "Q"
        or not digits.isascii()
        or not digits.isdigit()
        or digits[0] == "0"
        or len(digits) > 15
    ):
        raise ValueError(f"not a QID: {qid[:40]!r}")
    return int(digits)


def checked(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the language codes, each once.

    Raises:
        UsageError: one of them is no code.
    """
    for code in languages:
        if not code.replace("-", "").isalnum() or not code.isascii() or code != code.lower():
            raise UsageError(f"not a language code: {code!r}", hint="such as en, ar, zh-hans")
    return tuple(dict.fromkeys(languages))
