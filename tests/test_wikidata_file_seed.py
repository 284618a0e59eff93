"""The facts as they are carried over: which division a place lies in, names set right, what each row was read from."""

import gzip
from dataclasses import replace

import pytest

from kg.wikidata.divisions import AGREEING, Town, bare, divisions, placed
from kg.wikidata.rows import Row, read
from kg.wikidata.seed import carry, kind, straight

NORTH = Row(11, "North Province", ("Al Shamal",), "admin1", "RU", "50.0", "10.0", 0, "", "", ("a",))
SOUTH = replace(NORTH, number=12, label="South Province", aliases=(), lat="48.0")
PLACE = Row(20, "Zenda", ("Zindah",), "village", "RU", "50.1", "10.1", 0, "", "", ("a",))


def town(name, lat, lon, admin1, admin2="", country="RU"):
    return Town((lat, lon), name, admin1, admin2, country)


def test_a_place_lies_where_the_town_of_its_name_beside_it_does():
    """However many towns of the other division are around it."""
    around = [town(f"T{n}", 50.1 + n / 200, 10.1, "South") for n in range(1, 9)]
    known = divisions(
        [town("Zindah", 50.12, 10.1, "North"), *around], [NORTH, replace(SOUTH, lat="50.0")]
    )

    assert placed(PLACE, known).parents == (11,)


def test_a_place_lies_where_all_the_towns_around_it_do():
    around = [town(f"T{n}", 50.1 + n / 200, 10.1, "North") for n in range(1, AGREEING + 1)]
    assert placed(PLACE, divisions(around, [NORTH, SOUTH])).parents == (11,)

    around[-1] = town("other", 50.1, 10.1, "South")
    assert placed(PLACE, divisions(around, [NORTH, replace(SOUTH, lat="50.0")])).parents == ()


def test_a_second_level_division_comes_before_the_first():
    second = replace(PLACE, number=13, label="Zenda District", aliases=("Zenda",), kind="admin2")
    known = divisions([town("Zenda", 50.1, 10.1, "North", "Zenda")], [NORTH, second])

    assert placed(PLACE, known).parents == (13, 11)
    assert placed(second, known).parents == (11,)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"country": "DE"}, id="a town across the border is of another country"),
        pytest.param({"lat": "50.3"}, id="a town of that name too far away is another one"),
        pytest.param({"lat": "", "lon": ""}, id="without a point nothing is told"),
        pytest.param({"kind": "river"}, id="a river lies in many"),
    ],
)
def test_where_a_place_lies_is_not_guessed(changed):
    known = divisions([town("Zenda", 50.1, 10.1, "North")], [NORTH, SOUTH])

    assert placed(replace(PLACE, **changed), known).parents == ()


def test_a_division_far_from_its_towns_is_another_of_that_name():
    known = divisions([town("Zenda", 50.1, 10.1, "North")], [replace(NORTH, lat="20.0")])

    assert placed(PLACE, known).parents == ()


def test_two_divisions_of_one_name_are_none():
    known = divisions([town("Zenda", 50.1, 10.1, "North")], [NORTH, replace(NORTH, number=14)])

    assert placed(PLACE, known).parents == ()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Masnou,El", "El Masnou"),
        ("Pobla (Sa)", "Sa Pobla"),
        ("Paris, Texas", "Paris, Texas"),
        ("Hama", "Hama"),
    ],
)
def test_a_name_turned_round_by_an_index_is_as_it_is_said(name, said):
    assert straight(name) == said


@pytest.mark.parametrize(
    ("told", "source", "country", "is_"),
    [
        ("admin1", "natural-earth-4+whosonfirst-ua", "UA", "city"),
        ("admin1", "whosonfirst-ua", "UA", "admin1"),
        ("country", "rigour", "", "former state"),
        ("country", "rigour", "SY", "country"),
    ],
)
def test_a_kind_is_set_right_by_the_sources(told, source, country, is_):
    assert kind({"kind": told, "source": source, "country_iso2": country}) == is_


PLACES = "qid label aliases kind country_iso2 lat lon population names_ar names_fr checked source"
PEOPLE = "qid label aliases country role born source"
THINGS = "qid label aliases kind country source"


def write(path, header, *rows):
    path.write_text(
        "\n".join(["\t".join(header.split()), *("\t".join(r) for r in rows), ""]), "utf-8"
    )


def test_tables_become_rows_with_their_sources_and_always_the_same_bytes(tmp_path):
    (tmp_path / "to").mkdir()
    place = (
        "Q90000",
        "Aza",
        "Azah",
        "town",
        "SY",
        "35.1",
        "36.2",
        "9000",
        "عزة",
        "",
        "1",
        "x+dr5hn",
    )
    write(tmp_path / "places.tsv", PLACES, place)
    write(tmp_path / "places_minor.tsv", PLACES, (*place[:-1], "dr5hn"))
    for name in ("people", "people_legislators_a-i", "people_legislators_j-z"):
        write(tmp_path / f"{name}.tsv", PEOPLE)
    for name in ("organisations", "other"):
        write(tmp_path / f"{name}.tsv", THINGS)
    write(
        tmp_path / "sources.tsv",
        "source repository commit licence",
        *(("x", "r", "c", "CC0"), ("y", "r", "c", "?")),
    )
    (tmp_path / "towns.csv").write_text("lat,lon,name,admin1,admin2,cc\n")
    counts = carry(tmp_path, tmp_path / "towns.csv", tmp_path / "to")
    first = {p.name: p.read_bytes() for p in (tmp_path / "to").iterdir()}
    carry(tmp_path, tmp_path / "towns.csv", tmp_path / "to")

    assert counts == {"places": 1, "ODbL alone": 1}
    assert [(r.number, r.aliases, r.sources) for r in read(tmp_path / "to")] == [
        (90000, ("Azah", "عزة"), ("dr5hn", "x"))
    ]
    assert gzip.decompress(first["people.tsv.gz"]) == b""
    assert first["SOURCES"].decode() == "id\trows\trepository\tcommit\tlicence\nx\t1\tr\tc\tCC0\n"
    assert {p.name: p.read_bytes() for p in (tmp_path / "to").iterdir()} == first


def test_words_for_what_a_division_is_do_not_count():
    assert bare("Muhafazat al-Hasakah") == bare("Hasakah Governorate") == "hasakah"
