"""Time expressions x the text between them -> "three days after the attack of 1 May" counted from that day."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from kg.extract import calendar as cal
from kg.extract.intervals import interval
from kg.extract.values import TimeMention

#: What stands between "three days" and the time of what they are counted from.
_FROM: Final = re.compile(
    r"\s(?P<side>after|before)\s(?:[\w'’-]+\s){0,6}?(?:(?:of|on|in)\s)?(?:the\s)?"
)
_EXACT: Final = re.compile(r"P(?P<number>\d+)(?P<unit>[DWMY])")
_UNITS: Final = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def counted(text: str, found: Sequence[TimeMention]) -> list[TimeMention]:
    """Return the expressions, those that are counted from the one behind them with when that is.

    Nothing is counted from what is coarser than the unit: "two days after the vote of March".
    """
    made = list(found)
    for n, (lasting, there) in enumerate(pairwise(found)):
        exact = _EXACT.fullmatch(lasting.value)
        link = _FROM.fullmatch(text[lasting.span.end : there.span.start])
        if lasting.type != "DURATION" or there.type != "DATE" or not exact or not link:
            continue
        steps = int(exact["number"]) * (-1 if link["side"] == "before" else 1)
        unit, value = _UNITS[exact["unit"]], there.value
        if unit == "week" and len(value) >= 10:
            unit, steps = "day", 7 * steps
        meant = interval(cal.shifted(value, unit, steps))
        if meant is not None and "X" not in cal.shifted(value, unit, steps):
            made[n] = replace(lasting, interval=meant, reference=value)
    return made
