"""names: ids of unreserved URI characters, unique in their file."""

import os

import pytest

from kg.read.names import RecordIds, marked, path_id, readable


@pytest.mark.parametrize(
    ("parts", "id_"),
    [
        (["a.txt"], "a.txt"),
        (["Алеппо", "х.txt"], "%D0%90%D0%BB%D0%B5%D0%BF%D0%BF%D0%BE/%D1%85.txt"),
        (["e\u0301.txt"], "%C3%A9.txt"),
        (["😀 #1?.txt"], "%F0%9F%98%80%20%231%3F.txt"),
        (["a~b_c-d.txt"], "a~b_c-d.txt"),
        ([os.fsdecode(b"\xff.txt")], "%FF.txt"),
    ],
)
def test_names_are_encoded(parts, id_):
    """Composed, percent-encoded, bytes that are no UTF-8 kept."""
    assert path_id(parts) == id_


@pytest.mark.parametrize(
    ("id_", "expected"),
    [("x/a.txt", "x/a-01234567.txt"), ("x.y/README", "x.y/README-01234567"), (".a", ".a-01234567")],
)
def test_the_digest_stands_before_the_extension(id_, expected):
    """The kind of a document stays visible in its id."""
    assert marked(id_, "0123456789abcdef") == expected


def test_a_shown_path_is_one_printable_line():
    """A file name cannot break the report of what was skipped."""
    assert readable(os.fsdecode(b"a\n\xff\x1b.txt")) == "a\ufffd\ufffd\ufffd.txt"


def test_records_keep_their_names():
    """Ids are encoded as one segment; dot segments, which URLs lose, become numbers."""
    ids = RecordIds()

    given = [ids.give(name, "t", n) for n, name in enumerate(["a/b", "é", "..", "4"], 1)]

    assert given == ["a%2Fb", "%C3%A9", "3", "4"]


def test_a_name_given_twice_gets_a_mark_and_the_same_text_none():
    """Nothing is lost, nothing is read twice."""
    ids = RecordIds()

    assert ids.give("x", "one", 1) == "x"
    assert ids.give("x", "two", 2) == "x-3fc4ccfe"
    assert ids.give("x", "two", 3) == ""


def test_a_name_that_was_a_number_before_gets_a_mark():
    """Record 1 without an id and a later one with the id 1 stay apart."""
    ids = RecordIds()

    assert ids.give("1", "one", 1) == "1"
    assert ids.give("1", "two", 2) == "1-3fc4ccfe"
