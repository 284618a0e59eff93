"""``Doc`` -> what takes part in events and has no word of the ontology: by what its pipeline read of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.extract.coreferent import same
from kg.extract.fold import fold
from kg.extract.found import GROUP, OBJECT, ORGANISATION, PERSON, PLACE, Found
from kg.extract.nominals import phrase
from kg.extract.numbers import counted
from kg.extract.readings import mentions, parts, told
from kg.extract.syntax import antecedent, behind_point
from kg.ontology import Ontology

#: What a pipeline calls the things that its ``mentions`` are of -> the most general class that fits.
CLASSES = {"person": PERSON, "organisation": ORGANISATION, "place": PLACE, "object": OBJECT}

#: What has no body ("its profits", "the index") is a thing only where something happens to it.
ABSTRACT = "abstract"


def things(doc: Doc, taken: Sequence[bool], timed: list[bool], ontology: Ontology) -> list[Found]:
    """Return the mentions that fill a role of an event as the pipeline read it, and the rest of their chains.

    Args:
        doc: the annotated text; nothing is found where its pipeline reads no mentions or no roles.
        taken: for each token whether it is part of a name or the noun of a phrase already.
        timed: for each token whether it is part of a time expression.
        ontology: for the modifiers of the phrases.
    """
    read = _read(doc)
    found = []
    for i in sorted(set(_wanted(doc, read))):
        span, noun = read.get(i), counted(doc[i])
        if span is None or taken[noun.i] or timed[noun.i] or noun.pos_ not in ("NOUN", "PROPN"):
            continue
        if (name := behind_point(noun)) is not noun and taken[name.i]:  # "Col. Ames"
            continue
        if noun.lemma_.lower() not in ontology.currencies:
            found.append(_found(span, noun, taken, timed, ontology))
    return found


def _read(doc: Doc) -> dict[int, Span]:
    """Return the widest mention that each word heads: names and phrases of a kind that is a thing."""
    kinds = {*CLASSES, ABSTRACT}
    spans = (s for s in mentions(doc) if s.label_ in kinds and s.id_ != "pronoun")
    return {span.root.i: span for span in spans}


def _wanted(doc: Doc, read: Mapping[int, Span]) -> Iterator[int]:
    """Yield the words that fill a role, and those that stand for the same."""
    events = told(doc) or frozenset()
    chained = same(doc)
    asked: set[tuple[int, bool]] = set()
    for trigger in (doc[i] for i in sorted(events)):
        roles = [(role, antecedent(word, trigger)) for role, word in parts(trigger)]
        undergone = any(role == "patient" for role, _ in roles)
        for role, word in roles:
            bodiless = role == "patient" or not undergone
            if (word.i, bodiless) in asked:
                continue
            asked.add((word.i, bodiless))
            for i in (word.i, *chained.get(word.i, ())):
                if i in read and i not in events and (bodiless or read[i].label_ != ABSTRACT):
                    yield i


def _found(
    span: Span, noun: Token, taken: Sequence[bool], timed: list[bool], ontology: Ontology
) -> Found:
    cls = CLASSES.get(span.label_, OBJECT)
    if span.id_ == "name":
        start, end = _bare(span, taken)
        return Found(
            start, end, noun.i, cls, "Name", fold(span.doc[start:end].text), confidence=0.6
        )
    found = phrase(noun, cls, noun.lemma_.lower(), timed, ontology)
    plural = cls == PERSON and found.plural
    return replace(found, cls=GROUP if plural else cls, confidence=0.6)


def _bare(span: Span, taken: Sequence[bool]) -> tuple[int, int]:
    """Return the name that a mention is around: the capitals beside its head, nothing of another name."""
    start = end = span.root.i
    while start > span.start and not taken[start - 1] and span.doc[start - 1].pos_ == "PROPN":
        start -= 1
    end += 1
    while end < span.end and not taken[end] and span.doc[end].pos_ in ("PROPN", "NUM"):
        end += 1
    return start, end
