"""A noun of office or belonging -> the words for who bears it: a subject, a name beside it, or itself."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.bonds import BEHIND, Ends
from kg.extract.syntax import OBJECT, OBJECT_CONTROL, conjuncts, preposition, surface_subject

#: How a title stands with the name of its bearer.
_TITLE = frozenset({"nmod:desc", "compound", "flat", "appos", "nn", "nmod:unmarked"})

#: Nouns under these verbs with "as", or as their predicate, are what their subject or object is.
_NAMING = frozenset("name appoint elect make call crown declare choose nominate".split())


def bearers(token: Token, ends: Ends) -> Iterator[Token]:
    """Yield who bears the noun: the subject of a predicate, the name beside a title, else itself."""
    found = list(predicated(token)) or list(_beside(token, ends))
    yield from found or [token]


def predicated(token: Token) -> Iterator[Token]:
    """Yield X of "X is the leader", "X became leader", "named X leader", "X served as leader"."""
    head = token.head
    if any(c.dep_ == "cop" for c in token.children):
        subject = surface_subject(token)
    elif head.lemma_ == "be" and token.dep_ in ("attr", "oprd"):
        subject = surface_subject(head)
    elif token.dep_ in ("xcomp", "oprd", "attr") or (
        token.dep_ in ("obl", "pobj") and preposition(token) == "as"
    ):
        verb = head.head if token.dep_ == "pobj" else head
        subject = _named(verb)
    else:
        return
    if subject is not None:
        yield from conjuncts(subject)


def _named(verb: Token) -> Token | None:
    objects = [c for c in verb.children if c.dep_ in OBJECT]
    if objects and (verb.lemma_ in _NAMING or verb.lemma_ in OBJECT_CONTROL):
        return objects[0]
    return surface_subject(verb)


def _beside(token: Token, ends: Ends) -> Iterator[Token]:
    """Yield the name that a noun is the title or the apposition of."""
    head = token.head
    if token.dep_ in _TITLE and head.pos_ == "PROPN" and _may_bear(head, ends):
        yield head
        if token.dep_ != "appos":
            yield from (
                c for c in head.children if c.dep_ == "conj" and token.tag_ in ("NNS", "NNPS")
            )
        return
    if token.dep_ == "appos" and _may_bear(head, ends):
        yield head
        return
    for child in token.rights:
        named = child.dep_ in BEHIND or child.dep_ in ("flat", "compound")
        if named and child.pos_ == "PROPN" and _may_bear(child, ends):
            yield from conjuncts(child)
            return


def _may_bear(token: Token, ends: Ends) -> bool:
    index = ends.resolve(token)
    return index is not None and ends.entities[index].family in ("person", "organisation", "group")
