"""Doc -> time expressions with their values; nothing is guessed without a publication date."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from spacy.tokens import Doc

from kg.extract import calendar as cal
from kg.extract.values import Interval, Span, TimeMention

_MONTH = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_WEEKDAY = r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NUMBER = r"(?P<number>\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|an?|several|a\s+few|a\s+couple\s+of)"
_UNIT = r"(?P<unit>minute|hour|day|week|month|year|decade)s?"
_PART = r"(?P<part>morning|afternoon|evening|night)"
_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
_UNITS = {
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "decade": "E",
}

#: What the words of a date may be, and its name; the first that fits at a place and reaches furthest wins.
_DATES = tuple(
    (re.compile(rf"\b(?:{pattern})", re.IGNORECASE), kind)
    for pattern, kind in (
        (r"(?P<iso>\d{4}-\d\d-\d\d)\b", "iso"),
        (rf"(?:{_WEEKDAY},?\s+)?{_DAY}\s+(?:of\s+)?{_MONTH},?(?:\s+{_YEAR})?\b", "day"),
        (rf"(?:{_WEEKDAY},?\s+)?{_MONTH}\s+{_DAY}\b(?:,?\s+{_YEAR})?\b", "day"),
        (rf"{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?\b", "month"),
        (rf"(?:(?P<which>last|next|this|past|coming)\s+)?{_WEEKDAY}(?:\s+{_PART})?\b", "weekday"),
        (rf"(?P<near>day\s+before\s+yesterday|day\s+after\s+tomorrow)|(?P<now>today|yesterday|tomorrow|tonight)(?:\s+{_PART})?\b", "near"),
        (r"(?P<which>last|this|next|past|previous|coming)\s+(?P<unit>weekend|week|month|year|decade)\b", "which"),
        (rf"{_NUMBER}\s+{_UNIT}\s+(?P<side>ago|earlier|later|from\s+now)\b", "ago"),
        (r"(?P<decade>1[5-9]\d0|20\d0)s\b", "decade"),
        (rf"{_YEAR}\b", "year"),
        (r"(?P<reference>now|nowadays|currently|current|presently|present|recently|recent|lately|past|future)\b", "reference"),
    )
)  # fmt: skip
_DURATION = re.compile(rf"\b{_NUMBER}[\s-]+(?:\w+\s+)?{_UNIT}\b", re.IGNORECASE)
_SET = re.compile(
    r"\b(?:every|each|per)\s+(?P<each>day|week|month|year|night|morning)\b|(?P<ly>daily|weekly|monthly|annually|yearly)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?P<hour>[012]?\d)(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>a\.?m\b\.?|p\.?m\b\.?)"
    r"|\b(?P<hour2>[012]?\d):(?P<minute2>[0-5]\d)\b",
    re.IGNORECASE,
)
_REFERENCES = {"recently": "PAST_REF", "recent": "PAST_REF", "lately": "PAST_REF", "past": "PAST_REF", "future": "FUTURE_REF"}  # fmt: skip


def times(doc: Doc, issued: str, future: Callable[[int], bool]) -> tuple[TimeMention, ...]:
    """Return the time expressions of a text, none overlapping, in order, with their values.

    Args:
        doc: with ``doc.spans["timex"]``, labels DATE, TIME, DURATION, SET; without, there are no times.
        issued: its publication date, or empty; then what is relative keeps an empty value.
        future: says of an offset whether the words around it speak of what is to come.
    """
    reference = cal.parse(issued)
    spans = doc.spans.get("timex", ())
    return tuple(
        _mention(
            doc.text, s.start_char, s.end_char, s.label_, reference, ahead=future(s.start_char)
        )
        for s in spans
    )


def _mention(
    text: str, start: int, end: int, label: str, reference: date | None, *, ahead: bool
) -> TimeMention:
    words, span = text[start:end], Span(start, end)
    if label == "DURATION":
        return TimeMention(span, label, _duration(words))
    if label == "SET":
        return TimeMention(span, label, _set(words))
    clock = _CLOCK.search(words) if label == "TIME" else None
    rest = _CLOCK.sub(" ", words) if clock else words
    value, interval = _dated(rest, reference, ahead=ahead)
    if clock is not None:
        value += _clock(clock)
    if interval is not None:
        interval = _open(text[max(0, start - 24) : start], interval)
    return TimeMention(span, label, value, interval)


def _dated(words: str, reference: date | None, *, ahead: bool) -> cal.Resolved:
    """Return what the words of a date mean; an empty value where they do not say."""
    for match, kind in _readings(words):
        parts = {k: v for k, v in match.groupdict().items() if v}
        resolved = _resolve(kind, parts, reference, ahead=ahead)
        if resolved is not None:
            value, interval = resolved
            if "part" in parts and value:
                value += "T" + _PARTS[parts["part"].lower()]
            return value, interval
    return "", None


def _readings(words: str) -> Iterator[tuple[re.Match[str], str]]:
    found = [(m, kind) for pattern, kind in _DATES for m in pattern.finditer(words)]
    yield from sorted(found, key=lambda f: (f[0].start(), -f[0].end()))


def _resolve(
    kind: str, parts: dict[str, str], reference: date | None, *, ahead: bool
) -> cal.Resolved | None:
    if kind == "iso":
        try:
            return cal.day(date.fromisoformat(parts["iso"]))
        except ValueError:
            return None
    if kind == "day":
        return _day(parts, reference)
    if kind == "month":
        return _month(parts, reference, ahead=ahead)
    if kind == "year":
        return cal.calendar(int(parts["year"]))
    if kind == "decade":
        first = int(parts["decade"])
        return f"{first // 10}", Interval(str(first), str(first + 9), str(first), str(first + 9))
    if kind == "reference":
        return _REFERENCES.get(parts["reference"].lower(), "PRESENT_REF"), None
    if reference is None:
        return "", None
    if kind == "weekday":
        return _weekday(parts, reference, ahead=ahead)
    if kind == "near":
        return _near(parts, reference)
    if kind == "which":
        return _which(parts, reference)
    return _ago(parts, reference)


def _day(parts: dict[str, str], reference: date | None) -> cal.Resolved | None:
    month, number = cal.MONTHS[parts["month"].lower().rstrip(".")], int(parts["day"])
    if not 1 <= number <= 31:
        return None
    if "year" in parts:
        return cal.calendar(int(parts["year"]), month, number)
    if reference is None:
        return f"XXXX-{month:02d}-{number:02d}", None
    return cal.nearest(month, number, reference)


def _month(parts: dict[str, str], reference: date | None, *, ahead: bool) -> cal.Resolved | None:
    month = cal.MONTHS[parts["month"].lower().rstrip(".")]
    if "year" in parts:
        return cal.calendar(int(parts["year"]), month)
    if reference is None:
        return f"XXXX-{month:02d}", None
    year = reference.year
    if month > reference.month and not ahead:
        year -= 1
    elif month < reference.month and ahead:
        year += 1
    return cal.calendar(year, month)


def _weekday(parts: dict[str, str], reference: date, *, ahead: bool) -> cal.Resolved:
    number = cal.DAYS[parts["weekday"].lower() + "day"]
    which = parts.get("which", "").lower()
    direction = (
        1 if which in ("next", "coming") or (ahead and which not in ("last", "past")) else -1
    )
    found = cal.weekday(number, reference, direction=direction)
    if which in ("last", "past") and found == reference:
        found -= timedelta(7)
    if which == "next" and found == reference:
        found += timedelta(7)
    return cal.day(found)


def _near(parts: dict[str, str], reference: date) -> cal.Resolved:
    if "near" in parts:
        return cal.day(reference + timedelta(-2 if "before" in parts["near"].lower() else 2))
    steps = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[parts["now"].lower()]
    return cal.day(reference + timedelta(steps))


def _which(parts: dict[str, str], reference: date) -> cal.Resolved | None:
    steps = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[
        parts["which"].lower()
    ]
    if parts["unit"].lower() == "weekend":
        return cal.weekend(reference, steps)
    return cal.shifted(reference, parts["unit"].lower(), steps)


def _ago(parts: dict[str, str], reference: date) -> cal.Resolved | None:
    unit, side = parts["unit"].lower(), parts["side"].lower()
    if unit in ("minute", "hour"):
        return cal.day(reference)
    word = " ".join(parts["number"].lower().split())
    back = side in ("ago", "earlier")
    if word in ("several", "a few") or "." in word:
        return "PAST_REF" if back else "FUTURE_REF", None
    count = cal.NUMBERS[word] if word in cal.NUMBERS else int(word)
    return cal.shifted(reference, unit, -count if back else count) if count < 10_000 else None


def _duration(words: str) -> str:
    match = _DURATION.search(words)
    if match is None:
        return ""
    word = " ".join(match["number"].lower().split())
    number = "X" if word in ("several", "a few") else str(cal.NUMBERS.get(word, word))
    unit = _UNITS[match["unit"].lower()]
    return f"PT{number}{unit[1]}" if unit.startswith("T") else f"P{number}{unit}"


def _set(words: str) -> str:
    match = _SET.search(words)
    if match is None:
        return ""
    first = (match["each"] or match["ly"])[0].upper()
    return "P1" + {"N": "D", "A": "Y"}.get(first, first)


def _clock(match: re.Match[str]) -> str:
    """Return ``T16:30``; empty where the clock knows no such hour."""
    hour, minute = (
        int(match["hour"] or match["hour2"]),
        int(match["minute"] or match["minute2"] or 0),
    )
    half = (match["half"] or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    return f"T{hour:02d}:{minute:02d}" if hour < 24 else ""


def _open(before: str, i: Interval) -> Interval:
    """Leave an end open after "since", "from", "until", "by"."""
    words = before.lower().split()
    word = words[-1] if words else ""
    if word in ("early", "late", "the", "mid") and len(words) > 1:
        word = words[-2]
    if word in ("since", "from"):
        return Interval(i.earliest_start, i.latest_start, "", "")
    if word in ("until", "till"):
        return Interval("", "", i.earliest_end, i.latest_end)
    if word == "by":
        return Interval("", i.latest_end, "", i.latest_end)
    if word == "after":
        return Interval(i.earliest_start, "", "", "")
    if word == "before":
        return Interval("", i.earliest_start, "", i.earliest_start)
    return i
