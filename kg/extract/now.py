"""What a date is told from and what it comes to, and what the rules of dates have in common."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.extract import calendar as cal

#: What a rule's expression found: the groups that took part.
Parts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Now:
    """What a date is told from.

    Attributes:
        issued: the day of publication; None when unknown, or when the text is a history, not news.
        last: the value of the last date before, empty when there is none.
        period: the last quarter or half of a year, empty when there is none.
        tense: of the words around: 1 what is to come, -1 what was, 0 neither.
        history: whether the text tells its dates one after the other, so that the last year holds on.
    """

    issued: date | None
    last: str = ""
    period: str = ""
    tense: int = 0
    history: bool = False

    @property
    def here(self) -> str:
        """The value that "last week" counts from: the day of publication, in a history the last date."""
        return self.issued.isoformat() if self.issued else self.last if self.history else ""

    @property
    def there(self) -> str:
        """The value that "two days later" counts from: the last date, else the day of publication."""
        return self.last or self.here


@dataclass(frozen=True, slots=True)
class Moment:
    """A value, and what it was told from.

    Attributes:
        reference: the value that it was counted from; empty where the words say it all.
        moves: whether "two days later" may count from it.
    """

    value: str
    reference: str = ""
    moves: bool = True


#: Returns None, or an empty value, where it does not say.
Rule = Callable[[Parts, Now], Moment | None]

Rules = tuple[tuple[re.Pattern[str], Rule], ...]

YEAR: Final = r"(?P<year>1\d{3}|20\d\d|21\d\d)(?!\d)"
#: What may stand behind a day or a month: "493 BC", ", 1998", "of that year".
OF_YEAR: Final = (
    rf"(?:,? (?:of )?(?P<bc>\d{{1,4}}) b\.?c|,? (?:of )?(?:fiscal )?{YEAR}|,? (?:of )?(?:the )?"
    r"(?P<that>that|same|this|last|next|following|previous|preceding)(?: same)?(?: year)?\b)"
)
#: Words that place a unit relative to another -> steps; those told from the last date are apart.
FROM_HERE: Final = {
    "last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1,
}  # fmt: skip
FROM_THERE: Final = {
    "previous": -1, "preceding": -1, "prior": -1, "that": 0, "same": 0, "very": 0, "following": 1,
    "ensuing": 1, "subsequent": 1,
}  # fmt: skip
STEP: Final = rf"(?P<step>{'|'.join([*FROM_HERE, *FROM_THERE])})"


def year_told(parts: Parts, now: Now) -> tuple[int | None, str]:
    """Return the year that stands behind a month, and what it was told from."""
    if "bc" in parts:
        return -int(parts["bc"]), ""
    if "year" in parts:
        return int(parts["year"]), ""
    step = parts.get("that", "")
    if not step:
        return None, ""
    base = now.here if step in FROM_HERE else now.there
    year = cal.year_of(base)
    steps = (FROM_HERE | FROM_THERE)[step]
    return (None if year is None else year + steps), base


def rules(*pairs: tuple[str, Rule]) -> Rules:
    """Return rules with their expressions compiled, in the same order."""
    return tuple((re.compile(pattern), rule) for pattern, rule in pairs)
