"""Names and nouns side by side -> one thing: "X, a town", "the village of X", "X governorate", "X (Y)"."""

from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.extract.fold import initials
from kg.extract.found import COUNTRY, PERSON, PLACE, Found, family
from kg.extract.names import OF_ITS_OWN
from kg.extract.sets import Sets
from kg.extract.syntax import SUBJECT, preposition
from kg.namespaces import KG
from kg.ontology import Ontology

#: Places of which "the village of X" and X are one; "the north of Syria" is none of them.
_CALLED = tuple(KG + c for c in ("Settlement", "Region", "NaturalFeature", "Facility", "Route"))

#: Nouns for a part of a place: "the capital of Syria" is not Syria.
_PART = frozenset(
    (
        "capital north south east west centre center outskirt border coast area part stronghold"
    ).split()
)

_BESIDE = frozenset({"nmod:desc", "compound", "flat", "nn", "nmod:unmarked", "amod"})


def appositions(doc: Doc, found: list[Found], sets: Sets, ontology: Ontology) -> None:
    """Join each mention with the one it stands beside when the two call one thing by two words."""
    heads: dict[int, int] = {}
    for i, one in enumerate(found):
        if one.kind == "Nominal" or one.head not in heads:
            heads[one.head] = i
    inside = {
        at: i
        for i, one in enumerate(found)
        if one.kind == "Name"
        for at in range(one.start, one.end)
    }
    for i, one in enumerate(found):
        token = doc[one.head]
        beside = token.dep_ == "appos"
        j = heads.get(token.head.i, inside.get(token.head.i) if beside else None)
        if j is None and token.dep_ in SUBJECT:
            j, beside = heads.get(_before(token)), True
        if j is None or j == i:
            continue
        other = found[j]
        if beside:
            joined = agree(one, other, ontology)
        elif token.dep_ in _BESIDE:
            joined = _beside(one, other, ontology) and not _parted(doc, one, other)
        else:
            joined = _called(one, other, preposition(token), ontology)
        if joined and sets.may_join(i, j):
            sets.join(i, j)
    _brackets(doc, found, sets)


def _parted(doc: Doc, one: Found, other: Found) -> bool:
    """Say whether a verb or an "and" stands between two mentions: there the tree has crossed both."""
    between = doc[min(one.end, other.end) : max(one.start, other.start)]
    return any(t.pos_ in ("VERB", "AUX", "CCONJ") for t in between)


def _before(token: Token) -> int:
    """Return the subject right before another, a comma between: "the minister, X, said"; else -1.

    The tree has two subjects there where one is the apposition of the other.
    """
    start = token.left_edge.i
    if token.dep_ not in SUBJECT or start < 2 or token.doc[start - 1].text != ",":
        return -1
    for other in token.head.children:
        if other.dep_ == token.dep_ and other.right_edge.i in (start - 1, start - 2):
            alone = not any(c.dep_ == "conj" for each in (token, other) for c in each.children)
            return int(other.i) if alone and other.i < start else -1
    return -1


def agree(a: Found, b: Found, ontology: Ontology) -> bool:
    """Say whether two mentions can be one thing, as far as their classes and number go."""
    if a.known and b.known:
        return a.known == b.known
    if a.kind == b.kind == "Name" and a.key != b.key:
        return False
    if a.plural != b.plural:
        return False
    if COUNTRY in (a.cls, b.cls) and a.cls != b.cls:  # "the province, Iraq"
        return False
    return (
        ontology.isa(a.cls, b.cls)
        or ontology.isa(b.cls, a.cls)
        or family(a.cls, ontology) == family(b.cls, ontology)
    )


def _beside(one: Found, other: Found, ontology: Ontology) -> bool:
    """Join "spokesman Peter Cook", "Fatah Army coalition", "Idlib governorate"; not "US jet"."""
    if {one.kind, other.kind} != {"Name", "Nominal"}:
        return False
    name, noun = (one, other) if one.kind == "Name" else (other, one)
    if name.cls == COUNTRY:
        return False
    if noun is one:
        return agree(one, other, ontology)
    if noun.plural and not ontology.isa(noun.cls, PLACE):
        return False
    if noun.cls in OF_ITS_OWN or PERSON in (name.cls, noun.cls):
        return False
    return ontology.isa(name.cls, noun.cls) or ontology.isa(noun.cls, name.cls)


def _called(one: Found, other: Found, of: str, ontology: Ontology) -> bool:
    """Join "the village of X"; not "the capital of X", nor "the Y mountains of X"."""
    return (
        of == "of"
        and one.kind == "Name"
        and other.kind == "Nominal"
        and not other.plural
        and other.key not in _PART
        and other.cls in _CALLED
        and one.cls != COUNTRY
        and ontology.isa(one.cls, PLACE)
        and ontology.isa(one.cls, other.cls)
    )


def _brackets(doc: Doc, found: list[Found], sets: Sets) -> None:
    """Join a name with the acronym in brackets right behind it."""
    names = [(i, one) for i, one in enumerate(found) if one.kind == "Name"]
    for (i, full), (j, short) in pairwise(names):
        if short.start != full.end + 1 or short.end >= len(doc):
            continue
        if doc[full.end].text != "(" or doc[short.end].text != ")":
            continue
        first = initials([t.text for t in doc[full.start : full.end]])[:1]
        if doc[short.start].text.isupper() and first == doc[short.start].text[:1]:
            sets.join(i, j)
