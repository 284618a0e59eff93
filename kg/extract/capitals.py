"""The name of a capital -> whether its country is meant: "Ankara condemned the attack", no "Ankara is cold"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.extract.syntax import (
    OBJECT,
    OBJECT_CONTROL,
    PASSIVE_SUBJECT,
    first_conjunct,
    is_passive,
    preposition,
)
from kg.extract.triggers import patterns
from kg.ontology import Ontology, Trigger


def governs(name: Token, ontology: Ontology) -> bool:
    """Say whether a word stands where a government does: it says, imposes, talks with another.

    Args:
        name: the head of the name.
        ontology: the reporting verbs, and the classes of what governments do.
    """
    first = first_conjunct(name)
    above = first.head
    if preposition(first) == "between":
        return above.pos_ == "NOUN" and _done(
            patterns(above, ontology, noun=True), ontology.governing, ontology
        )
    if above.pos_ != "VERB":
        return False
    passive = is_passive(above)
    if first.dep_ in OBJECT or first.dep_ == "nsubj:pass":  # "accused London", "Tehran was warned"
        return _done(patterns(above, ontology, noun=False), ontology.governed, ontology)
    acts = first.dep_ == "nsubj" and not passive
    if not acts and not (passive and preposition(first) == "by"):
        return False
    return (above.lemma_.lower(),) in ontology.stances or any(
        _done(patterns(word, ontology, noun=noun), ontology.governing, ontology)
        for word, noun in _telling(above, ontology)
    )


def _done(found: Iterator[Trigger], classes: Sequence[str], ontology: Ontology) -> bool:
    """Say whether one of the patterns is of one of the classes and leaves nothing to ask for."""
    return any(
        any(ontology.isa(trigger.cls, cls) for cls in classes)
        and not any(slot.required for slot in trigger.frame)
        for trigger in found
    )


def _telling(verb: Token, ontology: Ontology) -> Iterator[tuple[Token, bool]]:
    """Yield the verb, those that share its subject, and the noun that a light verb leaves it to."""
    yield verb, False
    if verb.lemma_ in ontology.light_verbs:
        nouns = [c for c in verb.children if c.dep_ in OBJECT or c.dep_ in PASSIVE_SUBJECT]
        nouns += [verb.head] if verb.dep_ == "acl" else []
        yield from ((noun, True) for noun in nouns if noun.pos_ == "NOUN")
    for child in verb.children:
        if child.dep_ == "xcomp" and child.pos_ == "VERB" and verb.lemma_ not in OBJECT_CONTROL:
            yield from _telling(child, ontology)
