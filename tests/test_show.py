"""kg show: the text as it is, its mentions in colour, and below each sentence what it tells."""

import json
import re
import time

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.namespaces import PREFIXES
from kg.show import page, paint, part, where
from kg.store import Store
from tests.command import kg
from tests.graphs import build

AZAZ = "https://kg.example/graph/news/azaz.txt"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return build(tmp_path_factory.mktemp("show") / "s")


def shown(store, *args):
    found = kg("show", *args, "--store", store)
    assert found.exit_code == 0, found.stderr
    return found.stdout


def test_an_event_is_a_line_below_its_sentence(store):
    """Class, words, roles, count, day; what is actual and said by the text itself needs no word."""
    lines = shown(store, "azaz.txt").splitlines()

    at = next(n for n, line in enumerate(lines) if line.startswith("The Free Syrian Army"))
    assert lines[at + 1 : at + 3] == [
        "    TerritorialGain “seized” · agent: Free Syrian Army · patient: Azaz · place: Azaz · 2013-05-01",
        "    Killing “killing” · agent: Free Syrian Army · patient: Syrian Army · place: Azaz"
        " · count: 12 soldiers · 2013-05-01",
    ]


def test_claims_and_relations_are_lines_too(store):
    """Who denies what, told to whom; who is what."""
    text = shown(store, "azaz.txt")

    assert "Syrian Army denies · about: TerritorialGain “seized” · told: AFP · 2013-05-02" in text
    assert "Ali Haydar memberOf Syrian Army" in text


def test_doubt_and_source_are_said(store):
    """They are what a reader must not miss."""
    line = next(x for x in shown(store, "hama").splitlines() if "AirStrike" in x)

    assert line.endswith(" · 2013-05-02 · possible · says: activists")


def test_two_words_of_a_sentence_for_one_event_are_one_line(tmp_path):
    """A later sentence says that it was told above."""
    note = tmp_path / "note.txt"
    note.write_text("A strike by bus drivers began. The strike closed two schools.\n", "utf-8")
    kg("build", str(note), "--store", tmp_path / "s", "--wikidata", "off")

    lines = shown(tmp_path / "s", "note.txt").splitlines()

    assert [x.strip() for x in lines if "Strike" in x] == [
        "Strike “strike” · agent: bus drivers",
        "Strike “strike” · told above",
    ]


def test_pipes_get_the_text_and_nothing_else(store):
    """No colour where nobody sees it, and every sentence is there."""
    text = shown(store, "hama")

    assert "\x1b" not in text
    assert '"Hama" is حماة 😀 in Arabic.' in text


def test_colours_when_told(store):
    """A kind of mention has a colour; the legend tells those that the text has."""
    text = shown(store, "hama", "--color", "always")

    assert "\x1b[33mحماة\x1b[0m" in text
    assert "\x1b[1;31mbombed\x1b[0m" in text
    assert text.splitlines()[2].endswith("\x1b[36mtimes\x1b[0m \x1b[1;31mtriggers\x1b[0m")
    assert re.sub(r"\x1b\[[0-9;]*m", "", text).count("\n") == shown(store, "hama").count("\n") + 1


@pytest.mark.parametrize(
    ("words", "spans"),
    [
        ("https://kg.example/doc/news/azaz.txt", 0),
        ("news/azaz.txt", 0),
        ("azaz.txt", 0),
        ("azaz", 0),
        ("AZA", 0),
        ("https://kg.example/doc/news/azaz.txt#char=21,27", 1),
        ("https://kg.example/id/event/news/azaz.txt/21-27", 2),
        ("https://kg.example/id/claim/news/azaz.txt/85-91", 2),
    ],
)
def test_a_document_goes_by_many_names(store, words, spans):
    """And what a query's row gives leads to its sentences."""
    with Store(store, read_only=True) as graph:
        found = where(graph, words)

    assert (found.graph, len(found.spans)) == (AZAZ, spans)


def test_the_iri_of_a_mention_shows_its_sentence_only(store):
    """From a row back to the text."""
    text = shown(store, "https://kg.example/doc/news/azaz.txt#char=85,91")

    assert "The Syrian Army denied the loss" in text
    assert "Free Syrian Army seized" not in text


def test_grep_keeps_what_has_the_word(store):
    """In the sentence or in a line below it, in whatever case."""
    assert "denied the loss" in shown(store, "azaz", "--grep", "DENIED")
    found = kg("show", "azaz", "--grep", "nowhere", "--store", store)

    assert (found.exit_code, found.stderr) == (0, "no sentences\n")


def test_json_has_offsets_and_iris(store):
    """For programs."""
    found = json.loads(shown(store, "azaz", "--format", "json"))

    first = found["sentences"][0]
    assert found["document"] == "https://kg.example/doc/news/azaz.txt"
    assert first["text"].startswith("The Free Syrian Army seized Azaz")
    assert first["events"][0]["iri"].endswith("/21-27")
    assert first["events"][0]["agent"] == ["Free Syrian Army"]
    assert {"begin": 28, "end": 32, "words": "Azaz", "kind": "places"} in first["mentions"]


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        ("azzaz.txt", 1, "no document 'azzaz.txt' in the store"),
        ("news", 2, "2 documents are called 'news' (news/azaz.txt, news/hama.txt)"),
    ],
)
def test_a_name_that_fits_none_or_several(store, words, status, told):
    """Nothing is guessed."""
    found = kg("show", words, "--store", store)

    assert found.exit_code == status
    assert told in found.stderr


def written(text, *quads):
    """Return a store with a document of this text."""
    store, graph = pyoxigraph.Store(), NamedNode("g:1")
    doc = "https://kg.example/doc/a"
    kinds = {
        "a": "rdf:type",
        "text": "nif:isString",
        "kind": "kg:mentionKind",
        "ref": "itsrdf:taIdentRef",
    }
    for s, p, o in [(doc, "a", "nif:Context"), *quads]:
        store.add(Quad(node(s, doc), node(kinds[p], doc), node(o, doc), graph))
    store.add(Quad(NamedNode(doc), node("nif:isString", doc), Literal(text), graph))
    return store


def node(name, doc):
    prefix, _, local = name.partition(":")
    if name.startswith("#"):
        return NamedNode(doc + name)
    return NamedNode(PREFIXES[prefix] + local if prefix in PREFIXES else name)


def painted(text, *quads, colours=True):
    found = page(written(text, *quads), "g:1")
    return [line for s in found.segments for line in paint(found.text, s, colours=colours)]


def test_text_without_any_mention_is_shown_whole():
    """Line by line, when no sentence is known."""
    assert painted("One.\n\nTwo. Three.\n") == ["One.", "Two. Three."]


def test_nothing_in_a_text_steers_the_terminal():
    """Escapes, C1 controls and marks that turn the direction become a sign."""
    assert painted("a\x1b[31mb\u009bc\u202ed\te\r\nf") == ["a�[31mb�c�d e", "f"]


def test_the_shorter_mention_is_seen_inside_the_longer():
    """ "Syria" in "the army of Syria"; one that runs over the end of its sentence is cut."""
    quads = [
        ("#char=0,7", "a", "nif:Sentence"),
        ("#char=8,12", "a", "nif:Sentence"),
        ("x:org", "a", "kg:Organisation"),
        ("x:place", "a", "kg:Place"),
        ("#char=0,10", "ref", "x:org"),
        ("#char=5,6", "ref", "x:place"),
    ]

    assert painted("abcd ef ghij", *quads) == [
        "\x1b[94mabcd \x1b[0m\x1b[33me\x1b[0m\x1b[94mf\x1b[0m",
        "ghij",
    ]


def test_wide_and_right_to_left_letters_are_counted_as_code_points():
    """Offsets are those of the graph, whatever the terminal makes of the letters."""
    text = "😀 حماة 東京."
    quads = [("x:p", "a", "kg:Place"), ("#char=2,6", "ref", "x:p"), ("#char=7,9", "ref", "x:p")]

    assert painted(text, *quads) == ["😀 \x1b[33mحماة\x1b[0m \x1b[33m東京\x1b[0m."]


def test_a_long_document_takes_time_in_proportion():
    """Ten times the sentences must not take a hundred times the time."""

    def seconds(n):
        quads = [("x:p", "a", "kg:Place")]
        for i in range(n):
            quads += [(f"#char={i * 10},{i * 10 + 9}", "a", "nif:Sentence")]
            quads += [(f"#char={i * 10},{i * 10 + 4}", "ref", "x:p")]
        store = written("Hama won. " * n, *quads)
        start = time.process_time()
        found = part(page(store, "g:1"), word="zzz")
        assert found.segments == ()
        return time.process_time() - start

    assert seconds(20_000) < 40 * max(seconds(2_000), 0.01)


def test_a_graph_without_a_document_is_a_bug():
    """Whoever asks has looked for the document before."""
    with pytest.raises(ValueError, match="no document in g:1"):
        page(pyoxigraph.Store(), "g:1")


def test_an_empty_name_fits_nothing(store):
    """Not everything."""
    assert kg("show", "", "--store", store).exit_code == 1
