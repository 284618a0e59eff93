"""Item <-> the row that stands for it in the file: a JSON array, texts that come again kept once."""

import json
from collections.abc import Callable
from typing import Any, Final

from kg.wikidata.values import Item, Office

#: What stands for cells left out at the end of a row, in the order of a row.
_EMPTY: Final[list[Any]] = ["", 0.0, (), "", "", 0, 0, (), "", "", ()]
_PADDING: Final = [_EMPTY[length:] for length in range(len(_EMPTY) + 1)]
#: Texts numbered at most; the rest is written where it stands.
MOST_TEXTS: Final = 60_000


#: Values as JSON without blanks; made once, for it writes a row at a time.
written: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Texts:
    """Texts that come again, numbered from 1 as they come, up to a limit."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, text: str) -> int | str:
        """Return what stands for a text: its number, or the text when it is short or there are too many."""
        if len(text) < 6 or (len(self.numbers) >= MOST_TEXTS and text not in self.numbers):
            return text
        return self.numbers.setdefault(text, len(self.numbers) + 1)


def number(qid: str) -> int:
    """Return the QID without its letter.

    Raises:
        ValueError: it is no QID.
    """
    return int(qid.removeprefix("Q"))


def told(office: Office) -> str:
    """Return an office in words.

    >>> told(Office("Minister of Health", "2017", "2021")), told(Office("King", "1999")), told(Office("Pope"))
    ('Minister of Health (2017-2021)', 'King (1999-)', 'Pope')
    """
    years = f" ({office.begin[:4]}-{office.end[:4]})" if office.begin or office.end else ""
    return office.title + years


def pack(item: Item, texts: Texts) -> str:
    """Return an item as a JSON array without its QID, kind and class, trailing empty cells left out.

    A description that tells the first office is not written: True stands for it.
    """
    first = bool(item.offices) and item.description == told(item.offices[0])
    cells: list[object] = [
        item.label,
        float(f"{item.prior:.3g}"),
        list(item.aliases),
        True if first else texts.number(item.description),
        item.country,
        list(item.point) if item.point else 0,
        item.population,
        [number(qid) for qid in item.parents],
        item.begin,
        item.end,
        [_cells(office, texts) for office in item.offices],
    ]
    while not cells[-1]:
        del cells[-1]
    return written(cells)


def _cells(office: Office, texts: Texts) -> list[int | str]:
    cells = [texts.number(office.title), office.begin, office.end]
    while cells[-1] == "":
        del cells[-1]
    return cells


def unpack(number: int, kind: str, cls: str, cells: list[Any], text: Callable[[int], str]) -> Item:
    """Return the item of a row; ``text`` gives the text of a number. Quick: it is half of a lookup."""
    aliases = tuple(cells[2]) if len(cells) > 2 else ()
    prior = cells[1] if len(cells) > 1 else 0.0
    return Item.begun(f"Q{number}", cells[0], aliases, kind, cls, prior, (_rest, cells, text))


def _rest(cells: list[Any], text: Callable[[int], str]) -> tuple[Any, ...]:
    """Return the cells from the description on as the values that they stand for."""
    _, _, _, said, country, point, population, parents, begin, end, held = (
        cells + _PADDING[len(cells)]
    )
    offices = tuple([_office(text, *office) for office in held]) if held else ()
    if said is True:
        said = told(offices[0])
    elif isinstance(said, int):
        said = text(said)
    return (
        said,
        country,
        tuple(point) if point else None,
        population,
        tuple([f"Q{n}" for n in parents]) if parents else (),
        begin,
        end,
        offices,
    )


def _office(text: Callable[[int], str], title: int | str, begin: str = "", end: str = "") -> Office:
    return Office(text(title) if isinstance(title, int) else title, begin, end)
