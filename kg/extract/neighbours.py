"""Mentions x what stands beside them -> bonds by class: "Aleppo, Syria", "Syria's army", "rebels in Azaz"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.bonds import PLACING, Around, Bond, Ends, around_noun, where_only
from kg.extract.factuality import ACTUAL, factuality
from kg.extract.syntax import conjuncts, own_subject, preposition
from kg.ontology import Tie


def neighbours(token: Token, ends: Ends) -> list[Bond]:
    """Return the bonds between the entity that a word heads a mention of and those beside it."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "PRON"):
        return []
    if _is_there(token):
        return [bond for each in _subjects(token, ends) for bond in _there(each, token, ends)]
    index, around = _bearer(token, ends), around_noun(token)
    if token.pos_ == "ADJ":  # "full of museums" says nothing of where
        around = where_only(around)
    if index is None:
        index, around = _undergoing(token, ends), where_only(around)
    if index is None or not around:
        return []
    return list(_bonds(index, token, list(_ties(index, ends)), around, ends))


def _bearer(token: Token, ends: Ends) -> int | None:
    """Return the entity of a word; of a predicate ("X is a town in Y") and of an apposition X."""
    own = ends.resolve(token)
    if any(c.dep_ == "cop" for c in token.children):
        subject = own_subject(token)
        named = ends.resolve(subject) if subject is not None else None
        if named is not None and _sure(token, ends):
            return named
    if own is None and token.dep_ == "appos":
        return ends.resolve(token.head)
    return own


def _subjects(token: Token, ends: Ends) -> list[Token]:
    subject = own_subject(token)
    return list(conjuncts(subject)) if subject is not None and _sure(token, ends) else []


def _there(subject: Token, place: Token, ends: Ends) -> Iterator[Bond]:
    """Yield where somebody is: "the rebels are in Homs"."""
    index = ends.resolve(subject)
    if index is not None:
        around = [(preposition(place), place)]
        yield from _bonds(index, subject, list(_ties(index, ends)), around, ends)


def _is_there(token: Token) -> bool:
    return preposition(token) in PLACING and any(c.dep_ == "cop" for c in token.children)


def _undergoing(token: Token, ends: Ends) -> int | None:
    """Return X of "the plight of X in Y", where the noun itself is nobody."""
    if token.pos_ != "NOUN":
        return None
    of = [c for c in token.children if c.dep_ == "nmod" and preposition(c) == "of"]
    return ends.resolve(of[0]) if len(of) == 1 else None


def _sure(token: Token, ends: Ends) -> bool:
    return factuality(token, ends.ontology, noun=False)[0] == ACTUAL


def _ties(index: int, ends: Ends) -> Iterator[Tie]:
    """Yield the ties of the entity's class and those above, the most specific first."""
    for cls in ends.ontology.up.get(ends.entities[index].cls, ()):
        yield from ends.ontology.relations.classes.get(cls, ())


def _bonds(index: int, token: Token, ties: list[Tie], around: Around, ends: Ends) -> Iterator[Bond]:
    seen: set[int] = set()
    for tie in ties:
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
