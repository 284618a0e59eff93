"""Trigger -> factuality: negation, modality, plans and conditions around it, by the ontology's cue words."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.syntax import OBJECT, PASSIVE_SUBJECT, POSSESSIVE, RELATIVE, SUBJECT, preposition
from kg.extract.table import once
from kg.namespaces import KG
from kg.ontology import Ontology

ACTUAL, NEGATED, PLANNED = KG + "Actual", KG + "Negated", KG + "Planned"
POSSIBLE, HYPOTHETICAL = KG + "Possible", KG + "Hypothetical"

#: Which of several cues counts. A condition or a hedge swallows a negation inside it, but what
#: "will not" happen is negated.
_WEIGHT = {HYPOTHETICAL: 4, POSSIBLE: 3, NEGATED: 2, PLANNED: 1, ACTUAL: 0}

#: Children that may carry a cue about the event itself.
_OWN = frozenset(
    {
        "aux",
        "advmod",
        "neg",
        "amod",
        "det",
        "mark",
        "nmod:desc",
        "advcl",
        "compound",
        "cc:preconj",
        "aux:pass",
        "auxpass",
    }
)

#: Links upwards through which the verb above decides about the event below.
_GOVERNED = frozenset({"xcomp", "ccomp", "acl", "csubj", "advcl", "pcomp"})

#: Words that make a condition or a question of the clause they begin.
_IF = frozenset({"if", "unless", "whether"})

#: Words of ability: "could not work" denies it, "may not work" doubts it.
_ABLE = frozenset({"can", "ca", "could", "able"})

Cue = tuple[str, Token]


def factuality(
    trigger: Token, ontology: Ontology, *, noun: bool, light: Token | None = None
) -> tuple[str, tuple[Token, ...]]:
    """Return the factuality of the event at ``trigger`` and the words that tell it.

    Args:
        trigger: the event's verb, noun or adjective.
        ontology: where the cue words are.
        noun: True for an event noun.
        light: the verb that carries the noun ("held talks"), whose negation and mood are its own.
    """
    cues = list(_around(trigger, ontology, noun=noun and light is None))
    if light is not None:
        cues.extend(_around(light, ontology, noun=False))
    if not cues:
        return ACTUAL, ()
    if len(cues) > 1 and any(cls == NEGATED for cls, _ in cues):  # what cannot be is not
        cues = [c for c in cues if c[0] != POSSIBLE or c[1].lower_ not in _ABLE]
    best = max(_WEIGHT[cls] for cls, _ in cues)
    cls = next(c for c in _WEIGHT if _WEIGHT[c] == best)
    words = sorted({t.i: t for c, t in cues if c == cls}.items())
    return cls, tuple(t for _, t in words)


def _around(trigger: Token, ontology: Ontology, *, noun: bool) -> Iterator[Cue]:
    yield from _own(trigger, ontology)
    yield from _conditions(trigger)
    yield from _to_come(trigger)
    node = trigger
    for _ in range(6):
        head = node.head
        if head is node:
            return
        label = node.dep_
        if label == "conj":
            if not noun:
                yield from _shared(head, ontology)
            node = head
            continue
        if noun and node is trigger:
            if label in OBJECT or label in PASSIVE_SUBJECT:
                yield from _governor(head, ontology, infinitive=False)
            elif label in ("nmod", "pobj"):
                of = preposition(node)
                outer = head.head if label == "pobj" else head
                yield from _governor(outer, ontology, infinitive=False, of=of)
            elif label in ("obl",):
                yield from _preposition(node, ontology)
                if preposition(node) in ("of", "for", "to"):
                    yield from _governor(head, ontology, infinitive=False, of=preposition(node))
            elif label not in SUBJECT:
                return
            elif head.pos_ == "ADJ":  # "talks are likely"
                yield from _governor(head, ontology, infinitive=False)
            if label in SUBJECT or head.pos_ not in ("VERB", "AUX", "NOUN") or _given(trigger):
                return
            node = head
            continue
        if label not in _GOVERNED or label in RELATIVE:
            return
        infinitive = _infinitive(node)
        if label == "advcl":
            if infinitive and not any(c.lower_ in ("after", "before") for c in node.children):
                yield PLANNED, next(c for c in node.children if c.lower_ == "to")
            return
        if label == "acl" and not infinitive and not any(c.dep_ == "mark" for c in node.children):
            return
        governed = list(_governor(head, ontology, infinitive=infinitive))
        yield from governed
        if (
            label == "acl" and infinitive and not (governed or _one_of(head))
        ):  # "a deal to protect X"
            yield PLANNED, next(c for c in node.children if c.lower_ == "to")
        yield from _own(head, ontology) if label == "xcomp" else ()
        node = head


def _conditions(trigger: Token) -> Iterator[Cue]:
    """Yield the word that makes a condition or a question of a clause that the trigger is in, however deep.

    What a relative clause tells stands outside: "if the man who fled returns".
    """
    for child in trigger.children:
        if child.dep_ == "advcl" and _would(trigger):  # "it would fall if …"
            yield from ((HYPOTHETICAL, mark) for mark in _ifs(child))
    node = trigger
    for _ in range(12):
        yield from ((HYPOTHETICAL, mark) for mark in _ifs(node))
        label = node.dep_
        if label in RELATIVE or (label == "acl" and not _infinitive(node)) or node.head is node:
            return
        node = node.head


@once
def _ifs(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ == "mark" and c.lower_ in _IF]


def _would(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("would", "will", "could") for c in verb.children)


def _to_come(trigger: Token) -> Iterator[Cue]:
    """Yield the "to" of "X to be paid" in a headline, and of "it is to be paid"."""
    if (
        trigger.children
        and trigger.dep_ in ("ROOT", "ccomp", "parataxis")
        and any(c.dep_ in SUBJECT or c.dep_ in PASSIVE_SUBJECT for c in trigger.children)
    ):
        yield from ((PLANNED, c) for c in trigger.children if c.lower_ == "to" and c.i < trigger.i)


def _one_of(noun: Token) -> bool:
    """Say whether those who did something are counted off: "the first to leave", "one of few to grow"."""
    words = (noun, *noun.children)
    return any(
        t.lower_ in ("first", "last", "only", "few", "latest") or t.tag_ == "JJS" for t in words
    )


def _given(noun: Token) -> bool:
    """Say whether a noun tells of what is known already: "a plan to face the crisis"."""
    return any(
        c.lower_ in ("the", "this", "that", "these", "those") or c.dep_ in POSSESSIVE
        for c in noun.children
    )


def _infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in verb.children)


def _own(token: Token, ontology: Ontology) -> Iterator[Cue]:
    for child in token.children:
        if child.dep_ not in _OWN and not (child.dep_ == "prep" and child.lower_ == "without"):
            continue
        if child.dep_ == "advcl" or (child.dep_ == "compound" and child.i != token.i - 1):
            continue
        found = ontology.cues.get((child.lower_,)) or (
            ontology.cues.get((child.lemma_.lower(),)) if child.dep_ != "det" else None
        )
        if found is None or (child.lower_ == "no" and child.dep_ not in ("det", "neg")):
            continue
        if child.lemma_ == "have":
            continue
        yield found, child
    yield from _nobody(token)
    if (
        token.tag_ == "VB"
        and any(c.lower_ == "going" for c in (token.head,))
        and token.dep_ == "xcomp"
    ):
        yield PLANNED, token.head


def _nobody(verb: Token) -> Iterator[Cue]:
    """Yield the word that says of those who take part that there are none: "no soldier was killed"."""
    if verb.pos_ != "VERB":
        return
    for child in verb.children:
        if child.dep_ in SUBJECT or child.dep_ in PASSIVE_SUBJECT or child.dep_ in OBJECT:
            if child.lower_ in ("nobody", "none", "nothing"):
                yield NEGATED, child
            yield from (
                (NEGATED, c)
                for c in child.children
                if c.lower_ in ("no", "neither") and c.dep_ == "det"
            )


def _shared(head: Token, ontology: Ontology) -> Iterator[Cue]:
    """Yield the mood that a coordinated verb shares with the first: "may attack and seize"."""
    for cls, token in _own(head, ontology):
        if token.dep_ == "aux":
            yield cls, token


def _preposition(noun: Token, ontology: Ontology) -> Iterator[Cue]:
    of = preposition(noun)
    found = ontology.cues.get(tuple(of.split()))
    if found is not None and of != "due to":
        yield found, next((c for c in noun.children if c.dep_ == "case"), noun)


def _governor(head: Token, ontology: Ontology, *, infinitive: bool, of: str = "") -> Iterator[Cue]:
    lemma, word = head.lemma_.lower(), head.lower_
    keys: list[tuple[str, ...]] = [(lemma, "to"), (word, "to")] if infinitive else []
    keys += [(lemma, of), (word, of)] if of else []
    keys += [(lemma,), (word,)]
    for key in keys:
        found = ontology.cues.get(key)
        if found is not None:
            yield found, head
            return
