"""dates: as precise as written, and nothing when not clear."""

import pytest

from kg.read.dates import any_date, iso_date


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2016", "2016"),
        ("2016-02", "2016-02"),
        ("2016-02-08", "2016-02-08"),
        ("2016/02/08", "2016-02-08"),
        ("20160208", "2016-02-08"),
        ("2016-02-08T10:00:00Z", "2016-02-08T10:00:00Z"),
        ("2016-02-08 10:00+0330", "2016-02-08T06:30:00Z"),
        ("2016-02-08T23:30:15.123-02:00", "2016-02-09T01:30:15Z"),
        ("2016-02-08T10:00:00", "2016-02-08"),
        ("2016-02-08 10:00 UTC", "2016-02-08T10:00:00Z"),
    ],
)
def test_iso_dates_keep_their_precision(value, date):
    """A year stays a year, a time with a zone becomes UTC, one without becomes its day."""
    assert iso_date(value) == date


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("Mon, 08 Feb 2016 23:30:00 -0200", "2016-02-09T01:30:00Z"),
        ("Mon, 08 Feb 2016 23:30:00 GMT", "2016-02-08T23:30:00Z"),
        ("5 March 2014", "2014-03-05"),
        ("Wednesday, March 5th, 2014", "2014-03-05"),
        ("Sept. 2014", "2014-09"),
        ("1454976000", "2016-02-09T00:00:00Z"),
        ("1454976000000", "2016-02-09T00:00:00Z"),
    ],
)
def test_dates_of_mails_feeds_and_people_are_understood(value, date):
    """RFC 5322, written months and counted seconds give the same forms."""
    assert any_date(value) == date


@pytest.mark.parametrize(
    "value",
    ["", "soon", "2015-02-30", "2015-13", "05/03/2014", "0000", "31 June 2014", "201602", "x, 1:2",
     "2016-02-08T25:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-14:00", "²016"],
)  # fmt: skip
def test_unclear_and_impossible_dates_are_none(value):
    """Nothing is guessed."""
    assert any_date(value) == ""
