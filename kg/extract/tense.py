"""Token -> whether the words around it speak of what was or of what is to come."""

from typing import Final

from spacy.tokens import Doc, Token

_COMING: Final = frozenset(("will", "'ll", "’ll", "shall", "would"))
_GONE: Final = frozenset(("was", "were", "had", "did"))


def tense(doc: Doc, offset: int) -> int:
    """Return 1 for what is to come, -1 for what was, 0 where the words do not say.

    Args:
        doc: with tags and a tree.
        offset: where, in code points.
    """
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    if span is None:
        return 0
    node = span[0]
    for _ in range(8):
        if node.pos_ in ("VERB", "AUX"):
            found = _of_verb(node)
            if found:
                return found
        if node.head is node:
            return 0
        node = node.head
    return 0


def _of_verb(verb: Token) -> int:
    """Return what a verb says; an infinitive says what the verb above it says, else what is to come."""
    words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "mark", "aux:pass", "auxpass")}
    if words & _COMING:
        return 1
    if verb.tag_ == "VBD" or words & _GONE:
        return -1
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        return -1
    if "to" in words:
        return 1
    return 0
