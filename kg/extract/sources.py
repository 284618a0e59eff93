"""The words for a source -> who speaks: the nouns, and where they are a statement's, whose it is."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from kg.extract.syntax import antecedent, behind_point, conjuncts, preposition
from kg.ontology import Ontology

_NOUNS = frozenset(("NOUN", "PROPN", "PRON"))
_JOINING = frozenset(("cc", "case", "punct"))
_OWNING = frozenset(("nmod:poss", "poss", "compound", "amod", "nmod:desc"))


def spoken(source: Span, cue: Token) -> Token:
    """Return the head of the words for a source; where the tree cuts them in two, of the part next to the cue."""
    heads = [t for t in source if t.pos_ in _NOUNS and not source.start <= t.head.i < source.end]
    return min(heads, key=lambda t: abs(t.i - cue.i), default=source.root)


def sources(subject: Token, ontology: Ontology, verb: Token | None = None) -> Iterator[Token]:
    """Yield who speaks: the subject's conjuncts, or whoever's report or estimate they are."""
    first = behind_point(antecedent(subject, verb) if verb is not None else subject)
    for noun in conjuncts(first):
        if noun is not first and (noun.pos_ not in _NOUNS or _further(noun, first)):
            continue
        if any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children):  # "no official said"
            continue
        owners = list(_owners(noun)) if telling(noun, ontology) else []
        yield from owners or [noun]


def phrase(source: Token, speakers: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """Return the words for one of the speakers that a range of tokens names: its part, or all for one."""
    if not start <= source.i < end or len(speakers) == 1:
        return start, end
    if source is not speakers[0]:
        start = max(start, source.left_edge.i)
    end = min([end, *(s.left_edge.i for s in speakers if s.i > source.i)])
    while start < source.i and source.doc[start].dep_ in _JOINING:
        start += 1
    while end > source.i + 1 and source.doc[end - 1].dep_ in _JOINING:
        end -= 1
    return min(start, source.i), max(end, source.i + 1)


def _further(noun: Token, first: Token) -> bool:
    """Say whether a conjunct says more of the first: "Ray, a judge, and a nurse", "the mayor and judge"."""
    if noun.tag_ != "NN" or first.tag_ not in ("NN", "NNP"):
        return False
    beside = [c for c in first.children if first.i < c.i < noun.i and c.dep_ == "appos"]
    given = {c.lower_ for c in noun.children if c.dep_ in ("det", "nmod:poss")}
    if beside:
        return given <= {"a", "an"}
    return first.tag_ == "NN" and not given and any(c.dep_ == "det" for c in first.children)


def telling(noun: Token, ontology: Ontology) -> bool:
    """Say whether a noun is what somebody said: "statement", "report", "estimate"."""
    lemma = noun.lemma_.lower()
    return noun.pos_ == "NOUN" and lemma != "witness" and (lemma,) in ontology.stances


def _owners(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        below = [c for c in child.children if c.dep_ == "pobj"]
        for target in below if child.dep_ == "prep" else [child]:
            by = preposition(target) in ("from", "by", "of")
            if (by or target.dep_ in _OWNING) and target.pos_ in ("NOUN", "PROPN", "PRON"):
                yield from conjuncts(target)
