"""`kg mcp` as the client of the protocol's own SDK sees it, over stdio and over HTTP."""

import subprocess
import sys
import time
from contextlib import contextmanager

import jsonschema
import pytest

from tests.command import KG, kg
from tests.graphs import build
from tests.push_servers import free

pytest.importorskip("mcp", reason="the SDK is not installed: pip install 'kg[mcp]'")

from anyio.from_thread import start_blocking_portal
from mcp import Client, MCPError, StdioServerParameters

AZAZ = "https://kg.example/doc/news/azaz.txt"


@contextmanager
def connected(to):
    """Give a function that calls a tool, and the client with the portal to it."""
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(Client(to)) as client:
        yield Asked(portal, client)


class Asked:
    def __init__(self, portal, client):
        self._portal, self._client = portal, client

    def __call__(self, name, **arguments):
        return self.do("call_tool", name, arguments)

    def do(self, method, *words):
        return self._portal.call(getattr(self._client, method), *words)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return build(tmp_path_factory.mktemp("mcp") / "s")


@pytest.fixture(scope="module")
def ask(store):
    command = [*KG, "mcp", "--store", str(store), "--timeout", "5"]
    with connected(StdioServerParameters(command=command[0], args=command[1:])) as asked:
        yield asked


def text(result):
    return result.content[0].text


def the_event(ask, **filters):
    return ask("list_events", **filters).structured_content["events"][0]


def test_each_tool_says_what_it_takes_and_gives(ask):
    """A sentence of description, a type for each argument, and a schema of the answer."""
    tools = ask.do("list_tools").tools

    assert [t.name for t in tools] == [
        "search", "list_events", "get_entity", "get_event", "contradictions", "read_passage", "run_sparql", "about",
    ]  # fmt: skip
    assert all(len(t.description) > 40 and t.output_schema for t in tools)
    assert all(t.annotations.read_only_hint for t in tools)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("search", {"query": "azaz"}),
        ("list_events", {}),
        ("get_entity", {"entity": "Azaz"}),
        ("contradictions", {}),
        ("read_passage", {"document": AZAZ}),
        ("run_sparql", {"query": "SELECT * { ?s ?p ?o }"}),
        ("about", {}),
    ],
)
def test_answers_are_of_the_shape_that_was_told(ask, name, arguments):
    """The client checks it, too; here by the schema that the server tells."""
    schema = next(t.output_schema for t in ask.do("list_tools").tools if t.name == name)

    answer = ask(name, **arguments)

    assert not answer.is_error, text(answer)
    jsonschema.validate(answer.structured_content, schema)
    assert text(answer)


def test_an_event_comes_with_sentence_document_and_claimer(ask):
    """In the values and in the text."""
    answer = ask("list_events", place="Azaz", text="seize", factuality="Negated")

    (event,) = answer.structured_content["events"]
    (said,) = event["said_by"]
    evidence = event["evidence"][0]
    assert said["label"] == "SANA"
    assert "did not seize Azaz" in evidence["sentence"]
    assert evidence["document"] == "https://kg.example/doc/feed.jsonl/1"
    for words in (evidence["sentence"], evidence["document"], "SANA", "Negated"):
        assert words in text(answer)


def test_names_are_taken_as_somebody_and_this_is_said(ask):
    """So that the assistant can see a wrong guess."""
    answer = ask("list_events", place="hama")

    assert "'hama' is taken as Hama <https://kg.example/id/place/" in text(answer)
    assert answer.structured_content["total"] > 0


def test_one_event_tells_its_claims_with_their_sentences(ask):
    """Who said it in which words."""
    event = the_event(ask, factuality="Negated")

    answer = ask("get_event", iri=event["iri"])

    claims = answer.structured_content["claims"]
    assert [c["claimer"]["label"] for c in claims] == ["SANA"]
    assert claims[0]["evidence"]["sentence"] in text(answer)


def test_a_passage_is_the_text_around_the_words(ask):
    """Offsets are those that evidence tells."""
    evidence = the_event(ask, text="seize")["evidence"][0]

    answer = ask(
        "read_passage", document=evidence["document"], begin=evidence["begin"], end=evidence["end"], around=20
    )  # fmt: skip

    told = answer.structured_content
    assert told["begin"] == max(evidence["begin"] - 20, 0)
    assert (
        len(told["text"]) == told["end"] - told["begin"] <= evidence["end"] - evidence["begin"] + 40
    )
    assert "seize" in told["text"]
    assert told["text"] in text(answer)


def test_documents_are_resources(ask):
    """Listed, and read by their address."""
    listed = ask.do("list_resources").resources

    read = ask.do("read_resource", "kg-document:///news/azaz.txt").contents[0].text

    assert "kg-document:///news/azaz.txt" in {str(r.uri) for r in listed}
    assert "Azaz" in read
    with pytest.raises(MCPError, match="nothing is known of"):
        ask.do("read_resource", "kg-document:///news/none.txt")


def test_a_query_gives_its_first_rows_and_says_that_there_are_more(ask):
    """And yes or no, and triples."""
    rows = ask("run_sparql", query="SELECT ?s ?l { ?s rdfs:label ?l }", rows=2)
    yes = ask("run_sparql", query="ASK { ?s ?p ?o }")
    triples = ask("run_sparql", query="CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }", rows=3)

    assert len(rows.structured_content["rows"]) == 2
    assert rows.structured_content["cut"]
    assert "there are more, which were left out" in text(rows)
    assert yes.structured_content == {"columns": ["answer"], "rows": [["yes"]], "cut": False}
    assert len(triples.structured_content["rows"]) == 3


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("run_sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}, "SERVICE is not allowed"),
        ("run_sparql", {"query": "INSERT DATA { <a:a> <a:b> <a:c> }"}, "the query is wrong at line 1"),
        ("run_sparql", {"query": "LOAD <http://127.0.0.1/>"}, "the query is wrong at line 1"),
        ("run_sparql", {"query": "SELECT * { " + "{" * 20_000}, "nested deeper than"),
        ("run_sparql", {"query": "ASK {}", "rows": 5000}, "rows: Input should be less than or equal to 1000"),
        ("list_events", {"actor": "Nobody Zyx"}, "nothing is called 'Nobody Zyx'"),
        ("list_events", {"event_class": "Atack"}, "no class 'Atack' (did you mean Attack"),
        ("list_events", {"start": "yesterday"}, "not a date: 'yesterday'"),
        ("get_event", {"iri": "https://kg.example/none"}, "nothing is known of https://kg.example/none"),
        ("get_entity", {"entity": "https://kg.example/none"}, "nothing is known of https://kg.example/none"),
        ("read_passage", {"document": AZAZ, "begin": 9, "end": 3}, "begin 9 is behind end 3"),
        ("get_event", {}, "iri: Field required"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line(ask, name, arguments, said):
    """That the assistant can act on; no traceback."""
    answer = ask(name, **arguments)

    assert answer.is_error
    assert said in text(answer)
    assert "\n" not in text(answer)


def test_a_query_without_end_is_ended_and_others_are_answered(ask):
    """By killing its process."""
    begun = time.monotonic()
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

    answer = ask("run_sparql", query=endless)

    assert "longer than 5 seconds" in text(answer)
    assert time.monotonic() - begun < 8
    assert not ask("run_sparql", query="ASK {}").is_error


def test_it_answers_over_http_too(store):
    """To this machine."""
    port = free()
    command = [*KG, "mcp", "--store", str(store), "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(200):
            try:
                with connected(f"http://127.0.0.1:{port}/mcp") as asked:
                    assert not asked("search", query="Azaz").is_error
                break
            except BaseExceptionGroup:
                assert server.poll() is None
                time.sleep(0.1)
        else:
            pytest.fail("no answer")
    finally:
        server.terminate()
        server.wait(20)
        server.stderr.close()


def test_no_store_is_said_before_anybody_speaks(tmp_path):
    """Usage, on stderr; stdout is the protocol's."""
    done = kg("mcp", "--store", tmp_path / "none")

    assert done.exit_code == 2
    assert "no store at" in done.stderr
    assert done.stdout == ""


def test_without_the_sdk_the_extra_is_named(monkeypatch, store):
    """One line."""
    monkeypatch.setitem(sys.modules, "mcp", None)

    done = kg("mcp", "--store", store)

    assert done.exit_code == 3
    assert "pip install 'kg[mcp]'" in done.stderr
