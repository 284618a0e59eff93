"""Sentences that tell of deeds of one kind of actor x the graph's events -> counts by kind of deed.

A sentence is found for a deed when an event of its class is told in it that did happen, and that the
actors did, or that nobody is said to have done though the actors stand in the sentence.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kg.bench.figures import Count, f1
from kg.extract import Event, Extraction, Span
from kg.namespaces import KG
from kg.ontology import Ontology

#: Deed -> the class of its events, in indiapolice: what the police did.
DEEDS: Final[Mapping[str, str]] = {"KILL": KG + "Killing", "ARREST": KG + "Arrest"}

#: Deeds that nobody but the police, soldiers and courts do: no doer need be named.
THEIRS: Final = frozenset({"ARREST"})

#: Who the police are.
POLICE: Final = (KG + "GovernmentBody", KG + "ArmedForce")

UNREAL: Final = frozenset({KG + "Negated", KG + "Hypothetical", KG + "Planned"})
AGENT, INSTRUMENT = KG + "agent", KG + "instrument"

Ends = tuple[int, int]


def gold_sentences(events: Iterable[Mapping[str, Any]]) -> dict[str, list[Ends]]:
    """Return the sentences of each deed, in the order of the text."""
    found: dict[str, set[Ends]] = {deed: set() for deed in DEEDS}
    for event in events:
        if event["type"] in found:
            found[event["type"]] |= {(r["start"], r["end"]) for r in event["roles"] if "start" in r}
    return {deed: sorted(ends) for deed, ends in found.items()}


def told(said: Extraction, ontology: Ontology) -> dict[str, list[Ends]]:
    """Return our sentences of each deed."""
    found: dict[str, set[Ends]] = {deed: set() for deed in DEEDS}
    for event in said.events:
        for deed, cls in DEEDS.items():
            if ontology.isa(event.cls, cls) and event.factuality not in UNREAL:
                sentence = _around(event.trigger, said.sentences)
                if deed in THEIRS or _theirs(event, sentence, said, ontology):
                    found[deed].add(sentence)
    return {deed: sorted(ends) for deed, ends in found.items()}


def _theirs(event: Event, sentence: Ends, said: Extraction, ontology: Ontology) -> bool:
    """Say whether the police did it: they are its agent, or nobody is and they use force in the sentence."""
    doers = [r.filler for r in event.roles if r.role == AGENT]
    if any(_police(n, said, ontology) for n in doers):
        return True
    return any(
        ontology.isa(other.cls, KG + "Attack")
        and _inside(other.trigger, sentence)
        and any(r.role == AGENT and _police(r.filler, said, ontology) for r in other.roles)
        for other in said.events
    )


def _police(entity: int, said: Extraction, ontology: Ontology) -> bool:
    return any(ontology.isa(said.entities[entity].cls, cls) for cls in POLICE)


def _around(span: Span, sentences: Sequence[Span]) -> Ends:
    ends = ((s.start, s.end) for s in sentences if s.start <= span.start < s.end)
    return next(ends, (span.start, span.end))


def _inside(span: Span, ends: Ends) -> bool:
    return ends[0] <= span.start < ends[1]


def score(
    gold: Mapping[str, Sequence[Ends]], found: Mapping[str, Sequence[Ends]]
) -> dict[str, Count]:
    """Count the sentences of each deed, and whether a document has any; sentences meet by overlap."""
    counts: dict[str, Count] = {}
    for deed in DEEDS:
        true, mine = gold.get(deed, ()), found.get(deed, ())
        hit = [g for g in true if any(_meet(g, m) for m in mine)]
        right = [m for m in mine if any(_meet(g, m) for g in true)]
        counts[deed] = Count(f1(0, 0, 0).kind, (len(right), len(mine), len(hit), len(true)))
        both = float(bool(true) and bool(mine))
        counts[f"{deed}, documents"] = f1(both, bool(mine), bool(true))
    return counts


def _meet(a: Ends, b: Ends) -> bool:
    return a[0] < b[1] and b[0] < a[1]
