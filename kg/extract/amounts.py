"""Tokens -> the number that they write: "6.7 million", "twenty-five", "tens of thousands", "3.5bn"."""

import re
from collections.abc import Sequence

from spacy.tokens import Token

_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "dozen": 12,
}

#: Of these nobody knows how many; one at least (ACLED, which counts "dozens" as 12).
_SEVERAL = {word + "s": number for word, number in _SCALES.items()} | {"tens": 10, "scores": 20}

#: Letters right behind the digits of a sum of money: "$5m".
_SHORT = {
    "k": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
    "tn": 1_000_000_000_000,
}
_SHORTENED = re.compile(r"(\d+(?:\.\d+)?)(k|mn?|bn?|tn)")

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


def counts(token: Token) -> bool:
    """Say whether a word is a number or part of one."""
    return _value(token) is not None or scale(token) is not None


def scale(token: Token) -> int | None:
    """Return what a word multiplies by: "million", "dozens"; None where it does not."""
    short = token.lower_.rstrip(".")
    if token.i and short in _SHORT and _touches(token.nbor(-1)):
        return _SHORT[short]
    return _SCALES.get(token.lower_, _SEVERAL.get(token.lower_))


def vague(token: Token) -> bool:
    """Say whether a word is a scale of which there are several: "thousands"."""
    return token.lower_ in _SEVERAL


def stretch(token: Token) -> tuple[int, int]:
    """Return the first and the last token of the number that a word is part of."""
    doc, first, last = token.doc, token.i, token.i
    while first > 0 and counts(doc[first - 1]):
        first -= 1
    while last + 1 < len(doc):
        if counts(doc[last + 1]):
            last += 1
        elif vague(doc[last]) and _of_many(doc[last + 1 : last + 3]):  # "tens of thousands"
            last += 2
        else:
            break
    return first, last


def total(tokens: Sequence[Token]) -> str | None:
    """Return the number in plain decimal digits, None where there is none or it is zero."""
    whole = part = 0.0
    for token in tokens:
        by = scale(token)
        if by is not None:
            part = (part or 1) * by
            if by >= 1000:
                whole, part = whole + part, 0.0
        else:
            part += _value(token) or 0
    whole = round(whole + part, 6)
    return f"{whole:.6f}".rstrip("0").rstrip(".") if whole else None


def _touches(number: Token) -> bool:
    """Say whether digits behind a sign stand right before what is next: "$2" of "$2m"."""
    near = number.text[-1:].isdigit() and not number.whitespace_
    return near and number.i > 0 and number.nbor(-1).pos_ == "SYM"


def _of_many(words: Sequence[Token]) -> bool:
    return len(words) == 2 and words[0].lower_ == "of" and vague(words[1])


def _value(token: Token) -> float | None:
    text = token.lower_.replace(",", "")
    if text in _WORDS:
        return _WORDS[text]
    short = _SHORTENED.fullmatch(text)
    if short:
        return float(short[1]) * _SHORT[short[2]]
    try:
        return float(text) if text[:1].isdigit() else None
    except ValueError:
        return None
