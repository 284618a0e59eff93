"""`kg build --wikidata`: the stage link on the way of a text, chosen, left out, and told of."""

import pytest

from kg.document import Document
from kg.link.rulings import Ruling
from kg.link.values import Link, Linked
from kg.store import Store
from kg.way import Settings, Way
from kg.wikidata.file import KnowledgeBase
from tests.command import kg, rows

TEXT = "Rebels seized a village near Aleppo on Friday. Syria said nothing. Mezrab fell, too.\n"

SAME = "SELECT ?name ?item { ?e owl:sameAs ?item ; rdfs:label ?name }"


@pytest.fixture
def here(reader, tmp_path, monkeypatch):
    """A folder to be in, with a document."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_WIKIDATA", raising=False)
    (tmp_path / "a.txt").write_text(TEXT)
    return tmp_path


def test_names_are_linked_unless_told_otherwise(here):
    """The file that ships is asked."""
    kg("build", "a.txt")

    assert ("Syria", "http://www.wikidata.org/entity/Q858") in rows("kg-store", SAME)
    assert ("Aleppo", "http://www.wikidata.org/entity/Q41183") in rows("kg-store", SAME)


@pytest.mark.parametrize(
    ("words", "env"), [(("--wikidata", "off"), {}), ((), {"KG_WIKIDATA": "off"})]
)
def test_off_links_nobody(here, words, env):
    """By option or environment: no sameAs, no point, every name its document's own."""
    built = kg("build", "a.txt", *words, env=env)

    assert built.exit_code == 0
    assert rows("kg-store", SAME) == []
    assert rows("kg-store", "SELECT ?e { ?e geo:hasGeometry ?g }") == []
    assert ("https://kg.example/id/place/a.txt/syria",) in rows(
        "kg-store", "SELECT ?e { ?e a kg:Country }"
    )


def test_a_file_that_is_not_there_ends_the_build_before_it_begins(here):
    """Trouble from outside, one line, and no store."""
    built = kg("build", "a.txt", "--wikidata", "nowhere.sqlite")

    assert built.exit_code == 3
    assert "nowhere.sqlite" in built.stderr
    assert built.stderr.count("\n") == 1
    assert not (here / "kg-store").exists()


def test_the_run_names_the_knowledge_base(here):
    """Its version, or nothing where nobody was linked."""
    kg("build", "a.txt")
    kg("build", "a.txt", "--wikidata", "off", "--store", "plain")

    with KnowledgeBase.open() as known:
        version = known.meta()["version"]
    assert f"knowledge base {version}" in _software("kg-store")
    assert not any("knowledge base" in label for label in _software("plain"))


def _software(store):
    with Store(store, read_only=True) as graph:
        return {q.object.value for name in graph.runs() for q in graph.quads(name)}


def test_annotate_links_as_a_build_does(here):
    """Its mentions point to the same nodes."""
    assert "id/place/Q858>" in kg("annotate", "a.txt", "--format", "ntriples").stdout
    noted = kg("annotate", "a.txt", "--format", "ntriples", "--wikidata", "off")
    assert "id/place/a.txt/syria>" in noted.stdout


def test_what_is_near_a_town_is_told_so(here):
    """From the words typed to the map: the village and the event near Aleppo."""
    kg("build", "a.txt")

    found = rows(
        "kg-store",
        """SELECT ?what ?km ?words { ?x geo:hasGeometry ?g ; rdfs:label ?what . ?g kg:radius ?km ;
        kg:geocodedFrom/rdfs:label "Aleppo" ; prov:wasDerivedFrom/nif:anchorOf ?words }""",
    )

    assert found == [("seized", "15", "near Aleppo"), ("village", "15", "near Aleppo")]


def test_decisions_of_people_reach_the_stage(here, monkeypatch):
    """They are handed on with the document's id and date."""
    asked = {}

    def link(said, text, knowledge, **told):
        asked.update(told)
        return Linked(said, (Link(None, 1.0),) * len(said.entities))

    monkeypatch.setattr("kg.way.link", link)
    ruling = Ruling(
        "https://kg.example/id/ruling/1", "aleppo", "", "nil", "", "me", "2026-01-01T00:00:00Z"
    )
    way = Way(Settings())
    document = Document(id="a.txt", text=TEXT, issued="2015-10-10")
    way.mapped(document, way.nlp(TEXT), (ruling,))

    assert (asked["document"], asked["issued"], asked["rulings"]) == (
        "a.txt",
        "2015-10-10",
        (ruling,),
    )
    assert asked["nations"]["Syrian"] == "Q858"


def test_the_same_bytes_twice(here):
    """Linking chooses every order."""
    kg("build", "a.txt", "--store", "one")
    kg("build", "a.txt", "--store", "two")

    assert kg("export", "--store", "one").stdout == kg("export", "--store", "two").stdout
