"""The live service beside the file: names -> candidates of both; of the file alone once it fails.

Only used when somebody says so (``--wikidata live``, ``kg link --live``): the names of the texts are sent to it.
"""

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import RLock
from typing import Any, Final, Self

from rapidfuzz.distance import Indel

from kg.wikidata import live_search
from kg.wikidata.cache import Cache
from kg.wikidata.file import KnowledgeBase
from kg.wikidata.fuzzy import OTHER_SOUND
from kg.wikidata.live_facts import Facts
from kg.wikidata.live_search import Found
from kg.wikidata.live_settings import LiveSettings
from kg.wikidata.names import fold
from kg.wikidata.polite import Polite, RemoteError
from kg.wikidata.raw import number
from kg.wikidata.values import Candidate, Item, Knowledge

_QID: Final = re.compile(r"Q[1-9][0-9]{0,14}")

#: Decimals of a likeness: the same on every machine.
_DECIMALS: Final = 6


def say(line: str) -> None:
    """Print a line for the person who started the run."""
    print(f"kg: {line}", file=sys.stderr)


class Live:
    """A `Knowledge`: the file's candidates first, then those that only the service knows.

    The first question that gets no answer is the last one: from then on the file and the cache answer,
    and one line says so. A name counts only when all that belongs to it is known.
    """

    def __init__(
        self,
        file: Knowledge,
        settings: LiveSettings,
        *,
        tell: Callable[[str], None] = say,
        polite: Polite | None = None,
    ) -> None:
        """Begin a run.

        Args:
            file: what is known offline.
            settings: where the service is, and how it is asked.
            tell: hears one line when the service fails, and one when the cache is of no use.
            polite: who asks; for tests.
        """
        self._file, self._settings, self._tell = file, settings, tell
        self._polite = polite or Polite(settings.manners())
        self._cache = Cache(settings.cache, days=settings.days, tell=tell)
        self._facts = Facts(settings, self._polite, self._cache)
        self._named: dict[str, list[Found] | None] = {}
        self._written: dict[str, str] | None = None
        self._lock = RLock()
        self.online = True

    @classmethod
    def open(cls, file: Knowledge | None = None, settings: LiveSettings | None = None) -> Self:
        """Begin a run with the file that ships, and with what the environment tells.

        Raises:
            KgError: there is no such file, or a setting makes no sense.
        """
        return cls(file or KnowledgeBase.open(), settings or LiveSettings.read())

    def close(self) -> None:
        """Let go of the cache and the file."""
        self._cache.close()
        close = getattr(self._file, "close", None)
        if close is not None:
            close()

    def meta(self) -> dict[str, str]:
        """Return what the file says of itself; its version says that the service was asked, too."""
        told: dict[str, str] = dict(getattr(self._file, "meta", dict)())
        return {**told, "version": f"{told.get('version', '')} and live Wikidata".strip()}

    def prepare(self, names: Mapping[str, str]) -> None:
        """Ask for the names of a document together: what belongs to all of them comes in a few answers.

        Until the next document, the service is asked for no others.

        Args:
            names: what will be looked up -> how the text writes it, which is what the service is asked.
        """
        with self._lock:
            self._written = {fold(looked_up): name for looked_up, name in names.items()}
            found = {
                one.number for name in names for one, same in self._search(name) if same == 1.0
            }
            self._items([n for n in sorted(found) if self._file.item(f"Q{n}") is None])

    def named(self, name: str) -> Sequence[Candidate]:
        """Return the items called so: those of the file as it orders them, then the others by prior."""
        with self._lock:
            own = list(self._file.named(name))
            return own + self._more(own, [one for one in self._search(name) if one[1] == 1.0])

    def like(self, name: str) -> Sequence[Candidate]:
        """Return the items called nearly so, the likest first."""
        with self._lock:
            own = list(self._file.like(name))
            more = self._more(own, [one for one in self._search(name) if one[1] >= OTHER_SOUND])
            return sorted(own + more, key=lambda c: (-c.likeness, *_by_prior(c)))

    def item(self, qid: str) -> Item | None:
        """Return the item with this QID: the file's, or the service's."""
        with self._lock:
            known = self._file.item(qid)
            return known or next(
                iter(self._items([number(qid)] if _QID.fullmatch(qid) else [])), None
            )

    def items(self, qids: Iterable[str]) -> list[Item]:
        """Return the items with these QIDs, in their order, those that are not there left out."""
        return [item for qid in qids if (item := self.item(qid))]

    def _more(
        self, own: Sequence[Candidate], found: Sequence[tuple[Found, float]]
    ) -> list[Candidate]:
        had = {number(candidate.item.qid) for candidate in own}
        names = {
            one.number: (one.name, likeness) for one, likeness in found if one.number not in had
        }
        filed = {n: item for n in names if (item := self._file.item(f"Q{n}"))}
        asked = self._items([n for n in names if n not in filed])
        more = [Candidate(item, *names[number(item.qid)]) for item in (*filed.values(), *asked)]
        return sorted(more, key=_by_prior)

    def _search(self, name: str) -> list[tuple[Found, float]]:
        """Return what the service finds, and how like the name it is; nothing where it has no answer."""
        written = name if self._written is None else self._written.get(fold(name), "")
        asked = " ".join(written.split())
        if not live_search.askable(asked):
            return []
        keys = {fold(asked), fold(name)}
        return [(one, max(_likeness(key, one) for key in keys)) for one in self._found(asked)]

    def _found(self, name: str) -> list[Found]:
        if name not in self._named:
            self._named[name] = self._remembered(name)
        found = self._named[name]
        if found is None:
            found = self._attempt(lambda: self._ask(name)) or []
            self._named[name] = found if self.online else None
        return found

    def _ask(self, name: str) -> list[Found]:
        found = self._polite.ask(live_search.request(self._settings.api, name), live_search.read)
        self._cache.put(self._settings.api, name, [[one.number, one.name] for one in found])
        return found

    def _remembered(self, name: str) -> list[Found] | None:
        kept = self._cache.get(self._settings.api, name)
        try:
            return None if kept is None else [Found(number(f"Q{n}"), str(fits)) for n, fits in kept]
        except (TypeError, ValueError):
            return None

    def _items(self, numbers: Sequence[int]) -> list[Item]:
        """Return the items of which everything is known; none where something is not."""
        if not numbers:
            return []
        try:
            return self._facts.items(numbers, online=False)
        except RemoteError:
            return self._attempt(lambda: self._facts.items(numbers, online=True)) or []

    def _attempt(self, ask: Callable[[], list[Any]]) -> list[Any]:
        """Return the answer; after the first failure nobody is asked any more."""
        if not self.online:
            return []
        try:
            return ask()
        except RemoteError as error:
            self.online = False
            self._tell(f"Wikidata is not asked any more, the file goes on alone: {error}")
            return []


def _likeness(key: str, one: Found) -> float:
    return round(Indel.normalized_similarity(key, fold(one.name)), _DECIMALS)


def _by_prior(candidate: Candidate) -> tuple[float, int]:
    return -candidate.item.prior, number(candidate.item.qid)
