"""A range of tokens -> the range without white space and punctuation at its ends."""

from spacy.tokens import Doc

from kg.annotate.quotations import Range

_EDGES = frozenset((",", ";", ":", "-", "–", "—", "--"))


def trimmed(doc: Doc, start: int, end: int) -> Range | None:
    """Return the trimmed range; None when nothing is left."""
    while start < end and (doc[start].is_space or doc[start].text in _EDGES):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _EDGES):
        end -= 1
    return (start, end) if start < end else None
