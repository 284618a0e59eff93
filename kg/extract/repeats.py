"""Nouns said again -> one thing: "regime forces … the Syrian regime forces"."""

from collections import defaultdict

from spacy.tokens import Doc

from kg.extract.found import GROUP, PERSON, Found
from kg.extract.sets import Sets


def same_phrases(doc: Doc, found: list[Found], sets: Sets) -> None:
    """Join definite and plural phrases whose modifiers do not speak against each other.

    Plural phrases with modifiers are compared by class ("opposition fighters", "opposition
    forces"), others by their noun. A phrase without modifiers must be definite.
    """
    open_: dict[str, list[tuple[set[str], int]]] = defaultdict(list)
    for i, one in enumerate(found):
        if one.kind != "Nominal" or not (one.definite or one.plural):
            continue
        if not one.modifiers and not one.definite:
            continue
        by_class = one.plural and one.modifiers and one.cls not in (PERSON, GROUP)
        groups = open_[one.cls if by_class else one.key]
        fitting = [g for g in groups if _fits(one.modifiers, g[0]) and sets.may_join(g[1], i)]
        if not one.modifiers:  # "the company" is not whose "its parent company" is
            fitting = [g for g in fitting if not (g[0] and _owned(doc, found[g[1]]))]
        if fitting:
            best = max(fitting, key=lambda g: (len(g[0] & one.modifiers), g[1]))
            best[0].update(one.modifiers)
            sets.join(best[1], i)
        else:
            groups.append((set(one.modifiers), i))


def _owned(doc: Doc, one: Found) -> bool:
    return bool(doc[one.start].tag_ == "PRP$")


def _fits(new: frozenset[str], old: set[str]) -> bool:
    return new <= old or (bool(old) and old <= new)
