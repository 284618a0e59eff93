"""Nouns -> their counts, with comparator and unit: "more than 6.7 million", "a $3 billion loan"."""

from spacy.tokens import Doc, Token

from kg.extract.amounts import counts, stretch, total, vague
from kg.extract.syntax import preposition
from kg.extract.values import Quantity, Span
from kg.namespaces import KG
from kg.ontology import Ontology

#: Nouns that only count or part what follows them: "dozens of civilians".
PARTITIVE = frozenset(
    (
        "most many some dozen hundred thousand million billion number lot group part"
        " majority half all one two three each any none several score scores handful rest"
        " series stash cache haul stockpile consignment batch arsenal"
    ).split()
)


def quantity(noun: Token, ontology: Ontology) -> Quantity | None:
    """Return the count that stands before a noun, or in its place, or None.

    "more than 250,000 Syrians", "twelve", "6.7 million", "$5m": value in plain decimal digits;
    "thousands of Syrians" are at least 1000.
    """
    sign = _sign(noun, ontology)
    token = _number(sign if sign is not None else noun, ontology)
    if token is None or (token is noun and token.ent_type_ == "TIME"):  # "the attack of 1 May"
        return None
    doc = noun.doc
    first, last = stretch(token)
    value = total(doc[first : last + 1])
    unit = _unit(sign if sign is not None else noun, token, ontology)
    money = unit in ontology.currencies
    if value is None or (not money and _is_year(doc[first].text, value)):
        return None
    some = vague(doc[first])
    comparator, first = _comparator(
        doc, min(first, sign.i) if sign is not None else first, ontology
    )
    if some and comparator == KG + "Exactly":
        comparator = KG + "AtLeast"
    return Quantity(value, comparator, unit, Span(doc[first].idx, _end(doc[last], sign)))


def partitive(token: Token) -> list[Token]:
    """Return the nouns that stand below another with "of"."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            found.extend(c for c in child.children if c.dep_ == "pobj")
        elif child.dep_ == "nmod" and preposition(child) == "of":
            found.append(child)
    return found


def counted(token: Token) -> Token:
    """Return what a word only counts: the Syrians of "tens of thousands of Syrians", else itself."""
    while vague(token) and (below := partitive(token)):
        token = next((noun for noun in below if not vague(noun)), below[0])
    return token


def _sign(noun: Token, ontology: Ontology) -> Token | None:
    """Return the currency sign that a word is, or that stands before it: "a $3 billion loan"."""
    for token in (noun, *noun.lefts):
        if token.pos_ == "SYM" and token.text in ontology.currencies:
            return token
    return None


def _number(noun: Token, ontology: Ontology) -> Token | None:
    """Return a word of the number that counts a noun, the noun itself where it is one."""
    if counts(noun):
        return noun
    for child in noun.children:
        if child.dep_ == "nummod" and (child.i < noun.i or noun.text in ontology.currencies):
            return child
    return None


def _unit(noun: Token, number: Token, ontology: Ontology) -> str:
    lemma = noun.lemma_.lower()
    if noun is not number:
        return ontology.currencies.get(noun.text) or _told_apart(noun, lemma, ontology)
    of = counted(noun)
    known = not counts(of) and of.pos_ in ("NOUN", "PROPN")
    return of.lemma_.lower() if known else "person"


def _told_apart(noun: Token, lemma: str, ontology: Ontology) -> str:
    """Return a noun for no being or thing that we know with the noun before it: "job cut", no "cut"."""
    before = noun.nbor(-1) if noun.i else noun
    beside = before.head == noun and before.dep_ in ("compound", "nn") and before.pos_ == "NOUN"
    if not beside or lemma in ontology.head_nouns or before.tag_ == "NNP":
        return lemma
    return f"{before.lemma_.lower()} {lemma}"


def _end(last: Token, sign: Token | None) -> int:
    behind = sign if sign is not None and sign.i > last.i else last  # "5 €"
    return int(behind.idx) + len(behind)


def _is_year(text: str, value: str) -> bool:
    return len(text) == 4 and text.isdigit() and 1500 <= int(value) <= 2100


def _comparator(doc: Doc, first: int, ontology: Ontology) -> tuple[str, int]:
    for n in (4, 3, 2, 1):
        if first - n >= 0:
            words = tuple(t.lower_ for t in doc[first - n : first])
            found = ontology.comparators.get(words)
            if found is not None:
                return found, first - n
    return KG + "Exactly", first
