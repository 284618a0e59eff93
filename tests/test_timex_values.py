"""What time expressions mean: TIMEX3 values and intervals, relative to a publication date."""

import pytest
import spacy

from kg.extract.times import times

NLP = spacy.blank("en")


def value(text, label="DATE", *, before="", issued="2015-10-09", ahead=False):
    """Return the value and interval of one expression that ``before`` stands in front of."""
    doc = NLP.make_doc(before + text)
    doc.spans["timex"] = [doc.char_span(len(before), len(before + text), label=label)]
    (found,) = times(doc, issued, lambda _: ahead)
    i = found.interval
    return found.value, i and (i.earliest_start, i.latest_end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Friday, 2 October 2015", "2015-10-02"),
        ("Dec. 30", "2015-12-30"),
        ("early March 2014", "2014-03"),
        ("the late 1990s", "199"),
        ("Yesterday", "2015-10-08"),
        ("about two years ago", "2013"),
        ("earlier this week", "2015-W41"),
        ("the summer of 1955", "1955-SU"),
        ("currently", "PRESENT_REF"),
        ("recent years", "PXY"),
        ("30 February 2015", "2015-02"),
        ("the same day", ""),
    ],
)
def test_values_of_dates(text, expected):
    """A date means a stretch of the calendar, as precise as its words, or nothing."""
    assert value(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("more than three weeks", "DURATION", "P3W"),
        ("several hours", "DURATION", "PTXH"),
        ("a two-day", "DURATION", "P2D"),
        ("decades", "DURATION", "PXDE"),
        ("every day", "SET", "P1D"),
        ("annually", "SET", "P1Y"),
        ("9 a.m.", "TIME", "2015-10-09T09:00"),
        ("9:30 p.m. Friday", "TIME", "2015-10-09T21:30"),
        ("Friday night", "TIME", "2015-10-09TNI"),
    ],
)
def test_values_of_the_other_types(text, label, expected):
    """Durations count units, sets repeat one, clocks stand behind their day."""
    assert value(text, label)[0] == expected


def test_without_a_publication_date_only_the_calendar_counts():
    """What is relative keeps an empty value; a full date does not need another."""
    assert value("yesterday", issued="") == ("", None)
    assert value("9 October 2015", issued="")[0] == "2015-10-09"


def test_since_leaves_the_end_open():
    """The word before an expression opens its interval."""
    assert value("2011", before="since ")[1] == ("2011", "")


def test_a_doc_without_the_layer_has_no_times():
    """The pipeline may have no component for times."""
    assert times(NLP.make_doc("On 9 October 2015."), "", lambda _: False) == ()
