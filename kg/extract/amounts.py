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


_HYPHENS = frozenset({"-", "–", "‑"})


def counts(token: Token) -> bool:
    """Say whether a word is a number or part of one."""
    return _value(token) is not None or scale(token) is not None


def scale(token: Token) -> int | None:
    """Return what a word multiplies by: "million", "dozens"; None where it does not."""
    word = token.lower_
    short = word.rstrip(".")
    if short in _SHORT and token.i and _touches(token.nbor(-1)):
        return _SHORT[short]
    return _SCALES.get(word) or _SEVERAL.get(word)


def vague(token: Token) -> bool:
    """Say whether a word is a scale of which there are several: "thousands"."""
    return token.lower_ in _SEVERAL


def stretch(token: Token) -> tuple[int, int]:
    """Return the first and the last token of the number that a word is part of."""
    doc, first, last = token.doc, token.i, token.i
    while first > 0 and (counts(doc[first - 1]) or _hyphen(doc[first - 1])):
        first -= 1
    while last + 1 < len(doc):
        if counts(doc[last + 1]):
            last += 1
        elif _joined(doc[last], doc[last + 1 : last + 3]):
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


def _hyphen(token: Token) -> bool:
    """Say whether a token joins tens and units that are written in words: "ninety-four"."""
    if token.text not in _HYPHENS or not 0 < token.i < len(token.doc) - 1:
        return False
    tens, units = (_WORDS.get(t.lower_, 0) for t in (token.nbor(-1), token.nbor(1)))
    return tens >= 20 and 0 < units < 10


def _touches(number: Token) -> bool:
    """Say whether digits behind a sign stand right before what is next: "$2" of "$2m"."""
    near = number.text[-1:].isdigit() and not number.whitespace_
    return near and number.i > 0 and number.nbor(-1).pos_ == "SYM"


def _joined(token: Token, words: Sequence[Token]) -> bool:
    """Say whether a number goes on behind a hyphen or an "of": "ninety-four", "tens of thousands"."""
    return _hyphen(words[0]) or (vague(token) and _of_many(words))


def _of_many(words: Sequence[Token]) -> bool:
    return len(words) == 2 and words[0].lower_ == "of" and vague(words[1])


def _value(token: Token) -> float | None:
    text = token.lower_.replace(",", "")
    if not text[:1].isdigit():
        return _WORDS.get(text)
    short = _SHORTENED.fullmatch(text)
    if short:
        return float(short[1]) * _SHORT[short[2]]
    try:
        return float(text)
    except ValueError:
        return None
