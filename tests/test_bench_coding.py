"""Coded events, types, deeds and role fillers, each counted by hand from an extraction spelled out."""

from functools import cache

import pytest

from kg.bench import coded, deeds, incidents, muc
from kg.bench.coded import Gold
from kg.bench.codedtypes import TYPES
from kg.bench.coder import Coded
from kg.bench.coder import coded as events_of
from kg.bench.muc import Filler
from kg.bench.subevents import PRECEDENCE, subevent
from kg.extract import Entity, Event, Extraction, Mention, Role, Span
from kg.namespaces import KG
from kg.ontology import load
from kg.resources import folder

ours = cache(lambda: load(folder("ontology")))

FAMILY = {"Person": "person", "Country": "place", "Facility": "place"}


def who(cls, label, start, *, named=True):
    """Return an entity with one mention."""
    mention = Mention(Span(start, start + len(label)), "Name" if named else "Nominal")
    return Entity(KG + cls, FAMILY.get(cls, "organisation"), label, (), (mention,), named)


def what(cls, start, *roles, topics=(), factuality="Actual"):
    """Return an event of five letters."""
    filled = tuple(Role(KG + role, filler) for role, filler in roles)
    trigger = Span(start, start + 5)
    return Event(KG + cls, trigger, "words", filled, topics, factuality=KG + factuality)


def said(entities, *events):
    """Return an extraction with one sentence."""
    return Extraction((Span(0, 200),), tuple(entities), (), events)


#: "Arland urged Borland to leave Corland": 0 Arland 7 urged 13 Borland 24 leave 30 Corland.
NAMES = (who("Country", "Arland", 0), who("Country", "Borland", 13), who("Country", "Corland", 30))


def test_what_another_event_is_about_is_coded_after_it():
    """A demand goes before the retreat that it demands, whatever the order of the text."""
    retreat = what("Retreat", 2, ("agent", 1))
    demand = what("Demand", 7, ("agent", 0), ("recipient", 1), topics=(0,))

    found = events_of(said(NAMES, retreat, demand), ours())
    assert [(c.event, c.code) for c in found] == [(1, "REQUEST"), (0, "RETREAT")]
    assert (found[0].sources, found[0].targets) == ((0,), (1,))


def test_the_target_may_stand_in_what_is_demanded():
    """Where nobody is addressed it is those who take part in the topic, not the source again."""
    retreat = what("Retreat", 24, ("agent", 1))
    demand = what("Demand", 7, ("agent", 0), topics=(1,))

    assert events_of(said(NAMES, demand, retreat), ours())[0].targets == (1,)


@pytest.mark.parametrize(("cls", "code"), [("Aid", "AGREE"), ("Sanction", "THREATEN")])
def test_what_is_only_announced_is_an_intent(cls, code):
    """Help that is planned is an agreement to help, harm that is planned a threat."""
    planned = what(cls, 7, ("agent", 0), ("patient", 1), factuality="Planned")

    assert [c.code for c in events_of(said(NAMES, planned), ours())] == [code]


def test_categories_actors_and_direction_are_counted():
    """One event is right; of the other the actors are swapped and the category is wrong."""
    text = said(
        NAMES,
        what("Demand", 7, ("agent", 0), ("recipient", 1)),
        what("Aid", 24, ("agent", 2), ("recipient", 0)),
    )
    gold = [
        Gold("REQUEST", ((7, 12),), ((0, 6),), ((13, 20),)),
        Gold("SANCTION", ((24, 29),), ((0, 6),), ((30, 37),)),
    ]

    counts = coded.score(gold, events_of(text, ours()), text)
    assert counts["category"].values == (1, 2)
    assert counts["category, most salient"].values == (1, 2)
    assert counts["source"].values == (1, 2, 1, 2)
    assert counts["target"].values == (1, 2, 1, 2)
    assert counts["direction"].values == (1, 2)


def test_either_side_of_a_reciprocal_event_is_a_source():
    """Both who met are sources, and no direction is counted."""
    text = said(NAMES, what("Talks", 7, ("agent", 0), ("patient", 1)))
    gold = [Gold("CONSULT", ((7, 12),), ((0, 6), (13, 20)), (), reciprocal=True)]

    counts = coded.score(gold, events_of(text, ours()), text)
    assert counts["source"].values == (2, 2, 2, 2)
    assert counts["target"].values == (0, 0, 0, 0)
    assert counts["direction"].values == (0, 0)


def test_a_gold_event_without_any_of_ours_is_missed():
    """Nothing coded is one guess less, not an error."""
    counts = coded.score([Gold("AID", ((0, 5),), ((0, 6),), ())], [], said(NAMES))

    assert counts["category"].values == (0, 1)
    assert counts["source"].values == (0, 0, 0, 1)


def test_old_names_of_categories_are_todays():
    """DISAPPROVE and INVESTIGATE are one category now; actors without a place are left out."""
    event = {
        "type": "INVESTIGATE",
        "trigger": [3, 8],
        "roles": [{"role": "source", "code": "X"}, {"role": "target", "start": 9, "end": 12}],
    }

    assert coded.gold_events([event]) == [Gold("ACCUSE", ((3, 8),), (), ((9, 12),))]


def test_the_guess_is_the_event_at_the_gold_trigger():
    """The most salient is taken only where no trigger meets."""
    text = said(NAMES, what("Aid", 7, ("agent", 0)), what("Threat", 24, ("agent", 1)))
    ranked = [Coded(0, "AID", (0,), ()), Coded(1, "THREATEN", (1,), ())]

    assert coded.guess(Gold("X", ((24, 26),), (), ()), ranked, text) == ranked[1]
    assert coded.guess(Gold("X", ((50, 60),), (), ()), ranked, text) == ranked[0]


ARMY, REBELS = who("ArmedForce", "army", 0), who("ArmedGroup", "rebels", 10, named=False)
CROWD, TOWN = who("Protester", "crowd", 20, named=False), who("Settlement", "Town", 30)


@pytest.mark.parametrize(
    ("events", "kind"),
    [
        ([what("TerritorialGain", 5, ("agent", 0), ("patient", 2))], "Government regains territory"),
        ([what("TerritorialGain", 5, ("agent", 1), ("patient", 2))], "Non-state actor overtakes territory"),
        ([what("Attack", 5, ("agent", 1), ("patient", 0))], "Armed clash"),
        ([what("Attack", 5, ("agent", 1), ("patient", 2))], "Attack"),
        ([what("Killing", 5), what("Accident", 9)], "Man-made disaster"),
        ([what("Dispersal", 5, ("agent", 0), ("patient", 3))], "Protest with intervention"),
        ([what("Dispersal", 5, ("agent", 0)), what("Killing", 9, ("agent", 0))], "Excessive force against protesters"),
        ([what("Protest", 5), what("Fighting", 9)], "Violent demonstration"),
        ([what("SuicideBombing", 5), what("Attack", 9, ("agent", 1))], "Suicide bomb"),
        ([what("Retreat", 5, ("agent", 0))], "Change to group/activity"),
        ([what("Retreat", 5, ("agent", 0), ("patient", 2))], "Non-violent transfer of territory"),
        ([what("Event", 5)], "Peaceful protest"),
    ],
)  # fmt: skip
def test_the_type_of_a_text_is_by_its_events_and_parties(events, kind):
    """Who takes part decides where a class has several types, precedence where several events have one."""
    crowd = [CROWD] if "rotest" in kind or "demonstration" in kind else []

    assert subevent(said((ARMY, REBELS, TOWN, *crowd), *events), ours()) == kind


def test_a_text_without_events_of_note_is_other():
    """Nothing is forced into a type."""
    assert subevent(said((ARMY,), what("Event", 5)), ours()) == "Other"


def test_every_type_has_a_name_in_the_set():
    """What the coder can choose is in the table, and the table names nothing else."""
    ranks = {"Talk", "Harm"}

    assert {*PRECEDENCE, "Other"} - ranks == set(TYPES)


def test_deeds_are_those_of_the_police():
    """A killing by rebels is none, an arrest needs no doer, what is planned is no deed."""
    text = Extraction(
        (Span(0, 20), Span(20, 40), Span(40, 60)),
        (ARMY, REBELS),
        (),
        (
            what("Killing", 5, ("agent", 0)),
            what("Killing", 25, ("agent", 1)),
            what("Arrest", 28),
            what("Arrest", 45, factuality="Planned"),
        ),
    )

    assert deeds.told(text, ours()) == {"KILL": [(0, 20)], "ARREST": [(20, 40)]}


def test_sentences_and_documents_of_deeds_are_counted():
    """Of two sentences one is found, and one that is none; the document has both."""
    counts = deeds.score(
        {"KILL": [(0, 20), (20, 40)], "ARREST": []}, {"KILL": [(0, 19), (60, 80)], "ARREST": []}
    )

    assert counts["KILL"].values == (1, 2, 1, 2)
    assert counts["KILL, documents"].values == (1, 1, 1, 1)
    assert counts["ARREST, documents"].values == (0, 0, 0, 0)


def test_heads_of_phrases_need_no_tree():
    """Plurals and what follows the noun do not matter."""
    assert muc.head("MEMBERS OF THE NORTHERN COLUMN [NC]") == "MEMBER"
    assert muc.head("the car bombs") == "BOMB"
    assert muc.head("CLASS") == "CLASS"
    assert muc.head("...") == ""


def test_fillers_that_share_a_wording_are_one_entity():
    """A description whose alternatives hold the name is the named victim; optional only if both are."""
    name = {"role": "human_target_name", "text": "Ana Roe", "optional": True}
    description = {"role": "human_target_description", "text": "mayor", "alternatives": ["MAYOR", "ANA ROE"]}  # fmt: skip

    found = muc.gold_fillers([{"roles": [name, description]}])
    assert found["victim"] == [Filler(frozenset({"ANA ROE", "MAYOR"}))]


def test_fillers_are_aligned_one_to_one_and_optional_ones_cost_nothing():
    """Two found for one gold entity are one right and one wrong; one more meets the optional one."""
    gold = {"victim": [Filler(frozenset({"TWO GUARDS"})), Filler(frozenset({"DRIVER"}), True)]}
    found = {
        "victim": [
            Filler(frozenset({"GUARD"})),
            Filler(frozenset({"THE GUARDS"})),
            Filler(frozenset({"HIS DRIVER"})),
        ]
    }

    counts = muc.score(gold, found)
    assert counts["victim"].values == (1, 2, 1, 1)
    assert counts["micro"].values == (1, 2, 1, 1)


def test_who_takes_part_in_an_incident_has_a_role():
    """Doers are perpetrators, named ones as organisations; people are victims, buildings targets."""
    text = "rebels of the FREE FRONT shot the mayor with a rifle and burned her house down"
    people = (
        who("ArmedGroup", "rebels", 0, named=False),
        who("ArmedGroup", "FREE FRONT", 14),
        who("Person", "mayor", 34, named=False),
        who("Weapon", "rifle", 47, named=False),
        who("Facility", "house", 68, named=False),
    )
    found = incidents.fillers(
        said(
            people,
            what("Shooting", 25, ("agent", 0), ("patient", 2), ("instrument", 3)),
            what("Looting", 57, ("agent", 1), ("patient", 4)),
        ),
        ours(),
        text,
    )

    words = {role: sorted(w for f in each for w in f.wordings) for role, each in found.items()}
    assert words == {
        "perpetrator": ["REBELS"],
        "perpetrator organisation": ["FREE FRONT"],
        "victim": ["MAYOR"],
        "target": ["HOUSE"],
        "weapon": ["RIFLE"],
    }


@pytest.mark.parametrize(
    "event",
    [
        what("Attack", 5, ("agent", 1), ("patient", 0)),
        what("Attack", 5, ("agent", 2), ("patient", 3)),
        what("Killing", 5, ("patient", 3), factuality="Negated"),
        what("Talks", 5, ("agent", 1), ("patient", 3)),
    ],
)
def test_war_and_what_did_not_happen_is_no_incident(event):
    """Rebels against an army, a country's attack, a denied killing, a meeting."""
    people = (ARMY, REBELS, who("Country", "Arland", 0), who("Person", "mayor", 30, named=False))

    assert not incidents.incident(event, said(people, event), ours())
