"""Time expressions as a component: extents and types, on words and tags spelled out by hand."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.annotate.timewords import WORDS, word_class
from kg.annotate.timex import Timex

NLP = spacy.blank("en")


def timex(text, **tags):
    """Return (words, type) of the expressions of a text; ``tags`` gives some words a Penn tag."""
    words = NLP.make_doc(text)
    doc = Doc(
        NLP.vocab,
        [t.text for t in words],
        [bool(t.whitespace_) for t in words],
        tags=[tags.get(t.text, "NN") for t in words],
    )
    return [(span.text, span.label_) for span in Timex(NLP.vocab)(doc).spans["timex"]]


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [
        ("They left on Friday, 9 October 2015, by bus.", "Friday, 9 October 2015", "DATE"),
        ("They left on Oct. 9, 2015 by bus.", "Oct. 9, 2015", "DATE"),
        ("It grew in early March 2014.", "early March 2014", "DATE"),
        ("It fell at the end of the year.", "the end of the year", "DATE"),
        ("A flood hit in the spring of 1998.", "the spring of 1998", "DATE"),
        ("Wages rose in the third quarter of 2012.", "the third quarter of 2012", "DATE"),
        ("Wages rose in the late 1990s.", "the late 1990s", "DATE"),
        ("A wall of the 12th century stands.", "the 12th century", "DATE"),
        ("They left in nineteen ninety-six.", "nineteen ninety-six", "DATE"),
        ("He waited for a hundred days.", "a hundred days", "DURATION"),
        ("She fled last Oct. 9 by bus.", "last Oct. 9", "DATE"),
        ("The king died in 493 BC near here.", "493 BC", "DATE"),
        ("The bridge opened about two years ago.", "about two years ago", "DATE"),
        ("Later that year the bridge closed.", "Later that year", "DATE"),
        ("He is currently ill.", "currently", "DATE"),
        ("The shop opens at 9 a.m. GMT sharp.", "9 a.m. GMT", "TIME"),
        ("It was found on Tuesday morning in a wood.", "Tuesday morning", "TIME"),
        ("It has rained for the past three weeks.", "the past three weeks", "DURATION"),
        ("A two-day strike began.", "two-day", "DURATION"),
        ("He waited for more than an hour and left.", "more than an hour", "DURATION"),
        ("Buses leave every day.", "every day", "SET"),
    ],
)
def test_extents_are_those_of_timex3(text, words, label):
    """An expression holds its modifiers and years, not the preposition before it."""
    assert timex(text) == [(words, label)]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("The rebels may march on the town.", {"may": "MD", "march": "VB"}),
        ("Prices fall and rivers spring up.", {"fall": "VBP", "spring": "VBP"}),
        ("They sent 2000 soldiers and paid $1990 for it.", {"soldiers": "NNS"}),
        ("After the fall of the city they fled.", {}),
        ("A 32-year-old won the second prize.", {}),
        ("Three quarters of them voted.", {"quarters": "NNS"}),
        ("I am here.", {"am": "VBP"}),
        ("The man is 52 years old.", {}),
        ("This time they lost.", {}),
    ],
)
def test_words_that_only_look_like_times(text, tags):
    """Verbs, amounts, fractions and ages are no times."""
    assert timex(text, **tags) == []


def test_an_expression_goes_on_behind_a_line_break_but_not_into_the_next_paragraph():
    """One line break is white space; an empty line ends what stands before it."""
    assert timex("On 9\nOctober they left.") == [("9\nOctober", "DATE")]
    assert timex("On Monday\n\nmorning they left.") == [("Monday", "DATE")]


def test_no_word_is_listed_twice():
    """A word has one class; the table says which."""
    words = [word for listed in WORDS.values() for word in listed.split()]

    assert sorted({w for w in words if words.count(w) > 1}) == []
    assert all(len(letter) == 1 for letter in WORDS)


def test_every_listed_word_has_its_class():
    """No shape hides a listed word, and months keep their capital."""
    found = {w: word_class(w.capitalize()) for ws in WORDS.values() for w in ws.split()}

    assert {w: c for w, c in found.items() if w not in WORDS[c].split()} == {}
