"""Extraction x ontology -> the one ACLED sub-event type of a short text, as a coder of conflict chooses it.

Each event offers the type of its class (``kg:acled``), or the one that its parties make of it: a
place taken by a government or by others, a clash with protesters, an attack of one armed side on
another. Of all that is offered the type first in ``PRECEDENCE`` is taken.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract import Event, Extraction
from kg.namespaces import KG
from kg.ontology import Ontology

AGENT, PATIENT, EVENT = KG + "agent", KG + "patient", KG + "Event"

STATE: Final = (KG + "ArmedForce", KG + "GovernmentBody", KG + "Country")
ARMED: Final = (KG + "ArmedForce", KG + "ArmedGroup")
UNDER_ARMS: Final = (*ARMED, KG + "MilitarySite")
GROUND: Final = (KG + "Settlement", KG + "Facility", KG + "Country")
PROTESTER: Final = (KG + "Protester",)
BOMBER: Final = (KG + "SuicideBomber",)

#: Names that this module speaks of; all are ACLED's or, for what is no conflict, of the set's makers.
ATTACK, CLASH, PROTEST, DISASTER = "Attack", "Armed clash", "Peaceful protest", "Man-made disaster"
RIOT, MOB, SUICIDE = "Violent demonstration", "Mob violence", "Suicide bomb"
EXCESS, DISPERSED = "Excessive force against protesters", "Protest with intervention"
GOVERNMENT, OTHERS = "Government regains territory", "Non-state actor overtakes territory"
HANDED, CHANGE = "Non-violent transfer of territory", "Change to group/activity"
BOMB, ATTRIBUTION, DIPLOMACY = "Remote explosive/landmine/IED", "Attribution", "Diplomacy"

#: Somebody died or was hurt, and the text does not say by whom.
HARM: Final = "Harm"

#: The type first here is taken: weapons of note go before plain attacks, what is done to protesters
#: before the protest, deeds before words, and what merely moves is last.
PRECEDENCE: Final = (
    SUICIDE, "Grenade", "Chemical weapon", "Sexual violence", ATTRIBUTION, RIOT, EXCESS, DISPERSED,
    MOB, "Natural disaster", "Disrupted weapons use", "Abduction/forced disappearance",
    "Air/drone strike", "Shelling/artillery/missile attack", BOMB,
    "Headquarters or base established", GOVERNMENT, OTHERS, "Agreement", CLASH,
    "Looting/property destruction", PROTEST, ATTACK, DIPLOMACY, "Organised crime", "Arrests",
    DISASTER, HANDED, CHANGE, "Talk", HARM,
)  # fmt: skip

#: Classes that the scheme has no sub-event type for -> what such a text is about.
FURTHER: Final = (
    (KG + "ResponsibilityClaim", ATTRIBUTION), (KG + "Disaster", "Natural disaster"),
    (KG + "Accident", DISASTER), (KG + "Crime", "Organised crime"), (KG + "Sanction", DIPLOMACY),
    (KG + "Visit", "Talk"), (KG + "Talks", "Talk"), (KG + "Recognition", "Talk"),
    (KG + "Accusation", "Talk"), (KG + "Injury", HARM),
)  # fmt: skip

#: Somebody under arms was killed or hurt.
ARMED_HARMED: Final = "Armed harmed"

#: What a text offers by the way.
WEAK: Final = frozenset({"Talk", HARM, CHANGE, ARMED_HARMED})

#: What a type is called in the end that only ranks apart.
CALLED: Final = {"Talk": DIPLOMACY, HARM: ATTACK}


def subevent(said: Extraction, ontology: Ontology) -> str:
    """Return the type of a text; ``Other`` where no event offers any."""
    offered = {offer for event in said.events for offer in offers(event, said, ontology)}
    offered = _together(offered | set(_first(said)), said, ontology)
    kind = next((kind for kind in PRECEDENCE if kind in offered), "Other")
    return CALLED.get(kind, kind)


def _first(said: Extraction) -> Iterator[str]:
    """Yield the type of a text that opens with an accusation or a denial: who is behind a deed."""
    first = next((e for e in said.events if e.cls != EVENT), None)
    if first is not None and first.cls in (KG + "Accusation", KG + "Denial"):
        yield ATTRIBUTION


def _together(offered: set[str], said: Extraction, ontology: Ontology) -> set[str]:
    """Return what is left of the types offered when they are looked at together."""
    found = set(offered)
    crowd = PROTEST in found or any(ontology.isa(e.cls, PROTESTER[0]) for e in said.entities)
    if crowd and not found - WEAK:
        found.add(PROTEST)
    if crowd and found & {CLASH, MOB}:
        found = (found - {CLASH, MOB}) | {RIOT}
    if EXCESS in found and not found & {HARM, ATTACK}:
        found = (found - {EXCESS}) | {DISPERSED}
    if ATTACK in found and ARMED_HARMED in found:
        found.add(CLASH)
    if DISASTER in found and ATTACK in found:
        found.add(BOMB)
    return found


def offers(event: Event, said: Extraction, ontology: Ontology) -> Iterator[str]:
    """Yield the types that an event may be coded as."""
    codes = ontology.codes["acled"].get(event.cls, ())

    def has(role: str, classes: Sequence[str]) -> bool:
        return _has(event, role, said, ontology, classes)

    if event.cls in (KG + "Killing", KG + "Injury") and has(PATIENT, ARMED):
        yield ARMED_HARMED
    if has(AGENT, BOMBER):
        yield SUICIDE
    elif GOVERNMENT in codes:
        if any(r.role in (AGENT, PATIENT) for r in event.roles):
            yield GOVERNMENT if has(AGENT, STATE) else OTHERS
    elif EXCESS in codes:
        yield EXCESS
    elif RIOT in codes:
        yield MOB
    elif CLASH in codes:
        yield RIOT if has(AGENT, PROTESTER) else CLASH
    elif ATTACK in codes:
        yield _attack(event, said, ontology)
    elif HANDED in codes:
        yield HANDED if has(PATIENT, GROUND) or has(KG + "origin", GROUND) else CHANGE
    else:
        yield from codes or (kind for cls, kind in FURTHER if ontology.isa(event.cls, cls))


def _attack(event: Event, said: Extraction, ontology: Ontology) -> str:
    """Return what a plain attack or killing is by those who take part."""
    if _has(event, AGENT, said, ontology, PROTESTER):
        return RIOT
    if _has(event, AGENT, said, ontology, ARMED) and _has(
        event, PATIENT, said, ontology, UNDER_ARMS
    ):
        return CLASH
    if not any(r.role == AGENT for r in event.roles) and event.cls == KG + "Killing":
        return HARM
    return ATTACK


def _has(
    event: Event, role: str, said: Extraction, ontology: Ontology, classes: Sequence[str]
) -> bool:
    fillers = [said.entities[r.filler].cls for r in event.roles if r.role == role]
    return any(ontology.isa(cls, above) for cls in fillers for above in classes)
