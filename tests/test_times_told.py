"""Times of a whole text: what each expression counts from, ranges, open ends, nothing guessed."""

import pytest
import spacy

from kg.extract.times import times
from kg.extract.values import Interval

NLP = spacy.blank("en")

HISTORY = ["in 1914", "in 1915", "in 1916", "in 1917", "in 1918"]


def told(text, *expressions, issued="2015-10-09", label="DATE", tense=0):
    """Return the times of a text whose expressions are given in their order; "SET:every day" has another type."""
    doc, spans, reach = NLP.make_doc(text), [], 0
    for one in expressions:
        kind, _, words = one.rpartition(":") if one.split(":")[0].isupper() else ("", "", one)
        start = text.index(words, reach)
        reach = start + len(words)
        span = doc.char_span(start, reach, label=kind or label)
        assert span is not None, words
        spans.append(span)
    doc.spans["timex"] = spans
    return times(doc, issued, lambda _: tense)


def values(*args, **kwargs):
    return [t.value for t in told(*args, **kwargs)]


@pytest.mark.parametrize(
    ("text", "expressions", "expected"),
    [
        ("It fell on Oct. 1. Two days later they left.", ["Oct. 1", "Two days later"], ["2015-10-01", "2015-10-03"]),
        ("It fell on Oct. 1, and that same day they left.", ["Oct. 1", "that same day"], ["2015-10-01", "2015-10-01"]),
        ("It fell in May 1998; the following year it rose.", ["May 1998", "the following year"], ["1998-05", "1999"]),
        ("It fell in 2011. In March of that year they left.", ["2011", "March of that year"], ["2011", "2011-03"]),
        ("It fell on Monday. The next morning they left.", ["Monday", "The next morning"], ["2015-10-05", "2015-10-06TMO"]),
    ],
)  # fmt: skip
def test_what_is_told_from_the_last_date(text, expressions, expected):
    """Some words count from the date told before, not from that of publication."""
    assert values(text, *expressions) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a year ago", "2014"),
        ("ten days ago", "2015-09-29"),
        ("last week", "2015-W40"),
        ("next month", "2015-11"),
        ("the third quarter", "2015-Q3"),
        ("last summer", "2015-SU"),
        ("the 1990s", "199"),
        ("the nineties", "199"),
        ("the nineteenth century", "18"),
        ("493 BC", "BC0493"),
        ("the first half of 2014", "2014-H1"),
        ("Christmas 2014", "2014-12-25"),
        ("the day before yesterday", "2015-10-07"),
        ("these days", "PRESENT_REF"),
        ("a few years ago", "PAST_REF"),
        ("13/10/2015", "2015-10-13"),
        ("03/04/2015", "2015"),
    ],
)
def test_values(words, expected):
    """A value is as precise as its words; a day that could be two is neither."""
    assert values(f"They left {words}.", words) == [expected]


@pytest.mark.parametrize(
    ("words", "label", "expected"),
    [
        ("every morning", "SET", "XXXX-XX-XXTMO"),
        ("every Friday", "SET", "XXXX-WXX-5"),
        ("each July", "SET", "XXXX-07"),
        ("every two weeks", "SET", "P2W"),
        ("daily", "SET", "P1D"),
        ("over four years", "DURATION", "P4Y"),
        ("two and a half years", "DURATION", "P2Y6M"),
        ("twenty-five minutes", "DURATION", "PT25M"),
        ("half an hour", "DURATION", "PT30M"),
        ("two decades", "DURATION", "P2DE"),
    ],
)
def test_what_lasts_and_what_recurs(words, label, expected):
    """Durations count, sets leave open what changes."""
    assert values(f"They left {words}.", words, label=label) == [expected]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("since Sept. 30", ["Sept. 30"], Interval("2015-09-30", "2015-09-30", "", "")),
        ("until 2014", ["2014"], Interval("", "", "2014", "2014")),
        ("by May 2014", ["May 2014"], Interval("", "2014-05", "", "2014-05")),
        ("before 2014", ["2014"], Interval("", "2014", "", "2014")),
        ("from 2011 to 2014", ["2011", "2014"], Interval("2011", "2011", "2014", "2014")),
        ("between 2011 and 2014", ["2011", "2014"], Interval("2011", "2014", "2011", "2014")),
        ("last week", ["last week"], Interval("2015-09-28", "2015-10-04", "2015-09-28", "2015-10-04")),
        ("in the past two weeks", ["DURATION:the past two weeks"], Interval("2015-09-25", "2015-10-09", "2015-09-25", "2015-10-09")),
        ("in the spring of 2014", ["the spring of 2014"], Interval("2014-03", "2014-06", "2014-03", "2014-06")),
    ],
)  # fmt: skip
def test_four_points(text, words, expected):
    """What stands before an expression opens an end; both ends of a range mean the whole."""
    found = told(f"They fought {text}.", *words)

    assert {t.interval for t in found} == {expected}


def test_how_long_something_took_is_no_date():
    """A duration alone has no place on the calendar."""
    (found,) = told("They fought over four years.", "over four years", label="DURATION")

    assert found.interval is None


@pytest.mark.parametrize(
    "words", ["yesterday", "Friday", "last week", "two years ago", "the past week", "the same day"]
)
def test_relative_words_of_an_undated_text_mean_nothing_yet(words):
    """Without a publication date they have neither value nor interval."""
    (found,) = told(f"They left {words}.", words, issued="")

    assert (found.value, found.interval, found.reference) == ("", None, "")


def test_a_partial_date_of_an_undated_text_keeps_what_it_tells():
    """Month and day stay, the year is not guessed."""
    (found,) = told("They left on Oct. 9.", "Oct. 9", issued="")

    assert (found.value, found.interval) == ("XXXX-10-09", None)


def test_an_undated_report_takes_no_year_from_its_background():
    """A year told of something else is no reason to date what follows in it."""
    text = "On Friday they left. It has gone on since 2011. In May they fought, and last month too."
    found = told(text, "Friday", "2011", "May", "last month", issued="")

    assert [t.value for t in found] == ["", "2011", "XXXX-05", ""]


def test_in_a_history_the_year_goes_on():
    """Where nothing is told from the day of publication, the last year told holds, and January follows December."""
    text = " ".join([*HISTORY, "in December . In January . On 5 May ."])
    found = told(
        text, *(w.removeprefix("in ") for w in HISTORY), "December", "January", "5 May", issued=""
    )

    assert [t.value for t in found[-3:]] == ["1918-12", "1919-01", "1919-05-05"]
    assert found[-1].reference == "1919-01"


def test_the_reference_is_told():
    """A time that was counted from another says from which."""
    found = told("It fell on Monday. Two days later they left.", "Monday", "Two days later")

    assert [t.reference for t in found] == ["2015-10-09", "2015-10-05"]


@pytest.mark.parametrize(("tense", "expected"), [(-1, "2015-10-06"), (1, "2015-10-13")])
def test_a_weekday_goes_with_its_tense(tense, expected):
    """What is to come is the next day of that name, all else the last."""
    assert values("They leave on Tuesday.", "Tuesday", tense=tense) == [expected]
