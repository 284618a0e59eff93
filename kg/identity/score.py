"""Two subjects -> how likely they are one, and why.

A logistic sum of what speaks for and against. The weights are set by hand, so that each can be
argued with: a name of one word decides nothing alone, a full name nearly does, and every sign
against (another country, another office) outweighs a sign of the same kind for.
"""

import math
from collections.abc import Iterator
from typing import Final

from kg.identity.values import Subject
from kg.namespaces import KG

#: What a shared name says, by family, for names of one word, of two, of three or more. A lone first
#: or last name tells nobody; an organisation's name or acronym rarely is another's in one collection.
NAMES: Final[dict[str, tuple[float, float, float]]] = {
    "person": (-2.5, 3.2, 4.0),
    "organisation": (0.8, 3.0, 3.8),
    "place": (-0.2, 1.8, 2.6),
    "group": (1.6, 2.4, 2.8),
    "object": (-0.8, 0.6, 1.2),
}
_OTHER: Final = (-1.5, 0.5, 1.0)

#: What speaks for and against two subjects of one name; 0 is an even chance.
BIAS: Final = -1.2
SAME_LABEL: Final = 0.6  # both documents call it so first of all
OTHER_FULL_NAME: Final = -5.0  # "John Smith" and "Mary Smith" share "Smith"
SAME_CLASS: Final = 0.5
COUNTRY: Final = 3.0  # both are countries: there is one of each name
OTHER_CLASS: Final = -0.8
SAME_COUNTRY: Final = 0.9  # of the entities themselves; of their documents a third of it
OTHER_COUNTRY: Final = -4.0
SAME_ROLE: Final = 1.2
OTHER_ROLE: Final = -1.2
SHARED: Final = (
    0.55  # each of who and what both documents name, countries half, the seventh nothing more
)
MOST_SHARED: Final = 6
NOTHING_SHARED: Final = -0.8
SAME_WEEK: Final = 0.6
YEARS_APART: Final = -0.7  # five or more
ONE_LINKED: Final = (
    -1.0
)  # the knowledge base knows one of the two, and the other was not taken for it


def score(one: Subject, other: Subject) -> tuple[float, tuple[str, ...]]:
    """Return the probability that two subjects of one family are one (0..1), and the reasons.

    It does not matter which is first. Names in common are needed: without, it is 0.
    """
    shared = one.names & other.names
    if not shared or one.family != other.family:
        return 0.0, ()
    told = [*_names(one, other, shared), *_being(one, other), *_around(one, other, shared)]
    total = BIAS + sum(weight for _, weight in told)
    return 1 / (1 + math.exp(-total)), tuple(f"{name} {weight:+.1f}" for name, weight in told)


def _names(one: Subject, other: Subject, shared: frozenset[str]) -> Iterator[tuple[str, float]]:
    name = max(shared, key=lambda n: (len(n.split()), len(n), n))
    words = min(len(name.split()), 3)
    yield f"name {name!r}", NAMES.get(one.family, _OTHER)[words - 1]
    if one.label.casefold() == other.label.casefold():
        yield "same label", SAME_LABEL
    if words == 1 and len(one.label.split()) > 1 and len(other.label.split()) > 1:
        yield "another full name", OTHER_FULL_NAME


def _being(one: Subject, other: Subject) -> Iterator[tuple[str, float]]:
    ours, theirs = _kinds(one), _kinds(other)
    if ours and ours == theirs:
        yield "same class", SAME_CLASS
        if KG + "Country" in ours:
            yield "a country", COUNTRY
    elif not (ours <= theirs or theirs <= ours):
        yield "another class", OTHER_CLASS
    if one.roles and other.roles:
        same = bool(_words(one.roles) & _words(other.roles))
        yield ("same office", SAME_ROLE) if same else ("another office", OTHER_ROLE)
    if bool(one.qid) != bool(other.qid):
        yield "only one is linked", ONE_LINKED


def _around(one: Subject, other: Subject, shared: frozenset[str]) -> Iterator[tuple[str, float]]:
    a, b = one.scene, other.scene
    if one.countries and other.countries:
        same = bool(one.countries & other.countries)
        yield ("same country", SAME_COUNTRY) if same else ("another country", OTHER_COUNTRY)
    elif (one.countries or a.countries) & (other.countries or b.countries):
        yield "countries in common", SAME_COUNTRY / 3
    both = (a.keys & b.keys) - shared - {one.qid, other.qid}
    weight = min(sum(0.5 if k in a.countries else 1.0 for k in both), MOST_SHARED)
    if weight:
        yield f"{len(both)} in common: {_some(both - a.countries or both)}", SHARED * weight
    else:
        yield "nothing in common", NOTHING_SHARED
    years = _days(a.issued, b.issued)
    if years is not None and years <= 7:
        yield "same week", SAME_WEEK
    elif years is not None and years >= 5 * 365:
        yield "years apart", YEARS_APART


def _kinds(one: Subject) -> frozenset[str]:
    return frozenset(c for c in one.classes if c.startswith(KG))


def _words(roles: frozenset[str]) -> set[str]:
    return {word for role in roles for word in role.split() if len(word) > 3}


def _some(keys: frozenset[str]) -> str:
    return ", ".join(sorted(keys)[:3])


def _days(one: str, other: str) -> int | None:
    """Return how many days lie between two dates, roughly where they tell no day; None if not told."""
    if not one or not other:
        return None
    return abs(_day(one) - _day(other))


def _day(date: str) -> int:
    year, month, day = f"{date[:10]}-06-15".split("-")[:3]  # a month alone: its sixth day
    return int(year) * 365 + int(month) * 30 + int(day)
