"""Trees in UD or ClearNLP labels -> one view of a clause: who stands where.

UD v2 (our reader) puts prepositions below their nouns, ClearNLP (``en_core_web_*``) nouns below
their prepositions; passives, copulas and relative clauses differ too. Extraction asks here and
knows neither.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Token

from kg.extract.table import once

SUBJECT = frozenset({"nsubj", "csubj", "nsubj:outer", "csubj:outer"})
PASSIVE_SUBJECT = frozenset({"nsubj:pass", "nsubjpass", "csubj:pass", "csubjpass"})
OBJECT = frozenset({"obj", "dobj"})
INDIRECT = frozenset({"iobj", "dative"})
CLAUSE = frozenset({"ccomp", "xcomp", "pcomp"})
RELATIVE = frozenset({"acl:relcl", "relcl"})
PREPOSITIONAL = frozenset(
    {"obl", "nmod", "obl:agent", "obl:unmarked", "nmod:unmarked", "nmod:desc"}
)
POSSESSIVE = frozenset({"nmod:poss", "poss"})
BELOW_NAME = frozenset({"flat", "fixed", "goeswith", "flat:foreign"})

#: Verbs whose object, not subject, acts in their infinitive: "told the army to withdraw".
OBJECT_CONTROL = frozenset(
    (
        "allow ask tell order urge force help make let want persuade convince encourage"
        " press invite permit enable cause compel require expect instruct command leave"
        " see keep get have"
    ).split()
)


class Argument(NamedTuple):
    """A word that stands in a position of a clause or phrase."""

    position: str
    token: Token


def conjuncts(token: Token) -> list[Token]:
    """Return the token and what is coordinated with it."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj":
            found.extend(conjuncts(child))
    return found


def first_conjunct(token: Token) -> Token:
    """Return the head of the coordination that the token is in."""
    while token.dep_ == "conj" and token.head is not token:
        token = token.head
    return token


@once
def preposition(token: Token) -> str:
    """Return the preposition that governs a noun, lower case, several words joined by a space."""
    if token.dep_ == "pobj":
        outer = token.head
        while outer.dep_ == "prep" and outer.head.dep_ == "prep" and outer.head.i == outer.i - 1:
            outer = outer.head
        return " ".join(t.lower_ for t in outer.doc[outer.i : token.head.i + 1])
    cases = [c for c in token.children if c.dep_ == "case" and c.tag_ != "POS" and c.i < token.i]
    if not cases:
        return ""
    first = cases[0]
    words = [first, *(c for c in first.children if c.dep_ in BELOW_NAME)]
    words += [c for c in cases[1:] if c.i == words[-1].i + 1]
    return " ".join(w.lower_ for w in words)


@once
def is_passive(verb: Token) -> bool:
    """Say whether a verb's surface subject is what it is done to."""
    for child in verb.children:
        if child.dep_ in PASSIVE_SUBJECT or child.dep_ in (
            "aux:pass",
            "auxpass",
            "obl:agent",
            "agent",
        ):
            return True
        if child.dep_ in SUBJECT:
            return _headline(verb)
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ in ("acl", "amod"):
        return True
    if verb.dep_ == "advcl":
        return not any(c.dep_ == "aux" or c.dep_ in OBJECT for c in verb.children)
    if verb.dep_ == "conj":
        head = first_conjunct(verb)
        return head is not verb and head.tag_ == "VBN" and is_passive(head)
    return False


def _headline(verb: Token) -> bool:
    """Say whether a verb leaves out its "is": "Airline swamped by bookings"."""
    if verb.tag_ not in ("VBN", "VBD") or verb.dep_ != "ROOT":
        return False
    below = list(verb.children)
    if any(c.dep_ in OBJECT or c.dep_ in ("aux", "cop", *CLAUSE) for c in below):
        return False
    return any(c.i > verb.i and c.dep_ == "obl" and preposition(c) == "by" for c in below[:4]) and (
        verb.nbor(1).lower_ == "by"
    )


@once
def own_subject(verb: Token) -> Token | None:
    """Return the surface subject that stands below the verb itself, the nearest where there are two."""
    found = [c for c in verb.children if c.dep_ in SUBJECT or c.dep_ in PASSIVE_SUBJECT]
    before = [c for c in found if c.i < verb.i]
    if found:
        return (before or found)[-1 if before else 0]
    expletive = (c for c in verb.children if c.dep_ == "expl" and c.lower_ == "it")
    return next(expletive, None) or _unmarked(verb)


def _unmarked(verb: Token) -> Token | None:
    """Return the name before a finite verb where the tree has it for its object, a bare time or measure."""
    if verb.tag_ == "VBN" and verb.dep_ == "ROOT":  # "Arden Motors today named X as its chief"
        return _preposed(verb)
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    before = (c for c in verb.children if c.i == verb.i - 1 and c.pos_ == "PROPN")
    return next((c for c in before if c.dep_ == "obl:unmarked" and c.ent_type_ != "DATE"), None)


def _preposed(verb: Token) -> Token | None:
    below = list(verb.children)
    if not below or any(c.dep_ in ("aux", "aux:pass", "auxpass", "cop") for c in below):
        return None
    before = (c for c in below if c.i < verb.i and c.pos_ == "PROPN" and c.dep_ in OBJECT)
    return next(before, None)


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """Return who the verb's subject is, its own or one it shares: coordination, control, participles."""
    if depth > 8:
        return None
    own = own_subject(verb)
    if own is not None:
        return antecedent(own, verb)
    head = verb.head
    if head is verb:
        return None
    if verb.dep_ == "conj" and verb.i < head.i:  # a conjunct stands behind: the arc is wrong
        before = [c for c in head.children if c.i < verb.i and c.pos_ == "VERB"]
        return surface_subject(before[-1], depth + 1) if before else None
    if verb.dep_ == "conj":
        return surface_subject(head, depth + 1)
    if verb.dep_ in ("xcomp", "advcl", "pcomp"):
        if verb.dep_ == "xcomp" and head.lemma_ in OBJECT_CONTROL:
            for child in head.children:
                if child.dep_ in OBJECT or child.dep_ in INDIRECT:
                    return child
        if head.dep_ == "prep":
            head = head.head
        return (
            surface_subject(head, depth + 1)
            if head.pos_ in ("VERB", "AUX", "ADJ") or own_subject(head)
            else None
        )
    if verb.dep_ == "amod" and verb.tag_ in ("VBN", "VBG"):  # "the detained journalist"
        return head
    if verb.dep_ == "acl" and _infinitive(verb):  # "X is in talks to buy Y"
        return own_subject(head) if preposition(head) else None
    if verb.dep_ == "acl" or verb.dep_ in RELATIVE:
        return head
    if verb.dep_ == "parataxis" and verb.tag_ in ("VBG", "VBN"):
        return surface_subject(head, depth + 1)
    return None


def antecedent(token: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for, else the token itself."""
    if token.tag_ in ("WDT", "WP") or (token.lower_ == "that" and token.pos_ in ("PRON", "SCONJ")):
        clause = verb
        while clause.dep_ in ("conj", "xcomp", "ccomp") and clause.head is not clause:
            clause = clause.head
        if clause.dep_ in RELATIVE:
            return clause.head
    return token


def _infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in verb.children)


def arguments(token: Token, *, noun: bool) -> Sequence[Argument]:
    """Return what stands around a verb, or around a noun, in our positions.

    Args:
        token: the trigger.
        noun: True where the token is read as an event noun.
    """
    return _of_noun(token) if noun else _of_verb(token)


@once
def _of_noun(noun: Token) -> Sequence[Argument]:
    return tuple(_noun(noun))


@once
def _of_verb(verb: Token) -> Sequence[Argument]:
    return tuple(_verb(verb))


def _verb(verb: Token) -> Iterator[Argument]:
    passive = is_passive(verb)
    subject = surface_subject(verb)
    if subject is not None:
        for each in (*_listed(subject), *conjuncts(subject)):
            yield Argument("object" if passive else "subject", each)
    gap = verb.dep_ in RELATIVE and own_subject(verb) is not None
    for child in verb.children:
        label = child.dep_
        if label in OBJECT or (label == "xcomp" and _called(child, verb, passive=passive)):
            if child is subject:
                continue
            filler = antecedent(child, verb)
            for each in conjuncts(filler):
                yield Argument("object", each)
            gap = gap and filler is child
        elif label in INDIRECT:
            name = "iobject" if label == "iobj" or child.pos_ != "ADP" else "to"
            targets = (
                [child] if child.pos_ != "ADP" else [c for c in child.children if c.dep_ == "pobj"]
            )
            for target in targets:
                yield from (Argument(name, each) for each in conjuncts(target))
        elif label in CLAUSE:
            yield Argument("clause", child)
        elif passive and _hyphened(child, verb):  # "Turkish-backed rebels"
            yield Argument("subject", child)
        else:
            yield from _prepositional(child, passive=passive)
    if verb.dep_ == "conj" and not passive:
        yield from (Argument("object", each) for each in _shared_object(verb))
    if gap and antecedent_free(verb):
        yield Argument("object", verb.head)
    if verb.dep_ in ("advcl", "conj", "xcomp"):
        yield from _inherited(verb)


def _shared_object(verb: Token) -> list[Token]:
    """Return the object that a verb shares with the one before it: X of "seized and burned X"."""
    before = verb.head
    if before.pos_ != "VERB" or is_passive(before) or own_subject(verb) is not None:
        return []
    if any(c.i > verb.i and c.dep_ != "punct" for c in verb.children):
        return []
    behind = [c for c in before.children if c.dep_ in OBJECT and c.i > verb.i]
    return [each for c in behind for each in conjuncts(c)]


def _called(name: Token, verb: Token, *, passive: bool) -> bool:
    """Say whether a name is the object although the tree has it for a predicate: "named X as its chief"."""
    if passive or name.pos_ != "PROPN" or name.i < verb.i:
        return False
    behind = [c for c in verb.children if c.i > verb.i]
    return any(preposition(c) == "as" for c in behind) and not any(c.dep_ in OBJECT for c in behind)


def _listed(subject: Token) -> list[Token]:
    """Return those of a list of subjects that the tree has hung on the verb: X of "X, Y and Z left"."""
    comma = subject.left_edge.i - 1
    if comma < 1 or subject.doc[comma].text != ",":
        return []
    before = [c for c in subject.head.children if c.dep_ == subject.dep_ and c.i < comma]
    found = [each for c in before for each in conjuncts(c)]
    several = len(found) > len(before) or any(c.dep_ == "conj" for c in subject.children)
    return found if several else []


def _hyphened(child: Token, verb: Token) -> bool:
    return bool(child.i == verb.i - 2 and verb.dep_ == "amod" and verb.nbor(-1).text == "-")


def behind_point(noun: Token) -> Token:
    """Return the name behind a rank with a point where the tree has two subjects: Ames of "Col. Ames"."""
    doc, at = noun.doc, noun.i + 2
    if at >= len(doc) or doc[at - 1].text != "." or noun.pos_ != "PROPN":
        return noun
    name = doc[at]
    beside = name.pos_ == "PROPN" and name.dep_ == noun.dep_ and name.head.i == noun.head.i
    return name if beside else noun


def antecedent_free(verb: Token) -> bool:
    """Say whether a relative clause's object is what it stands beside ("the town they seized")."""
    subject = own_subject(verb)
    if subject is None or subject.tag_ in ("WDT", "WP") or is_passive(verb):
        return False
    return not any(c.dep_ in OBJECT for c in verb.children)


def _prepositional(child: Token, *, passive: bool) -> Iterator[Argument]:
    if child.dep_ == "agent" or (child.dep_ == "obl:agent" and passive):
        nouns = (
            [c for c in child.children if c.dep_ == "pobj"] if child.dep_ == "agent" else [child]
        )
        for noun in nouns:
            yield from (Argument("subject", each) for each in conjuncts(noun))
    elif child.dep_ == "prep":
        for noun in child.children:
            if noun.dep_ == "pobj":
                yield from (Argument(preposition(noun), each) for each in conjuncts(noun))
    elif child.dep_ in PREPOSITIONAL:
        name = preposition(child)
        name = "subject" if name == "by" and passive else name
        for each in conjuncts(child):
            if each is not child and preposition(each):
                yield Argument(preposition(each), each)
            elif name:
                yield Argument(name, each)


def _inherited(verb: Token) -> Iterator[Argument]:
    """Yield the place of the clause that a participle or infinitive belongs to, marked ``clause:in``."""
    head = verb.head
    for child in head.children:
        if child.dep_ in ("obl", "prep"):
            yield from (
                Argument("^" + a.position, a.token)
                for a in _prepositional(child, passive=False)
                if a.position != "on"  # "having rested, they advanced on the town"
            )


def _noun(noun: Token) -> Iterator[Argument]:
    predicate = noun.children and any(c.dep_ == "cop" for c in noun.children) and preposition(noun)
    for child in noun.children:
        label = child.dep_
        if predicate and label in SUBJECT:  # "the two sides are in talks"
            yield from (Argument("subject", each) for each in conjuncts(child))
        if label in POSSESSIVE:
            yield from (Argument("possessive", each) for each in conjuncts(child))
        elif label in ("amod", "nmod:desc") and child.i < noun.i:
            yield from (Argument("adjective", each) for each in conjuncts(child))
        elif (
            label in ("compound", "nmod", "nmod:unmarked", "nn")
            and child.i < noun.i
            and not preposition(child)
        ):
            yield from (Argument("compound", each) for each in conjuncts(child))
        elif label in ("acl", "ccomp") or label in RELATIVE:
            yield Argument("clause", child)
        else:
            yield from _prepositional(child, passive=False)


def subtree(token: Token) -> tuple[int, int]:
    """Return the first and one past the last token of a subtree."""
    return token.left_edge.i, token.right_edge.i + 1
