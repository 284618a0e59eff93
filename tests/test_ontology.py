"""Turtle -> Ontology: our files, a user's, and the mistakes that are refused."""

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.namespaces import KG
from kg.ontology import load
from kg.resources import folder

CONTRACT = [
    "Actor",
    "Person",
    "Organisation",
    "GovernmentBody",
    "ArmedForce",
    "ArmedGroup",
    "PoliticalParty",
    "InternationalOrganisation",
    "MediaOrganisation",
    "Company",
    "NonGovernmentalOrganisation",
    "Group",
    "Place",
    "Country",
    "Region",
    "Settlement",
    "NaturalFeature",
    "Facility",
    "Route",
    "Weapon",
    "Vehicle",
    "Event",
    "Attack",
    "AirStrike",
    "Shelling",
    "Bombing",
    "Shooting",
    "Fighting",
    "TerritorialGain",
    "Advance",
    "Retreat",
    "Deployment",
    "Killing",
    "Injury",
    "Displacement",
    "Abduction",
    "Arrest",
    "Trial",
    "Protest",
    "Statement",
    "Accusation",
    "Denial",
    "Threat",
    "Demand",
    "Proposal",
    "Refusal",
    "Talks",
    "Agreement",
    "Response",
    "Support",
    "Aid",
    "Sanction",
    "Authorisation",
    "Election",
    "Appointment",
    "Resignation",
    "Visit",
    "Discovery",
    "Disaster",
    "Accident",
    "Founding",
    "Transaction",
    "Claim",
    "Quantity",
]

HEAD = """
@prefix kg: <https://kg.example/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix my: <https://my.example/terms#> .
"""

RANSOM = (
    HEAD
    + """
my:Ransom a owl:Class ; rdfs:subClassOf kg:Event ; rdfs:label "ransom payment"@en ;
    kg:triggerVerb "ransom", "pay ransom (patient: for)" ;
    kg:triggerNoun "ransom payment" ;
    kg:frame "agent: subject, by" , "my:payer: from" .
my:payer a owl:ObjectProperty ; rdfs:subPropertyOf kg:agent ; kg:filledBy "from" ;
    rdfs:domain my:Ransom .
"""
)


@pytest.fixture(scope="module")
def ours():
    return load(folder("ontology"))


def test_every_class_of_the_contract_is_there(ours):
    """What others may rely on exists."""
    assert [c for c in CONTRACT if KG + c not in ours.up] == []


def test_types_are_known_up_to_the_top(ours):
    """An air strike is an attack, an event, and an event of SEM."""
    up = ours.up[KG + "AirStrike"]

    assert up[:3] == (KG + "AirStrike", KG + "Attack", KG + "Event")
    assert "http://semanticweb.cs.vu.nl/2009/11/sem/Event" in up


def test_a_country_is_a_place_and_an_actor(ours):
    """When its government acts, the country is the agent."""
    assert ours.isa(KG + "Country", KG + "Place")
    assert ours.isa(KG + "Country", KG + "Actor")


def test_longer_and_stricter_patterns_are_tried_first(ours):
    """ "clear" with a place as its object goes before a plain one."""
    for triggers in ours.triggers.values():
        lengths = [len(t.words) for t in triggers]
        assert lengths == sorted(lengths, reverse=True)


def test_a_users_file_adds_a_class_with_its_own_role(tmp_path):
    """A few lines of Turtle are a new kind of event."""
    mine = tmp_path / "mine.ttl"
    mine.write_text(RANSOM)

    found = load(folder("ontology"), [mine])

    triggers = found.triggers["verb", "ransom"]
    assert [t.cls for t in triggers] == ["https://my.example/terms#Ransom"]
    roles = {s.role: [p.name for p in s.positions] for s in triggers[0].frame}
    assert roles[KG + "agent"] == ["subject", "by"]
    assert roles["https://my.example/terms#payer"] == ["from"]
    assert KG + "place" in roles
    assert found.version != load(folder("ontology")).version


WRONG = {
    "unknown property": (HEAD + 'my:X a owl:Class ; rdfs:subClassOf kg:Event ; kg:trigerVerb "x" .', "unknown property kg:trigerVerb"),
    "unknown class above": (HEAD + 'my:X a owl:Class ; rdfs:subClassOf kg:Evnt ; kg:triggerVerb "x" .', "unknown term kg:Evnt"),
    "circle": (HEAD + "my:A a owl:Class ; rdfs:subClassOf my:B . my:B a owl:Class ; rdfs:subClassOf my:A .", "above itself"),
    "no roles": (HEAD + 'my:X a owl:Class ; kg:triggerVerb "x" .', "has triggers but no roles"),
    "missing role": (HEAD + 'my:X a owl:Class ; rdfs:subClassOf kg:Event ; kg:triggerVerb "x" ; kg:frame "payer: subject" .', "no role 'payer'"),
    "unknown class in a frame": (HEAD + 'my:X a owl:Class ; rdfs:subClassOf kg:Event ; kg:triggerVerb "x (patient!: object/Plaice)" .', "no class 'Plaice'"),
    "frame that cannot be read": (HEAD + 'my:X a owl:Class ; rdfs:subClassOf kg:Event ; kg:triggerVerb "x" ; kg:frame "agent subject" .', "cannot read"),
    "trigger that cannot be read": (HEAD + 'my:X a owl:Class ; rdfs:subClassOf kg:Event ; kg:triggerVerb "x (agent: subject" .', "cannot read"),
    "not a class": (HEAD + 'my:X rdfs:subClassOf kg:Event ; kg:triggerVerb "x" .', "not declared an owl:Class"),
    "no Turtle": ("this is no Turtle", "not Turtle"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused_with_file_and_reason(name, tmp_path):
    """The error names the file, and what in it is wrong."""
    text, reason = WRONG[name]
    mine = tmp_path / "mine.ttl"
    mine.write_text(text)

    with pytest.raises(UsageError) as caught:
        load(folder("ontology"), [mine])

    assert str(mine) in str(caught.value)
    assert reason in str(caught.value)
    if name != "no Turtle":
        assert "https://my.example/terms#" in str(caught.value) or "kg:" in str(caught.value)


def test_a_missing_file_is_named():
    """One line says which file is not there."""
    with pytest.raises(UsageError, match=r"no ontology file .*nowhere\.ttl"):
        load(folder("ontology"), [Path("nowhere.ttl")])
