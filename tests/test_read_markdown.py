"""markdown: the words as a reader sees them."""

import io

import pytest

from kg.read.markdown import markdown
from kg.read.outcome import Opened


def words(text):
    return markdown(Opened("a.md", io.BytesIO(text.encode()), 1000))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Azaz *falls*\n\nIt **did**.", "Azaz falls\n\nIt did."),
        ("a [link *x*](http://x) b <http://y>", "a link x b http://y"),
        ("![map of *Azaz*](a.png)", "map of Azaz"),
        ("- one\n- two\n  - three", "one\n\ntwo\n\nthree"),
        ("> said `he`\n> twice", "said he\ntwice"),
        ("```py\n x = 1\n```", " x = 1"),
        ("| a | b |\n|---|---|\n| 1 | *2* |", "a | b\n\n1 | 2"),
        ("<div>raw <b>x</b></div>\n\na<br>b &amp; ~~c~~", "raw x\n\na\nb & c"),
        ("3 * 4 \\* 5", "3 * 4 * 5"),
    ],
)
def test_syntax_goes_and_words_stay(source, text):
    """Headings, emphasis, links, images, lists, quotes, code, tables, HTML."""
    assert words(source).text == text


def test_the_first_top_heading_is_the_title():
    """Unless the front matter has one."""
    assert words("text\n\n# The *title*\n\n# Other").about.title == "The title"
    assert words("---\ntitle: Mine\n---\n# Other").about.title == "Mine"
