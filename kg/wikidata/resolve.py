"""The work file -> items: what was a number becomes a kind, a country, a chain of places, an office."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from kg.errors import UsageError
from kg.namespaces import KG
from kg.spelling import near
from kg.wikidata.classes import Learned, our_kinds
from kg.wikidata.raw import Held, Raw, number
from kg.wikidata.values import Item, Office
from kg.wikidata.work import Work

#: Steps up from a place to its country; the deepest chains of Wikidata have some eight.
DEEPEST: Final = 12

#: Pages about the best known countries, at which the prior is 1.
FULL: Final = 350

#: How much faster than its pages something is meant: chosen so that a village, a minister and a city
#: come near what they have in the file that ships (medians 4e-7, 2e-6, 2e-4).
POWER: Final = 4.0


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which items go into the file; empty: all.

    Attributes:
        classes: QIDs or labels of classes (with all below them), kinds, or classes of the ontology.
        countries: ISO 3166-1 alpha-2 codes.
        min_links: least number of pages of Wikimedia.
        limit: that many with the most pages; 0: all.
    """

    classes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    min_links: int = 0
    limit: int = 0


@dataclass(slots=True)
class Resolver:
    """Makes items of what was read, and counts what it leaves out, by reason."""

    work: Work
    learned: Learned
    chosen: Chosen = Chosen()
    left_out: Counter[str] = field(default_factory=Counter)

    def items(self) -> Iterator[Item]:
        """Yield the chosen items by QID."""
        makes = _Makes(self.work, self.learned)
        wanted = _Wanted(self.learned, self.chosen.classes)
        if self.chosen.limit:
            yield from self._most_linked(makes, wanted)
            return
        for raw in self.work.raws():
            item = self._item(raw, makes, wanted)
            if item is not None:
                yield item
        wanted.check()

    def _most_linked(self, makes: "_Makes", wanted: "_Wanted") -> Iterator[Item]:
        numbers = array("q")
        for n in self.work.numbers(linked=True):
            raw = self.work.get(n)
            if raw is not None and self._item(raw, makes, wanted) is not None:
                numbers.append(n)
            if len(numbers) == self.chosen.limit:
                break
        wanted.check()
        for n in sorted(numbers):
            raw = self.work.get(n)
            item = raw and self._item(raw, makes, wanted)
            if item:
                yield item

    def _item(self, raw: Raw, makes: "_Makes", wanted: "_Wanted") -> Item | None:
        why = ""
        if not raw.label:
            why = "no name"
        elif not raw.classes:
            why = "an instance of nothing"
        elif raw.links < self.chosen.min_links:
            why = "few links"
        if why:
            self.left_out[why] += 1
            return None
        item = makes.item(raw)
        if any(self.learned.label(c).startswith("Wikimedia ") for c in raw.classes):
            why = "about Wikimedia itself"
        elif not wanted(raw, item):
            why = "another class"
        elif self.chosen.countries and item.country not in self.chosen.countries:
            why = "another country"
        self.left_out[why] += bool(why)
        return None if why else item


class _Makes:
    """Makes items; what many items refer to is remembered."""

    def __init__(self, work: Work, learned: Learned) -> None:
        self._learned = learned
        self._kinds = our_kinds()
        self._get = lru_cache(1 << 16)(work.get)

    def item(self, raw: Raw) -> Item:
        kind = self._learned.kind(raw.number, raw.classes)
        ours = self._kinds.get(kind)
        country = self._country(raw)
        parents = self._parents(raw, country)
        return Item(
            qid=f"Q{raw.number}",
            label=raw.label,
            aliases=raw.names,
            kind=kind,
            cls=KG + ours.cls if ours and ours.cls else "",
            description=raw.description,
            country=country.iso if country else "",
            point=raw.point,
            population=raw.population,
            parents=tuple(f"Q{n}" for n in parents),
            begin=raw.begin,
            end=raw.end,
            offices=self._offices(raw.offices),
            prior=prior(raw.links),
        )

    def _country(self, raw: Raw) -> Raw | None:
        """Return the country: itself, the one it names, or the one of the places it lies in."""
        if raw.iso:
            return raw
        for n in raw.countries:
            named = self._get(n)
            if named and named.iso:
                return named
        for place in self._climb(raw):
            if place.iso:
                return place
            for n in place.countries:
                named = self._get(n)
                if named and named.iso:
                    return named
        return None

    def _climb(self, raw: Raw) -> Iterator[Raw]:
        """Yield the places it lies in, the nearest first, up to a country."""
        seen = {raw.number}
        place: Raw | None = raw
        for _ in range(DEEPEST):
            place = self._next(place, seen) if place else None
            if place is None:
                return
            yield place
            if place.iso:
                return
            seen.add(place.number)

    def _next(self, place: Raw, seen: set[int]) -> Raw | None:
        """Return the place next around: of several, one that lies in another of them, then the first."""
        around = [p for p in map(self._get, place.within) if p and p.number not in seen]
        inner = [p for p in around if any(o.number in p.within for o in around if o is not p)]
        return next(iter(inner or around), None)

    def _parents(self, raw: Raw, country: Raw | None) -> tuple[int, ...]:
        if raw.iso or not raw.within:
            alone = raw.iso or not (country and raw.point)
            return () if alone or country is None else (country.number,)
        chain = [place.number for place in self._climb(raw)]
        if country and country.number not in chain:
            chain.append(country.number)
        return tuple(chain)

    def _offices(self, held: Iterable[Held]) -> tuple[Office, ...]:
        """Return the offices: those of the best known positions first, then the latest."""
        found: dict[Office, tuple[float, str]] = {}
        for n, begin, end in held:
            position = self._get(n)
            if position and position.label:
                found.setdefault(
                    Office(position.label, begin, end), (-position.links, _late(begin, end))
                )
        return tuple(sorted(found, key=lambda o: (found[o], o)))


def _late(begin: str, end: str) -> str:
    """Return a key by which what lasts or ended last comes first."""
    last = end or ("9999" if begin else "0000")
    return "".join(chr(0x10FF - ord(c)) for c in f"{last:<10}{begin:<10}")


def prior(links: int) -> float:
    """Return how often something with so many pages is meant, as a share of the best known.

    >>> prior(350), f"{prior(17):.1e}"
    (1.0, '5.6e-06')
    """
    return float(min(1.0, (max(links, 0.5) / FULL) ** POWER))


class _Wanted:
    """Whether an item is of one of some classes, however these are called."""

    def __init__(self, learned: Learned, names: tuple[str, ...]) -> None:
        self._learned = learned
        self._numbers = {number(n) for n in names if _is_qid(n)}
        self._words = {spelled(n): n for n in names if not _is_qid(n)}
        self._met: set[str] = set()
        self._kinds: Counter[str] = Counter()

    def __call__(self, raw: Raw, item: Item) -> bool:
        if not (self._numbers or self._words):
            return True
        called = {item.kind.lower(), *ontology_names(item.cls)} & self._words.keys()
        if not called and (self._words or self._numbers):
            called = self._by_class(raw.classes)
        self._met |= called
        self._kinds[item.kind] += 1
        return bool(called)

    def _by_class(self, classes: tuple[int, ...]) -> set[str]:
        above = {a for cls in classes for a in self._learned.above(cls)}
        found = (
            {self._learned.label(a).lower() for a in above} & self._words.keys()
            if self._words
            else set()
        )
        return found | {f"Q{n}" for n in above & self._numbers}

    def check(self) -> None:
        """Complain of a class that no item is of.

        Raises:
            UsageError: naming it.
        """
        for word, name in sorted(self._words.items()):
            if word not in self._met and self._kinds:
                raise UsageError(
                    f"nothing is of class {name!r}", hint=near(name, filter(None, self._kinds))
                )


def _is_qid(name: str) -> bool:
    return name[:1] == "Q" and name[1:].isdigit()


def spelled(name: str) -> str:
    """Return a word for a class as it is compared: ``kg:Place`` is ``place``."""
    return name.removeprefix("kg:").removeprefix(KG).lower()


#: The classes of the ontology above those that kinds have.
_ABOVE: Final = {
    "place": ("country", "region", "settlement", "naturalfeature", "facility", "route"),
    "organisation": (
        "governmentbody", "armedforce", "armedgroup", "politicalparty", "internationalorganisation",
        "mediaorganisation", "company", "nongovernmentalorganisation",
    ),
}  # fmt: skip


def ontology_names(cls: str) -> set[str]:
    """Return the local names of a class and of those above it, in lower case."""
    local = cls.removeprefix(KG).lower()
    return {local, *(name for name, below in _ABOVE.items() if local in below)} - {""}
