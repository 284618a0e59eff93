"""A knowledge base x sources -> the same without the items that rest on these sources alone."""

from collections.abc import Sequence
from typing import Final, Protocol

from kg.wikidata.values import Candidate, Item, Knowledge

#: Sources that were made from benchmarks of linking themselves.
BENCHMARKS: Final = frozenset(("elevant", "elevant-label"))


class Traced(Knowledge, Protocol):
    """Where names are looked up, and where each item comes from."""

    def sources(self, qid: str) -> tuple[str, ...]:
        """Return the ids of the sources of an item; empty when not told."""
        ...

    def completing(self, name: str) -> Sequence[Candidate]:
        """Return the items whose name begins so and goes on."""
        ...


class Hidden:
    """A knowledge base without what rests on benchmarks alone."""

    def __init__(self, knowledge: Traced, sources: frozenset[str] = BENCHMARKS) -> None:
        self._knowledge = knowledge
        self._sources = sources
        self._shown: dict[str, bool] = {}

    def named(self, name: str) -> Sequence[Candidate]:
        """Return the items called so that stay."""
        return [c for c in self._knowledge.named(name) if self._stays(c.item)]

    def like(self, name: str) -> Sequence[Candidate]:
        """Return the items called nearly so that stay."""
        return [c for c in self._knowledge.like(name) if self._stays(c.item)]

    def completing(self, name: str) -> Sequence[Candidate]:
        """Return the items whose name goes on after these words that stay."""
        return [c for c in self._knowledge.completing(name) if self._stays(c.item)]

    def item(self, qid: str) -> Item | None:
        """Return the item with this QID if it stays."""
        found = self._knowledge.item(qid)
        return found if found is not None and self._stays(found) else None

    def _stays(self, item: Item) -> bool:
        if item.qid not in self._shown:
            sources = frozenset(self._knowledge.sources(item.qid))
            self._shown[item.qid] = not sources or not sources <= self._sources
        return self._shown[item.qid]
