"""html: the article of a page."""

import io

import pytest

from kg.read.html import html
from kg.read.outcome import Opened, ReadError

SENTENCE = (
    "Rebels seized the town of <b>Azaz</b> on\n Monday after heavy fighting, residents said. "
)
PAGE = f"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html lang="en"><head>
<title>Rebels seize Azaz | The Post</title><meta property="og:site_name" content="The Post">
<link rel="canonical" href="https://example.org/azaz">
<meta property="article:published_time" content="2016-02-08T10:00:00+02:00"></head><body>
<nav><a href="/">Home</a></nav><article><h1>Rebels seize Azaz</h1><p>{SENTENCE * 3}</p>
<p>{SENTENCE * 2}</p></article><footer>Copyright 3 May 2019</footer></body></html>"""


def page(content, encoding="utf-8"):
    return html(Opened("a.html", io.BytesIO(content.encode(encoding)), 10_000))


def test_the_article_is_cut_out_of_its_page():
    """Menu and footer are gone; a paragraph is one line, a blank line between two."""
    found = page(PAGE)

    plain = SENTENCE.replace("<b>", "").replace("</b>", "").replace("\n", "")
    assert found.text == "\n\n".join(
        ["Rebels seize Azaz", (plain * 3).strip(), (plain * 2).strip()]
    )


def test_the_head_gives_the_metadata():
    """Title, site, address, language and declared date."""
    about = page(PAGE).about

    assert (about.title, about.publisher) == ("Rebels seize Azaz", "The Post")
    assert (about.source, about.language) == ("https://example.org/azaz", "en")
    assert about.issued == "2016-02-08T10:00:00+02:00"


def test_a_date_that_is_not_declared_is_a_guess():
    """A footer's year must not pass for the date of publication in silence."""
    about = page(PAGE.replace("article:published_time", "x")).about

    assert (about.issued, about.guessed) == ("", "2019-05-03")


def test_a_short_page_keeps_its_sentences():
    """A bold word does not end a line."""
    found = page("<title>T</title><body><p>Rebels seized <b>Azaz</b> today.")

    assert (found.text, found.about.title) == ("Rebels seized Azaz today.", "T")


@pytest.mark.parametrize(
    "declaration",
    ['<meta charset="windows-1251">', '<?xml version="1.0" encoding="windows-1251"?>',
     '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'],
)  # fmt: skip
def test_the_declared_encoding_is_used(declaration):
    """A tag or an XML declaration says how to read the rest."""
    found = page(f"{declaration}<p>Азаз</p>", "cp1251")

    assert (found.text, found.notes) == ("Азаз", ("read as windows-1251",))


@pytest.mark.parametrize(
    "content", ["<html><body></body></html>", "<script>x</script>", "<!-- -->"]
)
def test_a_page_without_words_is_none(content):
    """An empty page is said to be one, never raised as something else."""
    with pytest.raises(ReadError, match="no text in this page"):
        page(content)


def test_libraries_say_nothing_on_their_own(capfd):
    """Warnings of the extractor do not reach the terminal."""
    page("<p>x</p>" * 3 + "<b></i></p>")

    assert capfd.readouterr() == ("", "")
