"""Days, months and seasons by their names -> TIMEX3 values."""

import re
from datetime import date, timedelta
from typing import Final

from kg.extract import calendar as cal
from kg.extract.now import OF_YEAR, Moment, Now, Parts, Rules, rules, year_told

#: Days after publication in which "he was to leave on May 3" may still mean what is to come.
_LONG: Final = 60
#: The same where the words do not say ("the Oct. 23 attack").
_LONGER: Final = 120
_MONTH: Final = (
    r"(?P<month>jan(?:uary|\b\.?)|feb(?:ruary|\b\.?)|mar(?:ch|\b\.?)|apr(?:il|\b\.?)|may|june?\b\.?|july?\b\.?"
    r"|aug(?:ust|\b\.?)|sept(?:ember|\b\.?)|sep\b\.?|oct(?:ober|\b\.?)|nov(?:ember|\b\.?)|dec(?:ember|\b\.?))"
)
_SEASON: Final = r"(?P<season>spring|summer|autumn|fall|winter|mid-?summer|mid-?winter)s?\b"
_SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
#: Days of the year that have a name.
_FEASTS: Final = {
    "christmas eve": (12, 24), "christmas": (12, 25), "new year['’]?s?'?s? eve": (12, 31),
    "new year['’]?s?'?s?(?: day)?": (1, 1), "halloween": (10, 31), "valentine'?s day": (2, 14),
    "boxing day": (12, 26), "armistice day": (11, 11),
}  # fmt: skip


def _iso(parts: Parts, _: Now) -> Moment | None:
    value = cal.named(int(parts["y"]), int(parts["m"]), int(parts["d"]))
    return Moment(value + parts.get("clock", "").upper().rstrip("Z")) if value else None


def _numeric(parts: Parts, _: Now) -> Moment | None:
    """Read "13/10/2015"; where day and month could be either, only the year is told."""
    a, b, year = int(parts["a"]), int(parts["b"]), int(parts["y"])
    if parts["mark"] == ".":
        return Moment(cal.named(year, b, a))
    if a > 12 or b > 12 or a == b:
        return Moment(cal.named(year, min(a, b), max(a, b)) or cal.named(year))
    return Moment(cal.named(year))


def _day(parts: Parts, now: Now) -> Moment | None:
    month, number = _month_number(parts["month"]), int(parts["day"])
    year, base = year_told(parts, now)
    if year is not None:
        return Moment(cal.named(year, month, number) or cal.named(year, month), base)
    if not 1 <= number <= 31:
        return None
    if now.issued:
        return Moment(_issued_day(month, number, now), now.here)
    if now.here:
        return _day_of_history(month, number, now)
    return Moment(f"XXXX-{month:02d}-{number:02d}", moves=False)


def _issued_day(month: int, number: int, now: Now) -> str:
    """Return the nearest day of that name; the one before where it is long to come, but told as gone."""
    assert now.issued is not None
    value = cal.nearest(month, number, now.issued)
    if not value:
        return ""
    away = date.fromisoformat(value) - now.issued
    if away.days > (_LONG if now.tense < 0 else _LONGER) and now.tense <= 0:
        return cal.named(int(value[:4]) - 1, month, number) or value
    return value


def _day_of_history(month: int, number: int, now: Now) -> Moment | None:
    year = _near_year(month, now.last)
    if year is None:
        return Moment(f"XXXX-{month:02d}-{number:02d}", moves=False)
    return Moment(cal.named(year, month, number) or cal.named(year, month), now.last)


def _near_year(month: int, last: str) -> int | None:
    """Return the year of a month in a history: of the last date, but January follows December."""
    year, known = cal.year_of(last), cal.month_of(last)
    if year is None or known is None:
        return year
    if month - known <= -9:
        return year + 1
    return year - 1 if month - known >= 10 else year


def _month(parts: Parts, now: Now) -> Moment | None:
    month = _month_number(parts["month"])
    year, base = year_told(parts, now)
    if year is not None:
        return Moment(cal.named(year, month), base)
    if now.issued:
        step = parts.get("step", "")
        return Moment(_issued_month(month, step, now), now.here)
    year = _near_year(month, now.last) if now.here else None
    if year is None:
        return Moment(f"XXXX-{month:02d}", moves=False)
    return Moment(cal.named(year, month), now.last)


def _issued_month(month: int, step: str, now: Now) -> str:
    """Return the month of that name that news means: by its tense, else the nearest."""
    assert now.issued is not None
    away = month - now.issued.month
    direction = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(step, now.tense)
    years = 0
    if step == "this":
        return cal.named(now.issued.year, month)
    if direction < 0 and (away > 0 or (away == 0 and step)):
        years = -1
    elif direction > 0 and (away < 0 or (away == 0 and step)):
        years = 1
    elif direction == 0 and away > _LONGER // 30:
        years = -1
    elif direction == 0 and away < -6:
        years = 1
    return cal.named(now.issued.year + years, month)


def _month_number(name: str) -> int:
    return cal.MONTHS[name.rstrip(".")]


def _season(parts: Parts, now: Now) -> Moment | None:
    letters = _SEASONS[parts["season"].removeprefix("mid").removeprefix("-")]
    year, base = year_told(parts, now)
    if year is not None:
        return Moment(f"{cal.named(year)}-{letters}", base)
    base = now.here
    step = parts.get("step", "")
    if not base or (year := cal.year_of(base)) is None:
        return Moment(f"XXXX-{letters}", moves=False)
    month = cal.month_of(base) or 0
    first = cal.SEASONS[letters][0] % 12
    direction = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(step, 0)
    if now.issued and month:
        if direction < 0 and first >= month - 1:
            year -= 1
        elif direction > 0 and first <= month:
            year += 1
        elif not direction and now.tense < 0 and first > month:
            year -= 1
    return Moment(f"{cal.named(year)}-{letters}", base)


def _feast(parts: Parts, now: Now) -> Moment | None:
    month, number = next(on for name, on in _FEASTS.items() if re.fullmatch(name, parts["feast"]))
    return _day({**parts, "month": _name(month), "day": str(number)}, now)


def _thanksgiving(parts: Parts, now: Now) -> Moment | None:
    """Read "Thanksgiving", as in the USA: the fourth Thursday of November."""
    told = _month({**parts, "month": "november"}, now)
    year = cal.year_of(told.value) if told else None
    if told is None or year is None or year < 1:
        return None
    first = cal.weekday(4, date(year, 11, 1), direction=1)
    return Moment((first + timedelta(21)).isoformat(), told.reference)


def _name(month: int) -> str:
    return next(name for name, number in cal.MONTHS.items() if number == month)


#: In the order in which they are tried.
DAYS: Final[Rules] = rules(
    (r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?P<clock>t\d\d:\d\d)?", _iso),
    (r"\b(?P<a>\d\d?)(?P<mark>[/.])(?P<b>\d\d?)[/.](?P<y>\d{4})\b", _numeric),
    (rf"\b(?P<day>\d\d?)(?:st|nd|rd|th)?(?: ?- ?\d\d?)? (?:of )?{_MONTH}{OF_YEAR}?", _day),
    (rf"\b{_MONTH} (?:the )?(?P<day>\d\d?)(?:st|nd|rd|th)?\b(?! ?:){OF_YEAR}?", _day),
    (rf"(?:\b(?P<step>last|next|this|past|coming) )?\b{_MONTH}{OF_YEAR}?", _month),
    (rf"(?:\b(?P<step>last|next|this|past|coming|that|same) (?:same |past )?)?\b{_SEASON}{OF_YEAR}?", _season),
    (rf"(?:\b(?P<step>last|next|this) )?\bthanksgiving\b(?: day)?{OF_YEAR}?", _thanksgiving),
    (rf"\b(?P<feast>{'|'.join(_FEASTS)})\b{OF_YEAR}?", _feast),
)  # fmt: skip
