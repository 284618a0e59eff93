"""Words of a date x what it is told from -> its TIMEX3 value (Pustejovsky et al. 2003).

Each rule is a regular expression over lower-case words with their numbers in digits, and a function
from what it found to a value, empty where the rule does not say; the first that says one counts.
"""

import re
from dataclasses import replace
from typing import Final

from kg.extract import calendar as cal
from kg.extract.ages import AGES
from kg.extract.almanac import DAYS
from kg.extract.deictic import RELATIVE
from kg.extract.now import Moment, Now, Rules

#: "the week of March 6"
_WEEK_OF: Final = re.compile(r"\bweek (?:of|ended|ending) (?=.*\d)")

#: What the calendar names goes before what stands by its relation to another time.
_RULES: Final[Rules] = (*DAYS, *AGES, *RELATIVE)


def moment(words: str, now: Now) -> Moment | None:
    """Return what the words of a date mean; None where they do not say.

    Args:
        words: lower case, numbers in digits, one blank between them.
        now: what they are told from.

    >>> moment("march of that year", Now(None, last="1914-08"))
    Moment(value='1914-03', reference='1914-08', moves=True)
    """
    if found := _WEEK_OF.search(words):
        told = moment(words[found.end() :], now)
        day = cal.day_of(told.value) if told else None
        return replace(told, value=cal.week(day)) if told and day else told
    for pattern, rule in _RULES:
        found = pattern.search(words)
        if found:
            told = rule({k: v for k, v in found.groupdict().items() if v}, now)
            if told is not None and told.value:
                return told
    return None
