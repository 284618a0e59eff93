"""The words for a source -> who speaks: the nouns, and where they are a statement's, whose it is."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.syntax import antecedent, conjuncts, preposition
from kg.ontology import Ontology

_OWNING = frozenset(("nmod:poss", "poss", "compound", "amod", "nmod:desc"))


def sources(subject: Token, ontology: Ontology, verb: Token | None = None) -> Iterator[Token]:
    """Yield who speaks: the subject's conjuncts, or whoever's report or estimate they are."""
    first = antecedent(subject, verb) if verb is not None else subject
    for noun in conjuncts(first):
        if noun is not first and noun.pos_ not in ("NOUN", "PROPN", "PRON"):
            continue
        if any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children):  # "no official said"
            continue
        owners = list(_owners(noun)) if telling(noun, ontology) else []
        yield from owners or [noun]


def telling(noun: Token, ontology: Ontology) -> bool:
    """Say whether a noun is what somebody said: "statement", "report", "estimate"."""
    lemma = noun.lemma_.lower()
    return noun.pos_ == "NOUN" and lemma != "witness" and (lemma,) in ontology.stances


def _owners(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        below = [c for c in child.children if c.dep_ == "pobj"]
        for target in below if child.dep_ == "prep" else [child]:
            by = preposition(target) in ("from", "by", "of")
            if (by or target.dep_ in _OWNING) and target.pos_ in ("NOUN", "PROPN", "PRON"):
                yield from conjuncts(target)
