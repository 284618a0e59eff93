"""What somebody chose -> a condition on the events of the index, as its table ``slim`` has them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

from kg.errors import UsageError
from kg.namespaces import shorten
from kg.views.dates import days
from kg.views.index import Index
from kg.views.rows import CLAIMER, ROLE
from kg.views.settle import LISTED
from kg.views.words import fold, key

#: Places an event may be at, by role.
_AT: Final = [ROLE["place"], ROLE["origin"], ROLE["destination"]]

#: Values of one filter, characters of one value.
MOST: Final = 100
LONGEST: Final = 2000

#: Events that a sentence tells of in which something stands.
SPOKEN: Final = """WITH spoken AS MATERIALIZED (SELECT sentence FROM sentences WHERE contains(folded, ?))
  SELECT event FROM slim JOIN spoken USING (sentence)
  UNION ALL SELECT event FROM told_in JOIN spoken USING (sentence)"""

#: Things of the same group as one of these, and things of all groups that lie within one.
_SAME: Final = "SELECT thing FROM entities WHERE grp IN (SELECT grp FROM entities WHERE thing IN (SELECT unnest(?)))"
_INSIDE: Final = """WITH RECURSIVE here(grp) AS (
    SELECT grp FROM entities WHERE thing IN (SELECT unnest(?))
    UNION SELECT inside.grp FROM inside JOIN here ON inside.outer_grp = here.grp)
  SELECT thing FROM entities JOIN here USING (grp)"""
_LISTED: Final = """SELECT DISTINCT number, family FROM entities JOIN groups USING (grp)
  WHERE thing IN (SELECT unnest(?)) LIMIT 2"""


@dataclass(frozen=True, slots=True)
class Filters:
    """Choices; several values of one are alternatives, none is no restriction.

    Attributes:
        actor: IRIs of those with any role; ``agent``, ``patient``: with this one.
        place: IRIs; what lies within them counts.
        cls: classes as names (``kg:Attack``) or IRIs; subclasses count.
        claimer: IRIs of who says so, or denies it.
        start, end: dates; events that may reach into what is between them.
        bbox: west, south, east, north in degrees; west may be greater than east.
        words: all of them; the label or a sentence that tells of the event has each.
        dated, located: whether a date, a point is known.
    """

    actor: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    patient: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    cls: tuple[str, ...] = ()
    claimer: tuple[str, ...] = ()
    factuality: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    bbox: tuple[float, float, float, float] | None = None
    words: str = ""
    dated: bool | None = None
    located: bool | None = None

    def without(self, name: str) -> "Filters":
        """Return the filters without one of them."""
        default = next(f.default for f in fields(self) if f.name == name)
        return replace(self, **{name: default})  # type: ignore[arg-type]


#: Parameter -> name of the field, where it is another.
_NAMES: Final = {"class": "cls", "from": "start", "to": "end", "q": "words"}
_LISTS: Final = (
    "actor",
    "agent",
    "patient",
    "place",
    "class",
    "claimer",
    "factuality",
    "document",
    "publisher",
)
_SINGLE: Final = ("from", "to", "bbox", "q", "dated", "located")
PARAMETERS: Final = (*_LISTS, *_SINGLE)


def filters(pairs: Sequence[tuple[str, str]]) -> Filters:
    """Return the filters that parameters tell; empty values and other parameters are passed over.

    Raises:
        UsageError: a value is none of its kind.
    """
    given: dict[str, object] = {}
    for name in PARAMETERS:
        values = [v for n, v in pairs if n == name and v.strip()]
        if not values:
            continue
        if len(values) > MOST or any(len(v) > LONGEST for v in values):
            raise UsageError(f"too much for the filter {name}")
        field = _NAMES.get(name, name)
        if name in _LISTS:
            given[field] = tuple(dict.fromkeys(values))
        else:
            given[field] = _single(name, values[-1].strip())
    return Filters(**given)  # type: ignore[arg-type]


def _single(name: str, value: str) -> object:
    if name in ("from", "to"):
        if days(value) is None:
            raise UsageError(
                f"{name} is not a date: {value[:40]!r}", hint="2013, 2013-05 or 2013-05-01"
            )
        return value
    if name in ("dated", "located"):
        if value not in ("yes", "no"):
            raise UsageError(f"{name} is yes or no, not {value[:40]!r}")
        return value == "yes"
    return _box(value) if name == "bbox" else value


def _box(value: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        west, south, east, north = float("nan"), 0.0, 0.0, 0.0
    if not (-1e9 < west < 1e9 and -1e9 < east < 1e9 and -90 <= south <= north <= 90):
        raise UsageError(
            f"bbox is not one: {value[:60]!r}", hint="west,south,east,north in degrees"
        )
    if east - west >= 360:
        return -180.0, south, 180.0, north
    return _wrapped(west), south, _wrapped(east), north


def _wrapped(degrees: float) -> float:
    return degrees if -180 <= degrees <= 180 else (degrees + 180) % 360 - 180


class Condition:
    """A condition on the table ``slim``: SQL, and the values of its question marks."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.values: list[object] = []

    def add(self, text: str, *values: object) -> None:
        """Add one that must hold, too."""
        self.parts.append(text)
        self.values.extend(values)

    @property
    def text(self) -> str:
        """The SQL."""
        return " AND ".join(f"({part})" for part in self.parts) or "true"


def condition(index: Index, chosen: Filters) -> Condition:
    """Return what an event of these filters fulfils."""
    found = Condition()
    for iris, question, roles, lists in (
        (chosen.actor, _SAME, list(range(CLAIMER)), ("actors", "places")),
        (chosen.agent, _SAME, [ROLE["agent"]], ()),
        (chosen.patient, _SAME, [ROLE["patient"]], ()),
        (chosen.claimer, _SAME, [CLAIMER], ("claimers",)),
        (chosen.place, _INSIDE, _AT, ("places",)),
    ):
        if iris:
            _with(found, _Things(index, question, iris), roles, lists)
    if chosen.cls:
        found.add("types IN (SELECT unnest(?))", _types(index, chosen.cls))
    if chosen.factuality:
        wanted = [shorten(f).removeprefix("kg:") for f in chosen.factuality]
        found.add("factuality IN (SELECT unnest(?))", wanted)
    if chosen.document:
        found.add("document IN (SELECT unnest(?))", [key(d) for d in chosen.document])
    if chosen.publisher:
        published = "SELECT document FROM documents WHERE publisher IN (SELECT unnest(?))"
        found.add(f"document IN ({published})", list(chosen.publisher))
    _when_and_where(found, chosen)
    for word in fold(chosen.words).split():
        found.add(f"contains(label, ?) OR event IN ({SPOKEN})", word, word)
    return found


class _Things:
    """The things that IRIs stand for; ``listed``: the number of their group, where it is one that `slim` lists."""

    def __init__(self, index: Index, question: str, iris: Sequence[str]) -> None:
        self.things = [row[0] for row in index.rows(question, [[key(iri) for iri in iris]])]
        groups = index.rows(_LISTED, [self.things])
        self.listed = groups[0][0] if len(groups) == 1 and groups[0][1] in LISTED else None


def _with(found: Condition, one: _Things, roles: list[int], lists: Sequence[str]) -> None:
    """Add that one of the things has one of the roles; the lists of an event tell the same four times as fast."""
    if lists and one.listed is not None:
        part = " OR ".join(f"list_contains({name}, ?)" for name in lists)
        found.add(part, *[one.listed] * len(lists))
        return
    part = (
        "SELECT event FROM roles WHERE thing IN (SELECT unnest(?)) AND role IN (SELECT unnest(?))"
    )
    found.add(f"event IN ({part})", one.things, roles)


def _types(index: Index, classes: Sequence[str]) -> list[str]:
    """Return the lists of types, of those in use, that have one of the classes."""
    wanted = {shorten(c) for c in classes}
    return [t for t in index.types() if wanted & set(t.split())]


def _when_and_where(found: Condition, chosen: Filters) -> None:
    first, last = days(chosen.start), days(chosen.end)
    if first:
        found.add("hi >= ?", first[0])
    if last:
        found.add("lo <= ?", last[1])
    if chosen.dated is not None:
        found.add(f"lo IS {'NOT ' if chosen.dated else ''}NULL")
    if chosen.located is not None:
        found.add(f"lon IS {'NOT ' if chosen.located else ''}NULL")
    if chosen.bbox:
        west, south, east, north = chosen.bbox
        joint = "AND" if west <= east else "OR"
        found.add(f"lat BETWEEN ? AND ? AND (lon >= ? {joint} lon <= ?)", south, north, west, east)
