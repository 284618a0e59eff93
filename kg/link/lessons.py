"""Facts -> made-up sentences in which it is certain who is meant: what tells namesakes apart, to be learned from.

Annotated texts hold few people that share a name, and few places told by their kind. Five sorts of
sentences are made: somebody's name with a third of the words that the facts have of one of its bearers,
each bearer as often as the prior has it; a place's name with the kind of one that is called so; a
place's name, or an institution's without its country, beside the country; and
a team called by its place alone (see `sportlessons`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.extract.values import Entity, Extraction, Mention, Span
from kg.link.context import COMMON, words
from kg.link.sportlessons import sport_lessons
from kg.namespaces import KG
from kg.wikidata.rows import Row
from kg.wikidata.values import Item, Knowledge

#: One row in so many is made a lesson of.
PEOPLE: Final = 40
PLACES: Final = 7
#: One in so many of these places is also told to be abroad.
ELSEWHERE: Final = 25
SPREAD: Final = 7919
#: Power of the prior by which one of a name is meant oftener than another: what open sets teach.
POWER: Final = 0.5
_TOLD: Final = {
    "admin1": "province",
    "admin2": "district",
    "city": "city",
    "town": "town",
    "village": "village",
}

_TEAMS: Final = frozenset(("sports team/league", "organisation", "other"))
_FAMILIES: Final = {
    "Person": "person", "GovernmentBody": "organisation", "Organisation": "organisation",
    "Country": "place", "Region": "place", "Settlement": "place",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text of one sentence whose first entity is the item ``qid``, or nobody known where that is empty."""

    text: str
    said: Extraction
    qid: str
    weight: float


def lessons(rows: Sequence[Row], knowledge: Knowledge) -> Iterator[Lesson]:
    """Yield the lessons of evenly spread rows, in their order."""
    people = places = 0
    countries = {row.country: row.label for row in rows if row.kind == "country"}
    teams = [i for row in rows if row.kind in _TEAMS and (i := knowledge.item(f"Q{row.number}"))]
    for text, name, cls, qid, weight in sport_lessons(teams, knowledge):
        yield _lesson(text, name, cls, qid, weight)
    for row in rows:
        if row.kind == "person" and row.role:
            people += 1
            if people % PEOPLE == 0:
                yield from _people(row.label, _bearers(row.label, knowledge, person=True))
        elif row.kind in _TOLD and row.lat:
            places += 1
            if places % PLACES == 0:
                yield from _places(row, knowledge)
                yield from _abroad(row, countries.get(row.country, ""), knowledge)
                if places % ELSEWHERE == 0:
                    yield from _elsewhere(row, rows[places * SPREAD % len(rows)], countries)
        elif row.kind == "government body" and row.country in countries:
            yield from _institution(row, countries[row.country], knowledge)


def _bearers(name: str, knowledge: Knowledge, *, person: bool) -> list[Item]:
    found = {c.item.qid: c.item for c in knowledge.named(name) if c.likeness == 1}
    return [i for i in found.values() if (i.kind == "person") == person]


def _people(name: str, bearers: Sequence[Item]) -> Iterator[Lesson]:
    whole = sum(item.prior**POWER for item in bearers)
    for item in bearers if len(bearers) > 1 else ():
        told = words(item.description) | frozenset(
            w for o in item.offices[:3] for w in words(o.title)
        )
        telling = sorted(told - words(name), key=lambda w: (w in COMMON, w))[::3]
        if telling:
            weight = item.prior**POWER / whole / 2
            yield _lesson(f"{' '.join(telling)} {name} spoke.", name, "Person", item.qid, weight)
            first = telling[0].capitalize()
            yield _lesson(
                f"{first} official {name} spoke.",
                name,
                "Person",
                item.qid,
                weight,
                ("Organisation", first),
            )


def _places(row: Row, knowledge: Knowledge) -> Iterator[Lesson]:
    same = [
        i
        for i in _bearers(row.label, knowledge, person=False)
        if i.country == row.country and i.kind in _TOLD
    ]
    own = f"Q{row.number}"
    if len({i.kind for i in same}) > 1 and [i.qid for i in same if i.kind == row.kind] == [own]:
        cls = "Region" if row.kind.startswith("admin") else "Settlement"
        told = _TOLD[row.kind]
        yield _lesson(f"the {told} of {row.label} was calm.", row.label, cls, own, 0.5)
        yield _lesson(f"It was calm in {row.label} {told} then.", row.label, cls, own, 0.5)


def _abroad(row: Row, country: str, knowledge: Knowledge) -> Iterator[Lesson]:
    """Yield a place beside its country, where there is one of the name in another, too."""
    same = _bearers(row.label, knowledge, person=False)
    own = [i for i in same if i.country == row.country]
    if country and len(same) > 1 and [i.qid for i in own] == [f"Q{row.number}"]:
        told = ("Country", country)
        yield _lesson(
            f"{country} said that {row.label} was calm.",
            row.label,
            "Settlement",
            own[0].qid,
            0.3,
            told,
        )


def _elsewhere(row: Row, other: Row, countries: Mapping[str, str]) -> Iterator[Lesson]:
    """Yield a village that is told to lie in another country than the one of its name: it is nobody known."""
    country = countries.get(other.country, "")
    if country and other.country != row.country and row.kind in ("town", "village"):
        text = f"They came from the village of {row.label}, in {country}."
        yield _lesson(text, row.label, "Settlement", "", 0.15, ("Country", country))


def _institution(row: Row, country: str, knowledge: Knowledge) -> Iterator[Lesson]:
    """Yield an institution without its country's name, where another is called so."""
    name = row.label.replace(f" of {country}", "")
    others = [c.item.qid for c in knowledge.named(name) if c.item.country != row.country]
    if others and name != row.label and len(name.split()) > 1:
        text = f"{country} voted, and the {name} denied it."
        yield _lesson(text, name, "GovernmentBody", f"Q{row.number}", 0.5, ("Country", country))


def _lesson(
    text: str, name: str, cls: str, qid: str, weight: float, beside: tuple[str, str] | None = None
) -> Lesson:
    """Return a text that names somebody, and maybe something else, of a class."""
    entities = [_entity(text.rindex(name), cls, name)]
    if beside is not None:
        entities.append(_entity(text.index(beside[1]), *beside))
    return Lesson(text, Extraction((Span(0, len(text)),), tuple(entities)), qid, weight)


def _entity(start: int, cls: str, name: str) -> Entity:
    mention = Mention(Span(start, start + len(name)), "Name")
    return Entity(KG + cls, _FAMILIES[cls], name, (), (mention,))
