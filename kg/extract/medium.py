"""A reporting verb -> to or through whom it was said: "told AFP", "in a statement to the council"."""

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from kg.extract.report import Resolve
from kg.extract.syntax import INDIRECT, OBJECT, conjuncts, preposition

#: Where something is said: "in an interview with X", "in a statement to X".
_OCCASIONS = frozenset(("interview", "statement", "email", "letter", "message", "call", "briefing"))


def told_to(
    verb: Token, content: tuple[int, int], resolve: Resolve, speaks: Callable[[int], bool]
) -> int | None:
    """Return the first that a verb names outside of what is said who can be told, an entity, or None."""
    for token in _told(verb):
        index = None if content[0] <= token.i < content[1] else resolve(token)
        if index is not None and speaks(index):
            return index
    return None


def _told(verb: Token) -> Iterator[Token]:
    clause = any(c.dep_ in ("ccomp", "parataxis") for c in verb.children)
    for child in verb.children:
        if child.dep_ in INDIRECT or (child.dep_ in OBJECT and (clause or verb.lemma_ == "tell")):
            yield child
        elif child.dep_ == "obl" and child.i > verb.i:
            if preposition(child) in ("to", "via"):
                yield child
            elif child.lemma_.lower() in _OCCASIONS:
                yield from _partner(child)
        elif child.dep_ == "prep" and child.lower_ == "to":
            yield from (c for c in child.children if c.dep_ == "pobj")


def _partner(occasion: Token) -> Iterator[Token]:
    for child in occasion.children:
        if preposition(child) in ("with", "to"):
            yield from conjuncts(child)
