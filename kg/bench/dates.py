"""Dates of events by a set x by us -> counts over the dated events that both have.

An event's date is what it is included in or simultaneous with (TLINK, TimeML: Pustejovsky et al.
2003); ours is right when it lies within: a day in its month is right, a month for a day is not.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kg.bench.figures import Count, share
from kg.bench.read import Read
from kg.bench.scored import Scored, Wrong
from kg.bench.spans import pairs, within
from kg.extract.intervals import interval
from kg.extract.values import Interval

#: Relations of an event to the time that holds it, and of a time to the event that it holds.
_HELD: Final = frozenset({"TLINK:IS_INCLUDED", "TLINK:SIMULTANEOUS"})
_HOLDS: Final = frozenset({"TLINK:INCLUDES", "TLINK:SIMULTANEOUS"})

Place = tuple[int, int]

#: First and last day, ``YYYY-MM-DD``.
Days = tuple[str, str]


def gold_dates(
    timex: Iterable[Mapping[str, Any]],
    relations: Iterable[Mapping[str, Any]],
    events: Iterable[Mapping[str, Any]],
) -> tuple[dict[Place, list[Days]], dict[Place, list[Days]]]:
    """Return the dates of triggers: those told by words of the text, and those of publication.

    A time without a place on the calendar ("recently", "two years") is none.
    """
    times = {(t["start"], t["end"]): t for t in timex}
    triggers = {tuple(e["trigger"]) for e in events if e.get("trigger")}
    told: dict[Place, list[Days]] = defaultdict(list)
    published: dict[Place, list[Days]] = defaultdict(list)
    for link in relations:
        ends = [tuple(link.get(side) or ()) for side in ("source", "target")]
        for (event, time), types in ((ends, _HELD), (ends[::-1], _HOLDS)):
            if link["type"] not in types or event not in triggers or time not in times:
                continue
            days = days_of(interval(str(times[time].get("value"))))
            if days is not None:
                kind = published if times[time].get("function") == "DCT" else told
                kind[event].append(days)
    return dict(told), dict(published)


def days_of(i: Interval | None) -> Days | None:
    """Return the first and last day of an interval; None where an end is open.

    >>> days_of(Interval("2015-02", "2015-02", "2015-02", "2015-02"))
    ('2015-02-01', '2015-02-31')
    """
    if i is None or not i.earliest_start or not i.latest_end:
        return None
    return _filled(i.earliest_start, "-01-01"), _filled(i.latest_end, "-12-31")


def _filled(value: str, rest: str) -> str:
    """Return a year or a month as its first or last day; every month is as long as the longest."""
    return value + rest[len(value) - 4 :]


def right(ours: Days | None, gold: Iterable[Days]) -> bool:
    """Say whether our days lie within those of one of the gold dates."""
    return ours is not None and any(a <= ours[0] and ours[1] <= b for a, b in gold)


def count(dated: Sequence[tuple[Interval | None, Sequence[Days]]], label: str) -> dict[str, Count]:
    """Count (ours, gold) of events: how many are right of those we date, and how many we date."""
    mine = [(i, gold) for i, gold in dated if i is not None]
    good = sum(right(days_of(i), gold) for i, gold in mine)
    return {
        f"{label}, accuracy of those dated": share(good, len(mine)),
        f"{label}, dated": share(len(mine), len(dated)),
        f"{label}, right of all": share(good, len(dated)),
    }


def of_dates(read: Read) -> Scored:
    """Score the times of the events that a document tells."""
    record, said = read.record, read.said
    told, published = gold_dates(
        record.layer("timex"), record.layer("relations"), record.layer("events")
    )
    ours = {
        (span.start, span.end): said.times[e.time].interval if e.time is not None else None
        for e in said.events
        for span in (e.trigger, *e.again)
    }
    true = within(((s, e, "") for s, e in {*told, *published}), record.windows)
    met = [(g[:2], ours[f[0], f[1]]) for g, f in pairs(true, [(s, e, "") for s, e in sorted(ours)])]
    words = [(i, told[g]) for g, i in met if g in told]
    issue = [(i, published[g]) for g, i in met if g not in told]
    counts = (
        {"found": share(len(met), len(true))} | count(words, "told") | count(issue, "published")
    )
    counts |= count([*words, *issue], "all")
    mistakes = [
        Wrong("other", *g, f"{told.get(g) or published.get(g)} > {days_of(i) if i else '-'}")
        for g, i in met
        if not right(days_of(i), [*told.get(g, ()), *published.get(g, ())])
    ]
    return Scored(counts, mistakes)
