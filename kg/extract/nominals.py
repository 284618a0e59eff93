"""Doc x ontology -> nominal phrases: common nouns that denote an actor, a place or a thing."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.fold import fold
from kg.extract.found import GROUP, PERSON, Found
from kg.ontology import Ontology

#: What stands before a noun and belongs to its phrase.
LEFT = frozenset(
    (
        "det amod compound nmod:poss poss nummod nmod nmod:desc nmod:unmarked det:predet predet"
        " quantmod nn flat advmod acl obl punct det:poss"
    ).split()
)

_DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "its", "his", "her", "their", "both"}
)

#: Modifiers that do not tell one referent from another.
_LOOSE = frozenset(
    (
        "same several many some more most such other own new former local main few whole"
        " entire last next first second"
    ).split()
)


def nominals(doc: Doc, names: list[Found], timed: list[bool], ontology: Ontology) -> list[Found]:
    """Return the nominal phrases whose noun is no part of a name, in the order of the text.

    Args:
        doc: the annotated text.
        names: its names.
        timed: for each token whether it is part of a time expression; such are in no phrase.
        ontology: the nouns.
    """
    inside = [False] * len(doc)
    for name in names:
        inside[name.start : name.end] = [True] * (name.end - name.start)
    found: dict[int, Found] = {}
    for token in doc:
        if (
            token.pos_ in ("NOUN", "PROPN", "ADJ")
            and not inside[token.i]
            and not _idiom(token, ontology)
            and not _portfolio(token)
        ):
            one = _nominal(token, timed, ontology)
            if one is not None:
                found[token.i] = one
    for i in sorted(found):
        outer = doc[i].head.i
        if doc[i].dep_ in ("compound", "nn") and outer in found:
            del found[i]
    return [found[i] for i in sorted(found)]


def _idiom(token: Token, ontology: Ontology) -> bool:
    """Say whether a noun is part of a verb: "take place"."""
    verbs = ontology.occurrence_verbs.get(token.head.lemma_)
    return verbs is not None and (token.head.lemma_, token.lower_) in verbs


def _portfolio(token: Token) -> bool:
    """Say whether a noun says which office somebody named holds: "State" of "Secretary of State Ames"."""
    if token.dep_ not in ("nmod:desc", "compound") or token.head.i < token.i or not token.i:
        return False
    return token.nbor(-1).lower_ in ("of", "for") and token.head.ent_type_ == "PERSON"


def _nominal(token: Token, timed: list[bool], ontology: Ontology) -> Found | None:
    key = token.lemma_.lower()
    for child in token.children:
        if child.i == token.i - 1 and child.dep_ in ("compound", "nn", "amod"):
            pair = f"{child.lower_} {key}"
            key = pair if pair in ontology.head_nouns else key
            break
    cls = ontology.head_nouns.get(key)
    if cls is None or (token.pos_ == "ADJ" and not any(c.dep_ == "det" for c in token.children)):
        return None
    return phrase(token, cls, key, timed, ontology)


def phrase(token: Token, cls: str, key: str, timed: list[bool], ontology: Ontology) -> Found:
    """Return the phrase of a noun: what stands before it without times, counts and white space.

    Args:
        token: the noun.
        cls: what it denotes.
        key: the noun's lemmas.
        timed: for each token whether it is part of a time expression.
        ontology: the words that compare, and the classes of those that modify.
    """
    doc, start = token.doc, _left(token)
    if True in timed[start : token.i]:
        start = max(i + 1 for i in range(start, token.i) if timed[i])
    while start < token.i and _compares(doc[start], ontology):
        start += 1
    while doc[start].is_space:
        start += 1
    words = list(doc[start : token.i]) if start < token.i else []
    return Found(
        start,
        token.i + 1,
        token.i,
        cls,
        "Nominal",
        key,
        modifiers=frozenset(_modifiers(words, ontology)) if words else frozenset(),
        definite=any(w.lower_ in _DEFINITE or w.tag_ in ("POS", "PRP$") for w in words),
        plural=token.tag_ in ("NNS", "NNPS") or "Plur" in token.morph.get("Number"),
        confidence=0.7,
    )


def _left(token: Token) -> int:
    """Return where the phrase begins: its determiner, adjectives and compounds, no preposition."""
    start = int(token.i)
    for child in reversed([c for c in token.children if c.i < start]):
        if child.dep_ not in LEFT or child.right_edge.i != start - 1:
            break
        edge = child.left_edge.i
        if child.dep_ == "punct" and child.text not in ("-", "'", '"'):
            break
        if (
            child.dep_ in ("acl", "obl", "nmod", "advmod")
            and edge != child.i
            and child.dep_ != "nmod"
        ):
            break
        start = edge
    while start and _astray(token.doc[start - 1], token):
        start = min(start - 1, int(token.doc[start - 1].left_edge.i))
    while start < token.i and token.doc[start].pos_ in ("PUNCT", "SPACE", "ADP", "CCONJ", "SCONJ"):
        start += 1
    return start


def _compares(word: Token, ontology: Ontology) -> bool:
    """Say whether a word belongs to a count and not to the phrase: "least" of "at least 14 people"."""
    return word.pos_ != "DET" and (word.lower_,) in ontology.comparing


def _astray(before: Token, noun: Token) -> bool:
    """Say whether a word right before a phrase belongs to it though its arc goes beyond the noun."""
    if before.dep_ in ("compound", "amod", "det"):
        return bool(before.head.i >= noun.i)
    # "the regime forces": two nouns side by side cannot both be the subject.
    same = before.head.i == noun.head.i and before.dep_ == noun.dep_
    return bool(before.pos_ == "NOUN" and same and noun.dep_ != "conj")


def _modifiers(words: list[Token], ontology: Ontology) -> Iterator[str]:
    """Yield what tells the phrase from others, a noun for the state by its class: regime = government."""
    for word in words:
        if word.pos_ in ("DET", "PRON", "PUNCT", "PART", "SPACE", "NUM", "ADP", "CCONJ"):
            continue
        lemma = word.lemma_.lower()
        if lemma in _LOOSE or word.text in ("-",):
            continue
        known = ontology.demonyms.get(word.text) or ontology.individuals.get(word.text)
        if known is not None:
            yield fold(known.label)
            continue
        cls = ontology.head_nouns.get(lemma)
        yield cls if cls is not None and cls not in (PERSON, GROUP) else fold(word.text)
