"""Linked x text -> fixes: what is told only roughly gets a point, a radius, and the words that say so."""

from dataclasses import replace

import pytest

from kg import ontology as ontologies
from kg.extract.values import Mention, Span
from kg.link.sphere import apart, shifted
from kg.link.vague import vague
from kg.link.values import Link, Linked
from kg.resources import folder
from tests.places import BARE, LAND, PART, TOWN, linked


@pytest.fixture(scope="module")
def ontology():
    return ontologies.load(folder("ontology"))


def fixes(marked, ontology, **told):
    text, found = linked(marked, ontology, **told)
    return text, vague(found, text, ontology)


def one(marked, ontology, **told):
    text, (fix,) = fixes(marked, ontology, **told)
    return fix, [text[s.start : s.end] for s in fix.evidence]


@pytest.mark.parametrize(
    ("words", "bearing", "far", "radius"),
    [
        ("near", 0, 0, 15),
        ("close to", 0, 0, 15),
        ("outside", 0, 0, 8),
        ("on the outskirts of", 0, 0, 8),
        ("around the town of", 0, 0, 15),
        ("20 km east of", 90, 20, 4),
        ("ten kilometres south-west of", 225, 10, 2),
        ("10 miles (16 km) to the north of", 0, 16.09, 3.218),
        ("1,000 kilometres west of", 270, 1000, 200),
        ("30 km from", 0, 0, 30),
        ("a few miles from", 0, 0, 20),
        ("north of", 0, 20, 40),
        ("in northern", 0, 2.5, 3.75),
    ],
)
def test_an_event_is_where_the_words_before_a_town_say(words, bearing, far, radius, ontology):
    """Its point is the town's, moved as told; the radius is what the words leave open."""
    fix, _ = one(f"Jets struck {words} [Arin|Settlement|3] today.", ontology, at=[("struck", 0)])

    assert (fix.event, fix.entity, fix.anchor) == (0, None, TOWN.qid)
    assert apart(fix.point, shifted(TOWN.point, bearing, far)) < 0.01
    assert fix.radius == pytest.approx(radius)


def test_the_evidence_is_the_words_and_the_name(ontology):
    """So that a reader can look it up."""
    _, words = one("Jets struck 20 km east of [Arin|Settlement|3].", ontology, at=[("struck", 0)])

    assert words == ["20 km east of Arin"]


def test_the_north_of_a_country_is_inside_it_and_the_radius_holds_half_of_it(ontology):
    """Shifted by half of the extent of its kind."""
    said = "Jets struck in the north of [Arin|Region|2]."
    fix, _ = one(said, ontology, at=[("struck", 0)])

    assert fix.point[0] > PART.point[0]
    assert apart(fix.point, PART.point) == pytest.approx(30)
    assert fix.radius == pytest.approx(45)


def test_what_happened_in_a_town_needs_no_fix(ontology):
    """The town's own point is where it was."""
    _, found = fixes("Jets struck in [Arin|Settlement|3].", ontology, at=[("struck", 0)])

    assert found == ()


@pytest.mark.parametrize(
    "marked",
    [
        "They took [a village|Settlement|-] near [Arin|Settlement|3].",
        "They took [the hills|NaturalFeature|-] around [Arin|Settlement|3].",
        "They took [Umm|Settlement|0], near [Arin|Settlement|3].",
        "They took [Umm|Settlement|0], which lies close to [Arin|Settlement|3].",
    ],
)
def test_a_phrase_before_such_words_is_near_the_place(marked, ontology):
    """Nominal or name: it has no point of its own."""
    fix, _ = one(marked, ontology)

    assert (fix.entity, fix.anchor, fix.point, fix.radius) == (0, TOWN.qid, TOWN.point, 15)


def test_a_phrase_that_holds_a_name_is_a_part_of_it(ontology):
    """Words on both sides of the name count: "the northern Arin countryside"."""
    text, found = linked("They left [the northern Arin countryside|Region|-].", ontology)
    (phrase,) = found.extraction.entities
    start = text.index("Arin")
    name = replace(
        phrase, label="Arin", mentions=(Mention(Span(start, start + 4), "Name"),), named=True
    )
    said = replace(found.extraction, entities=(phrase, name))

    (fix,) = vague(Linked(said, (None, Link(TOWN, 0.9))), text, ontology)

    assert (fix.entity, fix.anchor) == (0, TOWN.qid)
    assert fix.point[0] > TOWN.point[0]
    assert fix.radius == pytest.approx(15 * 3 / 4)


def test_a_place_told_twice_goes_by_what_is_told_more_exactly_first(ontology):
    """One fix a place."""
    said = "They took [Umm|Settlement|0], 5 km north of [Arin|Settlement|3], in [Orland|Country|1]."
    fix, _ = one(said, ontology, within=[(0, 2)])

    assert (fix.anchor, fix.radius) == (TOWN.qid, 1)


def test_an_unknown_village_gets_the_point_of_what_it_is_said_to_lie_in(ontology):
    """The radius is the governorate's, and the words are its evidence."""
    fix, words = one(
        "They took [Umm|Settlement|0] of the [Arin|Region|2].", ontology, within=[(0, 1)]
    )

    assert (fix.point, fix.radius, fix.anchor) == (PART.point, 60, PART.qid)
    assert words == ["Umm of the Arin"]


def test_of_several_that_a_name_may_lie_in_it_is_the_smallest(ontology):
    """ "Umm in the Orland-held Arin" is in Arin."""
    fix, words = one("They took [Umm|Place|0] in the [Orland|Country|1] [Arin|Region|2].", ontology)

    assert (fix.anchor, words) == (PART.qid, ["Umm in the Orland Arin"])


def test_an_unknown_village_is_where_the_towns_of_its_sentence_are(ontology):
    """Nothing says so: there is no evidence, and the radius is wide."""
    fix, words = one(
        "They took [Umm|Settlement|0] and [Arin|Settlement|3], then [Bel|Settlement|4].", ontology
    )

    assert (fix.entity, fix.anchor, fix.radius, words) == (0, TOWN.qid, 50, [])


def test_an_unknown_village_is_else_in_what_most_places_of_the_text_lie_in(ontology):
    """The smallest area that more of them lie in than in any other."""
    said = (
        "They took [Umm|Settlement|0]. Then they took [Arin|Settlement|3] and [Bel|Settlement|4]."
    )
    fix, _ = one(said, ontology)

    assert (fix.anchor, fix.point, fix.radius) == (LAND.qid, LAND.point, 200)


def test_a_region_that_nobody_knows_stays_without_a_point(ontology):
    """It could be larger than all that is known around it."""
    _, found = fixes("They crossed [the Sand|Region|0] and took [Arin|Settlement|3].", ontology)

    assert found == ()


def test_a_linked_place_without_a_point_gets_that_of_the_nearest_around_it(ontology):
    """As Wikidata tells it."""
    fix, _ = one("They took [Cope|Settlement|5].", ontology)

    assert (fix.anchor, fix.point, fix.radius) == (PART.qid, PART.point, 60)
    assert BARE.point is None


def test_without_links_nothing_is_placed(ontology):
    """There is no point to go by."""
    _, found = fixes("They took [Umm|Settlement|0] near [Ilk|Settlement|0].", ontology)

    assert found == ()


def test_words_in_another_sentence_say_nothing(ontology):
    """ "near" ends one, the name begins the next."""
    said = "The end was near. [Arin|Settlement|3] was struck."
    _, found = fixes(said, ontology, at=[("struck", 0)])

    assert found == ()


def test_the_nearest_mention_of_the_place_decides(ontology):
    """The village is near Bel, the strike was in it."""
    said = "After a march near [Bel|Settlement|4] jets struck houses in [Bel|Settlement|4]."
    _, found = fixes(said, ontology, at=[("struck", 0)])

    assert found == ()
