"""What stands by its relation to another time, "last week", "two days later" -> TIMEX3 values."""

from datetime import date, timedelta
from typing import Final

from kg.extract import calendar as cal
from kg.extract.lasting import duration
from kg.extract.now import FROM_HERE, FROM_THERE, STEP, Moment, Now, Parts, Rules, rules

_WEEKDAY: Final = (
    r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)"
    r"s?\b\.?"
)
_DAYPART: Final = r"(?P<part>morning|afternoon|evening|night|dawn|dusk|noon|midday|midnight)"
_UNIT: Final = (
    r"(?P<unit>minute|hour|day|week(?:end)?|fortnight|month|quarter|year|decade|century|centurie"
    r"|millennium|second)s?\b"
)
_PERIOD: Final = (
    r"(?P<unit>day|week(?:end)?|fortnight|month|quarter|half|year|decade|century|millennium)\b"
)
_UNITS: Final = "days|weeks|fortnights|months|quarters|years|decades|centuries|hours|minutes"
_COUNT: Final = r"(?P<number>\d+(?:\.\d+)?|an?|couple of|couple|x)"
_REFERENCES: Final = {
    "PRESENT_REF": "these now nowadays currently current presently present today yet modern contemporary",
    "PAST_REF": "past recently recent lately once former formerly previously latest earlier",
    "FUTURE_REF": "future soon later upcoming coming foreseeable afterwards afterward",
}

#: Those of them that mean so wherever they stand; "these days", "the past" need their neighbours.
_ALONE: Final = "|".join(
    word
    for words in _REFERENCES.values()
    for word in words.split()
    if word not in ("these", "past")
)


def _near(parts: Parts, now: Now) -> Moment | None:
    word = parts["near"]
    steps = {"yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}
    if not now.issued:
        return Moment("PRESENT_REF", moves=False) if word == "today" else None
    value = cal.shifted(now.here, "day", steps.get(word, 0))
    return Moment(value + ("TNI" if word in ("tonight", "overnight") else ""), now.here)


def _weekday(parts: Parts, now: Now) -> Moment | None:
    number = cal.DAYS[parts["weekday"]]
    step = parts.get("step", "")
    base = now.issued or (cal.day_of(now.here) if len(now.here) >= 10 else None)
    if base is None:
        return None
    if step in ("that", "same", "previous", "following"):
        base = cal.day_of(now.last) or base
    ahead = step in ("next", "coming", "following") or (
        now.tense > 0 and step not in ("last", "past", "previous")
    )
    if not now.issued and step not in ("last", "previous"):
        ahead = True  # a history goes on
    found = cal.weekday(number, base, direction=1 if ahead else -1)
    if found == base and step in ("last", "past", "next", "following", "previous"):
        found += timedelta(7 if ahead else -7)
    return Moment(found.isoformat(), base.isoformat())


def _stepped(parts: Parts, now: Now) -> Moment | None:
    """Read "last week", "the following day", "that same month"."""
    step, unit = parts["step"], parts["unit"]
    here = step in FROM_HERE
    base = now.here if here else now.last
    if unit == "quarter" and step in ("that", "same") and now.period:
        return Moment(now.period, now.period, moves=False)
    if not base:
        return None
    steps = (FROM_HERE | FROM_THERE)[step] - _weekend_gone(unit, now)
    value = cal.shifted(base, unit, steps)
    return Moment(value, base, moves=steps >= 0 or unit == "day") if value else None


def _the(parts: Parts, now: Now) -> Moment | None:
    """Read "the end of the month", "later in the year", "the day": of the last date."""
    whole = parts["unit"] == "weekend" or "whole" in parts
    base = now.here if whole else now.there
    value = cal.shifted(base, parts["unit"], -_weekend_gone(parts["unit"], now))
    return Moment(value, base, moves=False) if value else None


def _weekend_gone(unit: str, now: Now) -> int:
    """Return 1 where news of the first days of a week tells of "the weekend" that is over."""
    early = now.issued is not None and now.issued.isoweekday() < 4
    return int(unit == "weekend" and early and now.tense <= 0)


def _counted(parts: Parts, now: Now) -> Moment | None:
    """Read "two years ago", "three days later", "the year before"."""
    side, unit = parts["side"], _unit(parts["unit"])
    back = side in ("ago", "earlier", "before", "previously", "prior", "back", "beforehand")
    here = side in ("ago", "from now", "hence", "back")
    base = now.here if here else now.there
    vague = "PAST_REF" if back else "FUTURE_REF"
    number = _number(parts["number"])
    if number is None:
        return Moment(vague, moves=False)
    if not base:
        return None
    if unit in ("minute", "hour", "second"):
        return Moment(cal.within(base, "day"), base, moves=False)
    if unit == "week" and cal.day_of(base):
        unit, number = (
            ("day", 7 * number) if len(base) >= 10 and "W" not in base else (unit, number)
        )
    if unit == "year" and number == 1 and back and now.period:
        return _compared(parts, now)
    if unit == "decade":
        unit, number = "year", 10 * number
    value = cal.shifted(base, unit, -number if back else number)
    return Moment(value, base, moves=not back) if value else None


def _number(word: str) -> float | None:
    """Return how many; None for "several"."""
    if word == "x":
        return None
    return {"a": 1.0, "an": 1.0, "couple": 2.0, "couple of": 2.0}.get(word) or float(word)


def _unit(word: str) -> str:
    return "century" if word == "centurie" else word


def _compared(_: Parts, now: Now) -> Moment | None:
    """Read "the year-earlier quarter", "a year ago" beside a quarter: that quarter, a year before."""
    if not now.period:
        return None
    return Moment(f"{int(now.period[:4]) - 1}{now.period[4:]}", now.period, moves=False)


def _latest(_: Parts, now: Now) -> Moment | None:
    """Read "the quarter", "the latest period": the last one told, else the one before publication."""
    if now.period and not (now.issued and _is_on(now.period, now.issued)):
        return Moment(now.period, now.period)
    value = cal.shifted(now.here, "quarter", -1)
    return Moment(value, now.here) if value else None


def _is_on(period: str, day: date) -> bool:
    """Say whether a quarter goes on, or is to come, on a day."""
    return period >= cal.within(day.isoformat(), "quarter")


def _part_of_last(parts: Parts, now: Now) -> Moment | None:
    """Read "that night", "the next morning", "this evening": a part of a day."""
    step = parts.get("step", "")
    base = now.here if step == "this" else now.there
    shift = {"next": 1, "following": 1, "previous": -1, "last": -1}.get(step, 0)
    if step == "last":
        base = now.here
    value = cal.shifted(base, "day", shift)
    return Moment(value, base) if value else None


def _same(_: Parts, now: Now) -> Moment | None:
    """Read "at the same time", "on that date"."""
    if now.last and now.history:
        return Moment(now.last, now.last, moves=False)
    return None


def _vaguely(parts: Parts, _: Now) -> Moment:
    """Read "recent weeks", "the coming years", "the days before": nobody says how many."""
    return Moment(duration(f"x {parts['units']}"), moves=False)


def _long_ago(_: Parts, __: Now) -> Moment:
    return Moment("PAST_REF", moves=False)


def _to_come(_: Parts, __: Now) -> Moment:
    return Moment("FUTURE_REF", moves=False)


def _vague(parts: Parts, _: Now) -> Moment | None:
    word = parts["word"]
    value = next(v for v, words in _REFERENCES.items() if word in words.split())
    return Moment(value, moves=False)


#: In the order in which they are tried.
RELATIVE: Final[Rules] = rules(
    (
        rf"^(?:the )?(?:very )?(?:recent|1st|final|last|early|late)? ?(?P<units>{_UNITS})"
        r"(?: (?:before|after|ahead))?$",
        _vaguely,
    ),
    (rf"^past (?:{_UNITS})$|^(?:just |only )?(?:{_UNITS}) (?:ago|earlier)$", _long_ago),
    (r"^(?:the )?(?:near|short|long|longer|immediate|foreseeable)(?:er)? (?:term|future)$", _to_come),
    (r"\b(?P<near>day before yesterday|day after tomorrow|yesterday|tomorrow|today|tonight|overnight)\b", _near),
    (rf"(?:\b(?P<step>last|next|this|past|coming|that|same|following|previous) )?\b{_WEEKDAY}", _weekday),
    (
        rf"\b{_COUNT} {_UNIT} (?P<side>ago|earlier|later|before|afterwards?|thereafter|after|hence"
        rf"|from now|previously|prior|back|beforehand)\b",
        _counted,
    ),
    (r"\b(?:year-?(?:earlier|ago)|comparable|corresponding)\b", _compared),
    (r"\b(?:the|latest) (?:quarter|period)\b", _latest),
    (rf"\b(?:(?P<step>{'|'.join([*FROM_HERE, *FROM_THERE])}) )?(?:same )?{_DAYPART}", _part_of_last),
    (rf"\b{STEP}(?: same| fiscal| full| calendar| few| very)? {_PERIOD}", _stepped),
    (
        r"\b(?P<unit>day) (?P<side>following|after|before|later"
        r"|earlier)\b",
        lambda p, n: _counted({**p, "number": "1"}, n),
    ),
    (
        r"\b(?P<unit>week|month|year|decade) (?P<side>after|before|earlier"
        r"|later)\b",
        lambda p, n: _counted({**p, "number": "1"}, n),
    ),
    (r"\b(?:the|of|in|mid-?) ?(?P<whole>fiscal |full )?(?P<unit>day|week(?:end)?|month|year|decade|century)\b", _the),
    (r"\byear(?: ?'s)?[- ]end\b", lambda _, n: _stepped({"step": "this", "unit": "year"}, n)),
    (r"^(?:that|this|the|the same|that same|this same) (?:time|date|moment|point)$", _same),
    (r"\b(?P<word>these) days\b", _vague),
    (r"^the (?:\w+ )?(?P<word>past)$", _vague),
    (rf"\b(?P<word>{_ALONE})\b", _vague),
)  # fmt: skip
