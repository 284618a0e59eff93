"""A trigger in its tree -> who and what takes part, as the grammar alone says it (UD and ClearNLP labels)."""

from collections.abc import Iterator

from spacy.tokens import Token

#: Label of a dependent of a verb -> its role.
ROLES = {
    "nsubj": "agent", "obl:agent": "agent", "obj": "patient", "dobj": "patient", "nsubj:pass": "patient",
    "nsubjpass": "patient", "iobj": "recipient", "dative": "recipient", "obl:unmarked": "time", "npadvmod": "time",
}  # fmt: skip

#: What a noun of an event has around it: label or preposition -> role.
OF_NOUNS = {
    "nmod:poss": "agent", "poss": "agent", "by": "agent", "of": "patient", "against": "patient", "on": "patient",
}  # fmt: skip

_SUBJECTS = ("nsubj", "nsubj:pass", "nsubjpass")
_RELATIVE = frozenset({"who", "which", "that", "whom"})


def roles(trigger: Token) -> dict[int, str]:
    """Return word -> role for the words that take part, each the head of its phrase."""
    found: dict[int, str] = {}
    if trigger.pos_ in ("NOUN", "PROPN"):
        for child in trigger.children:
            role = OF_NOUNS.get(child.dep_) or OF_NOUNS.get(_case(child))
            if role:
                found.setdefault(child.i, role)
        return found
    for child in trigger.children:
        role = ROLES.get(child.dep_)
        if role and child.lower_ not in _RELATIVE:
            found.setdefault(child.i, role)
    for word, role in _elsewhere(trigger):
        if role not in found.values():
            found.setdefault(word.i, role)
    return found


def _case(child: Token) -> str:
    return next((c.lower_ for c in child.children if c.dep_ == "case"), "")


def _elsewhere(trigger: Token) -> Iterator[tuple[Token, str]]:
    """Yield what stands outside the verb's own clause: "a plan to X", "the man who Xed", "came and Xed"."""
    passive = any(c.dep_ in ("aux:pass", "auxpass") for c in trigger.children)
    subject = "patient" if passive else "agent"
    head = trigger.head
    if trigger.dep_ in ("acl:relcl", "relcl"):
        taken = {c.dep_ for c in trigger.children if c.lower_ not in _RELATIVE}
        yield head, subject if not taken & set(_SUBJECTS) else "patient"
    elif trigger.dep_ == "acl":
        if trigger.tag_ in ("VBG", "VBN"):
            yield head, "patient" if trigger.tag_ == "VBN" else "agent"
    elif trigger.dep_ in ("xcomp", "advcl", "conj"):
        yield from ((word, subject) for word in _above(trigger))


def _above(trigger: Token) -> Iterator[Token]:
    """Yield the object or else the subject of the verb that this one depends on."""
    head = trigger.head
    wanted = ("obj", "dobj", *_SUBJECTS) if trigger.dep_ == "xcomp" else _SUBJECTS
    for label in wanted:
        for child in head.children:
            if child.dep_ == label:
                yield child
                return
    if head.dep_ in ("conj", "xcomp") and head.head is not head:
        yield from _above(head)
