"""Doc -> time expressions with their values; nothing is guessed without a publication date."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Span as Words

from kg.extract import calendar as cal
from kg.extract.clock import clock
from kg.extract.counted import counted
from kg.extract.digits import digits
from kg.extract.intervals import between, interval, opened, ranged
from kg.extract.lasting import duration, part_of_day, recurring
from kg.extract.moments import moment
from kg.extract.now import Moment, Now
from kg.extract.together import is_stuck, together
from kg.extract.values import Interval, Span, TimeMention

#: What stands between the two ends of a range, and before the first of them.
_TO: Final = re.compile(r"\s*(?:[-–—]|to|and|until|till|through)\s*", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\b(?:(from)|(between)|in|on|of|the)?\s*\(?$", re.IGNORECASE)

#: "the past two weeks", "the next few days": counted from the day of publication.
_WINDOW: Final = re.compile(
    r"\b(?P<side>past|last|next|coming) (?P<number>\d+ )?(?P<unit>day|week|month|year|decade)s?\b"
)

#: Before a date that is to come, and before one that is gone.
_AHEAD: Final = re.compile(
    r"\b(?:until|till|due|effective|payable|as soon as|as early as|no later than|ending)\s+(?:on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_GONE: Final = re.compile(r"\b(?:ended|since|dated)\s+(?:the\s+)?$", re.IGNORECASE)

#: Words of a text that speaks from its own day, and those that name a year.
_DEICTIC: Final = re.compile(
    r"\b(?:yesterday|tomorrow|today|tonight|ago|(?:last|next|this) (?:\w+day|day|week|weekend|month|year)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\b(?:1\d{3}|20\d\d)\b|\b\d+ B\.?C")

#: A text is a history when it names at least so many years that are not its own, so many times more
#: than days that are told from its date of publication, and, where it has one, times in plenty:
#: the shortest of WikiWars has 62, news with its background hardly more than 20.
_YEARS: Final = 5
_TIMES: Final = 3
_PLENTY: Final = 40

#: Years that a history goes on or back at most when it names a year alone; others are asides.
_FAR: Final = 10


def times(doc: Doc, issued: str, tense: Callable[[int], int]) -> tuple[TimeMention, ...]:
    """Return the time expressions of a text, none overlapping, in order, with their values.

    Args:
        doc: with ``doc.spans["timex"]``, labels DATE, TIME, DURATION, SET; without, there are no times.
        issued: its publication date, or empty; then what is relative keeps an empty value. In a
            history (``is_history``) it counts for nothing, and dates follow from the last one told.
        tense: says of an offset whether the words around it speak of what is to come (1) or was (-1).
    """
    spans = list(doc.spans.get("timex", ()))
    text = doc.text
    history = is_history([s.text for s in spans], issued)
    told = _Told(text, Now(None if history else cal.parse(issued), history=history))
    links = [text[a.end_char : b.start_char] for a, b in pairwise(spans)]
    words = together([plain(s.text) for s in spans], links)
    found = [
        told.mention(s, said, tense(s.start_char)) for s, said in zip(spans, words, strict=True)
    ]
    return tuple(counted(text, _ranges(text, found)))


def is_history(words: Sequence[str], issued: str) -> bool:
    """Say whether a text with these time expressions tells of another day than that of its publication.

    >>> is_history(["1914", "August 1914", "July 1916", "1917", "1918", "March"], "")
    True
    """
    own = issued[:4]
    years = sum(any(y != own for y in _YEAR.findall(w)) for w in words)
    deictic = sum(bool(_DEICTIC.search(w)) and not _YEAR.search(w) for w in words)
    plenty = not issued or len(words) >= _PLENTY
    return plenty and years >= _YEARS and years > _TIMES * deictic


class _Told:
    """What a text has told so far: each expression may count from the one before."""

    def __init__(self, text: str, now: Now) -> None:
        self._text = text  # a Doc puts it together anew each time
        self._now = now

    def mention(self, found: Words, words: str, tense: int) -> TimeMention:
        """Return an expression with its value, and remember it; ``words`` is what it says, plain."""
        span, label = Span(found.start_char, found.end_char), found.label_
        before = self._text[max(0, span.start - 24) : span.start]
        now = replace(self._now, tense=_tense(before, tense))
        if label == "SET":
            return TimeMention(span, label, recurring(words))
        if label == "DURATION":
            if re.search(r"\b(?:6|9) months\b", words) and self._now.period:
                self._now = replace(self._now, period=self._now.period[:4])
            return _lasting(span, words, before, now)
        after = self._text[span.end : span.end + 12]
        if re.match(r"\s(?:ended|ending)\b", after) and re.fullmatch(
            r"the (?:fiscal )?year", words
        ):
            return TimeMention(span, label, "P1Y")
        if re.fullmatch(r"(?:the |over the )?(?:past|last) (?:decade|century|millennium)", words):
            return _lasting(span, words, before, now)
        told = self._dated(words, label, now)
        if told.moves and self._goes_on(told.value, tense):
            self._now = replace(self._now, last=told.value)
            if re.fullmatch(r"\d{4}-[QH]\d", told.value) and self._now.issued:
                self._now = replace(self._now, period=told.value)
        if re.match(r"P[TX\d]", told.value):
            return TimeMention(span, "DURATION", told.value)
        meant = interval(told.value)
        if meant is not None:
            meant = opened(before, meant)
        return TimeMention(span, label, told.value, meant, _day(told.reference))

    def _goes_on(self, value: str, tense: int) -> bool:
        """Say whether what follows may count from a value: a bare year must go on from the last date."""
        year, last = cal.year_of(value), cal.year_of(self._now.last)
        if year is None:
            return False
        if self._now.issued or last is None or cal.month_of(value):
            return True
        return year != last and tense <= 0 and abs(year - last) <= _FAR

    def _dated(self, words: str, label: str, now: Now) -> Moment:
        hour, rest = clock(words) if label == "TIME" else ("", words)
        told = moment(rest, now) or Moment("", moves=False)
        if told.value and not told.value.endswith("_REF"):
            part = hour or part_of_day(rest)
            if part and re.match(r"\d{4}-\d\d-\d\d$|XXXX|.*-XX$", told.value):
                return replace(told, value=told.value + part)
            return told
        if hour:
            day = cal.within(now.there, "day") if cal.day_of(now.there) else ""
            return Moment(day + hour, now.there if day else "", moves=False)
        return told


def _tense(before: str, around: int) -> int:
    """Return the tense that the word before an expression gives it, else that of the words around."""
    if _GONE.search(before):
        return -1
    if _AHEAD.search(before) or (around >= 0 and before.rstrip().endswith(" by")):
        return 1
    return around


def _day(reference: str) -> str:
    """Return a reference as a day, a month or a year."""
    found = re.match(r"\d{4}(?:-\d\d(?!\d)(?:-\d\d)?)?", reference)
    return found.group() if found else ""


def plain(words: str) -> str:
    """Return words in lower case with numbers in digits, vague counts as "x", one blank between.

    >>> plain("A few  months later"), plain("Twenty-five years ago")
    ('x months later', '25 years ago')
    """
    words = " ".join(words.lower().replace("–", "-").replace("—", "-").split())
    words = re.sub(
        r"(?<=\w)-(?=(?:day|week|month|year|hour|minute|quarter|decade)s?\b(?!-(?:ago|earlier)))",
        " ",
        words,
    )
    words = re.sub(
        r"\b(?:a )?(?:few|several|some|many|number of|dozens of|hundreds of)\b(?= \w)", "x", words
    )
    return digits(words)


def _lasting(span: Span, words: str, before: str, now: Now) -> TimeMention:
    """Read a duration; "the past two weeks" is also a stretch of the calendar."""
    value = duration(words)
    window = _WINDOW.search(words)
    if window is None or not now.issued:
        return TimeMention(span, "DURATION", value)
    number = int(window["number"] or 1)
    back = window["side"] in ("past", "last")
    there = cal.shifted(
        now.here,
        "day" if window["unit"] == "week" else window["unit"],
        (-1 if back else 1) * number * (7 if window["unit"] == "week" else 1),
    )
    if len(there) < 4:
        return TimeMention(span, "DURATION", value)
    first, last = (there, now.here) if back else (now.here, there)
    meant = between(first, last)
    if back and re.search(r"\bfor\s+(?:the\s+)?$", before, re.IGNORECASE):
        meant = Interval(first, first, last, "")
    return TimeMention(span, "DURATION", value, meant, now.here)


def _next_days(a: TimeMention, b: TimeMention) -> bool:
    """Say whether one expression names the day after the other: "on 5 and 6 March"."""
    return len(a.value) == 10 and cal.shifted(a.value, "day", 1) == b.value


def _ranges(text: str, found: Sequence[TimeMention]) -> list[TimeMention]:
    """Join the two ends of "from X to Y", "between X and Y", "X–Y": both mean the whole."""
    made = list(found)
    for n, (a, b) in enumerate(pairwise(found)):
        link = text[a.span.end : b.span.start]
        joined = _TO.fullmatch(link) or is_stuck(text[a.span.start : a.span.end], link)
        if not joined or a.interval is None or b.interval is None:
            continue
        before = _BETWEEN.search(text[max(0, a.span.start - 12) : a.span.start])
        opening = before[1] or before[2] if before else ""
        if "and" in link.lower() and not (before and before[2]) and not _next_days(a, b):
            continue
        first, last = interval(a.value), interval(b.value)
        if first is None or last is None or first.earliest_start > last.latest_end:
            continue
        whole = (
            between(first.earliest_start, last.latest_end)
            if opening and opening.lower() == "between"
            else ranged(first, last)
        )
        made[n] = replace(a, interval=whole)
        made[n + 1] = replace(b, interval=whole)
    return made
