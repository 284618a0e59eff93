"""Classes of Wikidata -> kinds of ours, learned from the source itself.

Nobody wrote down which class of Wikidata is which kind. The items that the knowledge base already
knows with a kind vote for their classes, and the label of a class votes too ("city", "human"). Where
nobody votes it counts what the statements of the items show: who was born is a person, what has a
code of ISO 3166 is a country. A class that got no votes is what the nearest class above it is
(P279); at last its label decides by its head ("municipality of Elsewhere"). A table of the user's
own comes before all.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from kg.errors import UsageError
from kg.wikidata.prior import Kind, kinds
from kg.wikidata.raw import Raw, number
from kg.wikidata.work import Work

T = TypeVar("T")

#: Numbers of items -> kinds of those that are known already.
Known = Callable[[Sequence[int]], Mapping[int, str]]

#: Words that Wikidata calls classes by and our sources do not.
WORDS: Final[dict[str, str]] = {
    "human": "person", "sovereign state": "country", "human settlement": "settlement", "big city": "city",
    "capital city": "city", "hamlet": "village", "governorate": "admin1", "province": "admin1",
    "first-level administrative division": "admin1", "second-level administrative division": "admin2",
    "county": "admin2", "subdistrict": "admin2", "commune": "municipality", "quarter": "neighbourhood",
    "hill": "mountain", "building": "building/facility", "street": "road", "university": "education",
    "school": "education", "college": "education", "research institute": "research facility",
    "newspaper": "media", "news agency": "media", "television station": "media", "radio station": "media",
    "business": "company", "enterprise": "company", "public company": "company", "hospital": "hospital/health",
    "ministry": "government body", "government agency": "government body", "parliament": "legislature",
    "nonprofit organization": "NGO", "non-governmental organization": "NGO",
    "international organization": "IGO", "intergovernmental organization": "IGO", "organization": "organisation",
    "armed forces": "military", "army": "military", "military unit": "military",
    "armed organization": "armed group", "terrorist organization": "armed group", "militia": "armed group",
    "sports team": "sports team/league", "football club": "sports team/league", "museum": "archive/library/museum",
    "library": "archive/library/museum", "archive": "archive/library/museum", "position": "office",
    "public office": "office", "war": "event", "battle": "event", "civil war": "event", "conflict": "event",
    "ethnic group": "people/ethnic group",
}  # fmt: skip

#: Votes that the label of a class has: one wrong row among what is known does not outdo it.
LABEL_VOTES: Final = 3

#: At least one in so many items of a class must be known to be a vote: what is known holds single
#: wrong identifiers (a village that is "wine"), which would make a kind of any large class.
ONE_IN: Final = 1000

#: Steps up the classes; farther up everything is an entity.
STEPS: Final = 5

#: Items asked for at once.
_BATCH: Final = 500


def own_table(path: Path) -> dict[int, str]:
    """Return a user's table: lines of QID, tab, kind; ``#`` begins a comment.

    Raises:
        UsageError: a line is something else, or the kind is none of ours.
    """
    known = our_kinds()
    table: dict[int, str] = {}
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}: {error}") from error
    for n, line in enumerate(lines, 1):
        text = line.partition("#")[0].strip()
        if not text:
            continue
        qid, _, kind = (part.strip() for part in text.partition("\t"))
        try:
            table[number(qid)] = kind
        except ValueError as error:
            raise UsageError(f"{path}:{n}: {error}", hint="QID, tab, kind") from error
        if kind not in known:
            raise UsageError(f"{path}:{n}: no kind {kind!r}", hint=f"known: {', '.join(known)}")
    return table


def our_kinds() -> dict[str, Kind]:
    """Return the kinds of the knowledge base that ships, with their classes in the ontology."""
    return kinds(Path(__file__).parent / "kinds.tsv")


class Learned:
    """What the classes in a work file are."""

    def __init__(self, work: Work, known: Known, table: Mapping[int, str]) -> None:
        """Let the items vote.

        Args:
            work: what was read.
            known: the kinds of items that are known.
            table: kinds of classes that the user tells.
        """
        self._work, self._known, self._table = work, known, table
        self._words = _words()
        self._seen: Counter[int] = Counter()
        self._votes: dict[int, Counter[str]] = {}
        self._shapes: dict[int, Counter[str]] = {}
        self._spreads: dict[int, tuple[Counter[str], float]] = {}
        self._kinds: dict[tuple[int, ...], str] = {}
        self._above: dict[int, frozenset[int]] = {}
        self._labels: dict[int, str] = {}
        self._vote()

    def _vote(self) -> None:
        told = (raw for raw in self._work.raws() if raw.classes)
        for batch in batches(told, _BATCH):
            known = self._known([raw.number for raw in batch])
            for raw in batch:
                self._seen.update(raw.classes)
                for votes, kind in (
                    (self._votes, known.get(raw.number)),
                    (self._shapes, _shape(raw)),
                ):
                    if kind:
                        for cls in raw.classes:
                            votes.setdefault(cls, Counter())[kind] += 1

    def kind(self, item: int, classes: tuple[int, ...]) -> str:
        """Return the kind of an item; the label of its first class where it is none of ours; or empty."""
        if classes not in self._kinds:
            if len(self._kinds) > 1 << 17:
                self._kinds.clear()
            self._kinds[classes] = self._kind(classes)
        found = self._kinds[classes]
        return found or self._known([item]).get(item, "") or self._labelled(classes)

    def _kind(self, classes: tuple[int, ...]) -> str:
        scores: Counter[str] = Counter()
        for cls in classes:
            shares, trust = self._spread(cls)
            total = shares.total()
            for kind, votes in shares.items():
                scores[kind] += trust * votes / total  # type: ignore[assignment]
        return min(scores, key=lambda kind: (-scores[kind], kind), default="")

    def _labelled(self, classes: tuple[int, ...]) -> str:
        return next(filter(None, map(self.label, classes)), "")

    def _spread(self, cls: int) -> tuple[Counter[str], float]:
        """Return the votes for a class or those next above it, and how far they are to be trusted, 0..1."""
        if cls not in self._spreads:
            self._spreads[cls] = self._up(cls)
        return self._spreads[cls]

    def _up(self, cls: int) -> tuple[Counter[str], float]:
        for step, level in enumerate(self._levels(cls)):
            votes: Counter[str] = Counter()
            for one in level:
                votes.update(self._own(one))
            if votes:
                return votes, votes.total() / (votes.total() + 2) * 0.8**step
        kind = self._words.get(_head(self.label(cls)), "")
        return Counter({kind: 1} if kind else {}), 0.2

    def _levels(self, cls: int) -> Iterator[list[int]]:
        level, seen = [cls], {cls}
        for _ in range(STEPS):
            if not level:
                return
            yield level
            above = {s for one in level for s in self._supers(one)} - seen
            seen |= above
            level = sorted(above)

    def _own(self, cls: int) -> Counter[str]:
        if cls in self._table:
            return Counter({self._table[cls]: 1_000_000})
        votes = Counter(self._votes.get(cls, ()))
        if votes.total() * ONE_IN < self._seen[cls]:
            votes.clear()
        named = self._words.get(self.label(cls).lower(), "")
        if named:
            votes[named] += LABEL_VOTES
        return votes or self._shown(cls)

    def _shown(self, cls: int) -> Counter[str]:
        """Return the kind that most items of a class show by their statements, or nothing."""
        shapes = self._shapes.get(cls, Counter())
        return Counter({kind: n for kind, n in shapes.items() if 2 * n > self._seen[cls]})

    def label(self, number: int) -> str:
        """Return the label of an entity, or empty."""
        if number not in self._labels:
            raw = self._work.get(number)
            self._labels[number] = raw.label if raw else ""
        return self._labels[number]

    def _supers(self, cls: int) -> tuple[int, ...]:
        raw = self._work.get(cls)
        return raw.supers if raw else ()

    def above(self, cls: int) -> frozenset[int]:
        """Return the class and all above it, in a source that may have circles."""
        if cls not in self._above:
            seen, todo = {cls}, [cls]
            while todo:
                new = set(self._supers(todo.pop())) - seen
                seen |= new
                todo += sorted(new)
            self._above[cls] = frozenset(seen)
        return self._above[cls]

    def table(self) -> Iterator[tuple[int, str, str, int]]:
        """Yield each class that has items: number, label, kind, items; those with the most first."""
        for cls, count in sorted(self._seen.items(), key=lambda c: (-c[1], c[0])):
            yield cls, self.label(cls), self._kind((cls,)), count


def _words() -> dict[str, str]:
    """Return what a class may be called -> its kind."""
    # Words of our sources that say too little, or mean something else where Wikidata uses them.
    ours = {
        "other",
        "place",
        "sound",
        "channel",
        "plain",
        "coast",
        "delta",
        "group",
        "people",
        "campus",
    }
    found = {word: name for name, kind in our_kinds().items() for word in (kind.words, name)}
    return {word: kind for word, kind in (found | WORDS).items() if word and word not in ours}


def _shape(raw: Raw) -> str:
    """Return the kind that an item must be of by its statements, or empty."""
    return "country" if raw.iso else "person" if raw.person else ""


def _head(label: str) -> str:
    """Return the words that say what a class is.

    >>> [_head(x) for x in ("municipality of Elsewhere", "ambassador to Elsewhere", "rural village")]
    ['municipality', 'ambassador', 'village']
    """
    for word in (" of ", " in ", " to ", " or ", ","):
        label = label.partition(word)[0]
    whole = label.lower().strip()
    return whole if whole in WORDS else whole.rpartition(" ")[2]


def batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the things in lists of some size.

    >>> list(batches("abc", 2))
    [['a', 'b'], ['c']]
    """
    left = iter(things)
    while batch := list(islice(left, size)):
        yield batch
