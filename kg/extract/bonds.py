"""Working values of relations: bonds that still know their tokens, and the ends that a position offers."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extract.syntax import arguments, conjuncts, preposition
from kg.extract.values import Entity
from kg.ontology import Ontology, Position

Resolve = Callable[[Token], int | None]

#: A position and the word that stands there.
Around = list[tuple[str, Token]]

#: An entity and the word that stands for it here.
End = tuple[int, Token]

#: Prepositions of place, which are said of all that is coordinated.
PLACING = frozenset({"in", "at", "inside", "across"})

_HERE = frozenset({"here", "there"})

#: Labels under which what is called by two names stands right behind the first.
BEHIND = frozenset({"appos", "nmod:unmarked", "npadvmod", "nmod:desc"})


@dataclass(slots=True)
class Bond:
    """A relation in the making.

    Attributes:
        one: index of the subject; ``other`` of the object, None for an office.
        text: the office.
        token: the word that tells it; of a bond by position the subject's own.
        words: all tokens that bear it out.
    """

    prop: str
    one: int
    other: int | None
    token: Token
    words: tuple[Token, ...]
    text: str = ""
    factuality: str = ""
    cues: tuple[Token, ...] = ()
    ended: bool = False
    time: int | None = None
    sources: list[int] = field(default_factory=list)


class Ends:
    """Finds who stands in a position, and whether a relation takes them."""

    def __init__(self, entities: Sequence[Entity], resolve: Resolve, ontology: Ontology) -> None:
        self.entities = entities
        self.resolve = resolve
        self.ontology = ontology

    def isa(self, index: int, classes: Collection[str]) -> bool:
        """Say whether an entity belongs to one of the classes; none means any."""
        if not classes:
            return True
        up = self.ontology.up.get(self.entities[index].cls, ())
        return any(above in up for above in classes)

    def at(
        self, positions: Sequence[Position], around: Around, classes: Collection[str]
    ) -> list[End]:
        """Return who stands in the first of the positions that somebody of the classes stands in."""
        filled = {where for where, _ in around}
        for position in positions:
            if position.name not in filled:
                continue
            wanted = (position.cls,) if position.cls else ()
            found = [
                (index, token)
                for where, token in around
                if where == position.name
                for index in self.of(token)
                if self.isa(index, classes) and self.isa(index, wanted)
            ]
            if found:
                return list(dict.fromkeys(found))
        return []

    def of(self, token: Token) -> list[int]:
        """Return the entity that a word stands for: its own, or the name that the word calls."""
        index = self.resolve(token)
        if index is None:
            named = (
                self.resolve(c)
                for c in token.children
                if c.dep_ in ("appos", "flat") and c.i > token.i
            )
            index = next((i for i in named if i is not None), None)
        return [] if index is None else [index]


def around_verb(verb: Token) -> Around:
    """Return what stands around a verb or adjective; "here" stands where "in X" would."""
    found: Around = list(arguments(verb, noun=False))
    return found + [("in", c) for c in verb.children if c.dep_ == "advmod" and c.lower_ in _HERE]


def around_noun(noun: Token) -> Around:
    """Return what stands around a noun, behind its comma as ``comma``, in brackets as ``brackets``.

    What is said with a preposition behind the last of several nouns is said of each.
    """
    if not noun.children and noun.dep_ != "conj":
        return []
    found: Around = list(arguments(noun, noun=True))
    behind = [c for c in noun.children if c.i > noun.i]
    found.extend(("brackets", c) for c in behind if noun.doc[c.left_edge.i].text == "(")
    found.extend(_shared(noun))
    found.extend(_inner(noun))
    for child in behind:
        if child.dep_ in BEHIND and any(t.text == "," for t in noun.doc[noun.i + 1 : child.i]):
            found.extend(("comma", each) for each in conjuncts(child))
    return found


def where_only(around: Around) -> Around:
    """Return those positions that say where."""
    return [(p, t) for p, t in around if p in PLACING]


def _inner(noun: Token) -> Around:
    """Return where Y is of "X of Y in Z": there X is too."""
    of = [c for c in noun.children if c.dep_ == "nmod" and preposition(c) == "of"]
    inner = (a for each in of for a in arguments(each, noun=True))
    return [a for a in inner if a.position in PLACING]


def _shared(noun: Token) -> Around:
    """Return what stands behind the conjunct: of "rebels and civilians in Aleppo" Aleppo for both."""
    last = conjuncts(noun)[-1]
    other = noun.head if last == noun and noun.dep_ == "conj" else last
    if other == noun or other.pos_ not in ("NOUN", "PROPN"):
        return []
    behind = [a for a in arguments(other, noun=True) if a.token.i > max(noun.i, last.i)]
    if noun.i < other.i and any(
        t.lower_ in PLACING for t in noun.doc[noun.i : other.left_edge.i + 1]
    ):
        return []  # "X and parts of Y in Z, and towns in W"
    return [a for a in behind if a.position in PLACING]
