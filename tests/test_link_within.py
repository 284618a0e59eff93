"""A place that is told to lie in a linked place of another country is not linked there."""

import pytest

from kg.extract.values import Entity, Extraction, Mention, Span
from kg.link.values import Link
from kg.link.within import within
from kg.namespaces import KG
from kg.wikidata.values import Item

VILLAGE = Item("Q900000001", "Torra", kind="village", country="XA", point=(1.0, 1.0))
REGION = Item("Q900000002", "North Vale", kind="admin1", country="XB", point=(9.0, 9.0))


def linked(
    text: str, village: Item, sure: float = 0.5, ruling: str = ""
) -> tuple[Link | None, ...]:
    names = ("Torra", "North Vale")
    said = Extraction(
        sentences=(Span(0, len(text)),),
        entities=tuple(
            Entity(
                KG + "Place",
                "place",
                name,
                (),
                (Mention(Span(text.index(name), text.index(name) + len(name)), "Name"),),
            )
            for name in names
        ),
    )
    return within(said, text, (Link(village, sure, ruling=ruling), Link(REGION, 0.9)))


@pytest.mark.parametrize("between", [" in ", ", ", " in the "])
def test_a_village_told_in_a_region_of_another_country_is_nobody(between):
    found = linked(f"A raid on Torra{between}North Vale began.", VILLAGE)[0]

    assert found is not None
    assert found.item is None
    assert found.confidence == 0.5


def test_a_village_of_the_same_country_stays():
    here = Item("Q900000003", "Torra", kind="village", country="XB", point=(9.1, 9.0))

    assert linked("A raid on Torra in North Vale began.", here)[0].item == here


def test_two_places_side_by_side_say_nothing_of_each_other():
    assert linked("Torra and North Vale agreed.", VILLAGE)[0].item == VILLAGE


def test_the_surer_link_is_believed():
    assert linked("A raid on Torra in North Vale began.", VILLAGE, sure=0.95)[0].item == VILLAGE


def test_a_correction_by_a_person_stays():
    kept = linked("A raid on Torra in North Vale began.", VILLAGE, ruling="https://kg.example/r")

    assert kept[0].item == VILLAGE
