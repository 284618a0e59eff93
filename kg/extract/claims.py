"""Reporting words -> claims: who says what, to whom, and which events stand on it."""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from kg.extract.found import ACTOR
from kg.extract.medium import told_to
from kg.extract.quoted import quoted
from kg.extract.relayed import relayed
from kg.extract.report import ASSERTS, DENIES, DOUBTS, Report, Resolve, layer
from kg.extract.reporting import Finder, core
from kg.extract.sources import sources, telling
from kg.extract.values import Entity
from kg.ontology import Ontology

__all__ = ["ASSERTS", "Report", "reports", "times_of"]

#: What a cue governs when its content is a statement, and no thing that somebody has a view of.
_TOLD = frozenset(("that", "clause", "alone"))

#: Cues of "deny" whose object need not be named as a statement: "denied the attack".
_OUTRIGHT = frozenset("deny refute rebut disavow dispute doubt contest".split())


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
        if token.i in known or not inside[token.i]:
            continue
        if token.lower_ == "according":
            found.extend(finder.according(token))
        elif token.pos_ in ("VERB", "AUX"):
            found.extend(finder.verb(token))
        elif token.pos_ == "NOUN":
            found.extend(finder.noun(token))
    found.extend(quoted(doc, found, entities, resolve, ontology))
    return sorted(found, key=lambda r: (r.cue[0].i, r.content, r.claimer))


def _inside(doc: Doc, found: Sequence[Report]) -> list[bool]:
    """Say for each token whether trees are asked for claims there: in what is said, or anywhere."""
    if not layer(doc):
        return [True] * len(doc)
    inside = [False] * len(doc)
    for start, end in (report.content for report in found):
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
        speakers = list(sources(source.root, ontology, word))
        phrase = (source.start, source.end) if len(speakers) == 1 else None
        what = (content.start, content.end)
        verb = word if word.pos_ in ("VERB", "AUX") else None
        medium = told_to(word, what, resolve, speaks) if content.label_ == "that" else None
        for speaker in speakers:
            index = resolve(speaker)
            if index is not None and speaks(index):
                yield Report(
                    claimer=index,
                    stance=_stance(cue, ontology),
                    cue=tuple(cue),
                    source=speaker,
                    content=what,
                    verb=verb,
                    medium=medium if medium != index else None,
                    phrase=phrase,
                    told=_told(cue, content, ontology),
                    core=core(content.root, ontology),
                )


def _stance(cue: Tokens, ontology: Ontology) -> str:
    """Return the stance of a cue's word; what somebody does not say or believe is in doubt."""
    word = cue.root
    if _negated(word):
        return DOUBTS
    known = ontology.stances.get((word.lemma_.lower(),))
    return known or (DENIES if cue.label_ == "deny" else ASSERTS)


def _negated(word: Token) -> bool:
    return any(
        c.lower_ in ("not", "n't", "never") and c.dep_ in ("advmod", "neg") for c in word.children
    )


def _told(cue: Tokens, content: Tokens, ontology: Ontology) -> bool:
    """Say whether the content is told as so or not so, and not asked, wished or judged."""
    word = cue.root
    stance = ontology.stances.get((word.lemma_.lower(),))
    if cue.label_ in ("ask", "seem") or _negated(word):
        return False
    if content.label_ in _TOLD:
        return True
    if stance is None or stance == ASSERTS:
        return stance is not None and content.label_ == "object"
    return word.lemma_.lower() in _OUTRIGHT or telling(content.root, ontology)


def times_of(found: Sequence[Report], of_verb: Mapping[int, int]) -> list[int | None]:
    """Return when each claim was made, an index into the times, or None."""
    return [of_verb.get(r.verb.i) if r.verb is not None else None for r in found]
