"""lemmas: the best script decides, unless another gives a word of the language."""

import numpy as np
import pytest

from kg.annotate.lemmas import Lemmas

SCRIPTS = ["k|0|", "k|1|", "k|2|", "l|0|"]


@pytest.fixture
def lemmas():
    """Few scripts and fewer words."""
    return Lemmas(SCRIPTS, {"VERB": frozenset({"seize", "go", "flee"})}, {"VERB": {"went": "go"}})


@pytest.mark.parametrize(
    ("form", "pos", "order", "lemma"),
    [
        ("seized", "VERB", [1, 2, 0, 3], "seize"),
        ("seized", "VERB", [2, 0, 1, 3], "seize"),
        ("Went", "VERB", [0, 1, 2, 3], "go"),
        ("blorped", "VERB", [2, 1, 0, 3], "blorp"),
        ("Hama", "PROPN", [0, 3, 1, 2], "Hama"),
        ("THEY", "PRON", [0, 1, 2, 3], "they"),
    ],
)
def test_a_known_lemma_is_preferred(lemmas, form, pos, order, lemma):
    """The first known one in the order of the scores; the first of all where none is known."""
    scores = np.zeros(len(SCRIPTS), dtype=np.float32)
    scores[order] = [4, 3, 2, 1]

    assert lemmas([form], [pos], scores[None]) == [lemma]


def test_a_text_gets_the_lemmas_of_its_words(lemmas):
    """All at once is one at a time, also where a form was seen with another script before."""
    words, parts = ["seized", "seized", "seized"], ["VERB", "VERB", "NOUN"]
    scores = np.array([[0, 3, 2, 1], [2, 1, 3, 0], [0, 1, 3, 0]], dtype=np.float32)

    found = lemmas(words, parts, scores)

    assert found == ["seize", "seize", "seiz"]
    assert found == [
        lemmas([word], [part], row[None])[0]
        for word, part, row in zip(words, parts, scores, strict=True)
    ]


def test_adjectives_of_names_keep_their_capital():
    """ "Syrian" is no "syrian", though the lists know only lower case; "i" is "I"."""
    lemmas = Lemmas(["0", "1"], {"ADJ": frozenset({"syrian"})}, {})
    lemmas._apply = lambda script, form: form if script == 0 else form.lower()
    scores = np.array([[2.0, 1.0], [1.0, 2.0], [1.0, 2.0]], dtype=np.float32)

    assert lemmas(["Syrian", "Big", "i"], ["ADJ", "ADJ", "PRON"], scores) == ["Syrian", "big", "I"]
