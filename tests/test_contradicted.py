"""Relations of place that the linked items of their ends speak against are not the document's assertion."""

import pytest

from kg import ontology
from kg.extract.values import Extraction, Relation, Span
from kg.facts.contradicted import contradicted
from kg.link.values import Link, Linked
from kg.namespaces import KG
from kg.resources import folder
from kg.wikidata.values import Item

LAND = Item("Q900000001", "Ruland", cls=KG + "Country", country="RU")
OTHER = Item("Q900000002", "Soland", cls=KG + "Country", country="SO")
TOWN = Item("Q900000003", "Bir", cls=KG + "Settlement", country="RU", parents=("Q900000001",))
RIVER = Item("Q900000004", "Tal", cls=KG + "NaturalFeature", country="RU")
NOWHERE = Item("Q900000005", "Mar", cls=KG + "Settlement")


@pytest.fixture(scope="module")
def words():
    """The ontology that ships."""
    return ontology.load(folder("ontology"))


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        (TOWN, LAND, False),
        (TOWN, OTHER, True),
        (LAND, TOWN, True),
        (RIVER, OTHER, False),
        (NOWHERE, OTHER, False),
        (None, OTHER, False),
    ],
    ids=["right", "abroad", "turned", "river", "unknown", "unlinked"],
)
def test_a_place_is_not_said_to_lie_where_it_does_not(words, one, other, wrong):
    """Two countries, or a place within its own part, are a contradiction; ignorance is none."""
    relation = Relation(KG + "locatedIn", 0, 1, "", KG + "Actual", (Span(0, 3),))
    links = tuple(Link(item, 0.9) for item in (one, other))

    found = contradicted(Linked(Extraction(relations=(relation,)), links), words)

    assert found == (frozenset({0}) if wrong else frozenset())
