"""Mentions x what stands beside them -> bonds by class: "Aleppo, Syria", "Syria's army", "rebels in Azaz"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.bonds import PLACING, Around, Bond, Ends, around_noun, where_only
from kg.extract.factuality import ACTUAL, factuality
from kg.extract.syntax import conjuncts, own_subject, preposition
from kg.ontology import Tie

#: Tags of words that may stand for somebody, or say of somebody where.
NAMING = frozenset({"NOUN", "PROPN", "ADJ", "PRON"})


def neighbours(token: Token, ends: Ends) -> list[Bond]:
    """Return the bonds between the entity that a word heads a mention of and those beside it."""
    if token.pos_ not in NAMING:
        return []
    copula = any(c.dep_ == "cop" for c in token.children) if token.children else False
    if copula and preposition(token) in PLACING:  # "the rebels are in Homs"
        return [bond for each in _subjects(token, ends) for bond in _there(each, token, ends)]
    bearer = _bearer(token, ends, copula=copula)
    index = _undergoing(token, ends) if bearer is None else bearer
    ties = _ties(index, ends) if index is not None else []
    if index is None or not ties:
        return []
    around = around_noun(token)
    if bearer is None or token.pos_ == "ADJ":  # "full of museums" says nothing of where
        around = where_only(around)
    return list(_bonds(index, token, ties, around, ends)) if around else []


def _bearer(token: Token, ends: Ends, *, copula: bool) -> int | None:
    """Return the entity of a word; of a predicate ("X is a town in Y") and of an apposition X."""
    own = ends.resolve(token)
    if copula:
        subject = own_subject(token)
        named = ends.resolve(subject) if subject is not None else None
        if named is not None and _sure(token, ends):
            return named
    if own is None and token.dep_ == "appos":
        return ends.resolve(token.head)
    return own


def _subjects(token: Token, ends: Ends) -> list[Token]:
    subject = own_subject(token)
    return conjuncts(subject) if subject is not None and _sure(token, ends) else []


def _there(subject: Token, place: Token, ends: Ends) -> Iterator[Bond]:
    """Yield where somebody is: "the rebels are in Homs"."""
    index = ends.resolve(subject)
    if index is not None:
        around = [(preposition(place), place)]
        yield from _bonds(index, subject, _ties(index, ends), around, ends)


def _undergoing(token: Token, ends: Ends) -> int | None:
    """Return X of "the plight of X in Y", where the noun itself is nobody."""
    if token.pos_ != "NOUN":
        return None
    of = [c for c in token.children if c.dep_ == "nmod" and preposition(c) == "of"]
    return ends.resolve(of[0]) if len(of) == 1 else None


def _sure(token: Token, ends: Ends) -> bool:
    return factuality(token, ends.ontology, noun=False)[0] == ACTUAL


def _ties(index: int, ends: Ends) -> list[Tie]:
    """Return the ties of the entity's class and those above, the most specific first."""
    classes = ends.ontology.relations.classes
    up = ends.ontology.up.get(ends.entities[index].cls, ())
    return [tie for cls in up for tie in classes.get(cls, ())]


def _bonds(index: int, token: Token, ties: list[Tie], around: Around, ends: Ends) -> Iterator[Bond]:
    seen: set[int] = set()
    filled = {where for where, _ in around}
    for tie in ties:
        if not any(position.name in filled for position in tie.other):
            continue
        subjects, objects = ends.ontology.relations.ends[tie.prop]
        if not ends.isa(index, subjects):
            continue
        for position in tie.other:
            for other, word in ends.at((position,), around, objects):
                if other == index or other in seen or not _may(position.name, token, word):
                    continue
                seen.add(other)
                yield Bond(tie.prop, index, other, token, (token, word), factuality=ACTUAL)


def _may(position: str, token: Token, word: Token) -> bool:
    """Say whether a word behind a comma is a name, as the one before it: "Paris, France"."""
    named = token.pos_ == "PROPN" or any(c.pos_ == "PROPN" for c in token.lefts)
    return position != "comma" or (named and word.pos_ == "PROPN")
