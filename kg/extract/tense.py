"""Token -> whether the words around it speak of what was or of what is to come."""

from typing import Final

from spacy.tokens import Doc, Token

_COMING: Final = frozenset(("will", "'ll", "’ll", "shall", "would"))
_GONE: Final = frozenset(("was", "were", "had", "did"))

#: Who does these speaks of what is to come, unless they had been done.
_AHEAD: Final = frozenset("plan schedule slate expect".split())


def tense(doc: Doc, offset: int) -> int:
    """Return 1 for what is to come, -1 for what was, 0 where the words do not say.

    Args:
        doc: with tags and a tree.
        offset: where, in code points.
    """
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    if span is None:
        return 0
    node, purpose = span[0], False
    for _ in range(8):
        if node.dep_ == "nmod:poss":
            return 0  # "to get around Wednesday's ruling"
        found = _of_predicate(node)
        if found:
            return 0 if purpose and found < 0 else found
        purpose = purpose or _is_infinitive(node)
        if node.head is node:
            break
        node = node.head
    return int(purpose)


def _of_predicate(word: Token) -> int:
    """Return what a verb, or what "is" or "will be" stands with, says; an infinitive leaves it to the one above."""
    words = {c.lower_ for c in word.children if c.dep_ in ("aux", "aux:pass", "auxpass", "cop")}
    if words & _COMING:
        return 1
    if word.pos_ not in ("VERB", "AUX"):
        return -1 if words & _GONE else 0
    if word.lemma_.lower() in _AHEAD and "had" not in words:
        return 1
    if word.tag_ == "VBD" or words & _GONE:
        return -1
    if word.tag_ == "VBN" and not words and word.dep_ in ("acl", "advcl"):
        return -1
    return 0


def _is_infinitive(word: Token) -> bool:
    """Say whether "to" stands with a verb."""
    return any(c.lower_ == "to" and c.dep_ in ("aux", "mark") for c in word.children)
