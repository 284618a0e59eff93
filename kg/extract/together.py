"""Words of neighbouring time expressions -> the same with what one leaves to the other: "3 to 5 May 2020"."""

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.calendar import MONTHS

#: What joins the ends of a range, or two dates that share a month or a year.
JOINING: Final = re.compile(
    r"\s*(?:[-–—/]|to|and|or|until|till|through)\s*(?:from\s+|the\s+)?", re.IGNORECASE
)

_MONTH: Final = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_DAY: Final = r"\d\d?(?:st|nd|rd|th)?"
_ALONE: Final = re.compile(rf"^(?P<before>|.* of )(?:the )?(?P<day>{_DAY})(?P<year>,? \d{{4}})?$")
_DATED: Final = re.compile(rf"(?:{_DAY} (?:of )?)?(?P<month>{_MONTH})(?: {_DAY})?")
_YEAR: Final = re.compile(r"\b(?:1\d{3}|20\d\d)\b")
#: The day of a second month that the tokenizer leaves with the first: "31 May-1" "June".
_STUCK: Final = re.compile(r"(?<=[a-z.])[-–—](\d\d?)$")


def together(words: Sequence[str], links: Sequence[str]) -> list[str]:
    """Return the words of each expression, a day with the month and a month with the year of its neighbour.

    Args:
        words: of each expression, as ``plain`` gives them.
        links: what stands between each and the next; one less.

    >>> together(["3", "5 may 2020"], [" to "])
    ['3 may, 2020', '5 may 2020']
    >>> together(["march 5", "9, 2020"], ["-"])
    ['march 5, 2020', '9 march, 2020']
    >>> together(["31 may-1", "june 2020"], [" "])
    ['31 may, 2020', '1 june 2020']
    """
    made = list(words)
    for n, link in enumerate(links):
        stuck = _STUCK.search(made[n])
        if stuck and link.isspace() and _DATED.match(made[n + 1]):
            made[n], made[n + 1] = made[n][: stuck.start()], f"{stuck[1]} {made[n + 1]}"
        elif not JOINING.fullmatch(link):
            continue
        made[n : n + 2] = _completed(made[n], made[n + 1])
    return made


def is_stuck(first: str, link: str) -> bool:
    """Say whether an expression ends in the day of the next: "31 May-1" "June"."""
    return bool(link.isspace() and _STUCK.search(first))


def _completed(first: str, second: str) -> tuple[str, str]:
    """Return two joined expressions, each with what the other tells of both."""
    if (day := _ALONE.match(first)) and (other := _DATED.search(second)):
        first = f"{day['before']}{day['day']} {other['month']}"
    elif (day := _ALONE.match(second)) and (other := _DATED.search(first)):
        second = f"{day['day']} {other['month']}{day['year'] or ''}"
        second = re.sub(r",? (\d{4})$", r", \1", second)
    year = _YEAR.search(second)
    if year and _DATED.search(first) and _DATED.search(second) and not _YEAR.search(first):
        first = f"{first}, {year.group()}"
    return first, second
