"""Dates of events and values of times against gold, counted by hand."""

from kg.bench.dates import count, days_of, gold_dates, right
from kg.bench.times import values
from kg.extract.intervals import interval

TIMES = [
    {"start": 0, "end": 5, "type": "DATE", "value": "2015-10-09", "function": "DCT"},
    {"start": 30, "end": 36, "type": "DATE", "value": "2015-09"},
    {"start": 40, "end": 44, "type": "DATE", "value": "PAST_REF"},
]
EVENTS = [{"trigger": [10, 14]}, {"trigger": [20, 24]}]


def test_an_event_is_dated_by_what_holds_it():
    """Both directions of the link count; before and after are no date, nor is a time without a place."""
    links = [
        {"type": "TLINK:IS_INCLUDED", "source": [10, 14], "target": [30, 36]},
        {"type": "TLINK:INCLUDES", "source": [0, 5], "target": [20, 24]},
        {"type": "TLINK:BEFORE", "source": [20, 24], "target": [30, 36]},
        {"type": "TLINK:IS_INCLUDED", "source": [10, 14], "target": [40, 44]},
    ]

    assert gold_dates(TIMES, links, EVENTS) == (
        {(10, 14): [("2015-09-01", "2015-09-31")]},
        {(20, 24): [("2015-10-09", "2015-10-09")]},
    )


def test_a_day_in_the_month_is_right_but_no_month_for_a_day():
    """Ours must lie within the gold date."""
    month, day = days_of(interval("2015-09")), days_of(interval("2015-09-30"))
    assert month is not None
    assert day is not None

    assert (right(day, [month]), right(month, [day]), right(None, [day])) == (True, False, False)


def test_undated_events_count_against_all_but_not_against_those_dated():
    """One of two is dated, and right."""
    day = interval("2015-09-30")
    counts = count([(day, [("2015-09-01", "2015-09-31")]), (None, [])], "told")

    assert [c.values for c in counts.values()] == [(1, 1), (1, 2), (1, 2)]


def test_a_value_counts_where_the_words_meet():
    """Two of three gold times are met, one of them with its value; one of ours is nobody's."""
    marked = {(0, 9): "2015-10-08", (27, 35): "2014-05", (59, 63): "2015-06"}
    said = {(0, 9): "2015-10-08", (25, 35): "2014-05-03", (40, 43): "PRESENT_REF"}

    counts = values(marked, said, None).counts

    assert counts["value"].values == (1, 3, 1, 3)
    assert counts["accuracy of those met"].values == (1, 2)
