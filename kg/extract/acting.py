"""Who acts: no subject on itself, and nobody in another verb's stead."""

from spacy.tokens import Token

from kg.extract.draft import AGENT, PATIENT, Draft
from kg.extract.syntax import INDIRECT, OBJECT, conjuncts, first_conjunct, own_subject
from kg.namespaces import KG

#: Roles of those who are acted on.
ACTED_ON = frozenset({PATIENT, KG + "recipient"})


def apart(draft: Draft) -> None:
    """Let no subject act on itself where no word says so: "the kidnappers let the kidnappers go"."""
    acting = {index for role, index in draft.roles if role == AGENT}
    twice = acting & {index for role, index in draft.roles if role in ACTED_ON}
    subject = own_subject(draft.token) if twice and not draft.noun else None
    if subject is None:
        return
    objects = [c for c in draft.token.children if c.dep_ in OBJECT or c.dep_ in INDIRECT]
    if any(_another(c, subject) for c in objects):
        draft.roles = [(r, i) for r, i in draft.roles if i not in twice or r not in ACTED_ON]


def _another(filler: Token, subject: Token) -> bool:
    """Say whether an object cannot be the subject: the same noun again, or "him" and no "himself"."""
    if filler.pos_ == "PRON":
        return not filler.lower_.endswith(("self", "selves"))
    return filler.pos_ in ("NOUN", "PROPN") and filler.lemma_ == subject.lemma_


def another_acts(draft: Draft, word: Token) -> bool:
    """Say whether a word only does something about what a noun tells: X of "X rejected the proposal"."""
    first = first_conjunct(draft.token)
    if not draft.noun or draft.light is not None or first.dep_ not in OBJECT:
        return False
    subject = own_subject(first.head)
    return subject is not None and word in conjuncts(subject)


def acts_elsewhere(draft: Draft, word: Token) -> bool:
    """Say whether a word acts in the next of two passives only: X of "was founded … and is run by X"."""
    verb = word.head
    if draft.noun or word.dep_ != "obl:agent" or verb is draft.token or verb.dep_ != "conj":
        return False
    return any(c.dep_ == "aux:pass" for c in verb.children) and verb.i > draft.token.i
