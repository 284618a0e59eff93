"""The report that the project began with: its names are linked right, none wrongly, and the rest to nobody."""

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.link.link import link
from kg.link.names import fold
from kg.link.nations import nations

SHARED = Path(__file__).parent.parent.parent / "shared"
REPORT = SHARED / "seeds" / "000_4a63372d829b355a.txt"

#: Name in the report -> who may be linked, as the tables' README has them: a city or its governorate,
#: the Pentagon as the building or the ministry in it.
RIGHT = {
    "Syria": {"Q858"}, "Russia": {"Q159"}, "Turkey": {"Q43"}, "Lebanon": {"Q822"}, "Egypt": {"Q79"},
    "Jordan": {"Q810"}, "United States of America": {"Q30"}, "Damascus": {"Q3766", "Q2007044"},
    "Aleppo": {"Q41183", "Q214064"}, "Hama": {"Q173545", "Q232355"}, "Latakia": {"Q200030", "Q233236"},
    "Idlib": {"Q504657", "Q233218"}, "Khan Sheikhun": {"Q603516"}, "Jisr al Shughour": {"Q798765"},
    "Golan Heights": {"Q83210"}, "Bashar al Assad": {"Q44329"}, "Peter Cook": {"Q7173371"},
    "US Department of Defense": {"Q11209"}, "Pentagon": {"Q11209", "Q11208"},
    "Russian Ministry of Defense": {"Q1146492"}, "Agence France Presse": {"Q40464"}, "ISIS": {"Q2429253"},
    "UN": {"Q1065"},
}  # fmt: skip
#: Who else may be linked: countries and peoples that the README does not list, by the label of the item.
ALSO = {"Israel", "United Kingdom", "Syrians", "State Duma", "Alawites"}


@pytest.fixture(scope="module")
def links():
    """Each named entity of the report with its link."""
    if not REPORT.is_file():
        pytest.skip("the report is not here")
    from kg import annotate, ontology
    from kg.extract import extract
    from kg.resources import folder
    from kg.wikidata.file import KnowledgeBase

    try:
        knowledge = KnowledgeBase.open()
    except KgError:
        pytest.skip("the knowledge-base file is not made")
    known = ontology.load(folder("ontology"))
    text = REPORT.read_text()
    said = extract(annotate.load("")(text), known, issued="2015-10-10")
    found = link(
        said,
        text,
        knowledge,
        issued="2015-10-10",
        nations=nations({**known.individuals, **known.demonyms}),
    )
    return [(e, one) for e, one in zip(said.entities, found.links, strict=True) if one is not None]


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_names_with_a_row_are_linked_right(links, name):
    """A name of the report that has a row in the tables is linked to it."""
    found = [one for e, one in links if fold(name) in {fold(n) for n in (e.label, *e.aliases)}]

    assert [
        one.item.qid if one.item else None
        for one in found
        if one.item is None or one.item.qid not in RIGHT[name]
    ] == []
    assert found


def test_nobody_is_linked_wrongly(links):
    """What has no row is nobody."""
    known = set().union(*RIGHT.values())
    wrong = [
        (e.label, one.item.label)
        for e, one in links
        if one.item is not None and one.item.qid not in known and one.item.label not in ALSO
    ]

    assert wrong == []
