"""Reporting words -> claims: who says what, to whom, and which events stand on it."""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc

from kg.extract.found import ACTOR
from kg.extract.medium import told_to
from kg.extract.quoted import quoted
from kg.extract.relayed import relayed
from kg.extract.report import ASSERTS, Report, Resolve, layer
from kg.extract.reporting import Finder, charged, core
from kg.extract.sources import phrase, sources, spoken
from kg.extract.stance import negated, stance
from kg.extract.syntax import own_subject
from kg.extract.values import Entity
from kg.ontology import Ontology

#: Tags of the words that may tell by their trees that somebody says something.
_TELLING = frozenset({"VERB", "AUX", "NOUN"})

__all__ = ["ASSERTS", "Report", "reports", "times_of"]


def reports(
    doc: Doc, entities: Sequence[Entity], resolve: Resolve, ontology: Ontology
) -> list[Report]:
    """Return the claims of a document in the order of their cues.

    What the layer of attributions has goes before what the trees say; those add what is said
    inside of what is said, and all where a pipeline has no such layer.
    """
    attributed = list(_attributed(doc, entities, resolve, ontology))
    found = relayed(doc, attributed, entities, resolve, ontology)
    known = {token.i for report in (*attributed, *found) for token in report.cue}
    finder = Finder(entities, resolve, ontology)
    inside = _inside(doc, found)
    for token in doc:
        if token.pos_ not in _TELLING and token.lower_ != "according":
            continue
        if token.i in known or not (inside[token.i] or negated(token)):  # "could not confirm that"
            continue
        if token.lower_ == "according":
            found.extend(finder.according(token))
        elif token.pos_ in ("VERB", "AUX"):
            found.extend(finder.verb(token))
        elif token.pos_ == "NOUN":
            found.extend(finder.noun(token))
    found = [r for r in found if not any(_same(r, other) for other in found)]
    found.extend(quoted(doc, found, entities, resolve, ontology))
    return sorted(found, key=lambda r: (r.cue[0].i, r.content, r.claimer))


def _inside(doc: Doc, found: Sequence[Report]) -> list[bool]:
    """Say for each token whether trees are asked for claims there: in what is said or wished, or anywhere."""
    if not layer(doc):
        return [True] * len(doc)
    inside = [False] * len(doc)
    attributed = [(what.start, what.end) for _, _, what in layer(doc) if what is not None]
    for start, end in (*attributed, *(report.content for report in found)):
        inside[start:end] = [True] * (end - start)
    return inside


def _attributed(
    doc: Doc, entities: Sequence[Entity], resolve: Resolve, ontology: Ontology
) -> Iterator[Report]:
    """Yield the claims of the layer ``doc._.attributions``, where it is."""

    def speaks(index: int) -> bool:
        return ontology.isa(entities[index].cls, ACTOR)

    for source, cue, content in layer(doc):
        if source is None or cue is None or content is None:
            continue
        word = cue.root
        what = (content.start, content.end)
        held = stance(word, cue.label_, content.label_, what, ontology)
        if held is None:
            continue
        speakers = list(sources(spoken(source, word), ontology, word))
        verb = word if word.pos_ in ("VERB", "AUX") else None
        subject = own_subject(word) if verb is not None else None
        if subject is not None and not any(resolve(s) is not None for s in speakers):
            speakers = list(sources(subject, ontology, word))  # a dateline was read as who speaks
        medium = told_to(word, what, resolve, speaks) if content.label_ == "that" else None
        charge = charged(word, ontology)
        clause = charge or core(content.root, ontology)
        if clause is not None:
            what = min(what[0], clause[0]), max(what[1], clause[1])
        for speaker in speakers:
            index = resolve(speaker)
            if index is not None and speaks(index):
                yield Report(
                    claimer=index,
                    stance=held.stance,
                    cue=tuple(cue),
                    source=speaker,
                    content=what,
                    verb=verb,
                    medium=medium if medium != index else None,
                    phrase=phrase(speaker, speakers, source.start, source.end),
                    told=held.told or charge is not None,
                    core=clause,
                    clause=held.clause or charge is not None,
                )


def _same(one: Report, other: Report) -> bool:
    """Say whether one only repeats what another claims: "repeated his claim that …"."""
    if one.verb is None or other.verb is not None:
        return False
    start, _ = one.core or one.content
    same = one.claimer == other.claimer and one.stance == other.stance
    return same and other.cue[0].pos_ == "NOUN" and other.content[0] == start


def times_of(found: Sequence[Report], of_verb: Mapping[int, int]) -> list[int | None]:
    """Return when each claim was made, an index into the times, or None."""
    return [of_verb.get(r.verb.i) if r.verb is not None else None for r in found]
