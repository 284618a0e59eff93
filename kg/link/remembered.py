"""A knowledge base -> the same, which remembers names that it was asked for: documents repeat them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from kg.wikidata.values import Candidate, Item, Knowledge

#: Names remembered, about 5 kB each with their candidates: those of some hundred documents.
NAMES: Final = 4096


class Remembered:
    """A knowledge base that is asked for each name once, as long as it is remembered."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._named = lru_cache(NAMES)(knowledge.named)
        self._like = lru_cache(NAMES)(knowledge.like)
        self._completing = lru_cache(NAMES)(getattr(knowledge, "completing", _nobody))
        self._knowledge = knowledge

    def named(self, name: str) -> Sequence[Candidate]:
        """Return the items called so."""
        return self._named(name)

    def like(self, name: str) -> Sequence[Candidate]:
        """Return the items called nearly so."""
        return self._like(name)

    def completing(self, name: str) -> Sequence[Candidate]:
        """Return the items whose name goes on after these words, where the knowledge base can tell."""
        found: Sequence[Candidate] = self._completing(name)
        return found

    def item(self, qid: str) -> Item | None:
        """Return the item with this QID, or None."""
        return self._knowledge.item(qid)


def _nobody(_: str) -> Sequence[Candidate]:
    return ()
