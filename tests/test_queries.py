"""Every question in queries/ has a folder of graphs and rows; parameters are never text."""

import io
import re
from csv import DictReader
from pathlib import Path

import pyoxigraph
import pytest

from kg.errors import KgError, UsageError
from kg.query import Question, ask, catalogue, find
from kg.query.formats import write
from kg.query.guard import bare, check_depth, names_its_dataset
from kg.query.parameters import KINDS, NoSuchNameError
from tests.graphs import SYRIA

CASES = sorted((Path(__file__).parent / "queries").glob("*/*.csv"))


@pytest.fixture(scope="module")
def syria():
    store = pyoxigraph.Store()
    store.load(path=SYRIA)
    return store


def csv(store, words, **given):
    output = io.BytesIO()
    write(ask(store, find(words), given), "csv", output)
    return output.getvalue().decode().replace("\r\n", "\n")


@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.name} {p.stem}")
def test_question_gives_its_rows(path, syria):
    """The file is named after the parameters (%2F for a slash) and holds the rows."""
    graph = path.parent / "graph.trig"
    store = syria
    if graph.exists():
        store = pyoxigraph.Store()
        store.load(path=graph)
    pairs = path.stem.replace("%2F", "/").split("&") if path.stem != "all" else []

    found = csv(store, path.parent.name, **dict(pair.split("=", 1) for pair in pairs))

    assert found == path.read_text("utf-8")


def test_every_question_has_a_case():
    """A question without rows would not be noticed when it breaks."""
    assert {path.parent.name for path in CASES} == set(catalogue())
    assert len(catalogue()) >= 14


@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.name} {p.stem}")
def test_every_row_reaches_its_sentence(path):
    """It has the sentence and its document, or the IRI of a mention; a document's row, its words."""
    for row in DictReader(path.read_text("utf-8").splitlines()):
        reached = row.get("sentence") and row.get("document")
        of_mention = re.search(r"#char=\d+,\d+$", row.get("mention", ""))
        assert reached or of_mention or (path.parent.name == "documents" and row["opening"]), row


@pytest.mark.parametrize("question", catalogue().values(), ids=lambda q: q.name)
def test_every_question_has_a_row_to_look_at(question):
    """Else the test above would hold for nothing."""
    cases = [path for path in CASES if path.parent.name == question.name]

    assert any(path.read_text("utf-8").count("\n") > 1 for path in cases)


@pytest.mark.parametrize("question", catalogue().values(), ids=lambda q: q.name)
def test_every_question_explains_itself(question):
    """The header is what the command line and the web page show."""
    assert question.title
    assert question.description.endswith(".")
    for parameter in question.parameters:
        assert parameter.kind in KINDS
        assert parameter.help
        assert f"?given_{parameter.name} {{ UNDEF }}" in question.text


@pytest.mark.parametrize("question", catalogue().values(), ids=lambda q: q.name)
def test_every_question_runs_elsewhere(question, syria):
    """The text that is shown has its prefixes, so that any endpoint takes it."""
    syria.query(question.portable(), use_default_graph_as_union=True)


def test_names_match_in_any_case_and_by_any_label(syria):
    """An analyst writes what the paper writes."""
    rows = csv(syria, "events-by-place", place="Hama")

    assert csv(syria, "events-by-place", place="hAMAH") == rows
    assert csv(syria, "events-by-place", place="حماة") == rows
    assert csv(syria, "events-by-place", place="<https://kg.example/id/place/hama>") == rows


def test_a_name_two_entities_share_means_both():
    """A homonym is not settled by chance."""
    store = pyoxigraph.Store()
    store.update("""PREFIX kg: <https://kg.example/ontology#> PREFIX e: <http://e.example/>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> INSERT DATA {
        GRAPH e:g { e:1 rdfs:label "Tripoli" . e:2 rdfs:label "Tripoli" . e:3 rdfs:label "Homs" .
        e:a a kg:Event ; kg:factuality kg:Actual ; kg:place e:1 .
        e:b a kg:Event ; kg:factuality kg:Actual ; kg:place e:2 .
        e:c a kg:Event ; kg:factuality kg:Actual ; kg:place e:3 } }""")

    rows = csv(store, "events-by-place", place="tripoli")

    assert "/a," in rows
    assert "/b," in rows
    assert "/c," not in rows


@pytest.mark.parametrize("evil", ['Hama" } #', "Hama> } ; DROP ALL #", "?x", "UNDEF", "\\", "'''"])
def test_words_never_become_query(evil, syria):
    """Whatever is given is looked up as a name, and found or not."""
    with pytest.raises(NoSuchNameError) as caught:
        csv(syria, "events-by-place", place=evil)

    assert caught.value.exit_code == 1


def test_text_parameters_are_literals(syria):
    """Quotes, backslashes and braces arrive as they are."""
    evil = 'a"\\1 } #'

    table = list(ask(syria, find("SELECT * { VALUES ?given_x { UNDEF } }"), {"x": evil}))

    assert table[0]["given_x"] == pyoxigraph.Literal(evil)


def test_a_name_nobody_has_proposes_near_ones(syria):
    """A typing error is no empty answer."""
    with pytest.raises(NoSuchNameError, match=r"'Hamma' \(did you mean Hama"):
        csv(syria, "events-by-place", place="Hamma")


def test_a_class_without_events_is_an_empty_answer(syria):
    """The ontology knows it, the news had none."""
    assert csv(syria, "events", **{"class": "protest"}).count("\n") == 1


def test_unknown_question_and_parameter_propose_near_ones(syria):
    """So does everything else that has a name."""
    with pytest.raises(UsageError, match="did you mean events"):
        find("event")
    with pytest.raises(UsageError, match="did you mean place"):
        csv(syria, "events-by-place", plce="Hama")
    with pytest.raises(UsageError, match="not a date"):
        csv(syria, "timeline", to="May")


def test_wrong_sparql_shows_the_place(syria):
    """Line, column, the line itself and a caret."""
    with pytest.raises(UsageError) as caught:
        csv(syria, "SELECT ?s {\n  ?s a foo:Bar }")

    place, line, caret = str(caught.value).splitlines()
    assert place.startswith("the query is wrong at line 2, column 15: Prefix not found")
    assert (line, caret) == ("    ?s a foo:Bar }", " " * 16 + "^")


@pytest.mark.parametrize(
    "text",
    [
        "ASK " + "{" * 20_000 + "}" * 20_000,
        "ASK { FILTER(" + "(" * 300 + "1" + ")" * 300 + ") }",
        "ASK { FILTER(" + "!" * 20_000 + "true) }",
        "ASK { FILTER(" + "1+" * 20_000 + "1) }",
        "ASK { {} " + "UNION {} " * 20_000 + "}",
    ],
    ids=["braces", "parentheses", "not", "plus", "union"],
)
def test_a_query_that_would_end_the_process_is_refused(text, syria):
    """The parser would overrun its stack."""
    with pytest.raises(UsageError, match=r"nested deeper|operators"):
        csv(syria, text)


def test_braces_in_strings_do_not_count():
    """Only what is syntax is counted."""
    check_depth('ASK { ?s ?p "' + "{" * 500 + '" } # ' + "(" * 500)
    assert bare('"""a " {""" ?x') == "  ?x"


def test_from_is_seen_only_where_it_is_a_clause():
    """With FROM the query chooses its graphs, else the union is asked."""
    assert names_its_dataset("SELECT * FROM <http://g> { ?s ?p ?o }")
    assert not names_its_dataset("SELECT ?from { ?from ?p 'from' } # FROM")


def test_from_asks_that_graph_only(syria):
    """A graph that is named stands alone."""
    query = "SELECT (COUNT(*) AS ?n) FROM <https://kg.example/graph/run/1> { ?s ?p ?o }"

    assert csv(syria, query) == "n\n4\n"


def test_format_must_fit_the_query(syria):
    """Rows are no graph, and a graph has no rows."""
    with pytest.raises(UsageError, match="turtle is for CONSTRUCT"):
        write(ask(syria, find("events"), {}), "turtle", io.BytesIO())
    with pytest.raises(UsageError, match="csv is for SELECT"):
        write(ask(syria, find("DESCRIBE <http://x>"), {}), "csv", io.BytesIO())


def test_a_file_that_is_missing_is_a_usage_error():
    """Paths end in .rq."""
    with pytest.raises(UsageError, match=r"cannot read the query nowhere\.rq"):
        find("nowhere.rq")


def test_a_service_that_cannot_be_reached_is_trouble_outside(syria):
    """Not reaching an endpoint that may be called is status 3."""
    query = find("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")

    with pytest.raises(KgError, match="the query failed"):
        write(ask(syria, query, {}, services=["http://127.0.0.1:9/"]), "csv", io.BytesIO())


def test_header_is_read():
    """Defaults stand in brackets at the end of the line."""
    found = Question.read("q", "# title: T\n# param n: number; how many (default 3)").parameters

    assert [(p.name, p.kind, p.help, p.default) for p in found] == [
        ("n", "number", "how many", "3")
    ]
