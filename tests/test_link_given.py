"""Mentions that are given: the extraction that would be, had the reader found just these."""

from kg.extract.values import Entity, Extraction, Mention, Span
from kg.link.given import given
from kg.namespaces import KG

SAID = Extraction(
    sentences=(Span(0, 90),),
    entities=(
        Entity(KG + "Settlement", "place", "Klow", ("Clow",), (Mention(Span(3, 7), "Name"), Mention(Span(30, 38), "Nominal"))),
        Entity(KG + "Person", "person", "King Ottokar", (), (Mention(Span(40, 52), "Name"),)),
        Entity(KG + "Group", "group", "the rebels", (), (Mention(Span(60, 70), "Nominal"),), named=False),
    ),
)  # fmt: skip


def test_a_name_that_the_reader_has_stands_for_its_entity():
    """With its class, its other names and its other mentions."""
    asked, at = given([Span(3, 7)], ["Klow"], SAID)

    assert at == [0]
    assert asked.entities == SAID.entities[:2]
    assert asked.sentences == SAID.sentences


def test_another_span_has_the_class_of_the_name_that_it_overlaps():
    """ "Ottokar" of "King Ottokar" is a person; what overlaps nothing may be anything."""
    asked, _ = given([Span(45, 52), Span(80, 86)], ["Ottokar", "Szohod"], SAID)

    assert [(e.label, e.cls, e.family) for e in asked.entities[:2]] == [
        ("Ottokar", KG + "Person", "person"), ("Szohod", "", "object"),
    ]  # fmt: skip


def test_the_same_words_are_one_entity():
    """However they are written; the reader's where it has one of them."""
    spans = [Span(80, 86), Span(3, 7), Span(87, 91), Span(92, 98)]

    asked, at = given(spans, ["Szohod", "Klow", "KLOW", "szohod"], SAID)

    assert at == [0, 1, 1, 0]
    assert [m.span for m in asked.entities[0].mentions] == [Span(80, 86), Span(92, 98)]
    assert Span(87, 91) in [m.span for m in asked.entities[1].mentions]


def test_nothing_given_is_nobody():
    """Those that only the reader has are left out."""
    assert given([], [], SAID) == (Extraction(sentences=SAID.sentences), [])


def test_a_title_before_a_name_has_not_the_class_of_the_name():
    """ "King" of "King Ottokar" is an office; a common noun is nobody of a class either."""
    asked, _ = given([Span(40, 44), Span(45, 52)], ["King", "ottokar"], SAID)

    assert [(e.label, e.cls) for e in asked.entities[:2]] == [("King", ""), ("ottokar", "")]


def test_what_else_the_reader_has_comes_behind():
    """Others with a name tell what a text is about; those without are left out."""
    asked, at = given([Span(80, 86)], ["Szohod"], SAID)

    assert at == [0]
    assert asked.entities[1:] == SAID.entities[:2]
