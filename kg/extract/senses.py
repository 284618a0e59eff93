"""Events of a document -> a noun of several classes means in all of it what it means where more is told."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from kg.extract.acting import ACTED_ON
from kg.extract.draft import Draft
from kg.extract.triggers import EVENT
from kg.ontology import Ontology


def one_sense(drafts: Sequence[Draft], ontology: Ontology) -> None:
    """Give a bare noun the class that it has where more is told: "the strike" beside "strike by dockers".

    A word has one sense in a text (Gale, Church and Yarowsky 1992). It must be a word for both classes; what is a kind
    of the other is left as it is, and so is a noun with somebody acted on, or one told of in several senses.
    """
    told: dict[str, set[str]] = {}
    for draft in drafts:
        for noun in _certain(draft, ontology):
            told.setdefault(noun.lemma_.lower(), set()).add(draft.cls)
    for draft in drafts:
        word = draft.token.lemma_.lower()
        found = told.get(word, set()) & _senses(word, ontology) if _bare(draft) else set()
        if len(found) == 1 and not _akin(draft.cls, min(found), ontology):
            draft.cls = min(found)


def _certain(draft: Draft, ontology: Ontology) -> Iterable[Token]:
    """Return the nouns whose sense other words of their pattern tell, or a role that it asks for."""
    if draft.cls == EVENT:
        return ()
    if len(draft.covered) > 1:
        return (t for t in draft.covered if t.pos_ == "NOUN")
    alone = draft.noun and draft.cls not in _senses(draft.token.lemma_.lower(), ontology, bare=True)
    return (draft.token,) if alone else ()


def _senses(word: str, ontology: Ontology, *, bare: bool = False) -> set[str]:
    """Return the classes of which a noun tells by itself; ``bare``: without a role that it asks for."""
    patterns = ontology.triggers.get(("noun", word), ())
    single = (p for p in patterns if len(p.words) == 1)
    return {p.cls for p in single if not (bare and any(s.required for s in p.frame))}


def _bare(draft: Draft) -> bool:
    """Say whether a noun alone tells of an event of some class, with nobody acted on."""
    alone = draft.noun and len(draft.covered) == 1 and draft.cls != EVENT
    return alone and not any(role in ACTED_ON for role, _ in draft.roles)


def _akin(one: str, other: str, ontology: Ontology) -> bool:
    return ontology.isa(one, other) or ontology.isa(other, one)
