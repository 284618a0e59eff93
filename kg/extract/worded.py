"""Words of relations -> bonds: "leads", "spokesman for", "UK-based", and who stands around them."""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from kg.extract.bearers import bearers, predicated
from kg.extract.bonds import Around, Bond, End, Ends, around_noun, around_verb
from kg.extract.factuality import ACTUAL, factuality
from kg.extract.found import PERSON
from kg.extract.offices import HOLDS_ROLE, office
from kg.extract.syntax import (
    OBJECT,
    arguments,
    conjuncts,
    is_passive,
    preposition,
    surface_subject,
)
from kg.ontology import Tie

#: Where the owner of a plan or an effort stands.
_OWNING = ("possessive", "adjective", "compound", "of", "by")

_HYPHENS = frozenset({"-", "–", "‑"})


def worded(token: Token, ends: Ends) -> list[Bond]:
    """Return the bonds that one word tells, alone or as the last or first of several."""
    for kind, key in _keys(token):
        ties = ends.ontology.relations.words.get((kind, key))
        if ties is None:
            continue
        fitting = [(tie, words) for tie in ties if (words := _covered(token, kind, tie.words))]
        if fitting:
            longest = max(len(words) for _, words in fitting)
            best = [(tie, words) for tie, words in fitting if len(words) == longest]
            found = list(_told(token, kind, best, ends))
            if found or kind == "noun":
                return found
    return []


def _keys(token: Token) -> list[tuple[str, str]]:
    pos = token.pos_
    if pos in ("NOUN", "PROPN"):
        lemma, lower = token.lemma_.lower(), token.lower_
        return [("noun", lemma), ("noun", lower)] if lower != lemma else [("noun", lemma)]
    found = []
    if pos in ("ADJ", "VERB") and token.tag_ not in ("VBZ", "VBP", "VB"):
        found.append(("adjective", token.lower_))
    if pos == "VERB" or (pos == "AUX" and token.dep_ not in ("aux", "cop", "aux:pass", "auxpass")):
        found.append(("verb", token.lemma_.lower()))
    return found


def _covered(token: Token, kind: str, words: tuple[str, ...]) -> tuple[Token, ...]:
    """Return the tokens of a pattern, empty where its other words do not stand by."""
    if len(words) == 1:
        return (token,)
    if kind == "verb":
        below = [t for c in token.children for t in (c, *c.children)]
        parts = [t for w in words[1:] for t in below if w in (t.lower_, t.lemma_.lower())]
        return (token, *parts) if len(parts) >= len(words) - 1 else ()
    first = (
        token.i if words[0] in (token.lower_, token.lemma_.lower()) else token.i - len(words) + 1
    )
    found = tuple(token.doc[max(first, 0) : first + len(words)])
    fits = len(found) == len(words) and all(
        w in (t.lower_, t.lemma_.lower()) for t, w in zip(found, words, strict=True)
    )
    return found if fits else ()


def _told(
    token: Token, kind: str, ties: list[tuple[Tie, tuple[Token, ...]]], ends: Ends
) -> Iterator[Bond]:
    around = _around(token, kind, ends)
    around = [(p, t) for p, t in around if t not in ties[0][1] or p == "self"]
    status, over = "", False
    for tie, words in ties:
        subjects, objects = ends.ontology.relations.ends[tie.prop]
        ones = ends.at(tie.one, around, subjects)
        if not ones:
            continue
        if not status:
            status, cues = _status(token, kind, ends)
            over = _over(token, ends)
        others = ends.at(tie.other, around, objects) or (
            ones if _mutual(tie, token, around) else []
        )
        for (one, a), (other, b) in ((x, y) for x in ones for y in others):
            if one != other:
                yield Bond(
                    tie.prop, one, other, token, (*words, a, b), "", status, cues, over
                )  # fmt: skip
        if tie.office:
            yield from _office(token, words, ones, (status, cues, over), ends)


def _mutual(tie: Tie, token: Token, around: Around) -> bool:
    """Say whether those who are one end are the other too: "opposed to each other", "X and Y are allies"."""
    places = {position.name for position in tie.other}
    if "each" in places and token.pos_ == "NOUN" and token.tag_ == "NNS":
        return True
    return any(_each_other(t) for where, t in around if where in places)


def _each_other(token: Token) -> bool:
    """Say whether a word is part of "each other" or "one another"."""
    near = token.doc[max(token.i - 1, 0) : token.i + 2]
    return any(
        (a.lower_, b.lower_) in (("each", "other"), ("one", "another")) for a, b in pairwise(near)
    )


def _office(
    token: Token,
    words: tuple[Token, ...],
    ones: list[End],
    how: tuple[str, tuple[Token, ...], bool],
    ends: Ends,
) -> Iterator[Bond]:
    """Yield who holds the office; a phrase that only says "the president" tells nothing of anybody."""
    span = office(token, words, ends.ontology.relations.past)
    for one, a in ones:
        entity = ends.entities[one]
        if entity.cls == PERSON and (entity.named or a != token):
            yield Bond(HOLDS_ROLE, one, None, token, (*span, a), _text(span), *how)


def _text(span: tuple[Token, ...]) -> str:
    first, last = span[0], span[-1]
    return " ".join(first.doc[first.i : last.i + 1].text.split())


def _around(token: Token, kind: str, ends: Ends) -> Around:
    if kind == "verb":
        return list(_clause(token))
    if kind == "adjective":
        return list(_adjective(token))
    found = around_noun(token)
    found.extend(("self", each) for each in bearers(token, ends))
    found.extend(("engaged", each) for each in _engaged(token, ends))
    return found


def _engaged(noun: Token, ends: Ends) -> list[Token]:
    """Return who is in what a noun tells: X of "X in the fight", "backed X in its fight", "support for X in"."""
    if preposition(noun) != "in":
        return []
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    while above.dep_ == "nmod" and preposition(above) == "of" and ends.of(above.head):
        above = above.head  # the government of "the government of Iraq in the fight"
    nouns = [above] if above.pos_ in ("NOUN", "PROPN") else _objects(above)
    return [each for one in nouns for who in _whom(one, ends) for each in conjuncts(who)]


def _objects(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in OBJECT]


def _whom(noun: Token, ends: Ends) -> list[Token]:
    """Return the noun itself where it is somebody, else whom it is for or of."""
    if ends.of(noun):
        return [noun]
    return [c for c in noun.children if c.dep_ == "nmod" and preposition(c) in ("for", "of", "to")]


def _clause(verb: Token) -> Iterator[tuple[str, Token]]:
    """Yield what stands around a verb; whose effort it is acts in "X's efforts to defeat Y"."""
    found = around_verb(verb)
    yield from found
    if verb.dep_ == "acl" and verb.tag_ == "VB" and all(p != "subject" for p, _ in found):
        owners = (a for a in arguments(verb.head, noun=True) if a.position in _OWNING)
        yield from (("subject", a.token) for a in owners)


def _adjective(token: Token) -> Iterator[tuple[str, Token]]:
    """Yield the noun that an adjective or participle describes, its prefix, and its prepositions."""
    if token.dep_ in ("amod", "acl") and token.head != token:
        yield from (("described", each) for each in conjuncts(token.head))
    else:
        subject = surface_subject(token)
        if subject is not None:
            yield from (("subject", each) for each in conjuncts(subject))
            yield from (("described", each) for each in conjuncts(subject))
    if token.i > 1 and token.nbor(-1).text in _HYPHENS:
        yield "prefix", token.nbor(-2)
    passive = is_passive(token)
    for where, each in around_verb(token):
        if where == "subject" and passive:
            yield "by", each
        elif where not in ("subject", "object"):
            yield where, each


def _status(token: Token, kind: str, ends: Ends) -> tuple[str, tuple[Token, ...]]:
    """Return the factuality: of a verb or predicate as of events, of a mere noun by its adjectives."""
    predicate = kind != "noun" or any(True for _ in predicated(token))
    if predicate:
        return factuality(token, ends.ontology, noun=False)
    for child in token.children:
        if child.dep_ in ("amod", "advmod"):
            cls = ends.ontology.cues.get((child.lower_,))
            if cls is not None:
                return cls, (child,)
    return ACTUAL, ()


def _over(token: Token, ends: Ends) -> bool:
    """Say whether the text tells it as past: "former", "ex-", "was the leader"."""
    past = ends.ontology.relations.past
    if any(c.lower_ in past and c.dep_ not in ("nmod", "obl") for c in token.lefts):
        return True
    if token.i > 1 and token.nbor(-1).text in _HYPHENS and token.nbor(-2).lower_ in past:
        return True
    if any(token.lower_.startswith(p) for p in past if p.endswith("-")):
        return True
    be = next((c for c in token.children if c.dep_ == "cop"), None)
    passive = any(c.tag_ == "VBN" and c.dep_ == "amod" for c in token.lefts)  # "was elected leader"
    was = be is not None and be.tag_ == "VBD" and token.dep_ not in ("ccomp", "advcl")
    return was and not passive
