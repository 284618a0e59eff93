"""decode: bytes become text, and a guess is said."""

import codecs
import io

import pytest

from kg.read.decode import decode, open_text, peek
from kg.read.outcome import Opened, ReadError

CURLY = "It’s over, “Assad” said."
RUSSIAN = "The minister said: «Мы не согласны с этим решением» and left."
ARABIC = "قال الرئيس السوري إن الجيش استعاد السيطرة على المدينة بعد معارك عنيفة"


@pytest.mark.parametrize(
    ("data", "declared", "text", "notes"),
    [
        (b"plain", "", "plain", ()),
        ("Zürich".encode(), "latin-1", "Zürich", ()),
        (codecs.BOM_UTF8 + b"marked", "", "marked", ()),
        ("Азаз".encode("utf-16"), "", "Азаз", ("read as utf-16",)),
        (codecs.BOM_UTF16_BE + "Азаз".encode("utf-16-be"), "", "Азаз", ("read as utf-16",)),
        ("Азаз".encode("utf-32"), "", "Азаз", ("read as utf-32",)),
        (CURLY.encode("cp1252"), "", CURLY, ("read as windows-1252",)),
        (CURLY.encode("cp1252"), "iso-8859-1", CURLY, ("read as windows-1252",)),
        (CURLY.encode("cp1252"), "x-nonsense", CURLY, ("read as windows-1252",)),
        (CURLY.encode("cp1252"), "base64", CURLY, ("read as windows-1252",)),
        (RUSSIAN.encode("cp1251"), "", RUSSIAN, ("read as windows-1251",)),
        ("Азаз пал".encode("koi8-r"), "KOI8-R", "Азаз пал", ("read as koi8-r",)),
        (ARABIC.encode("cp1256"), "", ARABIC, ("read as windows-1256",)),
    ],
)
def test_the_encoding_is_found(data, declared, text, notes):
    """Mark, UTF-8, declaration and guess are tried in this order; all but UTF-8 are said."""
    decoded = decode(data, declared=declared)

    assert (decoded.text, decoded.notes) == (text, notes)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04word", "zip archive or office file"),
        (b"\xd0\xcf\x11\xe0\xa1", "office file"),
        (b"\x89PNG\r\n", "PNG image"),
        (b"\xff\xd8\xff\xe0", "JPEG image"),
        (b"\x1f\x8b\x08", "gzip archive"),
        (b"\x7fELF\x02", "program"),
        (b"some\0thing", "binary data"),
    ],
)
def test_binary_files_are_named(data, what):
    """A file that is no text is refused with what it is."""
    with pytest.raises(ReadError) as caught:
        decode(data)

    assert caught.value.reason == f"not a text document ({what}); save it as .txt, .html or .pdf"


@pytest.mark.parametrize(
    ("data", "text", "notes"),
    [
        (b"a\n" * 9000, "a\n" * 9000, ()),
        ((b"a" * 2**20) + "é".encode(), "a" * 2**20 + "é", ()),
        (b"a" * (2**20 - 1) + "é".encode(), "a" * (2**20 - 1) + "é", ()),
        (b"a" * 2**20 + b"It\x92s", "a" * 2**20 + "It’s", ("read as windows-1252",)),
        (b"caf\xe9", "café", ("read as windows-1252",)),
        ("a\nб".encode("utf-16"), "a\nб", ("read as utf-16",)),
    ],
)
def test_a_stream_is_judged_to_its_end(data, text, notes):
    """What is not UTF-8 far into a long file counts, characters across blocks do not."""
    with open_text(Opened("a", io.BytesIO(data), 10)) as (stream, said):
        assert (stream.read(), said) == (text, notes)


def test_peeking_minds_no_cut():
    """A head that ends inside a character is still text."""
    assert peek("Азаз".encode()[:5]) == "Аз"
