"""str -> publication date, as precise as it was written and no more."""

import re
from datetime import UTC, datetime

_ISO = re.compile(
    r"(?P<year>\d{4})(?:(?P<s>[-/.]?)(?P<month>\d\d)(?:(?P=s)(?P<day>\d\d)"
    r"(?:[T ]\s*(?P<time>\d\d:?\d\d(?::?\d\d)?)(?:[.,]\d+)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?)?)?",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_WRITTEN = (
    re.compile(rf"(?:[a-z]+,?\s+)?(?P<day>\d\d?)(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})"),
    re.compile(rf"(?:[a-z]+,?\s+)?{_MONTH}\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"),
    re.compile(rf"{_MONTH},?\s+(?P<year>\d{{4}})"),
)


def iso_date(value: str) -> str:
    """Return an ISO 8601 date or time in the graph's form, or nothing when it is none.

    A time without a zone gives its day only: the hour in UTC would be a guess.

    >>> [iso_date(v) for v in ("2016", "20160208", "2016-02-08T23:30:00-02:00", "2015-02-30")]
    ['2016', '2016-02-08', '2016-02-09T01:30:00Z', '']
    """
    match = _ISO.fullmatch(value.strip())
    if match is None or (match["month"] and not match["day"] and match["s"] == ""):
        return ""  # 201602 could be a day of a short year
    parts = match.groupdict()
    if parts["time"] and parts["zone"]:
        return _moment(parts)
    return _valid("-".join(filter(None, (parts["year"], parts["month"], parts["day"]))))


def any_date(value: str) -> str:
    """Return a date as files, feeds, pages and mails write it, or nothing when it is not clear.

    ``05/03/2014`` is May to some and March to others, so it is nothing.

    >>> [any_date(v) for v in ("Mon, 08 Feb 2016 23:30:00 -0200", "March 5, 2014", "05/03/2014")]
    ['2016-02-09T01:30:00Z', '2014-03-05', '']
    """
    value = " ".join(value.split())
    return iso_date(value) or _written(value.lower()) or _mailed(value) or _counted(value)


def _moment(parts: dict[str, str]) -> str:
    time = parts["time"].replace(":", "").ljust(6, "0")
    zone = parts["zone"].upper().replace(":", "")
    zone = "+0000" if zone in ("Z", "UTC", "GMT") else zone.ljust(5, "0")
    day = parts["year"] + parts["month"] + parts["day"]
    try:
        return _utc(datetime.strptime(day + time + zone, "%Y%m%d%H%M%S%z"))
    except (ValueError, OverflowError):
        return ""


def _valid(date: str) -> str:
    try:
        datetime.strptime((date + "-01-01")[:10], "%Y-%m-%d")
    except ValueError:
        return ""
    return date


def _written(value: str) -> str:
    match = next(filter(None, (pattern.fullmatch(value) for pattern in _WRITTEN)), None)
    if match is None:
        return ""
    parts = match.groupdict()
    month = f"{parts['year']}-{_MONTHS.index(parts['month'][:3]) + 1:02}"
    return _valid(f"{month}-{int(parts['day']):02}" if parts.get("day") else month)


def _mailed(value: str) -> str:
    from email.utils import parsedate_to_datetime

    if ":" not in value or "," not in value:
        return ""
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return _utc(moment if moment.tzinfo else moment.replace(tzinfo=UTC))  # RFC 5322 3.3: -0000


def _counted(value: str) -> str:
    """Return the time of a count of seconds or milliseconds since 1970, as feeds write it."""
    if not re.fullmatch(r"\d{9,10}|\d{12,13}", value):
        return ""
    seconds = int(value) // (1000 if len(value) > 10 else 1)
    return _utc(datetime.fromtimestamp(seconds, UTC))


def _utc(moment: datetime) -> str:
    try:
        return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    except OverflowError:
        return ""
