"""Mentions that a text calls one thing in words: "X, also known as Y", "his chief of staff is X"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.appositions import agree
from kg.extract.factuality import ACTUAL, factuality
from kg.extract.found import PERSON, Found, family
from kg.extract.sets import Sets
from kg.extract.syntax import own_subject, preposition
from kg.ontology import Ontology

#: How the other name stands below "known as", "called".
_CALLED = frozenset({"xcomp", "obj", "oprd", "dobj", "obl", "pobj", "nmod", "appos"})


def also_known(doc: Doc, found: list[Found], sets: Sets, ontology: Ontology) -> None:
    """Join each mention with what it is said to be called, or to be."""
    at = {one.head: i for i, one in enumerate(found)}
    for i, one in enumerate(found):
        for other in _names(doc[one.head], ontology):
            j = at.get(other.i)
            if j is not None and j != i and _alike(one, found[j], ontology):
                sets.join(i, j)
        j = at.get(_equal(doc[one.head], ontology), i)
        person = j != i and PERSON in (one.cls, found[j].cls)
        if person and agree(one, found[j], ontology) and sets.may_join(i, j):
            sets.join(i, j)


def _names(token: Token, ontology: Ontology) -> Iterator[Token]:
    """Yield Y of "X, also known as Y" and "X, called Y"."""
    for verb in token.children:
        if verb.dep_ != "acl" or verb.lemma_.lower() not in ontology.relations.aliases:
            continue
        for child in verb.subtree:
            right = child.head == verb or (child.head.dep_ == "prep" and child.head.head == verb)
            if right and child.dep_ in _CALLED and preposition(child) in ("", "as"):
                yield child


def _alike(one: Found, other: Found, ontology: Ontology) -> bool:
    """Say whether two names may be of one thing; the text says so, so only places stay apart."""
    kin = [family(f.cls, ontology) for f in (one, other)]
    return other.kind == "Name" and kin.count("place") != 1


def _equal(token: Token, ontology: Ontology) -> int:
    """Return the token of X of "X is the leader", and of "the leader is X"; -1 when it is not said so."""
    if not token.children or not any(c.dep_ == "cop" for c in token.children):
        return -1
    if token.pos_ != "PROPN" and not any(
        c.lower_ in ("the", "his", "her", "its") for c in token.lefts
    ):
        return -1
    subject = own_subject(token)
    sure = factuality(token, ontology, noun=False)[0] == ACTUAL
    return subject.i if subject is not None and sure else -1
