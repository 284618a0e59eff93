"""kg.graph answers with plain Python values and shows itself in a notebook."""

import datetime

import pytest

from kg.errors import UsageError
from kg.graph import Table
from kg.graph import open as open_graph
from tests.graphs import build


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    with open_graph(build(tmp_path_factory.mktemp("graph") / "s")) as graph:
        yield graph


def test_a_named_question_is_a_table(graph):
    """Columns by name, rows of Python values."""
    table = graph.query("casualties", place="azaz")

    assert table.columns[:4] == ("class", "comparator", "value", "unit")
    assert [row[:4] for row in table] == [
        ("Killing", "AtLeast", 20, "rebels"),
        ("Killing", "Exactly", 12, "soldiers"),
    ]


def test_words_of_python_take_an_underscore(graph):
    """`class` and `from` are parameters too."""
    assert len(graph.query("events", class_="AirStrike")) == 1
    assert len(graph.query("timeline", from_="2014")) == 0


def test_values_are_of_their_types(graph):
    """Dates are dates, doubles are floats, nothing is None."""
    query = """SELECT (MIN(?d) AS ?day) (MAX(?c) AS ?most) ?none
        { ?e kg:date ?d . ?m itsrdf:taConfidence ?c } GROUP BY ?none"""

    assert graph.query(query).rows == ((datetime.date(2013, 5, 1), 0.99, None),)


def test_yes_or_no_and_triples_are_tables_too(graph):
    """One type of answer."""
    assert graph.query("ASK { ?s a kg:AirStrike }").rows == ((True,),)
    assert graph.query("CONSTRUCT { ?s a kg:X } { ?s a kg:AirStrike }").columns[1] == "predicate"


def test_a_table_becomes_a_data_frame(graph):
    """When pandas is there."""
    pytest.importorskip("pandas", reason="pandas is not installed")

    assert list(graph.documents().to_pandas()["mentions"]) == [13, 11, 9]


def test_html_is_escaped(graph):
    """A label is no markup, whatever a newspaper prints."""
    table = Table(("<b>",), (("<img src=x onerror=alert(1)>",), (None,)))

    assert "<img" not in table._repr_html_()
    assert "<b>" not in table._repr_html_()
    assert "3 documents" in graph._repr_html_()


def test_a_missing_store_is_a_usage_error(tmp_path):
    """With the command that builds one."""
    with pytest.raises(UsageError, match="kg build"):
        open_graph(tmp_path / "none")
