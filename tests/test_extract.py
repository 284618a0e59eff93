"""Spelled-out parses -> what is said, in UD labels and in those of spaCy's stock pipelines alike."""

import pytest

from kg.extract import extract
from kg.namespaces import KG
from kg.ontology import load
from kg.resources import folder
from tests import spell as s


@pytest.fixture(scope="module")
def ontology():
    return load(folder("ontology"))


def _told(doc, ontology, issued="2015-10-10"):
    """Return the events as (class, {role: labels}, factuality, date, sources) and the extraction."""
    found = extract(doc, ontology, issued=issued)
    events = []
    for e in found.events:
        roles = {}
        for r in e.roles:
            roles.setdefault(r.role.removeprefix(KG), []).append(found.entities[r.filler].label)
        time = found.times[e.time].interval if e.time is not None else None
        events.append(
            (
                e.cls.removeprefix(KG),
                roles,
                e.factuality.removeprefix(KG),
                time.earliest_start if time else "",
                [found.entities[i].label for i in e.sources],
            )
        )
    return events, found


@pytest.mark.parametrize("table", [s.SEIZED_UD, s.SEIZED_CLEAR], ids=["UD", "ClearNLP"])
def test_subject_and_object_of_a_trigger_verb(table, ontology):
    """The subject of a verb we know is the agent, its object the patient, its weekday the date."""
    events, _ = _told(s.spell(table), ontology)

    assert events == [
        ("TerritorialGain", {"agent": ["Rebels"], "patient": ["Azaz"]}, "Actual", "2015-10-09", [])
    ]


@pytest.mark.parametrize("table", [s.PASSIVE_UD, s.PASSIVE_CLEAR], ids=["UD", "ClearNLP"])
def test_passive_negation_and_who_says_so(table, ontology):
    """The passive's by-phrase acts, "not" negates, and who said it vouches for it."""
    events, found = _told(s.spell(table), ontology)

    assert events == [
        ("TerritorialGain", {"agent": ["rebels"], "patient": ["Azaz"]}, "Negated", "", ["Reuters"])
    ]
    assert [(c.stance, c.about) for c in found.claims] == [(KG + "Asserts", (0,))]


def test_without_a_publication_date_a_weekday_stays_open(ontology):
    """What is relative is found but not dated, and nothing is put in its place."""
    events, found = _told(s.spell(s.SEIZED_UD), ontology, issued="")

    assert events[0][3] == ""
    assert [(t.type, t.value, t.interval) for t in found.times] == [("DATE", "", None)]


def test_spans_are_slices_of_the_text(ontology):
    """Every mention's span cuts its words out of the text."""
    doc = s.spell(s.PASSIVE_UD)
    _, found = _told(doc, ontology)

    words = {doc.text[m.span.start : m.span.end] for e in found.entities for m in e.mentions}
    assert words == {"Azaz", "rebels", "Reuters"}
