"""Extraction x ontology -> who did what to whom in a document's violent incidents, as MUC templates ask.

What armies do to each other is war and no incident, nor what a country does.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.bench.muc import Filler
from kg.extract import Entity, Event, Extraction
from kg.namespaces import KG
from kg.ontology import Ontology

PERSONAL: Final = tuple(KG + n for n in ("Killing", "Injury", "Abduction", "Torture"))
INCIDENTS: Final = (*PERSONAL, KG + "Attack", KG + "Destruction")

#: How an event is told that did not happen and was not threatened.
UNREAL: Final = frozenset({KG + "Negated", KG + "Hypothetical"})

WEAPON, ORGANISATION, COUNTRY = KG + "Weapon", KG + "Organisation", KG + "Country"
CHARGES: Final = (KG + "Accusation", KG + "Trial")
BONDS: Final = frozenset(KG + n for n in ("memberOf", "leads", "affiliatedWith"))

#: A text whose incidents are a smaller part of its events speaks of other things.
SHARE: Final = 0.025

#: Where the first incident must be told (code points), unless there are more than ``MANY``.
LEAD, MANY = 700, 3

PEOPLE: Final = (KG + "Person", KG + "Group")
ARMED: Final = (KG + "ArmedForce", KG + "ArmedGroup")
#: Areas and landscapes are where it happens, not what is hit.
GROUNDS: Final = tuple(KG + n for n in ("Settlement", "Region", "Country", "NaturalFeature"))
THINGS: Final = (KG + "Place", KG + "Object")


def fillers(said: Extraction, ontology: Ontology, text: str) -> dict[str, list[Filler]]:
    """Return by role the entities that take part in incidents, each once, in the order of the text.

    A text that has incidents only by the way has none.
    """
    told = [e for e in said.events if incident(e, said, ontology)]
    if not _tells(told, said):
        return {}
    found: dict[str, dict[int, None]] = {}
    for event in told:
        for role, entity in _parts(event, said, ontology):
            found.setdefault(role, {})[entity] = None
    if "victim" in found or "target" in found:
        behind = found.setdefault("perpetrator organisation", {})
        behind.update(dict.fromkeys(_behind(found.get("perpetrator", {}), said, ontology)))
        found.setdefault("perpetrator", {}).update(dict.fromkeys(_accused(said, ontology)))
    return _apart(
        {
            role: _alike([_filler(said.entities[n], text) for n in entities])
            for role, entities in found.items()
        }
    )


def _tells(told: Sequence[Event], said: Extraction) -> bool:
    """Say whether a text is about its incidents: they are no small part of it, and not only its end."""
    filled = [e for e in told if e.roles]
    first = min((e.trigger.start for e in filled), default=LEAD)
    return len(filled) > SHARE * len(said.events) and (first < LEAD or len(filled) > MANY)


def incident(event: Event, said: Extraction, ontology: Ontology) -> bool:
    """Say whether an event is an incident that is told as real, and no war."""
    if event.factuality in UNREAL or not _any(event.cls, INCIDENTS, ontology):
        return False
    doers = [said.entities[r.filler] for r in event.roles if r.role == KG + "agent"]
    struck = [said.entities[r.filler] for r in event.roles if r.role == KG + "patient"]
    if any(ontology.isa(e.cls, COUNTRY) for e in doers):
        return False
    return not (struck and all(_any(e.cls, ARMED, ontology) for e in struck))


def _parts(event: Event, said: Extraction, ontology: Ontology) -> Iterator[tuple[str, int]]:
    for role in event.roles:
        entity = said.entities[role.filler]
        name = role.role.removeprefix(KG)
        if name == "agent":
            kind = _doer(entity, ontology)
        elif name == "patient":
            kind = _struck(event, entity, ontology)
        else:
            kind = "weapon" if name == "instrument" and ontology.isa(entity.cls, WEAPON) else ""
        if kind:
            yield kind, role.filler


def _doer(entity: Entity, ontology: Ontology) -> str:
    if ontology.isa(entity.cls, WEAPON):
        return "weapon"
    if ontology.isa(entity.cls, ORGANISATION) and entity.named:
        return "perpetrator organisation"
    return "perpetrator" if _any(entity.cls, (*PEOPLE, ORGANISATION), ontology) else ""


def _struck(event: Event, entity: Entity, ontology: Ontology) -> str:
    if ontology.isa(entity.cls, WEAPON) or _any(entity.cls, GROUNDS, ontology):
        return ""
    if _any(entity.cls, PEOPLE, ontology):
        return "victim"
    if _any(entity.cls, THINGS, ontology):
        return "target"
    return "victim" if _any(event.cls, PERSONAL, ontology) else "target"


def _behind(doers: Iterable[int], said: Extraction, ontology: Ontology) -> Iterator[int]:
    """Yield the organisations that may be behind it: the perpetrators' own, and the armed group most named."""
    mine = set(doers)
    for relation in said.relations:
        if relation.prop in BONDS and relation.subject in mine and relation.object is not None:
            yield relation.object
    groups = [
        (-len(entity.mentions), n)
        for n, entity in enumerate(said.entities)
        if entity.named and ontology.isa(entity.cls, KG + "ArmedGroup")
    ]
    yield from (n for _, n in sorted(groups)[:1])


def _accused(said: Extraction, ontology: Ontology) -> Iterator[int]:
    """Yield who is said to have done it: people accused or charged."""
    for event in said.events:
        if _any(event.cls, CHARGES, ontology) and event.factuality not in UNREAL:
            for role in event.roles:
                entity = said.entities[role.filler]
                collective = entity.named and ontology.isa(entity.cls, ORGANISATION)
                people = _any(entity.cls, (*PEOPLE, *ARMED), ontology)
                if role.role == KG + "patient" and people and not collective:
                    yield role.filler


def _any(cls: str, above: Sequence[str], ontology: Ontology) -> bool:
    return any(ontology.isa(cls, one) for one in above)


def _filler(entity: Entity, text: str) -> Filler:
    words = (
        text[m.span.start : m.span.end].upper() for m in entity.mentions if m.kind != "Pronoun"
    )
    return Filler(frozenset(words) | {entity.label.upper()})


def _alike(found: Sequence[Filler]) -> list[Filler]:
    """Make one of those that share a head word: "the mayor" and "the mayor of the town"."""
    kept: list[Filler] = []
    for one in found:
        same = next((other for other in kept if other.heads & one.heads), None)
        if same is None:
            kept.append(one)
        else:
            kept[kept.index(same)] = Filler(same.wordings | one.wordings)
    return kept


def _apart(found: dict[str, list[Filler]]) -> dict[str, list[Filler]]:
    """Let nobody be perpetrator and victim: then they are what they do."""
    doers = frozenset(h for f in found.get("perpetrator", ()) for h in f.heads)
    return {
        role: [f for f in each if role != "victim" or not f.heads & doers]
        for role, each in found.items()
    }
