"""Parts of years, years, decades and centuries -> TIMEX3 values."""

from typing import Final

from kg.extract import calendar as cal
from kg.extract.now import OF_YEAR, YEAR, Moment, Now, Parts, Rules, rules, year_told

_ORDINAL: Final = r"(?P<ordinal>\d(?:st|nd|rd|th)|last|final)"
_HALF: Final = r"(?P<unit>quarter|half)\b"
_BACK: Final = r"(?P<back>year-?(?:earlier|ago)|comparable|corresponding)(?: year-ago)?"
_TENS: Final = {
    w: str(10 * i)
    for i, w in enumerate("twenties thirties forties fifties sixties seventies eighties nineties".split(), 2)
}  # fmt: skip


def _quarter(parts: Parts, now: Now) -> Moment | None:
    """Read "the third quarter of 1998", "this year's first half", "the 1998 third quarter"."""
    letter = "Q" if parts["unit"] == "quarter" else "H"
    most = 4 if letter == "Q" else 2
    ordinal = parts["ordinal"]
    number = {"last": most, "final": most}.get(ordinal) or int(ordinal[:-2])
    if not 1 <= number <= most:
        return None
    year, base = year_told(parts, now)
    if year is None:
        base = now.here
        year = cal.year_of(base)
        if year is None:
            return Moment(f"XXXX-{letter}{number}", moves=False)
        back = parts.get("back")
        month = cal.month_of(base) or 12
        if back or (now.tense <= 0 and (number - 1) * (12 // most) >= month + 3):
            year -= 1
    return Moment(f"{cal.named(year)}-{letter}{number}", base, moves=not parts.get("back"))


def _same_part(parts: Parts, now: Now) -> Moment | None:
    """Read "the 1988 quarter": the part of that year that was told last of another."""
    part = now.period[4:]
    return Moment(cal.named(int(parts["year"])) + part, now.period, moves=False) if part else None


def _plain_year(parts: Parts, _: Now) -> Moment | None:
    year = int(parts["number"])
    return Moment(cal.named(-year if parts.get("era") else year))


def _short_year(parts: Parts, now: Now) -> Moment | None:
    """Read "'99": in the century of the date that it is told from, or the one before."""
    base = now.here
    year = cal.year_of(base)
    if year is None:
        return None
    found = year // 100 * 100 + int(parts["two"])
    return Moment(cal.named(found - 100 if found > year + 10 else found), base)


def _decade(parts: Parts, now: Now) -> Moment | None:
    first = parts["decade"]
    if parts.get("era"):
        return Moment(f"BC{int(first):04d}"[:-1], moves=False)
    if len(first) == 4:
        return Moment(first[:3])
    base = now.here
    year = cal.year_of(base)
    if year is None:
        return None
    century = year // 100 * 10
    digit = int(first[0])
    return Moment(f"{century + digit - (10 if digit > year % 100 // 10 else 0)}", base)


def _spelled_decade(parts: Parts, now: Now) -> Moment | None:
    return _decade({"decade": _TENS[parts["tens"]]}, now)


def _century(parts: Parts, _: Now) -> Moment | None:
    number = int(parts["number"]) - 1
    return Moment(f"BC{number:02d}" if parts.get("era") else f"{number:02d}", moves=False)


#: In the order in which they are tried.
AGES: Final[Rules] = rules(
    (r"\b(?P<decade>[12]\d{2}0|[1-9]0)['’]?s\b(?P<era> b\.?c)?", _decade),
    (rf"\b{YEAR}(?:'s)? (?:quarter|period)\b", _same_part),
    (rf"\b{YEAR}(?:'s)? (?:fiscal )?{_ORDINAL}[ -](?:fiscal )?{_HALF}", _quarter),
    (rf"\b{_BACK} {_ORDINAL}[ -]{_HALF}", _quarter),
    (rf"\b(?P<that>this|last|next) year(?: 's|'s|') (?:fiscal )?{_ORDINAL}[ -](?:fiscal )?{_HALF}", _quarter),
    (rf"\b(?:fiscal )?{_ORDINAL}[ -](?:fiscal )?{_HALF}{OF_YEAR}?", _quarter),
    (r"\b(?P<decade>\d{2,3}0)['’]?s\b(?P<era> b\.?c)", _decade),
    (rf"\b(?P<tens>{'|'.join(_TENS)})\b", _spelled_decade),
    (r"\b(?P<number>\d\d?)(?:st|nd|rd|th)[ -]century\b(?P<era> b\.?c)?", _century),
    (r"\b(?P<number>\d{1,4}) (?P<era>b\.?c)", _plain_year),
    (r"\ba\.?d\.? (?P<number>\d{1,4})\b", _plain_year),
    (r"\b(?P<number>\d{1,4}) (?:a\.?d|c\.?e)\b", _plain_year),
    (r"(?<![\d.])(?P<number>1\d{3}|20\d\d|21\d\d)(?![\d.]\d|\d)", _plain_year),
    (r"^['’](?P<two>\d\d)$", _short_year),
)  # fmt: skip
