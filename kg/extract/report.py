"""Working value of claims: who says what by which words, in terms of tokens."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from kg.extract.table import once
from kg.namespaces import KG

ASSERTS, DENIES, DOUBTS = KG + "Asserts", KG + "Denies", KG + "Doubts"

#: A token -> the entity that it denotes, an index; None where it denotes none.
Resolve = Callable[[Token], int | None]


@dataclass(frozen=True, slots=True)
class Report:
    """A claim in terms of tokens: ``content`` is a half-open range, ``cue`` and ``source`` tokens.

    Attributes:
        phrase: all words for the source, a half-open range, where they are known; else None.
        core: the part of the content that tells what is so, where the rest only names it ("claims that …").
        told: whether the content is told as so or not so; what is asked or only spoken of is not.
        clause: whether the content tells by itself that something is so; the name of an event does not.
    """

    claimer: int
    stance: str
    cue: tuple[Token, ...]
    source: Token
    content: tuple[int, int]
    verb: Token | None
    medium: int | None = None
    phrase: tuple[int, int] | None = None
    told: bool = True
    core: tuple[int, int] | None = None
    clause: bool = True

    def tells(self, token: Token) -> bool:
        """Say whether a relation that stands at a token is told as so or not so in the content."""
        start, end = self.core or self.content
        return self.told and self.clause and start <= token.i < end


#: Tokens around a place in which the claims that have to do with it have their reporting words.
_WINDOW = 400


class Near:
    """The claims by the place of their cues, so that a long text is not gone through again and again."""

    def __init__(self, found: Iterable[Report]) -> None:
        self._found = sorted(found, key=lambda r: (r.cue[0].i, r.content))
        self._at = [r.cue[0].i for r in self._found]

    def around(self, start: int, end: int) -> Sequence[Report]:
        """Return the claims with a cue in or near a range of tokens, in the order of their cues."""
        first, last = bisect_left(self._at, start - _WINDOW), bisect_left(self._at, end + _WINDOW)
        return self._found[first:last]


@once
def layer(doc: Doc) -> Sequence[tuple[Tokens | None, Tokens | None, Tokens | None]]:
    """Return the (source, cue, content) of ``doc._.attributions``; none where no component sets it."""
    return doc._.attributions if Doc.has_extension("attributions") else ()
