"""A noun of office -> its words as the text has them: "Pentagon spokesman", "head of the Green Party"."""

from collections.abc import Set

from spacy.tokens import Token

from kg.extract.syntax import preposition
from kg.namespaces import KG

HOLDS_ROLE = KG + "holdsRole"

#: Words of an office after its noun, at most.
LONGEST = 8

_LEFT = frozenset({"amod", "compound", "nn", "nmod:desc", "nmod", "flat", "punct"})


def office(token: Token, words: tuple[Token, ...], past: Set[str]) -> tuple[Token, ...]:
    """Return the tokens of the office: what stands before its noun, and its "of" phrase if short.

    Args:
        token: the noun.
        words: the tokens of the pattern, which are in any case part of it.
        past: words such as "former", which are not.
    """
    start = min(w.i for w in words)
    for child in reversed([c for c in token.lefts if c.i < start]):
        near = child.right_edge.i == start - 1 and child.dep_ in _LEFT
        # "was elected president": a passive that is read as an adjective
        if (
            not near
            or child.tag_ == "VBN"
            or child.lower_ in past
            or (child.dep_ == "punct" and child.text != "-")
        ):
            break
        start = child.left_edge.i
    end = max(w.i for w in words) + 1
    for child in token.rights:
        of = child.lower_ if child.dep_ == "prep" else preposition(child)
        if (
            of in ("of", "for")
            and child.left_edge.i == end
            and child.right_edge.i - end < LONGEST
            and not any(c.dep_.startswith(("acl", "relcl", "appos")) for c in child.subtree)
        ):
            end = child.right_edge.i + 1
            break
    return tuple(token.doc[start:end])
