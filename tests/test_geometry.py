"""Linked -> RDF: one node for one QID, its class, its labels, its point, and what it lies in."""

import pytest
from pyoxigraph import Store

from kg import ontology as ontologies
from kg.document import Document
from kg.facts import facts
from kg.facts.nodes import agreed
from kg.link.vague import vague
from kg.link.values import unlinked
from kg.namespaces import KG, PREFIXES, shorten
from kg.resources import folder
from kg.validate import check
from tests.places import TOWN, linked

BASE = "https://kg.example/"


@pytest.fixture(scope="module")
def ontology():
    return ontologies.load(folder("ontology"))


def graph(marked, ontology, *, name="a.txt", **told):
    """Return a store with the facts of a marked text."""
    text, found = linked(marked, ontology, **told)
    document = Document(id=name, text=text, issued="2015-10-10")
    made = facts(document, found, ontology, base=BASE, fixes=vague(found, text, ontology))
    store = Store()
    store.extend(made.quads)
    return store


def rows(store, query):
    found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    return sorted(tuple(short(v.value) if v else "" for v in row) for row in found)


def short(value):
    return shorten(value.removeprefix(BASE + "id/"))


def test_who_is_linked_is_one_node_in_all_documents(ontology):
    """Named by family and QID; who is not belongs to its document."""
    said = "They left [Arin|Settlement|3] for [Umm|Settlement|0]."
    store = graph(said, ontology)
    store.extend(graph(said, ontology, name="b/c.txt"))

    found = rows(store, "SELECT DISTINCT ?s { ?m itsrdf:taIdentRef ?s }")

    assert found == [("place/Q900000003",), ("place/a.txt/umm",), ("place/b/c.txt/umm",)]


def test_who_is_linked_says_so_and_how_surely(ontology):
    """owl:sameAs and kg:linkConfidence, and neither for who is not."""
    store = graph("They left [Arin|Settlement|3] for [Umm|Settlement|0].", ontology)

    found = rows(store, "SELECT ?s ?o ?c { ?s owl:sameAs ?o ; kg:linkConfidence ?c }")

    assert found == [("place/Q900000003", "wd:Q900000003", "0.9")]


def test_its_label_is_the_item_s_and_what_the_text_calls_it_is_another_name(ontology):
    """So that two documents do not contradict each other."""
    store = graph("They left [ARIN CITY|Settlement|3] for [Arin|Settlement|3].", ontology)

    assert rows(store, "SELECT ?l { wd:Q900000003 ^owl:sameAs/rdfs:label ?l }") == [("Arin",)]
    assert rows(store, "SELECT ?l { wd:Q900000003 ^owl:sameAs/skos:prefLabel ?l }") == [("Arin",)]
    assert rows(store, "SELECT ?l { ?s skos:altLabel ?l }") == [("ARIN CITY",)]


def test_a_class_is_sharpened_by_the_item(ontology):
    """What the text calls a place the item knows to be a town; mentions say the same."""
    store = graph("They left [Arin|Place|3].", ontology)

    found = rows(store, "SELECT ?c { ?s owl:sameAs wd:Q900000003 ; a ?c }")

    assert found == [("kg:Place",), ("kg:Settlement",), ("sem:Place",)]
    assert rows(store, "SELECT ?c { ?m itsrdf:taClassRef ?c }") == [("kg:Settlement",)]


@pytest.mark.parametrize(
    ("said", "known", "right"),
    [
        ("Place", "Settlement", "Settlement"),
        ("MilitarySite", "Facility", "MilitarySite"),
        ("Settlement", "Region", "Region"),
        ("Settlement", "Country", "Country"),
        ("Country", "Region", "Country"),
        ("GovernmentBody", "Country", "Country"),
        ("Organisation", "Settlement", None),
        ("Settlement", "ArmedGroup", None),
        ("Person", "ArmedGroup", "ArmedGroup"),
        ("Country", "Organisation", None),
        ("Weapon", "Company", None),
        ("Group", "", "Group"),
    ],
)
def test_of_two_classes_one_is_agreed_on_or_none(said, known, right, ontology):
    """The item's where it keeps what the text relies on: that it acts, or is somewhere."""
    found = agreed(KG + said, KG + known if known else "", ontology)

    assert found == (KG + right if right else None)


def test_who_contradicts_the_item_is_not_linked(ontology):
    """A company is no town: it stays an entity of the document."""
    store = graph("They met [Arin|Company|3].", ontology)

    assert rows(store, "SELECT ?s { ?s owl:sameAs ?o }") == []
    assert rows(store, "SELECT DISTINCT ?s { ?m itsrdf:taIdentRef ?s }") == [
        ("organisation/a.txt/arin",)
    ]


def test_two_entities_of_one_item_are_one_node_with_one_class(ontology):
    """Of two that contradict, the item's."""
    store = graph("They left [Arin|Region|3] for [The Arin|Facility|3].", ontology)

    assert rows(store, "SELECT DISTINCT ?c { ?m itsrdf:taClassRef ?c }") == [("kg:Settlement",)]
    assert len(rows(store, "SELECT ?c { ?s owl:sameAs wd:Q900000003 ; kg:linkConfidence ?c }")) == 1


def test_a_place_has_its_point_longitude_first(ontology):
    """A geometry with an IRI, four decimals, and no radius where it is a point on a map."""
    store = graph("They left [Arin|Settlement|3].", ontology)

    found = rows(
        store,
        "SELECT ?g ?w (DATATYPE(?w) AS ?d) ?r { wd:Q900000003 ^owl:sameAs/geo:hasGeometry ?g ."
        " ?g a geo:Geometry ; geo:asWKT ?w OPTIONAL { ?g kg:radius ?r } }",
    )

    assert found == [("place/Q900000003#geometry", "POINT(10.5000 51.5000)", "geo:wktLiteral", "")]


def test_a_country_has_a_radius(ontology):
    """In kilometres, by its kind."""
    store = graph("They left [Orland|Country|1].", ontology)

    assert rows(store, "SELECT ?r { ?g kg:radius ?r }") == [("200",)]


def test_a_place_lies_in_all_around_it_up_to_the_country(ontology):
    """Step by step, in the document's own graph, with labels, types and who they are."""
    store = graph("They left [Arin|Settlement|3] for [Bel|Settlement|4].", ontology)

    steps = rows(store, "SELECT ?a ?b { ?s kg:locatedIn ?o . ?s rdfs:label ?a . ?o rdfs:label ?b }")
    country = rows(store, "SELECT ?c ?q { ?s rdfs:label 'Orland' ; a ?c ; owl:sameAs ?q }")

    assert steps == [
        ("Arin", "Arin Governorate"),
        ("Arin Governorate", "Orland"),
        ("Bel", "Orland"),
    ]
    assert {c for c, _ in country} == {
        "kg:Country",
        "kg:Place",
        "kg:Actor",
        "sem:Place",
        "sem:Actor",
    }
    assert {q for _, q in country} == {"wd:Q900000001"}
    assert TOWN.parents[-1] == "Q900000001"


def test_what_is_worked_out_says_from_what_how_far_and_by_which_words(ontology):
    """Of an event that is told to be near a town, and of a village that nobody knows."""
    said = "Jets struck 20 km east of [Arin|Settlement|3]. They hit [Umm|Settlement|0] near [Bel|Settlement|4]."
    store = graph(said, ontology, at=[("struck", 0)])

    found = rows(
        store,
        """SELECT ?what ?from ?radius ?words { ?what geo:hasGeometry ?g . ?g kg:geocodedFrom ?p ;
        kg:radius ?radius ; prov:wasDerivedFrom/nif:anchorOf ?words . ?p rdfs:label ?from }""",
    )

    assert found == [
        ("event/a.txt/5-11", "Arin", "4", "20 km east of Arin"),
        ("place/a.txt/umm", "Bel", "15", "near Bel"),
    ]


@pytest.mark.parametrize(
    "marked",
    [
        "Jets struck near [Arin|Settlement|3], and [Umm|Settlement|0] in [Orland|Country|1].",
        "They took [Umm|Settlement|0] and [Cope|Settlement|5].",
    ],
)
def test_the_graph_conforms(marked, ontology):
    """To the shapes, with chains and points."""
    store = graph(marked, ontology, at=[(marked.split()[1], 0)])

    assert check()(f"{BASE}graph/a.txt", list(store)) == []


def test_the_map_shows_where_it_was_and_not_only_the_town(ontology):
    """The question for points prefers the event's own."""
    from kg.query import ask, find

    store = graph("Jets struck 20 km east of [Arin|Settlement|3].", ontology, at=[("struck", 0)])

    (row,) = ask(store, find("map-points"), {})

    assert row["label"].value == "Arin"
    assert row["wkt"].value.startswith("POINT(10.78")
    assert row["radius"].value == "4"


def test_without_links_names_belong_to_their_document(ontology):
    """And there is no point, no sameAs and no confidence."""
    text, found = linked("They left [Arin|Settlement|3].", ontology)
    made = facts(Document(id="a.txt", text=text), unlinked(found.extraction), ontology, base=BASE)
    written = "\n".join(map(str, made.quads))

    assert f"<{BASE}id/place/a.txt/arin>" in written
    assert not any(
        word in written for word in ("sameAs", "linkConfidence", "hasGeometry", "wikidata")
    )
