"""Words of a duration or of what recurs -> their TIMEX3 value: ``P3W``, ``XXXX-WXX-5``."""

import re
from typing import Final

from kg.extract.calendar import DAYS, MONTHS

_UNITS: Final = {
    "second": "TS", "sec": "TS", "minute": "TM", "min": "TM", "hour": "TH", "hr": "TH", "day": "D",
    "weekend": "WE", "week": "W", "fortnight": "W", "month": "M", "quarter": "Q", "semester": "M",
    "year": "Y", "yr": "Y", "decade": "DE", "century": "CE", "centurie": "CE", "millennium": "ML",
    "millennia": "ML",
}  # fmt: skip
#: Units that stand for several of another: fortnight, half a year.
_TIMES: Final = {"fortnight": 2, "semester": 6}

#: The half of a unit that stands behind whole ones: "two and a half years".
_SMALLER: Final = {"Y": "6M", "TH": "30M", "TM": "30S"}

_UNIT: Final = rf"(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})s?"
_COUNTED: Final = re.compile(
    r"(?:(?P<number>\d+(?:\.\d+)?)|(?P<half>half(?:[ -]an?)?)|(?P<one>\b(?:an?|single|each|every|per)(?! \d))"
    r"|(?P<some>\b(?:several|few|many|some|x|dozens|hundreds|thousands|various|couple of|couple)))"
    rf"(?: of)?(?:[ -]\w+)??[ -]{_UNIT}\b"
)
_BARE: Final = re.compile(rf"\b{_UNIT}(?:-long)?\b")

_PARTS: Final = {
    "morning": "MO", "mid-morning": "MO", "dawn": "MO", "daybreak": "MO", "noon": "T12:00",
    "midday": "MI", "afternoon": "AF", "mid-afternoon": "AF", "evening": "EV", "dusk": "EV",
    "night": "NI", "nighttime": "NI", "nightfall": "EV", "midnight": "T24:00", "tonight": "NI",
    "lunchtime": "MI",
}  # fmt: skip
_LY: Final = {
    "daily": "P1D", "nightly": "XXXX-XX-XXTNI", "weekly": "P1W", "fortnightly": "P2W",
    "biweekly": "P2W", "monthly": "P1M", "quarterly": "P3M", "annually": "P1Y", "yearly": "P1Y",
    "annual": "P1Y", "hourly": "PT1H",
}  # fmt: skip
_SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}


def duration(words: str) -> str:
    """Return how long something lasts; empty where the words do not say; ``X``: nobody says how many.

    Args:
        words: lower case, numbers in digits, one blank between them.

    >>> duration("more than 3 weeks"), duration("several hours"), duration("decades")
    ('P3W', 'PTXH', 'PXDE')
    """
    found = _COUNTED.search(words)
    if found is None:
        found = _BARE.search(words)
        if found is None:
            return ""
        plural = found.group().endswith("s")
        return _lasting("X" if plural else "1", found["unit"])
    if found["some"]:
        return _lasting("2" if found["some"].startswith("couple") else "X", found["unit"])
    if found["half"]:
        return _half(found["unit"])
    return _lasting(found["number"] or "1", found["unit"])


def _lasting(number: str, unit: str) -> str:
    letters = _UNITS[unit]
    if number.isdigit():
        number = str(int(number) * _TIMES.get(unit, 1))
    elif number.endswith(".5") and letters in _SMALLER:
        return f"{_lasting(number[:-2], unit)}{_SMALLER[letters]}"
    return f"PT{number}{letters[1]}" if letters[0] == "T" else f"P{number}{letters}"


def _half(unit: str) -> str:
    whole = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "decade": "P5Y", "century": "P50Y"}
    return whole.get(unit) or _lasting("0.5", unit)


def recurring(words: str) -> str:
    """Return what recurs: a unit, or a part of the calendar with ``X`` for what changes.

    >>> recurring("every 2 weeks"), recurring("every morning"), recurring("each july")
    ('P2W', 'XXXX-XX-XXTMO', 'XXXX-07')
    """
    for word in re.findall(r"[a-z-]+", words):
        if word in _LY:
            return _LY[word]
        if word.removesuffix("s").removesuffix("day") in DAYS:
            part = part_of_day(words)
            return f"XXXX-WXX-{DAYS[word.removesuffix('s').removesuffix('day')]}{part}"
        if word in MONTHS:
            return f"XXXX-{MONTHS[word]:02d}"
        if word.removesuffix("s") in _SEASONS:
            return f"XXXX-{_SEASONS[word.removesuffix('s')]}"
    part = part_of_day(words)
    return (
        f"XXXX-XX-XX{part}" if part else duration(re.sub(r"\b(?:every|each|per) (?=\d)", "", words))
    )


def part_of_day(words: str) -> str:
    """Return the part of a day that the words name, ``TMO``; empty where they name none.

    >>> part_of_day("late friday night")
    'TNI'
    """
    for word in re.findall(r"[a-z-]+", words):
        letters = _PARTS.get(word) or _PARTS.get(word.removesuffix("s"))
        if letters:
            return letters if letters.startswith("T") else "T" + letters
    return ""
