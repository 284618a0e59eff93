"""Extraction x ontology -> coded events as a coder of news would write them: category, source, target."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.extract import Event, Extraction
from kg.namespaces import KG
from kg.ontology import Ontology

AGENT: Final = KG + "agent"
PLANNED: Final = KG + "Planned"

#: Where a coder looks for the target: in these roles first, in the next where they are empty. A
#: place stands for those who are there ("lifted the curfew in the province").
TARGETS: Final = (
    (KG + "patient", KG + "recipient"),
    (KG + "topic",),
    (KG + "destination", KG + "origin"),
    (KG + "place",),
)

#: Who or what may be a target where no role says so: an actor, or a place for those who live there.
PARTIES: Final = tuple(KG + name for name in ("Actor", "Settlement", "Region"))

#: What is only announced is coded as the intent (CAMEO 03 and 13): to help, or to harm.
INTENT: Final[Mapping[str, str]] = {
    "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "CONCEDE": "AGREE", "CONSULT": "AGREE",
    "SANCTION": "THREATEN", "COERCE": "THREATEN", "PROTEST": "THREATEN", "ASSAULT": "THREATEN",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coded:
    """An event in a scheme: its place among the events, its code, indices of the entities."""

    event: int
    code: str
    sources: tuple[int, ...]
    targets: tuple[int, ...]


def coded(said: Extraction, ontology: Ontology, scheme: str = "plover") -> list[Coded]:
    """Return the events that the scheme has a code for, the most salient first.

    What another coded event is about comes after all that stand for themselves ("demanded the
    withdrawal"), an event without a source after those with one; else the order of the text.
    """
    codes = ontology.codes[scheme]
    kept = [n for n, event in enumerate(said.events) if event.cls in codes]
    about = {topic for n in kept for topic in said.events[n].topics}
    ranked = sorted(kept, key=lambda n: (n in about, not sources(said, n), _start(said.events[n])))
    return [
        Coded(
            n,
            _code(said.events[n], codes, n in about),
            sources(said, n),
            targets(said, n, ontology),
        )
        for n in ranked
    ]


def _code(event: Event, codes: Mapping[str, Sequence[str]], inner: bool) -> str:
    code = codes[event.cls][0]
    return INTENT.get(code, code) if event.factuality == PLANNED and not inner else code


def _start(event: Event) -> int:
    return event.trigger.start


def sources(said: Extraction, event: int) -> tuple[int, ...]:
    """Return the entities that do it."""
    return _filling(said, event, (AGENT,))


def targets(said: Extraction, event: int, ontology: Ontology) -> tuple[int, ...]:
    """Return the entities that it is done to, or else those of the events that it is about, or there.

    Somebody goes before something: a road that is blocked is the target where nobody else is.
    """
    own = set(sources(said, event))
    ranked = [_filling(said, event, roles) for roles in TARGETS]
    ranked.insert(2, tuple(_inner(said, event, ontology)))
    if _moves(said.events[event], ontology):  # "withdrew its troops from the province"
        ranked.insert(0, ranked.pop(3))
    others = [_other(fillers, own) for fillers in ranked]
    somebody = (_parties(fillers, said, ontology) for fillers in others)
    return (
        next(filter(None, somebody), ())
        or next(filter(None, others), ())
        or _next(said, event, own, ontology)
    )


def _moves(event: Event, ontology: Ontology) -> bool:
    return any(ontology.isa(event.cls, KG + name) for name in ("Retreat", "Deployment", "Advance"))


def _parties(fillers: Iterable[int], said: Extraction, ontology: Ontology) -> tuple[int, ...]:
    return tuple(
        n for n in fillers if any(ontology.isa(said.entities[n].cls, cls) for cls in PARTIES)
    )


def _inner(said: Extraction, event: int, ontology: Ontology) -> list[int]:
    """Return who takes part in what an event is about, one step down."""
    return [
        role.filler
        for topic in said.events[event].topics
        for role in said.events[topic].roles
        if ontology.isa(said.entities[role.filler].cls, KG + "Actor")
    ]


def _next(said: Extraction, event: int, own: set[int], ontology: Ontology) -> tuple[int, ...]:
    """Return the one named next after the event in its sentence, of those who do not report it."""
    end = said.events[event].trigger.end
    limit = next((s.end for s in said.sentences if s.start < end <= s.end), end)
    reporting = {c.claimer for c in said.claims} | {n for e in said.events for n in e.sources}
    after = sorted(
        (mention.span.start, n)
        for n, entity in enumerate(said.entities)
        if n not in own | reporting and any(ontology.isa(entity.cls, cls) for cls in PARTIES)
        for mention in entity.mentions
        if end <= mention.span.start < limit
    )
    return tuple(n for _, n in after[:1])


def _filling(said: Extraction, event: int, roles: Sequence[str]) -> tuple[int, ...]:
    return tuple(r.filler for r in said.events[event].roles if r.role in roles)


def _other(fillers: Iterable[int], own: set[int]) -> tuple[int, ...]:
    return tuple(f for f in dict.fromkeys(fillers) if f not in own)
