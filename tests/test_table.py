"""A text as plain words: it answers as spaCy's own does."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.extract.table import Table, once

WORDS = "The rebels , they said , took Azaz . It fell".split()
HEADS = [1, 6, 1, 4, 1, 1, 6, 6, 6, 10, 10]
LABELS = "det nsubj punct nsubj parataxis punct ROOT obj punct nsubj ROOT".split()


@pytest.fixture
def doc():
    return Doc(spacy.blank("en").vocab, words=WORDS, heads=HEADS, deps=LABELS)


def test_a_word_answers_as_a_token_does(doc):
    """Text, labels, place, head and children are those of the token."""
    for token, word in zip(doc, Table(doc), strict=True):
        for name in ("i", "idx", "text", "lower_", "lemma_", "dep_", "is_punct", "like_num"):
            assert getattr(word, name) == getattr(token, name)
        for name in ("head", "left_edge", "right_edge"):
            assert getattr(word, name).i == getattr(token, name).i
        for name in ("children", "lefts", "rights", "subtree"):
            assert [w.i for w in getattr(word, name)] == [t.i for t in getattr(token, name)]


def test_a_stretch_answers_as_a_span_does(doc):
    """Text, root and sentence are those of the span, whatever its ends."""
    table = Table(doc)

    for start in range(len(doc)):
        for end in range(start + 1, len(doc) + 1):
            span, stretch = doc[start:end], table[start:end]
            assert stretch.text == span.text
            assert (stretch.start_char, stretch.end_char) == (span.start_char, span.end_char)
            assert stretch.root.i == span.root.i
            assert stretch.sent.start == doc[start].sent.start


def test_one_word_is_one_object(doc):
    """The root is its own head, and what hangs from a word knows it."""
    table = Table(doc)

    assert table[6].head is table[6]
    assert all(child.head is table[6] for child in table[6].children)


def test_a_step_is_taken_once_for_each_word_of_a_table(doc):
    """What was told of a word is kept as long as its table; of a token nothing is."""
    asked = []

    @once
    def step(word):
        asked.append(word.i)
        return word.text

    table = Table(doc)
    told = [step(table[1]), step(table[1]), step(table[2]), step(doc[1]), step(doc[1])]

    assert told == ["rebels", "rebels", ",", "rebels", "rebels"]
    assert asked == [1, 2, 1, 1]
