"""Extraction x text -> the words around each entity, and of the whole document, in small letters."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from kg.extract.values import Entity, Span

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
#: Words that tell nothing about who is meant.
_EMPTY: Final = frozenset(
    "the and for from with first second division place other was were are his her its that this not has had have "
    "who which will would their they been but about after into over than more one two most some such".split()
)
#: Words of more than about one description in a thousand of the facts that ship: those tell little.
COMMON: Final = frozenset(
    "member united village states settlement america assembly national company education minister italy house "
    "deputies people town council chamber spain representatives parliament office canada senate deputy state "
    "congress yemen poland republic organisation romania city ukraine representative mexico legislative philippines "
    "political party kingdom research france airport level institute government south ambassador parliamentary body "
    "europe regional river turkey neighbourhood governor american media affairs germany nigeria substitute french "
    "president korea hospital india norway non governmental russia greece china secretary indonesia japan duma actor "
    "bank sabha lok sports new hungary prime morocco colombia mountain australia federal justice pakistan foreign "
    "brazil general league team africa swedish lords chief provincial defence commons director senator finland health "
    "finance region municipality development federation film social vice actress museum north archive library mayor "
    "supreme representing public culture legislature staff interior environment".split()
)
#: Sentences of an entity that are looked at: those of its first mentions.
SENTENCES: Final = 5


@lru_cache(maxsize=20_000)
def words(text: str) -> frozenset[str]:
    """Return the words of three letters or more, in small letters, without those that tell nothing.

    >>> sorted(words("Minister of Health (2017-2021)"))
    ['health', 'minister']
    """
    return frozenset(_WORD.findall(text.lower())) - _EMPTY


class Context:
    """The words of one document."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self.text = text
        self.all = frozenset(_WORD.findall(text.lower())) - _EMPTY
        self._sentences = sentences
        self._starts = [s.start for s in sentences]

    def around(self, entity: Entity) -> frozenset[str]:
        """Return the words of the sentences that an entity is named in, without those of its own names."""
        found: set[str] = set()
        for at in self._of(entity):
            span = self._sentences[at]
            found |= set(_WORD.findall(self.text[span.start : span.end].lower()))
        return frozenset(found - _EMPTY - words(entity.label))

    def _of(self, entity: Entity) -> list[int]:
        starts = (m.span.start for m in entity.mentions if m.kind == "Name")
        places = (bisect_right(self._starts, start) - 1 for start in starts)
        return list(dict.fromkeys(at for at in places if at >= 0))[:SENTENCES]
