"""read: inputs become documents one at a time; what is wrong is said and stops nothing."""

import hashlib
import io
import os
from pathlib import Path

import pytest

from kg.document import Document
from kg.errors import UsageError
from kg.read import Note, Skipped, read

ARABIC = "قال الرئيس السوري إن الجيش استعاد السيطرة على المدينة بعد معارك عنيفة"
MORE = "more than the limit of 100; split it, or raise --max-chars"
SAVE = "save it as .txt, .html or .pdf"
NO_WORDS = "no text in this page; save the article itself, not a frame or an app"
NO_UTF8 = "not a known kind of document, and not UTF-8 text; rename it to .txt"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder of its own, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path, content):
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def test_a_folder_becomes_documents(here):
    """Sorted by id, whatever the order of the inputs, everything else said before its place."""
    write("r/b.txt", "Azaz fell.\r\n")
    write("r/a.md", "# Title\n\nAzaz *fell*.")
    write("feed.jsonl", '{"text": "One."}\n{"id": "é", "text": "Two.", "date": "2016"}')

    found = list(read(["r", "feed.jsonl"]))

    assert found == list(read(["feed.jsonl", "r"]))
    assert found == [
        Document("a.md", "Title\n\nAzaz fell.", "Title"),
        Document("b.txt", "Azaz fell."),
        Document("feed.jsonl/1", "One."),
        Document("feed.jsonl/%C3%A9", "Two.", issued="2016"),
    ]


def test_the_nearest_metadata_wins(here):
    """Sidecar before front matter before format; the given date only where there is none."""
    write("a.md", "---\ntitle: Front\npublisher: AFP\ntype: diary\n---\n# Heading\n\nText.")
    write("a.md.meta.json", '{"title": "Beside", "language": "en-GB"}')

    (found,) = read(["a.md"], date="2016-02")

    assert (found.title, found.publisher, found.issued) == ("Beside", "AFP", "2016-02")
    assert (found.language, found.news) == ("en-gb", False)


def test_a_record_knows_more_than_the_sidecar_of_its_file(here):
    """The sidecar fills what the records leave open."""
    write("a.csv", "text,title\nOne.,T\nTwo.,\n")
    write("a.meta.json", '{"title": "All", "publisher": "AFP"}')

    assert [(d.title, d.publisher) for d in read(["a.csv"])] == [("T", "AFP"), ("All", "AFP")]


def test_a_broken_sidecar_is_said_and_the_document_read(here):
    """The text is not lost with its metadata."""
    write("a.txt", "Azaz fell.")
    write("a.meta.json", "{")

    skipped, found = read(["a.txt"])

    assert skipped.name == "a.meta.json"
    assert skipped.reason.startswith("broken JSON (line 1, column 2")
    assert skipped.reason.endswith("; a.txt read without it")
    assert found.text == "Azaz fell."


def test_a_date_that_is_not_understood_is_said(here):
    """The document has none then, not even the given one: it did not come without a date."""
    write("a.txt", "---\ndate: 05/03/2014\n---\nAzaz fell.")

    note, found = read(["a.txt"], date="2016")

    assert note == Note("a.txt", "no date: '05/03/2014' is not understood")
    assert found.issued == ""


def test_the_given_date_is_better_than_a_guess(here):
    """What a page only seems to say is taken last, and said."""
    write("a.html", "<body><p>Azaz fell.</p><footer>Copyright 3 May 2014</footer>" + "<p>x</p>" * 9)

    *_, given = read(["a.html"], date="2016")
    note, guessed = read(["a.html"])

    assert (given.issued, guessed.issued) == ("2016", "2014-05-03")
    assert note == Note("a.html", "date 2014-05-03 guessed from the page")


@pytest.mark.parametrize("date", ["2015-02-30", "soon", "05/03/2014", "March 2014"])
def test_a_given_date_that_is_none_is_wrong_usage(date):
    """At once, before anything is read."""
    with pytest.raises(UsageError, match="no such date"):
        read([], date=date)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", "", "empty"),
        ("a.txt", " \r\n\ufeff\n", "empty"),
        ("a.json", '{"text": "\\u200b"}', "empty"),
        ("a.txt", "x" * 101, f"101 characters, {MORE}"),
        ("a.txt", "x" * 401, f"401 bytes of text, {MORE}"),
        ("a.txt", b"a\0b", f"not a text document (binary data); {SAVE}"),
        ("a.docx", b"PK\3\4\0", f"not a text document (zip archive or office file); {SAVE}"),
        ("a.log", "café".encode("cp1252"), NO_UTF8),
        ("a.html", "<body></body>", NO_WORDS),
        ("a.eml", "Content-Type: image/png\n\nx", "no text in this mail"),
        ("a.csv", "a,b\n1,2", "no column for the text; known: text, body, content, …; found: a, b"),
        ("a.json", '{"text": "a"', "broken JSON (line 1, column 13: expecting ',' delimiter)"),
    ],
)  # fmt: skip
def test_a_bad_input_is_one_line(here, name, content, reason):
    """What is wrong with it and what to do, and the others are read."""
    write(name, content)
    write("b.txt", "Azaz fell.")

    assert list(read(["b.txt", name], max_chars=100)) == [
        Skipped(name, reason),
        Document("b.txt", "Azaz fell."),
    ]


def test_a_file_beyond_memory_is_refused_by_its_size(here):
    """Ten gigabytes are not read to find that out."""
    for name in ("a.txt", "b.html"):
        write(name, "x")
        os.truncate(name, 10 * 10**9)

    assert [s.reason for s in read(["a.txt", "b.html"])] == [
        "10000.0 MB of text, more than the limit of 5 million; split it, or raise --max-chars",
        "10000.0 MB in one piece, more than 67.1 MB; split it",
    ]


def test_fifty_million_characters_are_counted_in_millions(here):
    """People do not count noughts."""
    write("a.txt", "x" * 6_000_000)

    (skipped,) = read(["a.txt"])

    assert skipped.reason == (
        "6.0 million characters, more than the limit of 5 million; split it, or raise --max-chars"
    )


def test_another_language_is_rightly_left_alone(here):
    """Not a failure, and nothing is noted about how it was read."""
    write("a.txt", ARABIC.encode("cp1256"))

    reason = "looks like Arabic (ar), not English; skipped; kg reads English only"
    assert list(read(["a.txt"])) == [Skipped("a.txt", reason, severe=False)]


def test_a_guessed_encoding_is_noted(here):
    """Before the document."""
    write("a.txt", "It’s over".encode("cp1252"))

    note, found = read(["a.txt"])

    assert note == Note("a.txt", "read as windows-1252")
    assert found.text == "It’s over"


@pytest.mark.parametrize(
    ("content", "id_", "text"),
    [
        (b"Azaz fell.", "", "Azaz fell."),
        (b"<!DOCTYPE html><p>Azaz fell.", "", "Azaz fell."),
        (b'{"text": "Azaz fell."}', "", "Azaz fell."),
        (b'[{"text": "Azaz fell."}]', "/1", "Azaz fell."),
        (b'\n{"id": "x", "text": "Azaz fell."}\n{}', "/x", "Azaz fell."),
        ("It’s".encode("cp1252"), "", "It’s"),
    ],
)
def test_standard_input_is_what_it_looks_like(content, id_, text):
    """Its id comes from its bytes, so the same text twice is one document."""
    found = next(r for r in read(["-", "-"], stdin=io.BytesIO(content)) if isinstance(r, Document))

    assert found.id == f"stdin-{hashlib.sha256(content).hexdigest()[:8]}{id_}"
    assert found.text == text


def test_an_empty_standard_input_is_skipped():
    """As an empty file is."""
    assert list(read(["-"], stdin=io.BytesIO())) == [Skipped("-", "empty")]


def test_a_named_file_of_unknown_kind_is_what_it_looks_like(here):
    """The user knows what it is."""
    write("README", "Azaz fell.")
    write("page.php", "<html><p>Azaz fell.")

    assert list(read(["README", "page.php"])) == [
        Document("README", "Azaz fell."),
        Document("page.php", "Azaz fell."),
    ]


def test_a_file_that_vanishes_is_said(here):
    """Between listing and reading much can happen; the others are read."""
    for name in ("a.txt", "b.txt", "c.txt"):
        write(name, "Azaz fell.")
    reading = read(["."])
    first = next(reading)
    Path("b.txt").unlink()

    second, third = reading

    assert second == Skipped("b.txt", "vanished before it could be read")
    assert (first.id, third.id) == ("a.txt", "c.txt")


def test_a_file_that_may_not_be_read_is_said(here, monkeypatch):
    """Permission is for the user to give."""
    write("a.txt", "x")
    monkeypatch.setattr(Path, "open", _denied)

    assert list(read(["a.txt"])) == [
        Skipped("a.txt", "permission denied; make it readable for this user")
    ]


def _denied(*_):
    raise PermissionError(13, "Permission denied")


def test_rows_are_read_one_at_a_time(here):
    """The first document of a file comes before its last line is looked at."""
    write("a.jsonl", '{"text": "Azaz fell."}\n' * 50_000)

    assert next(read(["a.jsonl"])).id == "a.jsonl/1"


def test_a_record_told_twice_is_read_once(here):
    """The same id with the same text is one document, with another text it is another."""
    write("a.csv", "id,text\nx,One.\nx,Two.\nx,Two.\n")

    first, second, note = read(["a.csv"])

    assert first.id == "a.csv/x"
    assert second.id == f"a.csv/x-{hashlib.sha256(b'Two.').hexdigest()[:8]}"
    assert note == Note("a.csv row 3", "the same id and text as a record before it, read once")
