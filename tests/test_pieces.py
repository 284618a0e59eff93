"""pieces: words become few pieces, and their cases are remembered rightly."""

from kg.annotate.pieces import MOST, Pieces, case_of
from kg.resources import model

WORDS = ["Hama", "hama", "HAMA", "", "x" * 300, "M5", "Hama", "\u202e"]


def test_every_word_has_one_to_eight_pieces():
    """Also the empty word, one that the vocabulary does not know, and one of 300 letters."""
    pieces = Pieces(model() / "tokenizer.json")

    found = pieces(WORDS)

    assert len(found) == len(WORDS)
    assert all(1 <= len(p) <= MOST for p in found)
    assert found[0] == found[1] == found[2] == found[6]


def test_cases_are_those_of_each_word():
    """Words with the same pieces keep their own case."""
    pieces = Pieces(model() / "tokenizer.json")

    assert pieces.cases(WORDS) == [case_of(word) for word in WORDS]
