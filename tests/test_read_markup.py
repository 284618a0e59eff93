"""markup: all words of a page, however broken, and what its head declares."""

import pytest

from kg.read.markup import markup


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Rebels seized\n <b>Az</b>az.<p>It fell", "Rebels seized Azaz.\n\nIt fell"),
        ("<script>x</script><nav>Home</nav>a &amp; b<br>c", "a & b\n\nc"),
        ("<![if !x]>a<![endif]> b", "a b"),
        ("<div><p>un<b closed", "un<b closed"),
        ("<p>a<![CDATA[x]]> b", "a b"),
        ("", ""),
    ],
)
def test_words_are_kept_and_tags_are_not(html, text):
    """Blocks become paragraphs; menus and scripts are no words."""
    assert markup(html).text == text


@pytest.mark.parametrize(
    ("html", "issued"),
    [
        ('<meta property="article:published_time" content="2016-02">', "2016-02"),
        ('<meta name="DC.date.issued" content="2016-02">', "2016-02"),
        ('<time datetime="2016" pubdate>x</time>', "2016"),
        ('<script type="application/ld+json">[{"datePublished": "2015"}]</script>', "2015"),
        ('<script type="application/ld+json">{broken</script>', ""),
        ("<p>8 February 2016</p>", ""),
    ],
)  # fmt: skip
def test_a_declared_date_is_found(html, issued):
    """Only what the page declares as its publication counts."""
    assert markup(html).issued == issued


def test_title_and_language_are_found():
    """The first title, on one line."""
    seen = markup('<html lang="en-GB"><title>Azaz\n falls</title><svg><title>x</title></svg>')

    assert (seen.title, seen.language) == ("Azaz falls", "en-GB")
