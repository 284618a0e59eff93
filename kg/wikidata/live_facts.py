"""Numbers of items -> items, as a SPARQL endpoint tells of them and of what they refer to.

Each entity is asked for once and kept; an item depends on nothing but its own references, so that it is the
same whatever else was asked for beside it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from kg.wikidata.cache import Cache
from kg.wikidata.classes import STEPS, Learned, batches
from kg.wikidata.dump import Scope
from kg.wikidata.endpoint import Service, _Asked
from kg.wikidata.live_settings import LiveSettings
from kg.wikidata.polite import Polite, RemoteError
from kg.wikidata.raw import Raw, pack, unpack
from kg.wikidata.resolve import DEEPEST, _Makes
from kg.wikidata.values import Item
from kg.wikidata.work import FORM, Work

#: Items in one question: some thousand rows.
BATCH: Final = 40

#: Entities asked for to understand the items of one name; a ring of references must not last for ever.
MOST: Final = 2000

#: Code points of a name or description: Wikidata itself takes no longer ones.
LONGEST: Final = 250

#: Entities kept in memory; a few kB each. What is let go of is in the cache.
KEPT: Final = 20_000

#: Comes to know entities, or raises RemoteError.
Fetch = Callable[[Sequence[int]], None]

#: What an answer of the right form with the wrong content makes the reading of it raise.
_WRONG: Final = (KeyError, ValueError, TypeError, ArithmeticError)


class _Known(Work):
    """Entities in memory, in the place of a work file."""

    def __init__(self) -> None:
        self.kept: dict[int, Raw] = {}

    def get(self, number: int) -> Raw | None:
        return self.kept.get(number)

    def raws(self) -> Iterator[Raw]:
        return iter(
            ()
        )  # Nobody votes: the kind of a class must not depend on who was asked before.


class Facts:
    """What an endpoint tells of entities, each kept in the cache by its number."""

    def __init__(self, settings: LiveSettings, polite: Polite, cache: Cache) -> None:
        self._asked = _Asked(settings.sparql, polite, Scope(languages=("en",)), Service())
        self._service, self._cache = settings.sparql, cache
        self._known = _Known()
        self._made: dict[int, Item | None] = {}

    def items(self, numbers: Sequence[int], *, online: bool) -> list[Item]:
        """Return the items that there are, in the order of their numbers.

        Args:
            numbers: the items.
            online: whether the endpoint may be asked; if not, only what the cache holds whole is known.

        Raises:
            RemoteError: something about them is not known, and there was no answer.
        """
        if len(self._known.kept) > KEPT:
            self._known.kept.clear()
            self._made.clear()
        missing = [n for n in dict.fromkeys(numbers) if n not in self._made]
        if missing:
            self._make(missing, self._fetch if online else _refuse)
        return [item for n in numbers if (item := self._made[n]) is not None]

    def _make(self, numbers: Sequence[int], fetch: Fetch) -> None:
        self._gather(numbers, fetch)
        makes = _Makes(self._known, Learned(self._known, lambda _: {}, {}))
        for n in numbers:
            raw = self._known.kept[n]
            item = makes.item(raw) if raw.label and raw.classes else None
            about_itself = item is not None and item.kind.startswith("Wikimedia ")
            self._made[n] = None if about_itself else item

    def _gather(self, numbers: Sequence[int], fetch: Fetch) -> None:
        """Come to know items, the places around them, and what is needed to understand both."""
        around = list(numbers)
        seen: set[int] = set()
        for _ in range(DEEPEST + 1):
            seen |= self._know(around, fetch)
            raws = [self._known.kept[n] for n in around]
            around = _new((n for raw in raws for n in raw.within), seen)
            if not around or len(seen) > MOST:
                break
        raws = [self._known.kept[n] for n in sorted(seen)]
        self._know([n for raw in raws for n in _flat(raw)], fetch)
        self._climb([n for raw in raws for n in raw.classes], fetch)

    def _climb(self, classes: Sequence[int], fetch: Fetch) -> None:
        """Come to know classes and those above them."""
        level, seen = list(classes), set[int]()
        for _ in range(STEPS):
            seen |= self._know(level, fetch)
            level = _new((s for n in level for s in self._known.kept[n].supers), seen)
            if not level or len(seen) > MOST:
                break

    def _know(self, numbers: Iterable[int], fetch: Fetch) -> set[int]:
        """Come to know entities from the cache, and ask for the rest; returns all of them."""
        wanted = sorted(set(numbers))
        missing = [n for n in wanted if n not in self._known.kept and not self._remembered(n)]
        for batch in batches(missing, BATCH):
            fetch(batch)
        return set(wanted)

    def _remembered(self, number: int) -> bool:
        kept = self._cache.get(self._service, _question(number))
        try:
            raw = _raw(kept) if kept is not None else None
        except _WRONG:
            return False
        if raw is not None and raw.number == number:
            self._known.kept[number] = raw
        return raw is not None and raw.number == number

    def _fetch(self, numbers: Sequence[int]) -> None:
        try:
            raws = self._asked.raws(numbers)
        except _WRONG as error:
            reason = " ".join(f"{type(error).__name__} {error}".split())[:80]
            raise RemoteError(f"an answer of the endpoint makes no sense: {reason}") from error
        for raw in map(_clean, raws):
            self._known.kept[raw.number] = raw
            self._cache.put(self._service, _question(raw.number), pack(raw).decode())


def _clean(raw: Raw) -> Raw:
    """Return an entity without what no name holds: controls, halves of characters, pages of text."""
    return replace(
        raw,
        label=_words(raw.label),
        names=tuple(sorted({_words(name) for name in raw.names} - {""})),
        description=_words(raw.description),
    )


def _words(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text[:LONGEST]).strip()


def _refuse(numbers: Sequence[int]) -> None:
    raise RemoteError(f"not known of Q{numbers[0]}, and offline")


def _question(number: int) -> str:
    """Return what the cache knows an entity by; another form of answer is another question."""
    return f"Q{number} ({FORM})"


def _raw(kept: Any) -> Raw:
    if not isinstance(kept, str):
        raise TypeError
    return unpack(kept.encode())


def _flat(raw: Raw) -> tuple[int, ...]:
    """Return what an entity refers to and only the name or code of which is needed."""
    return (*raw.countries, *(office for office, _, _ in raw.offices))


def _new(numbers: Iterable[int], seen: set[int]) -> list[int]:
    return sorted(set(numbers) - seen)
