"""Words -> the same words with numbers as digits: "twenty-five years" -> "25 years"."""

import re
from typing import Final

_ONES: Final = {
    word: i
    for i, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen"
            " fourteen fifteen sixteen seventeen eighteen nineteen"
        ).split()
    )
}
_TENS: Final = {
    word: 10 * i
    for i, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_ORDINALS: Final = {
    word: i
    for i, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
            " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
            " twentieth thirtieth"
        ).split(),
        1,
    )
} | {"thirtieth": 30}
_SCALES: Final = {"hundred": 100, "thousand": 1000, "dozen": 12}

_ONE = "|".join(sorted(_ONES, key=len, reverse=True))
_TEN = "|".join(_TENS)
_SCALE = "|".join(_SCALES)
_SMALL = rf"(?:(?:{_TEN})(?:[ -](?:{_ONE}))?|(?:{_ONE}))"
#: "nineteen eighty-four"
_SPOKEN = re.compile(
    rf"\b(sixteen|seventeen|eighteen|nineteen|twenty)[ -]((?:{_TEN})(?:[ -](?:{_ONE}))?|\w+teen)(?!s)\b"
)
_PLAIN = re.compile(rf"\b(?:{_SMALL}|an?(?= (?:{_SCALE})\b))(?: (?:{_SCALE})\b)*\b")
_SCALED = re.compile(rf"\b(\d+) ({_SCALE})s?\b")
#: "a minute and a half"
_AND_A_HALF = re.compile(r"\b(an?|\d+) (minute|hour|day|week|month|year|decade)s? and a half\b")
_ORDINAL = re.compile(rf"\b(?:({_TEN})-)?({'|'.join(_ORDINALS)})\b")


def digits(words: str) -> str:
    """Return lower-case words with their numbers in digits.

    >>> digits("two and a half years"), digits("the twenty-first century"), digits("a dozen days")
    ('2.5 years', 'the 21st century', '12 days')
    >>> digits("nineteen eighty-four")
    '1984'
    >>> digits("a minute and a half")
    '1.5 minutes'
    """
    words = _SPOKEN.sub(lambda m: f"{_small(m[1])}{_small(m[2]):02d}", words)
    words = _ORDINAL.sub(lambda m: _ordinal(_TENS.get(m[1], 0) + _ORDINALS[m[2]]), words)
    words = _PLAIN.sub(lambda m: str(_number(m.group())), words)
    words = _SCALED.sub(lambda m: str(int(m[1]) * _SCALES[m[2]]), words)
    words = re.sub(r"\b(\d+) and (?:a )?half\b|\b(\d+) 1/2\b", lambda m: f"{m[1] or m[2]}.5", words)
    words = _AND_A_HALF.sub(
        lambda m: f"{m[1].replace('an', '1').replace('a', '1')}.5 {m[2]}s", words
    )
    return re.sub(r"(?<=\d),(?=\d{3}\b)", "", words)


def _small(word: str) -> int:
    return sum(_TENS.get(part, _ONES.get(part, 0)) for part in re.split("[ -]", word))


def _number(words: str) -> int:
    product = 1
    for word in words.split():
        product *= _SCALES.get(word, 1)
    counted = " ".join(w for w in words.split() if w not in _SCALES and w not in ("a", "an"))
    return product * (_small(counted) if counted else 1)


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 < number % 100 < 14 else ending}"
