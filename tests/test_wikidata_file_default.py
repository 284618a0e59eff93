"""The knowledge-base file that ships: what is in it, what is not, and what it was read from."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kg.namespaces import KG
from kg.ontology import load
from kg.resources import folder
from kg.wikidata.default import item, items
from kg.wikidata.file import KnowledgeBase
from kg.wikidata.prior import kinds, weights
from kg.wikidata.rows import Row, line, parse, read
from kg.wikidata.seed import unfit

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds" / "wikidata"
HERE = ROOT / "kg" / "wikidata"

#: Names of a report of 2015 about Syria, as news writes them, and who they are.
ASKED = """
Syria Q858, Damascus Q3766, Aleppo Q41183, Hama Q173545, Latakia Q200030, Idlib Q504657,
Aleppo Governorate Q214064, Hamah Q232355, Al Ladhiqiyah Q233236, Idlib Q233218, Khan Shaykhun Q603516,
Khan Sheikhoun Q603516, Jisr al-Shughur Q798765, Jisr al-Shughour Q798765, Jisr ash-Shugur Q798765,
Golan Heights Q83210, Golan Q83210, Turkey Q43, Lebanon Q822, Egypt Q79, Jordan Q810, Russia Q159,
United States Q30, US Q30, U.S. Q30, USA Q30, United States of America Q30,
Bashar al-Assad Q44329, Bashar Assad Q44329, Assad Q44329, Peter Cook Q7173371,
United States Department of Defense Q11209, US Department of Defense Q11209, Pentagon Q11209,
The Pentagon Q11208, Russian Defense Ministry Q1146492, Ministry of Defence of Russia Q1146492,
Agence France-Presse Q40464, AFP Q40464, Islamic State Q2429253, ISIS Q2429253,
Syrian Arab Armed Forces Q849180, Syrian Armed Forces Q849180, Syrian Arab Army Q3068744,
United Nations Q1065, UN Q1065, State Duma Q715641
"""
NAMES = [tuple(one.strip().rsplit(" ", 1)) for one in ASKED.replace("\n", " ").split(",")]


@pytest.fixture(scope="module")
def base():
    with KnowledgeBase.open() as opened:
        yield opened


@pytest.mark.parametrize(("name", "qid"), NAMES)
def test_the_names_of_a_report_bring_who_they_are(base, name, qid):
    found = {c.item.qid for c in (*base.named(name), *base.like(name))}

    assert qid in found


@pytest.mark.parametrize(
    ("name", "qid"),
    [
        ("Lattakia", "Q200030"), ("Kiev", "Q1899"), ("Kyiv", "Q1899"), ("Alepo", "Q41183"), ("Damascsu", "Q3766"),
        ("Volodymyr Zelensky", "Q3874799"), ("Muammar Qaddafi", "Q19878"), ("Moammar Gadhafi", "Q19878"),
        ("Recep Tayip Erdogan", "Q39259"), ("حلب", "Q41183"), ("خان شيخون", "Q603516"), ("Putin", "Q7747"),
    ],
)  # fmt: skip
def test_other_spellings_bring_who_they_are_among_the_first_three(base, name, qid):
    found = [c.item.qid for c in base.named(name)] or []
    found = found[:3] if qid in found else [c.item.qid for c in base.like(name)][:3]

    assert qid in found


def test_the_best_known_of_a_name_has_the_greatest_prior(base):
    best = {
        name: base.named(name)[0].item.qid
        for name in ("Paris", "London", "Jordan", "Syria", "Georgia")
    }

    assert [best[n] for n in ("Paris", "London", "Jordan", "Syria")] == [
        "Q90",
        "Q84",
        "Q810",
        "Q858",
    ]


def test_a_town_knows_where_it_lies(base):
    town = base.item("Q603516")

    assert town.parents == ("Q233218", "Q858")
    assert (town.country, town.cls, town.description) == ("SY", KG + "Settlement", "town in Syria")
    assert town.point == pytest.approx((35.44, 36.65), abs=0.01)


def test_an_officeholder_knows_since_when(base):
    person = base.item("Q44329")

    assert (person.offices[0].title, person.offices[0].begin, person.offices[0].end) == (
        "President of Syria",
        "2000",
        "",
    )
    assert person.description == "President of Syria (2000-)"


def test_every_parent_is_in_the_file(base):
    parents = {qid for row, _ in items(SEEDS) for qid in row.parents}

    assert [qid for qid in sorted(parents) if base.item(qid) is None] == []


def test_every_kind_has_a_class_of_the_ontology_or_none():
    known = load(folder("ontology"))
    classes = {k.cls for k in kinds(HERE / "kinds.tsv").values() if k.cls}

    assert [c for c in sorted(classes) if KG + c not in known.up] == []


def test_what_rests_on_the_odbl_source_alone_is_not_there():
    assert [row.number for row in read(SEEDS) if row.sources == ("dr5hn",)] == []


def test_every_source_of_a_row_is_listed_and_named_in_the_notice():
    listed = [one.split("\t")[0] for one in (SEEDS / "SOURCES").read_text("utf-8").splitlines()[1:]]
    used = {source for row in read(SEEDS) for source in row.sources}
    notice = (ROOT / "NOTICE").read_text("utf-8").lower()
    families = {re.split("-[a-z]{2}$|/", source)[0] for source in used}
    named = {
        "eps": "every-politician-scrapers", "whosonfirst": "who's on first", "natural-earth-4": "natural earth",
        "natural-earth-5": "natural earth", "elevant-label": "elevant", "opensanctions-igo": "opensanctions",
        "impresso-agencies": "impresso", "open-geography-regions": "opengeographyregions",
    }  # fmt: skip

    assert sorted(listed) == sorted(used)
    assert [f for f in sorted(families) if named.get(f, f).lower() not in notice] == []


ROW = Row(5000, "Aza", ("Azah",), "town", "SY", "35.1", "36.2", 9000, "", "", ("whosonfirst-sy",))


def test_a_row_is_read_as_it_was_written():
    full = replace(ROW, aliases=("Azah", "عزة"), parents=(7, 8), sources=("a", "b"))

    assert parse(line(full)) == full
    assert parse(line(ROW)) == ROW


def test_what_benchmarks_hold_says_nothing_of_how_well_known_something_is():
    """Their gold is made of what the benchmarks name; a prior out of it would know the answers."""
    kind = kinds(HERE / "kinds.tsv")["town"]
    offices = weights(HERE / "offices.tsv")
    told = {
        item(replace(ROW, sources=sources), kind, offices, {}).prior
        for sources in [
            ("whosonfirst-sy",),
            ("elevant", "whosonfirst-sy"),
            ("elevant",),
            ("elevant", "elevant-label"),
        ]
    }

    assert len(told) == 1


CELLS = {"qid": "Q9000", "label": "Aza", "kind": "village", "lat": "1", "source": "whosonfirst-sy"}


@pytest.mark.parametrize(
    ("changed", "left_out"),
    [
        ({}, False),
        ({"source": "dr5hn"}, True),
        ({"source": "dr5hn+whosonfirst-sy"}, False),
        ({"label": "wine"}, True),
        ({"label": "el Masnou"}, False),
        ({"qid": "Q302"}, True),
        ({"qid": "Q302", "kind": "city"}, False),
    ],
)
def test_what_is_left_out(changed, left_out):
    assert bool(unfit({**CELLS, **changed})) == left_out
