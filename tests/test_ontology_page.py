"""The page of the ontology: what it tells of each term, and that nothing of it can run."""

import re

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from kg.namespaces import PREFIXES
from kg.serve.ontology_page import entries, ontology_body
from kg.vocabulary import ontology_files

HEAD = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items())


def triples(turtle: str):
    return [q.triple for q in pyoxigraph.parse((HEAD + turtle).encode(), RdfFormat.TURTLE)]


ATTACK = """
kg:Event a owl:Class ; rdfs:label "event" .
kg:Attack a owl:Class ; rdfs:subClassOf kg:Event ; rdfs:comment "Force is used." ; kg:cameo "19" .
kg:agent a owl:ObjectProperty ; rdfs:domain kg:Event ; rdfs:range kg:Actor .
"""


@pytest.fixture
def body():
    return ontology_body(triples(ATTACK), {"kg:Attack": 1234})


def test_each_term_stands_at_its_anchor(body):
    """``/ontology#Name`` leads to the name."""
    assert {"Event", "Attack", "agent"} <= set(re.findall(r'<article[^>]* id="([^"]+)"', body))


def test_a_class_stands_below_the_class_it_is_a_kind_of(body):
    """The tree is nested as the classes are."""
    tree = body[body.index('id="tree"') : body.index("</section>")]

    assert re.search(r'#Event">kg:Event</a><ul><li><a href="#Attack"', tree)


def test_codes_comments_and_counts_are_told(body):
    """What coders and readers look for is there."""
    assert "<dt>CAMEO</dt><dd>19</dd>" in body
    assert "Force is used." in body
    assert "1,234" in body


def test_a_property_tells_of_what_it_is_and_its_value(body):
    """Domain and range are links."""
    assert '<dt>of</dt><dd><a href="#Event">' in body
    assert '<dt>value</dt><dd><a href="#Actor">' in body


def test_nothing_of_a_label_or_address_runs():
    """Markup in words is words, and only addresses of the web are links."""
    bad = '<urn:x> a owl:Class . kg:Bad a owl:Class ; rdfs:comment "<script>x</script>" ; rdfs:seeAlso <javascript:x> .'
    body = ontology_body(triples(bad))

    assert "<script" not in body
    assert 'href="javascript' not in body


def test_a_circle_of_classes_ends():
    """Two classes each below the other do not hang the page."""
    circle = "kg:A a owl:Class ; rdfs:subClassOf kg:B . kg:B a owl:Class ; rdfs:subClassOf kg:A ."

    assert 'id="A"' in ontology_body(triples(circle))


def test_every_term_of_our_files_is_told():
    """No class or property of ours is missing on the page."""
    said = [q.triple for path in ontology_files() for q in pyoxigraph.parse(path=path)]
    wanted = {
        entry.name
        for entry in entries(said).values()
        if any(t.startswith(PREFIXES["owl"]) for t in entry.links.get("rdf:type", []))
    }

    told = set(re.findall(r'<article[^>]* id="([^"]+)"', ontology_body(said)))

    assert wanted - told == set()
