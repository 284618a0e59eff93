"""pdf: pages joined, words mended, and what is wrong said in words."""

import io

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from kg.read.outcome import Opened, ReadError
from kg.read.pdf import joined, mended, pdf


def document(*pages, title="", password=""):
    """Return a PDF with one line of text for each line of each page."""
    writer = PdfWriter()
    helvetica = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(k): NameObject(v) for k, v in helvetica.items()})
    fonts = DictionaryObject({NameObject("/F1"): font})
    for page in pages:
        blank = writer.add_blank_page(300, 300)
        blank[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        lines = " T* ".join(f"({line}) Tj" for line in page.split("\n"))
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 14 TL 20 280 Td {lines} ET".encode())
        blank[NameObject("/Contents")] = writer._add_object(stream)
    if title:
        writer.add_metadata({"/Title": title})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def opened(data, max_chars=10_000):
    return Opened("a.pdf", io.BytesIO(data), max_chars)


def test_pages_are_joined_and_words_mended():
    """A sentence may run over the end of a line and of a page."""
    found = pdf(opened(document("Rebels of the coali-\ntion seized", "the town.\n2", title="Azaz")))

    assert (found.text, found.about.title) == ("Rebels of the coalition seized\nthe town.", "Azaz")


@pytest.mark.parametrize("title", ["Microsoft Word - a.doc", "untitled", "report.indd"])
def test_a_title_of_the_word_processor_is_none(title):
    """File names of drafts are not titles."""
    assert pdf(opened(document("Azaz.", title=title))).about.title == ""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (document("x", password="secret"), "encrypted; save a copy without a password"),
        (document("", ""), "no text in 2 pages (scanned?); run text recognition (OCR) first"),
        (b"%PDF-1.4\nrubbish", "broken PDF"),
        (document("x")[:200], "broken PDF"),
        (b"<html>not found</html>", "broken PDF"),
        (document("Azaz fell. " * 20), "at least 220 characters, more than the limit of 100; "),
    ],
)
def test_what_is_wrong_is_said(data, reason, capfd):
    """Locked, scanned, broken and long files are told apart; the library says nothing itself."""
    with pytest.raises(ReadError) as caught:
        pdf(opened(data, 100))

    assert caught.value.reason.startswith(reason)
    assert capfd.readouterr() == ("", "")


def test_a_copy_without_user_password_is_read():
    """Files that are only locked against changes open for everybody."""
    writer = PdfWriter(clone_from=io.BytesIO(document("Azaz fell.")))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)

    assert pdf(opened(out.getvalue())).text == "Azaz fell."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("coali-\ntion", "coalition"),
        ("al-\nNusra", "al-Nusra"),
        ("2015-\n2016", "2015-2016"),
        ("cease-fire, cease-\nfire", "cease-fire, cease-fire"),
        ("said -\nthen", "said -\nthen"),
    ],
)
def test_only_cut_words_are_mended(text, expected):
    """Names, numbers and words that have a hyphen elsewhere keep it."""
    assert mended(text) == expected


def test_page_numbers_go():
    """They would stand in the middle of a sentence."""
    assert joined(["1\nThe rebels", "- 2 -\nleft.", "Azaz\n3"]) == "The rebels\nleft.\n\nAzaz"
