"""Pronouns -> the mention they stand for, where the grammar leaves little doubt."""

from spacy.tokens import Doc, Token

from kg.extract.coreferent import has_chains, same
from kg.extract.found import ACTOR, COUNTRY, GROUP, ORGANISATION, PERSON, Found
from kg.extract.syntax import PASSIVE_SUBJECT, SUBJECT, own_subject
from kg.ontology import Ontology

#: Pronouns of one person.
ONE = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_THING = frozenset({"it", "its", "itself"})
_MARKS = frozenset(('"', "“", "”", "''", "``"))
_FIRST = frozenset({"i", "me", "my", "we", "us", "our"})
_MANY = frozenset({"they", "them", "their", "theirs", "themselves"})


def pronouns(doc: Doc, found: list[Found], ontology: Ontology) -> list[tuple[Found, Found]]:
    """Return (pronoun, antecedent) pairs in the order of the text; the unclear are left out.

    Where the pipeline chains mentions it is the nearest that agrees of its chain; when that stands in
    an earlier sentence, the speaker whose words hold the pronoun comes first. Where it does not, a
    pronoun in the words that somebody reports is the speaker when it agrees; else the subject of its
    own or the previous sentence, the nearest first (after Hobbs 1978, much cut).
    """
    heads = {one.head: one for one in found}
    pairs: list[tuple[Found, Found]] = []
    chained = same(doc) if has_chains(doc) else None
    known = ONE | _THING | _MANY | (_FIRST if chained is not None else frozenset())
    for token in doc:
        word = token.lower_
        if word not in known or token.pos_ not in ("PRON", "DET"):
            continue
        if chained is not None:
            one = _in_chain(token, chained.get(token.i, []), heads, ontology)
            if word in ONE | _THING and (one is None or one.head < token.sent.start):
                one = _speaker(token, heads, ontology) or one
            if one is None and word in ONE:
                one = _only_person(token, heads, ontology)
        else:
            one = _in_sentence(token, heads, ontology)
        if one is not None:
            at = token.i
            pronoun = Found(at, at + 1, at, one.cls, "Pronoun", one.key, confidence=0.6)
            pairs.append((pronoun, one))
            heads[at] = one
    return pairs


def _in_chain(
    token: Token, others: list[int], heads: dict[int, Found], ontology: Ontology
) -> Found | None:
    """Return the nearest mention of the chain that may be meant, the earlier of two."""
    near = sorted(others, key=lambda i: (i > token.i, abs(i - token.i)))
    found = (heads[i] for i in near if i in heads)
    return next((one for one in found if _may_mean(token.lower_, one, ontology)), None)


def _only_person(token: Token, heads: dict[int, Found], ontology: Ontology) -> Found | None:
    """Return the one person named in the words before, in this sentence and the last; None of several."""
    start = token.sent.start
    first = token.doc[start - 1].sent.start if start else 0
    near = (heads[i] for i in range(first, token.i) if i in heads)
    named = [f for f in near if f.kind == "Name" and ontology.isa(f.cls, PERSON)]
    return named[-1] if len({f.key for f in named}) == 1 else None


def _may_mean(word: str, one: Found, ontology: Ontology) -> bool:
    person = ontology.isa(one.cls, PERSON)
    if word in ONE:
        return person and not one.plural
    if word in _FIRST:
        return ontology.isa(one.cls, ACTOR)
    return word in _MANY or not (person or one.cls == GROUP)


def _in_sentence(token: Token, heads: dict[int, Found], ontology: Ontology) -> Found | None:
    one = _speaker(token, heads, ontology)
    if one is None and not (token.lower_ == "it" and (token.dep_ == "expl" or _impersonal(token))):
        one = _subject(token, heads, ontology)
    return one


def _impersonal(token: Token) -> bool:
    head = token.head
    return head.lemma_ in ("be", "seem", "appear", "rain", "snow") or head.pos_ in ("ADJ", "NOUN")


def _agrees(word: str, one: Found, ontology: Ontology) -> bool:
    if word in ONE:
        return ontology.isa(one.cls, PERSON) and not one.plural
    if word in _MANY:
        return (
            one.plural
            or one.cls == GROUP
            or (one.kind == "Nominal" and not ontology.isa(one.cls, PERSON))
        )
    if one.plural or ontology.isa(one.cls, PERSON) or one.cls == GROUP:
        return False
    return one.cls == COUNTRY or ontology.isa(one.cls, ORGANISATION)


def _speaker(token: Token, heads: dict[int, Found], ontology: Ontology) -> Found | None:
    """Return the subject of the verb whose complement the pronoun stands in."""
    node = token
    for _ in range(12):
        if node.dep_ == "ccomp" and node.head is not node:
            if _quoted_apart(token, node.head):  # "He is tired," X said
                return None
            subject = own_subject(node.head)
            if subject is not None and subject.i in heads and subject.i != token.i:
                one = heads[subject.i]
                return one if _agrees(token.lower_, one, ontology) else None
        if node.head is node:
            return None
        node = node.head
    return None


def _quoted_apart(token: Token, verb: Token) -> bool:
    """Say whether a word stands in quotation marks and a verb outside of them."""
    first, last = sorted((token.i, verb.i))
    return sum(t.text in _MARKS for t in token.doc[first:last]) % 2 == 1


def _subject(token: Token, heads: dict[int, Found], ontology: Ontology) -> Found | None:
    first = token.sent.start
    best: Found | None = None
    limit = first - 60
    for i in range(token.i - 1, max(-1, limit), -1):
        one = heads.get(i)
        if one is None or not _agrees(token.lower_, one, ontology):
            continue
        label = token.doc[i].dep_
        if label in SUBJECT or label in PASSIVE_SUBJECT:
            return one
        if best is None and token.lower_ in ONE:
            best = one
    return best
