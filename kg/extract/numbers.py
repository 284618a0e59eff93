"""Tokens -> counts: digits, words and their comparators ("more than 6.7 million")."""

from spacy.tokens import Token

from kg.extract.values import Quantity, Span
from kg.namespaces import KG
from kg.ontology import Ontology

_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "dozen": 12,
}
_WORDS = {
    w: i
    for i, w in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen"
            " fourteen fifteen sixteen seventeen eighteen nineteen"
        ).split()
    )
} | {
    w: 10 * i
    for i, w in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}


def quantity(noun: Token, ontology: Ontology) -> Quantity | None:
    """Return the count that stands before a noun, or in its place, or None.

    "more than 250,000 Syrians", "twelve", "6.7 million": value in plain decimal digits.
    """
    numbers = [c for c in noun.children if c.dep_ == "nummod" and c.i < noun.i]
    itself = _value(noun) is not None or noun.lower_ in _SCALES
    token = noun if itself else numbers[0] if numbers else None
    if token is None:
        return None
    first = last = token.i
    doc = noun.doc
    while first > 0 and (_value(doc[first - 1]) is not None or doc[first - 1].lower_ in _SCALES):
        first -= 1
    while last + 1 < len(doc) and (
        _value(doc[last + 1]) is not None or doc[last + 1].lower_ in _SCALES
    ):
        last += 1
    value = _total([doc[i] for i in range(first, last + 1)])
    if value is None or _is_year(doc[first].text, value):
        return None
    comparator, first = _comparator(doc, first, ontology)
    end = doc[last].idx + len(doc[last])
    unit = "person" if noun is token else noun.lemma_.lower()
    return Quantity(value, comparator, unit, Span(doc[first].idx, end))


def _is_year(text: str, value: str) -> bool:
    return len(text) == 4 and text.isdigit() and 1500 <= int(value) <= 2100


def _value(token: Token) -> float | None:
    text = token.lower_.replace(",", "")
    if text in _WORDS:
        return _WORDS[text]
    try:
        return float(text) if text[:1].isdigit() else None
    except ValueError:
        return None


def _total(tokens: list[Token]) -> str | None:
    total = part = 0.0
    for token in tokens:
        scale = _SCALES.get(token.lower_)
        if scale is not None:
            part = (part or 1) * scale
            if scale >= 1000:
                total, part = total + part, 0.0
        else:
            part += _value(token) or 0
    total = round(total + part, 6)
    return f"{total:.6f}".rstrip("0").rstrip(".") if total else None


def _comparator(doc: object, first: int, ontology: Ontology) -> tuple[str, int]:
    for n in (4, 3, 2, 1):
        if first - n >= 0:
            words = tuple(t.lower_ for t in doc[first - n : first])  # type: ignore[index]
            found = ontology.comparators.get(words)
            if found is not None:
                return found, first - n
    return KG + "Exactly", first
