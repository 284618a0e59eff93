"""Names and nouns side by side -> one thing: "X, a town", "the village of X", "X governorate", "X (Y)"."""

from itertools import pairwise

from spacy.tokens import Doc

from kg.extract.fold import initials
from kg.extract.found import COUNTRY, PERSON, PLACE, Found, family
from kg.extract.names import OF_ITS_OWN
from kg.extract.sets import Sets
from kg.extract.syntax import preposition
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
    for i, one in enumerate(found):
        token = doc[one.head]
        j = heads.get(token.head.i)
        if j is None or j == i:
            continue
        other = found[j]
        if token.dep_ == "appos":
            joined = agree(one, other, ontology)
        elif token.dep_ in _BESIDE:
            joined = _beside(one, other, ontology)
        else:
            joined = _called(one, other, preposition(token), ontology)
        if joined and sets.may_join(i, j):
            sets.join(i, j)
    _brackets(doc, found, sets)


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
