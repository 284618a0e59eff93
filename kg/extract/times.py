"""Text x publication date -> time expressions with their values; nothing is guessed without a date."""

import re
from collections.abc import Callable
from datetime import date, timedelta

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

#: Pattern and the name of what it means; the first that fits at a place and reaches furthest wins.
_GRAMMAR: tuple[tuple[str, str], ...] = (
    (r"(?P<iso>\d{4}-\d\d-\d\d)\b", "iso"),
    (rf"(?:{_WEEKDAY},?\s+)?{_DAY}\s+(?:of\s+)?{_MONTH},?(?:\s+{_YEAR})?\b", "day"),
    (rf"(?:{_WEEKDAY},?\s+)?{_MONTH}\s+{_DAY}(?!\d|:|\.\d|%)(?:,?\s+{_YEAR})?\b", "day"),
    (rf"(?P<edge>early|mid|late)[\s-]+{_MONTH}(?:,?\s+{_YEAR})?\b", "month"),
    (rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}\b", "month"),
    (rf"(?<=[Ii]n\s){_MONTH}\b|(?<=since\s)(?P<m2>{_MONTH[9:-1]})\b|(?<=until\s)(?P<m3>{_MONTH[9:-1]})\b|(?<=last\s)(?P<m4>{_MONTH[9:-1]})\b", "month"),
    (rf"(?:(?P<which>last|next|this|past|coming)\s+)?{_WEEKDAY}(?:\s+{_PART})?\b", "weekday"),
    (rf"(?:the\s+)?(?P<near>day\s+before\s+yesterday|day\s+after\s+tomorrow)|\b(?P<now>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight)(?:\s+{_PART})?\b", "near"),
    (r"(?P<which>last|this|next|past|previous|coming)\s+(?P<unit>weekend|week|month|year|decade)\b", "which"),
    (rf"(?:(?:about|around|nearly|almost|over|more\s+than|some)\s+)?{_NUMBER}\s+{_UNIT}\s+(?P<side>ago|earlier|later|from\s+now)\b", "ago"),
    (rf"(?:the\s+)?(?:last|past)\s+{_NUMBER}\s+{_UNIT}\b", "duration"),
    (rf"(?:(?:about|around|nearly|almost|over|more\s+than|some|at\s+least|less\s+than)\s+)?{_NUMBER}[\s-]+{_UNIT}\b(?![\s-]+old)", "duration"),
    (r"(?:the\s+)?(?P<decade>1[5-9]\d0|20\d0)s\b", "decade"),
    (r"(?P<set>every\s+(?:day|week|month|year|night|morning)|[Dd]aily|[Ww]eekly|[Mm]onthly|[Aa]nnually)\b", "set"),
    (r"(?P<hour>[012]?\d)(?::(?P<minute>\d\d))?\s?(?P<half>a\.?m\b\.?|p\.?m\b\.?)", "clock"),
    (r"(?<![\d:])(?P<hour>[012]?\d):(?P<minute>[0-5]\d)(?![\d:])(?:\s?(?:GMT|UTC|local\s+time))?", "clock"),
    (rf"(?<![\d$€£,.#/-]){_YEAR}(?![\d,%/]|\.\d|-\d|\s+(?:people|men|women|civilians|soldiers|troops|fighters|homes|houses|dollars|euros|votes|jobs))\b", "year"),
)  # fmt: skip

_COMPILED = tuple(
    (re.compile(p if p.startswith("(?<") else r"\b" + p), kind) for p, kind in _GRAMMAR
)


def times(text: str, issued: str, future: Callable[[int], bool]) -> tuple[TimeMention, ...]:
    """Return the time expressions of a text, none overlapping, in order.

    Args:
        text: the document's text.
        issued: its publication date, or empty; then what is relative keeps an empty value.
        future: says of an offset whether the words around it speak of what is to come.
    """
    reference = cal.parse(issued)
    found: list[tuple[int, int, str, re.Match[str]]] = []
    for pattern, kind in _COMPILED:
        found.extend(
            (m.start(), m.end(), kind, m) for m in pattern.finditer(text) if m.end() > m.start()
        )
    found.sort(key=lambda f: (f[0], -f[1]))
    result: list[TimeMention] = []
    reach = 0
    for start, end, kind, match in found:
        if start < reach:
            continue
        mention = _mention(text, start, end, kind, match, reference, future)
        if mention is not None:
            result.append(mention)
            reach = end
    return tuple(result)


def _mention(
    text: str,
    start: int,
    end: int,
    kind: str,
    match: re.Match[str],
    reference: date | None,
    future: Callable[[int], bool],
) -> TimeMention | None:
    parts = {k: v for k, v in match.groupdict().items() if v}
    type_ = {"duration": "DURATION", "set": "SET", "clock": "TIME"}.get(kind, "DATE")
    if kind == "duration":
        return TimeMention(Span(start, end), type_, _duration(parts))
    if kind == "set":
        return TimeMention(
            Span(start, end),
            type_,
            "P1" + parts["set"].split()[-1][0].upper().replace("N", "D").replace("A", "Y"),
        )
    if kind == "clock":
        return _clock(start, end, parts)
    resolved = _resolve(kind, parts, reference, ahead=future(start))
    if resolved is None:
        return None
    value, interval = resolved
    if "part" in parts and value:
        type_, value = "TIME", value + "T" + _PARTS[parts["part"]]
    if interval is not None:
        interval = _open(text[max(0, start - 24) : start], interval)
    return TimeMention(Span(start, end), type_, value, interval)


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
    name = parts.get("month") or parts.get("m2") or parts.get("m3") or parts["m4"]
    month = cal.MONTHS[name.lower().rstrip(".")]
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
    which = parts.get("which", "")
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
        return cal.day(reference + timedelta(-2 if "before" in parts["near"] else 2))
    steps = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[parts["now"].lower()]
    return cal.day(reference + timedelta(steps))


def _which(parts: dict[str, str], reference: date) -> cal.Resolved | None:
    steps = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[
        parts["which"]
    ]
    if parts["unit"] == "weekend":
        return cal.weekend(reference, steps)
    return cal.shifted(reference, parts["unit"], steps)


def _ago(parts: dict[str, str], reference: date) -> cal.Resolved | None:
    word = " ".join(parts["number"].lower().split())
    if parts["unit"] in ("minute", "hour"):
        return cal.day(reference)
    if word in ("several", "a few") or "." in word:
        return "PAST_REF" if parts["side"] in ("ago", "earlier") else "FUTURE_REF", None
    count = cal.NUMBERS[word] if word in cal.NUMBERS else int(word)
    back = parts["side"] in ("ago", "earlier")
    return (
        cal.shifted(reference, parts["unit"], -count if back else count) if count < 10_000 else None
    )


def _duration(parts: dict[str, str]) -> str:
    word = " ".join(parts["number"].lower().split())
    number = "X" if word in ("several", "a few") else str(cal.NUMBERS.get(word, word))
    unit = _UNITS[parts["unit"]]
    return f"PT{number}{unit[1]}" if unit.startswith("T") else f"P{number}{unit}"


def _clock(start: int, end: int, parts: dict[str, str]) -> TimeMention | None:
    hour, minute = int(parts["hour"]), int(parts.get("minute", "0"))
    half = parts.get("half", "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    return TimeMention(Span(start, end), "TIME", f"T{hour:02d}:{minute:02d}") if hour < 24 else None


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
