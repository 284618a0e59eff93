"""Corrections by people: kept as RDF, read back as they were said, the last word counts."""

import pytest

from kg.errors import UsageError
from kg.identity import identify, rulings
from kg.identity.lookup import NoSuchEntityError, two
from kg.identity.rulings import about_name, about_two, base_of, clean
from kg.store import Store, stored
from kg.store import base_of as base_of_document
from kg.validate import check
from tests.graphs import build

BASE = "https://kg.example/"
HAMA = BASE + "id/place/hama"


@pytest.fixture
def store(tmp_path):
    with Store(build(tmp_path / "s")) as opened:
        yield opened


def named(verdict, name, qid="", *, document="", made="2024-01-01T00:00:00Z", author="Ann"):
    return about_name(BASE, verdict, name, document=document, qid=qid, author=author, made=made)


NAMES = [
    'Abu "Ali"',
    "a\\b",
    "حماة",
    "O'Brien & Söhne",
    "<script>",
    "x" * 500,
    "Jisr\nal-Shughur",
    "é",
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_what_was_said_is_read_back(store, name):
    """Quotes, backslashes, Arabic and brackets survive; a line break becomes a space."""
    one = named(
        "same", name, "Q900000001", document="news/a b.txt".replace(" ", "%20"), author=name
    )

    rulings.keep(store, [one])

    assert rulings.said(store) == [one]
    assert one.name == " ".join(name.split())


def test_rulings_keep_to_the_shapes(store):
    """Of names and of two entities."""
    two_ = about_two(
        BASE,
        "not-same",
        [HAMA, BASE + "id/place/azaz"],
        author='A "B"',
        made="2024-01-01T00:00:00Z",
    )
    said = [named("same", "حماة", "Q173545"), named("nil", "X"), two_]

    rulings.keep(store, said)

    graph = rulings.rulings_graph(BASE)
    assert check()(graph, list(store.quads(graph))) == []


def test_names_of_nothing_are_refused():
    """No letter, no name."""
    for words in ("", " \n", "\x00", "''", "..."):
        with pytest.raises(UsageError):
            named("nil", words)
    with pytest.raises(UsageError):
        clean("\x07")


def test_the_iri_says_what_was_said_and_not_when():
    """Said again by another on another day, it is the same ruling; of another spelling too."""
    assert (
        named("nil", "Al-Hama").iri
        == named("nil", "al hama", author="Bob", made="2025-01-01T00:00:00Z").iri
    )
    assert named("nil", "Hama").iri != named("nil", "Homs").iri
    assert named("nil", "Hama").iri != named("nil", "Hama", document="a").iri


def test_the_last_word_counts(store):
    """A later same or nil replaces what was said before it of this name in this place."""
    first = named("same", "Hama", "Q900000001", made="2024-01-01T00:00:00Z")
    then = named("same", "hama", "Q900000002", made="2024-01-02T00:00:00Z")
    here = named("nil", "Hama", document="a.txt", made="2024-01-01T12:00:00Z")

    rulings.keep(store, [then, here, first])

    assert {(r.document, r.qid) for r in rulings.read(store)} == {("", "Q900000002"), ("a.txt", "")}
    assert rulings.said(store) == [first, here, then]


def test_several_not_same_add_up(store):
    """And a same with another QID stands beside a later not-same."""
    said = [
        named("same", "Hama", "Q900000003", made="2024-01-01T00:00:00Z"),
        named("not-same", "Hama", "Q900000001", made="2024-01-02T00:00:00Z"),
        named("not-same", "Hama", "Q900000002", made="2024-01-03T00:00:00Z"),
    ]

    rulings.keep(store, said)

    assert len(rulings.read(store)) == 3
    rulings.keep(
        store, [*said, named("not-same", "Hama", "Q900000003", made="2024-01-04T00:00:00Z")]
    )
    assert {r.verdict for r in rulings.read(store)} == {"not-same"}


def test_no_rulings_no_graph(store):
    """What is taken back leaves no trace."""
    before = store.graphs()
    rulings.keep(store, [named("nil", "Hama")])

    rulings.keep(store, [])

    assert store.graphs() == before


def test_two_that_are_one_are_refused():
    """An entity is itself."""
    with pytest.raises(UsageError, match="one entity already"):
        about_two(BASE, "same", [HAMA, HAMA], author="Ann", made="2024-01-01T00:00:00Z")


def test_entities_are_told_by_iri_or_name(store):
    """As the lists print them, or as the texts call them."""
    azaz = BASE + "id/place/azaz"

    assert two(store, "id/place/hama", azaz) == (HAMA, azaz)
    assert two(store, "حماة", "A'zaz") == (HAMA, azaz)
    with pytest.raises(NoSuchEntityError, match="did you mean Hama"):
        two(store, "Hamma", azaz)


def test_words_that_are_no_iri_are_names(store):
    """Nothing that is typed breaks the lookup."""
    for words in ("http://[", "a b:c", "<>", "Q1", "id/", "::", "\\"):
        with pytest.raises(NoSuchEntityError):
            two(store, words, HAMA)


def test_a_stored_document_is_the_one_that_was_read(reader, tmp_path):
    """What the graph keeps of a document is all that it was."""
    from kg.document import Document
    from kg.way import Settings, Way

    one = Document(
        "a/b%20c.txt", "Rebels seized Azaz.\n", 'T "q"', "2016-02", "words", "AFP", "en", False
    )
    made = Way(Settings(wikidata="off")).facts(one)
    with Store(tmp_path / "s") as store, store.writer() as writer:
        writer.put(made.graph, made.quads)
    with Store(tmp_path / "s", read_only=True) as store:
        ((iri, graph),) = store.documents()

        assert stored(store, iri, graph) == one


def test_base_is_found_in_odd_places():
    """A base that has doc/ in it, an id that has."""
    assert (
        base_of_document("http://x/doc/doc/a/doc/b", "http://x/doc/graph/a/doc/b")
        == "http://x/doc/"
    )
    with pytest.raises(ValueError, match="is not the graph"):
        base_of_document("http://x/doc/a", "http://x/graph/b")


def test_base_of_an_empty_store(tmp_path):
    """The default."""
    with Store(tmp_path / "s") as store:
        assert base_of(store) == BASE


def test_an_interrupted_change_is_made_up_for(store):
    """The mark stays until the identity graph is made."""
    assert identify.begin(store) is False
    assert identify.begin(store) is True
    identify.identify(store)
    assert identify.begin(store) is False
    identify.end(store)
