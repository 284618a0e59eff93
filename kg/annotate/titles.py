"""Cues that are no verbs: "according to X", "X: …", "reportedly"."""

from spacy.tokens import Doc, Token

from kg.annotate.quotations import Range
from kg.annotate.trim import trimmed

#: Source, cue, content, as ranges of tokens.
Parts = tuple[Range | None, Range, Range]

#: Words before a colon that may still name a speaker.
_LONGEST_NAME = 6

#: Letters of a first word before a colon that may name a speaker: "Q:" and "A:" do not.
_SHORTEST_NAME = 2


#: Labels of names that may stand before a colon for who speaks.
_SPEAKING = frozenset(("PERSON", "ORG", "GPE", "LOC", "NORP"))


def according(token: Token) -> Parts | None:
    """Return the parts of "according to X" at its first word; the content is the rest of the sentence."""
    doc, sentence = token.doc, token.sent
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    below = (c for c in token.children if c.i > token.i + 1 and c.dep_ != "punct")
    noun = token.head if token.head.i > token.i else next(below, None) or _behind(token)
    if noun is None:
        return None
    end = _end(noun, min(noun.right_edge.i + 1, sentence.end))
    who = trimmed(doc, token.i + 2, end)
    before = token.i - sentence.start > 2
    what = trimmed(doc, *((sentence.start, token.i) if before else (end, sentence.end)))
    if who is None or what is None:
        return None
    return who, (token.i, token.i + 2), what


def _behind(token: Token) -> Token | None:
    """Return the noun behind "according to" where the tree has hung it on a word before."""
    for other in token.doc[token.i + 2 : token.sent.end]:
        if other.is_punct and other.text != "-":
            return None
        if other.pos_ in ("NOUN", "PROPN", "PRON") and other.head.i < token.i:
            return other
    return None


def _end(noun: Token, end: int) -> int:
    """Return where the source ends: before the clause that the tree may have hung on it, or a full stop."""
    doc = noun.doc
    if any(c.dep_ == "nsubj" for c in noun.children):
        end = next((i for i in range(noun.i, end) if doc[i].text == ","), end)
    return end - 1 if end - 1 > noun.i and doc[end - 1].text == "." else end


def headed(colon: Token) -> Parts | None:
    """Return the parts of a line "X: …", as in headlines and interviews, at its colon."""
    doc = colon.doc
    start = colon.i
    while start > 0 and colon.i - start <= _LONGEST_NAME and not _breaks(doc, start - 1):
        start -= 1
    words = [t for t in doc[start : colon.i] if t.is_alpha]
    if not words or colon.i - start > _LONGEST_NAME or len(words[0]) < _SHORTEST_NAME:
        return None
    if not _somebody(colon, start) and not _named(colon, start, words):
        return None
    end = colon.i + 1
    while end < len(doc) and not _breaks(doc, end):
        end += 1
    what = trimmed(doc, colon.i + 1, end)
    if what is None or what[1] - what[0] < 3:
        return None
    return (start, colon.i), (colon.i, colon.i + 1), what


def _somebody(colon: Token, start: int) -> bool:
    """Say whether all that stands before a colon is one mention of a person or an organisation."""
    doc = colon.doc
    spans = doc.spans.get("mentions", ())
    ends = {(s.start, s.end) for s in spans if s.label_ in ("person", "organisation")}
    return (start, colon.i) in ends


def _named(colon: Token, start: int, words: list[Token]) -> bool:
    """Say whether what stands before a colon is in capitals and has a name in it."""
    if any(t.text[0].islower() for t in words):
        return False
    here = colon.doc[start : colon.i]
    if not colon.doc.has_annotation("ENT_IOB"):  # a pipeline that finds no names
        return True
    return any(t.ent_type_ in _SPEAKING for t in here)


def _breaks(doc: Doc, at: int) -> bool:
    return doc[at].is_space and "\n" in doc[at].text


def alone(adverb: Token) -> Parts | None:
    """Return the parts of "reportedly …": no source, and the rest of its clause."""
    end = max(adverb.head.right_edge.i, adverb.i) + 1
    what = trimmed(adverb.doc, adverb.i + 1, end)
    return (None, (adverb.i, adverb.i + 1), what) if what is not None else None
