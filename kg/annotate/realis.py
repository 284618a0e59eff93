"""A trigger in its tree -> how factual the event is, as the grammar around it says (after FactBank's cues)."""

from spacy.tokens import Token

ACTUAL, NEGATED, PLANNED, POSSIBLE, HYPOTHETICAL = (
    "Actual", "Negated", "Planned", "Possible", "Hypothetical",
)  # fmt: skip

_NOT = frozenset("not n't never no neither nor without hardly".split())
_MAY = frozenset(
    "may might could can possibly perhaps maybe probably likely allegedly reportedly".split()
)
_WILL = frozenset("will 'll wo shall would should must".split())
_IF = frozenset("if unless whether".split())
_COMPLEMENTS = ("xcomp", "ccomp", "acl", "advcl", "csubj")


def realis(trigger: Token) -> str:
    """Return one of the five classes: a condition first, then doubt, then denial, then what is to come."""
    beside = {c.lower_ for c in trigger.children if c.i < trigger.i or c.dep_ == "advmod"}
    if beside & _IF:
        return HYPOTHETICAL
    if beside & _MAY:
        return POSSIBLE
    if beside & _NOT:
        return NEGATED
    if beside & _WILL or ("to" in beside and trigger.dep_ in _COMPLEMENTS and trigger.tag_ == "VB"):
        return PLANNED
    if (
        trigger.dep_ == "conj"
        and trigger.head.pos_ == trigger.pos_
        and trigger.tag_ == trigger.head.tag_ == "VB"
    ):
        return realis(trigger.head)
    return ACTUAL
