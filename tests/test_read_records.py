"""records: JSON and JSON Lines, one bad record never stops the others."""

import io
import json

import pytest

from kg.read.outcome import Opened, Piece, ReadError, Skipped
from kg.read.records import json_file, json_lines

ONE = "one object for each document"
KNOWN = "known fields: text, body, content, …"


def opened(content, max_chars=1000):
    data = content if isinstance(content, bytes) else content.encode()
    return Opened("a.json", io.BytesIO(data), max_chars)


def ids(pieces):
    return [(p.record, p.text) for p in pieces if isinstance(p, Piece)]


@pytest.mark.parametrize("name", ["articles", "items", "documents"])
def test_a_list_may_stand_in_an_object(name):
    """As feeds and interfaces give it; records without an id are counted from 1."""
    content = json.dumps({"status": "ok", name: [{"id": 7, "text": "a"}, {"body": "b"}, "c"]})

    assert ids(json_file(opened(content))) == [("7", "a"), ("2", "b"), ("3", "c")]


def test_one_object_is_one_document():
    """The file itself is the document, an id in it notwithstanding."""
    assert ids(json_file(opened('\ufeff{"id": 7, "Text": "a"}'))) == [("", "a")]


def test_lines_in_a_json_file_are_read_as_lines():
    """Many tools write JSON Lines under this ending."""
    assert ids(json_file(opened('{"text": "a"}\n{"text": "b"}'))) == [("1", "a"), ("2", "b")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"a": 1,\n "b"}', "broken JSON (line 2, column 5: expecting ':' delimiter)"),
        ("[" * 100_000, "broken JSON (nested too deeply)"),
        ("[" + "1" * 5000 + "]", "broken JSON (a number too long)"),
        (b"\x1f\x8b", "not a text document (gzip archive); save it as .txt, .html or .pdf"),
    ],
)
def test_a_broken_file_is_refused(content, reason):
    """With the place of the mistake."""
    with pytest.raises(ReadError) as caught:
        json_file(opened(content))

    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("content", "skipped"),
    [
        ("3", Skipped("a.json", f"not an object but a number; {ONE}")),
        ("[]", Skipped("a.json", "empty")),
        ("[[]]", Skipped("a.json record 1", f"not an object but a list; {ONE}")),
        ('[{"title": "x"}]', Skipped("a.json record 1", f"no text; {KNOWN}; found: title")),
        ("{}", Skipped("a.json", f"no text; {KNOWN}; found: nothing")),
    ],
)  # fmt: skip
def test_a_record_without_text_is_skipped(content, skipped):
    """With its place and what was found in it."""
    assert list(json_file(opened(content))) == [skipped]


def test_bad_lines_do_not_stop_the_others():
    """Each is skipped with its number, blank ones are nothing."""
    found = list(json_lines(opened('{"text": "a"}\n\n{bad\nnull\n{"text": "b", "id": "x"}')))

    assert ids(found) == [("1", "a"), ("x", "b")]
    assert [s.name for s in found if isinstance(s, Skipped)] == ["a.json line 3", "a.json line 4"]


def test_a_line_too_long_to_hold_is_skipped(monkeypatch):
    """It is never held in memory, and the next line is read."""
    monkeypatch.setattr("kg.read.outcome.IN_ONE_PIECE", 100)
    content = json.dumps({"text": "x" * 1000}) + '\n{"text": "b"}\n'

    first, second = json_lines(opened(content, 10))

    assert first.reason.startswith("at least 100 characters, more than the limit of 10; split it")
    assert second.text == "b"


def test_html_in_a_record_becomes_text():
    """Feeds carry pages in their fields."""
    (found,) = json_file(opened('{"content": "<p>Azaz <b>fell</b>.</p><p>Yes.</p>"}'))

    assert found.text == "Azaz fell.\n\nYes."


def test_the_encoding_is_said_once():
    """With the first document of the file."""
    lines = '{"text": "It’s"}\n{"text": "b"}'.encode("cp1252")

    assert [p.notes for p in json_lines(opened(lines))] == [("read as windows-1252",), ()]
