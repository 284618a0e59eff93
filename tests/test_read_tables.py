"""tables: one document for every row."""

import csv
import io

import pytest

from kg.read.outcome import Opened, Piece, ReadError, Skipped
from kg.read.tables import csv_file


def rows(content, max_chars=10_000):
    return list(csv_file(Opened("a.csv", io.BytesIO(content.encode()), max_chars)))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_understood(delimiter):
    """The one whose columns have names we know."""
    first, second = rows("\ufeffID,Title,Text,date\n7,T,a b,2016\n\n,,c,\n".replace(",", delimiter))

    assert (first.record, first.text, first.about.title) == ("7", "a b", "T")
    assert (second.record, second.text, second.about.issued) == ("3", "c", "")


def test_quoted_fields_may_hold_lines_and_be_long():
    """The limit of the csv module, 128 KiB, is raised for the while."""
    before = csv.field_size_limit()

    (found,) = rows('text\n"a ""b"",\n' + "x" * 200_000 + '"\n')

    assert found.text.startswith('a "b",\nxxx')
    assert csv.field_size_limit() == before


def test_broken_rows_do_not_stop_the_others():
    """Each is skipped with its number."""
    found = rows('text,id\n"a"b,1\nc,2\n,3\n"d,4\n')

    assert [p.text for p in found if isinstance(p, Piece)] == ["c"]
    assert [(s.name, s.reason[:10]) for s in found if isinstance(s, Skipped)] == [
        ("a.csv row 1", "broken CSV"),
        ("a.csv row 3", "no text; k"),
        ("a.csv row 4", "broken CSV"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("a,b\n1,2\n", "no column for the text; known: text, body, content, …; found: a, b"),
        ("\n\n", "empty"),
        ("x" * 200_000, "broken CSV (first row: field larger than field limit (131072))"),
    ],
)
def test_a_table_without_texts_is_refused(content, reason):
    """With the columns that it has."""
    with pytest.raises(ReadError) as caught:
        rows(content)

    assert caught.value.reason == reason
