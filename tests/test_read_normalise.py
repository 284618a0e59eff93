"""normalise: one form for every text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.normalise import normalise, one_line


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\r\nb\rc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("one\x0ctwo", "one\ntwo"),
        ("Cafe\u0301", "Café"),
        ("a\x00b\x07c\x9fd\te", "abcd\te"),
        ("\ufeffre\u00adbels\u200b", "rebels"),
        ("می\u200cخواهم 👨\u200d👩", "می\u200cخواهم 👨\u200d👩"),
        ("bad \ud800 and \ufffe", "bad \ufffd and \ufffd"),
        ("\n \n  first\n\n\nlast \n\n", "  first\n\n\nlast"),
        (" \n\t", ""),
    ],
)
def test_text_gets_its_one_form(raw, text):
    """Line ends, controls, invisible and broken characters and composition have one form."""
    assert normalise(raw) == text


@given(st.text(st.characters(codec=None)))
def test_normalising_twice_is_normalising_once(raw):
    """The form is final: NFC, encodable, and unchanged by another round."""
    text = normalise(raw)

    assert normalise(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert text.encode().decode() == text


def test_a_title_is_one_line():
    """Metadata has no line ends."""
    assert one_line(" Rebels\r\n\tseize\u2028Azaz ") == "Rebels seize Azaz"
