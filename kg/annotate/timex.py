"""spaCy component ``kg_timex``: a tagged ``Doc`` gets ``doc.spans["timex"]``, as TIMEX3 delimits them.

Each word becomes the letter of its class (``timewords``), a document one string of letters, and the
grammar is regular expressions over such strings (extents and types: TimeML, Pustejovsky et al. 2003).
"""

import re
from array import array
from collections.abc import Iterator, Sequence

from spacy.attrs import ORTH, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.annotate.timewords import word_class

# "two", "twenty-five", "2 1/2", "a hundred"
_NUMBER = "(?:(?:[NnDyuJ]|aJ)(?:h?[NnDyuJ])*)"
# "a few", "a couple of", "two to three", "two and a half"
_COUNT = f"(?:a?Fo?|{_NUMBER}(?:[&h]{_NUMBER})?(?:&a[NB])?|a)"
# "about", "more than", "at least"
_ABOUT = "(?:@?Q{1,2}&?)?"
_RELATIVE = "[Rcpe]"
_SINCE = f"(?:{_ABOUT}|T?(?:{_RELATIVE}|O)|T)"
_UNIT = "[UVv]"
# "early", "later in", "the end of", "the first half of"
_EDGE = f"(?:T?[Ee]h?|[Ee]iT?|T?(?:{_RELATIVE}|O)?Bo(?:T?[Ee]h?)?)"
# "1998", "the year 1998", "493 BC", "nineteen eighty-four"; no "$1998", no "1998 soldiers"
_YEAR = r"(?:(?:TU)?(?:(?<=[TidB])Y|(?<!\$)Y(?!q))b?|[DN]b|[yu]h?u(?:h?[NnDu])?(?!h?[NUVvq])|TUNJ)"
# ", 1998", "of last year", "of that year"
_OF_YEAR = f"(?:,?o?(?:{_YEAR}|T?{_RELATIVE}U|dU))"
# "Friday, Oct. 9, 2015", "last Oct. 9", "the 9th of October"
_DAY = f"(?:R|W,?)?(?:[Mg][DO](?!A)|T?[DO]o?[Mg]){_OF_YEAR}?"
# one end of "3-5 May 2020", of "March 5 to 9, 2020"
_END = f"(?:T?[DO](?=[h&]T?[DO]o?[Mg])|(?<=[Mg][DO][h&])[DO]{_OF_YEAR}?(?![qUVvNAh]))"
# "the third quarter of 1998", "this year's fiscal first quarter"
_QUARTER = f"(?:T?f?Y?|T?(?:U|RU)['`]){_RELATIVE}?f?(?:Oh?)[fU]?U{_OF_YEAR}?"
# "summer", "the fall of 1998", "in spring"
_SEASON = f"(?:T?S{_OF_YEAR}?|T?s{_OF_YEAR}|Ts(?!o)|(?<=i)s(?!o))"
# what the calendar names: "March", "the late 1990s", "Christmas", "New Year's Eve"
_NAMED = (
    f"(?:{_DAY}|{_END}|M{_OF_YEAR}?|gY|{_SEASON}|{_YEAR}|T?Eh?Z|T?`?Z|[TRd]?HU?{_OF_YEAR}?"
    "|T?r['`]?U(?:['`][UB])?|fY)"
)
# what stands by its relation to another time: "last week", "that day", "the year"
_DEICTIC = f"(?:[Td]?{_RELATIVE}+[fO]?[UVvPSsWMt](?:'?U)?|d[fcOp]?[UVvPSsWMt]|(?<=[i@])dw|T[cfO]*[UV]|T?U[h'`]?B)"
_DATE = f"(?:{_EDGE}?(?:{_NAMED}|{_QUARTER}|{_DEICTIC}(?:o{_NAMED})?|W|X))"
_CLOCK = "(?:Q{0,2}(?:CA?|[DNn]A|[DNn]iTP|m)z?)"

#: Type and what the letters of such an expression are; of two that begin at one word the longer wins.
_GRAMMAR = (
    ("TIME", f"{_CLOCK}(?:,?{_DATE})?"),
    ("TIME", f"{_EDGE}?(?:W|X|T|d|T?{_RELATIVE}|W,)P(?:o{_DATE})?"),
    ("DATE", _DATE),
    ("DATE", f"{_ABOUT}{_COUNT}f?{_UNIT}[Ge]|V[Ge]"),
    ("DATE", "T?Uh[RGe](?:Oh?)?[Ut]?|T?[YZ]t|T?Y(?:Oh?)?U"),
    ("DATE", "Tp|x|c(?=[^UV])|I|YhDhD"),
    ("DURATION", f"{_SINCE}{_COUNT}[fQ]*(?:h?[UV](?!h?j|h[eG])|(?<!h)v(?!o))(?:&a[NB]|&N)?l?"),
    ("DURATION", f"T?{_RELATIVE}V|V(?!h?j)|L|Uhl"),
    ("SET", "K(?:[OnNDyu]|R)?[UVPWSM]|k"),
)  # fmt: skip
_COMPILED = tuple((label, re.compile(pattern)) for label, pattern in _GRAMMAR)

#: Words whose class is remembered.
REMEMBERED = 200_000

#: Letters that a verb's word never stands for ("they may march", "prices fall", "to second").
_NEVER_VERBS = frozenset("MSsPRUVvtEBOcpAk")
_VERBS = ("VB", "VBD", "VBP", "VBZ", "MD")


def expressions(letters: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, type) of the expressions in a string of classes, none overlapping, in order.

    >>> list(expressions("..iM.QNVe"))
    [(3, 4, 'DATE'), (5, 9, 'DATE')]
    """
    found = [
        (match.start(), -match.end(), rank, label)
        for rank, (label, pattern) in enumerate(_COMPILED)
        for match in pattern.finditer(letters)
    ]
    reach = 0
    for start, end, _, label in sorted(found):
        if start >= reach:
            yield start, -end, label
            reach = -end


#: Tokens that are looked at together: bounds the memory.
BLOCK = 10_000


class Timex:
    """The component: sets ``doc.spans["timex"]``, labels ``DATE``, ``TIME``, ``DURATION``, ``SET``."""

    def __init__(self, vocab: Vocab) -> None:
        self._strings = vocab.strings
        self._known: dict[int, str] = {}
        self._verbs = frozenset(vocab.strings.add(tag) for tag in _VERBS)
        self._plural = vocab.strings.add("NNS")

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a tagged text."""
        if len(self._known) > REMEMBERED:
            self._known = {}
        letters, places = self._letters(doc)
        doc.spans["timex"] = [
            Span(doc, places[start], places[end - 1] + 1, label=label)
            for start, end, label in expressions(letters)
        ]
        return doc

    def _letters(self, doc: Doc) -> tuple[str, Sequence[int]]:
        """Return the classes of the words, and the token of each; a plural without class is ``q``."""
        letters: list[str] = []
        places = array("q")  # of a book, numbers and no objects
        for place, (orth, tag) in enumerate(_rows(doc)):
            letter = self._known.get(orth)
            if letter is None:
                letter = self._known[orth] = word_class(self._strings[orth])
            if letter:
                if letter == "." and tag == self._plural:
                    letter = "q"
                elif letter in _NEVER_VERBS and tag in self._verbs:
                    letter = "."
                letters.append(letter)
                places.append(place)
        return "".join(letters), places


def _rows(doc: Doc) -> Iterator[list[int]]:
    """Yield the word and the tag of each token, a block of them in memory at a time."""
    table = doc.to_array([ORTH, TAG])
    for first in range(0, len(table), BLOCK):
        yield from table[first : first + BLOCK].tolist()


@Language.factory("kg_timex", assigns=["doc.spans"], requires=["token.tag"])
def make(nlp: Language, name: str) -> Timex:  # noqa: ARG001
    """Build the component."""
    return Timex(nlp.vocab)
