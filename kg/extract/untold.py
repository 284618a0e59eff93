"""Drafts -> those that tell of what happened: no states, no definitions, no orders, no open questions."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.extract.draft import AGENT, PATIENT, Draft
from kg.extract.factuality import ACTUAL, HYPOTHETICAL, NEGATED
from kg.extract.syntax import OBJECT, PASSIVE_SUBJECT, RELATIVE, SUBJECT
from kg.extract.triggers import EVENT, around
from kg.extract.values import Span
from kg.ontology import Ontology

_PRESENT = frozenset({"VBZ", "VBP"})
_WH = frozenset({"WP", "WP$", "WRB", "WDT"})
_AUXILIARY = frozenset({"aux", "aux:pass", "auxpass", "cop"})

#: Arcs below which a clause of its own begins, which may tell what happened.
_APART = frozenset({"advcl", "acl", "parataxis", *RELATIVE})


def told_of(doc: Doc, made: Sequence[Draft], ontology: Ontology) -> list[Draft]:
    """Return the events that the text tells of; what a question asks is hypothetical.

    Args:
        doc: the annotated text.
        made: with their roles and times.
        ontology: the verbs that tell states, relations or how sure something is.
    """
    asked = _asked(doc)
    kept = []
    for draft in made:
        question = _question(draft, asked)
        if question is True or ordered(draft.token) or _empty(draft, ontology):
            continue
        if question is not False:
            draft.factuality = HYPOTHETICAL
            draft.evidence.append(Span(question.idx, question.idx + len(question)))
        kept.append(draft)
    return kept


def _empty(draft: Draft, ontology: Ontology) -> bool:
    token = draft.token
    if token.dep_ == "amod":
        return _describes(draft, ontology)
    if draft.noun:
        return _empty_noun(draft, ontology)
    if _names(token, ontology):
        return True
    return draft.cls == EVENT and (_state(draft, ontology) or _weather(draft))


def _describes(draft: Draft, ontology: Ontology) -> bool:
    """Say whether a participle only describes: "striking building", "alleged shelling", "rebel-held"."""
    token = draft.token
    if token.lower_.endswith("ing"):
        return not any(role == AGENT for role, _ in draft.roles)
    if (token.lower_,) in ontology.cues:
        return True
    return draft.cls == EVENT and (token.nbor(-1).text == "-" if token.i else False)


def _empty_noun(draft: Draft, ontology: Ontology) -> bool:
    """Say whether a noun tells of nothing: it needs a word of the ontology, who takes part, or a time."""
    known = draft.cls != EVENT or _listed(draft.token, ontology)
    if not known and _held(draft, ontology):
        return True
    bare = not draft.roles and not draft.quantities and draft.time is None
    if (bare or not known) and _defines(draft, ontology):
        return True
    if known:
        return False
    who = {role for role, _ in draft.roles} - {PATIENT}  # "the safety of pilots" is no deed
    return _predicate(draft.token) or (not who and draft.time is None and draft.light is None)


def _listed(noun: Token, ontology: Ontology) -> bool:
    patterns = ontology.triggers.get(("noun", noun.lemma_.lower()), ())
    return any(p.cls == EVENT and len(p.words) == 1 for p in patterns)


def _held(draft: Draft, ontology: Ontology) -> bool:
    """Say whether a noun is what somebody has: "the striker has a hard shot"."""
    light = draft.light
    if light is None or light.tag_ not in _PRESENT:
        return False
    return light.lemma_.lower() in ontology.state_verbs


def _predicate(noun: Token) -> bool:
    return any(c.dep_ == "cop" for c in noun.children)


def _defines(draft: Draft, ontology: Ontology) -> bool:
    """Say whether an event noun stands in a clause that tells how things are: "war is hell"."""
    if draft.light is not None or draft.factuality != ACTUAL:
        return False
    node = draft.token
    for _ in range(6):
        if node.pos_ == "VERB":
            return node.tag_ in _PRESENT and node.lemma_.lower() in ontology.state_verbs
        verbs = [c for c in node.children if c.dep_ == "cop"]
        if verbs:
            return verbs[0].tag_ in _PRESENT and not _at(node)
        if node.head is node or node.dep_ in _APART:
            return False
        node = node.head
    return False


def _at(predicate: Token) -> bool:
    """Say whether a predicate tells more than what something is: "is in talks", "is likely to be slow"."""
    return any(c.dep_ in ("case", "prep", "xcomp", "aux") for c in predicate.children)


def _state(draft: Draft, ontology: Ontology) -> bool:
    """Say whether a verb of no class tells how it is, or only how another event went: "failed to"."""
    verb = draft.token
    lemma = verb.lemma_.lower()
    if lemma in ontology.state_verbs:
        return True
    if _only_occurs(verb, ontology):
        return True
    if ontology.cues.get((lemma, "to")) in (ACTUAL, NEGATED):
        return any(c.dep_ == "xcomp" for c in verb.children)
    return draft.time is None and _lasts(verb)


def _only_occurs(verb: Token, ontology: Ontology) -> bool:
    """Say whether a verb of several words only says that another event happens: "took place"."""
    patterns = ontology.occurrence_verbs.get(verb.lemma_.lower(), ())
    return any(len(words) > 1 and around(verb, words) is not None for words in patterns)


def _names(verb: Token, ontology: Ontology) -> bool:
    """Say whether a participle only gives the name of what it stands beside: "a firm called Voss Optics"."""
    if verb.dep_ != "acl" or verb.lemma_.lower() not in ontology.relations.aliases:
        return False
    return any(c.i == verb.i + 1 and c.pos_ in ("PROPN", "PUNCT", "DET") for c in verb.subtree)


def _lasts(verb: Token) -> bool:
    """Say whether a passive tells no more than what is so: "a part is left", "it is well told"."""
    if verb.tag_ != "VBN" or verb.dep_ != "ROOT":
        return False
    below = [c for c in verb.children if c.dep_ in ("aux", "aux:pass", "auxpass")]
    if [c.tag_ in _PRESENT and c.lemma_ == "be" for c in below] != [True]:
        return False
    return all(c in below or c.dep_ in (*PASSIVE_SUBJECT, "punct", "advmod") for c in verb.children)


def _weather(draft: Draft) -> bool:
    """Say whether a verb is of nobody: "it is raining"."""
    if draft.roles or draft.topics or draft.time is not None:
        return False
    below = [c for c in draft.token.children if c.dep_ not in ("aux", "punct", "advmod")]
    return [c.lower_ for c in below] == ["it"]


def ordered(token: Token) -> bool:
    """Say whether a word stands in an order, and in no clause of its own there: "stop the war"."""
    return any(_imperative(node) for node in _upwards(token))


def _imperative(verb: Token) -> bool:
    if verb.tag_ != "VB" or any(c.dep_ in SUBJECT or c.lower_ == "to" for c in verb.children):
        return False
    helped = [c for c in verb.children if c.dep_ in _AUXILIARY]
    if helped:  # "do not attack"
        return all(c.lower_ == "do" and c.i <= verb.sent.start + 1 for c in helped)
    return "Imp" in verb.morph.get("Mood")


def _upwards(token: Token) -> Iterator[Token]:
    """Yield a word and those above it in its clause."""
    node = token
    for _ in range(8):
        yield node
        if node.head is node or node.dep_ in _APART or node.dep_ == "ccomp":
            return
        node = node.head


def left_open(doc: Doc) -> frozenset[int]:
    """Return the main words of the questions to which yes or no is the answer: "is he a member?"."""
    return frozenset(i for i, (open_, _) in _asked(doc).items() if open_)


def _asked(doc: Doc) -> dict[int, tuple[bool, Token]]:
    """Return the main words of questions: whether yes or no is the answer, and the question mark."""
    found = {}
    for mark in doc:
        if mark.text == "?" and mark.head is not mark:
            main = mark.head
            inverted = _inverted(main)
            words = any(t.tag_ in _WH for t in _before(main))
            quoted = mark.i + 1 < len(doc) and doc[mark.i + 1].text in "\"'”’"
            if inverted or words or not quoted:
                found[main.i] = inverted and not words, mark
    return found


def _before(main: Token) -> Iterable[Token]:
    for child in main.children:
        if child.i < main.i:
            yield child
            yield from child.children


def _inverted(main: Token) -> bool:
    subjects = [c.i for c in main.children if c.dep_ in SUBJECT or c.dep_ in PASSIVE_SUBJECT]
    before = [c.i for c in main.children if c.dep_ in _AUXILIARY]
    return bool(subjects and before and min(before) < min(subjects))


def _question(draft: Draft, asked: dict[int, tuple[bool, Token]]) -> bool | Token:
    """Return True for what a question leaves open, the mark for what it takes as possible, else False."""
    if not asked:
        return False
    node = draft.token
    doubtful = False
    for _ in range(8):
        if node.i in asked:
            open_, mark = asked[node.i]
            return mark if doubtful or not open_ else True
        if node.head is node or node.dep_ in _APART:
            return False
        if draft.noun and node is draft.token:
            if _definite(node) or node.dep_ not in (*SUBJECT, *PASSIVE_SUBJECT, *OBJECT, "conj"):
                return False
            doubtful = True
        elif node.dep_ not in ("conj", "xcomp", "ccomp"):
            return False
        doubtful = doubtful or node.dep_ == "ccomp"
        node = node.head
    return False


def _definite(noun: Token) -> bool:
    return any(c.lower_ in ("the", "this", "that") or c.dep_ == "nmod:poss" for c in noun.children)
