"""Words -> the time on the clock: ``T16:30``."""

import re
from typing import Final

_CLOCK: Final = re.compile(
    r"\b(?P<hour>[012]?\d)(?:[:.](?P<minute>[0-5]\d))?(?::[0-5]\d)? ?(?P<half>[ap]\.?m\b\.?)"
    r"|\b(?P<hour2>[012]?\d):(?P<minute2>[0-5]\d)(?::[0-5]\d)?\b"
    r"|\b(?P<hour3>\d\d?) ?o'clock|\b(?P<hour4>\d\d?) in the (?P<part>morning|afternoon|evening)\b"
    r"|\b(?P<noon>noon|midday)\b|\b(?P<midnight>midnight)\b"
)


def clock(words: str) -> tuple[str, str]:
    """Return ``T16:30`` and the words without the clock's; empty where none, or no such hour.

    >>> clock("9:30 p.m. friday"), clock("friday")
    (('T21:30', '  friday'), ('', 'friday'))
    """
    match = _CLOCK.search(words)
    if match is None:
        return "", words
    rest = words[: match.start()] + " " + words[match.end() :]
    if match["noon"]:
        return "T12:00", rest
    if match["midnight"]:
        return "T24:00", rest
    hour = int(match["hour"] or match["hour2"] or match["hour3"] or match["hour4"])
    minute = int(match["minute"] or match["minute2"] or 0)
    half = match["half"] or {"morning": "a", "": ""}.get(match["part"] or "", "p")
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    return (f"T{hour:02d}:{minute:02d}" if hour < 24 else ""), rest
