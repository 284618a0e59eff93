"""Times that leave a month, a year or a day to their neighbour, and those counted from the one behind them."""

import pytest

from kg.extract.values import Interval
from tests.test_times_told import told, values


@pytest.mark.parametrize(
    ("text", "expressions", "expected"),
    [
        ("It ran from 3 to 5 May 2012.", ["3", "5 May 2012"], ["2012-05-03", "2012-05-05"]),
        ("It ran on March 5 and 6, 2012.", ["March 5", "6, 2012"], ["2012-03-05", "2012-03-06"]),
        ("It ran in May and June 2012.", ["May", "June 2012"], ["2012-05", "2012-06"]),
        ("It ran on 31 May-1 June 2012.", ["31 May-1", "June 2012"], ["2012-05-31", "2012-06-01"]),
        ("It rose in May. In June 2012 it fell.", ["May", "June 2012"], ["2015-05", "2012-06"]),
    ],
)
def test_what_one_end_leaves_to_the_other(text, expressions, expected):
    """A day takes the month, a month the year of the date that it is joined to, not of any other."""
    assert values(text, *expressions) == expected


def test_both_ends_mean_the_whole():
    """Two days in a row, and a day stuck to the month before it, are ranges."""
    whole = Interval("2012-05-31", "2012-05-31", "2012-06-01", "2012-06-01")

    assert {t.interval for t in told("31 May-1 June 2012", "31 May-1", "June 2012")} == {whole}
    assert {t.interval for t in told("31 May and 1 June 2012", "31 May", "1 June 2012")} == {whole}


@pytest.mark.parametrize(
    ("text", "lasting", "start"),
    [
        ("Three days after the raid of 1 May 2012 they left.", "Three days", "2012-05-04"),
        ("They left a week before the vote on 1 May 2012.", "a week", "2012-04-24"),
        ("They left two years after the war of 1 May 2012.", "two years", "2014"),
    ],
)
def test_counted_from_the_date_behind(text, lasting, start):
    """The duration says when, as precise as its unit; the reference is the date that it counts from."""
    found, _ = told(text, f"DURATION:{lasting}", "1 May 2012")

    assert found.interval is not None
    assert (found.interval.earliest_start, found.reference) == (start, "2012-05-01")


def test_nothing_is_counted_from_what_is_coarser():
    """Two days after something in March may be any day."""
    found, _ = told(
        "Two days after the raid of March 2012 they left.", "DURATION:Two days", "March 2012"
    )

    assert found.interval is None
