"""Names -> the items that they could mean, each with how its names fit those of the entity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.extract.values import Entity
from kg.link.forms import (
    begins_so,
    common,
    initials,
    middles_agree,
    nation,
    parties,
    peoples,
    shorter,
    spelled_same,
    written_out,
)
from kg.link.names import Names, fold, of_country
from kg.wikidata.values import Candidate, Knowledge

#: Most candidates of one name, and of one entity: what comes later was right in none of the open sets.
PER_NAME: Final = 20
MOST: Final = 24
#: Letters from which on a name that nobody bears is looked for among those spelled alike.
SPELLED: Final = 5
_TURNED: Final = frozenset(("Ministry", "Department", "Office", "Bureau", "Army"))
#: Fit of a name that was put together from a shorter one and a country.
JOINED: Final = 0.9
#: Least fit of a name as it stands, and of one that is more than a surname or another part.
WHOLE: Final = 0.9
LONE: Final = 0.81
#: Letters of a first name from which on it may be short for a longer one.
NICK: Final = 3
#: Most names that a name is the beginning of, for one of them to be meant.
GOES_ON: Final = 4
_PEOPLE: Final = "people/ethnic group"
#: Kinds that no name of somebody in a text means.
_NOUNS: Final = frozenset(("office", "ideology", "disease"))


@dataclass(frozen=True, slots=True)
class Fit:
    """A candidate and how the entity's names fit it.

    Attributes:
        candidate: with the fit of the fullest name that brought it.
        full: how well the fullest name fits, 0 when it did not bring it.
        share: part of the names that bring it.
        alike: whether it was only found by a name spelled alike.
        cut: whether it was only found by a part of the fullest name, or another form of it.
        longer: whether the name is only the beginning of its name.
        namesake: whether somebody else in the text has a longer name that it is found by.
    """

    candidate: Candidate
    full: float
    share: float
    alike: bool = False
    cut: bool = False
    longer: bool = False
    namesake: bool = False


def fits(
    entity: Entity, called: Names, knowledge: Knowledge, nations: Mapping[str, str]
) -> list[Fit]:
    """Return the candidates of an entity, the best known first, equals by QID.

    Args:
        nations: ``Syrian``, ``Syria`` -> QID of the country.
    """
    if not called.all:
        return []
    if called.lower:
        return [] if entity.cls else sorted(_common(called, knowledge), key=_order)[:MOST]
    keys = [called.full if "," in called.full else called.all[0], *called.all[1:]]
    found = _gathered([_named(knowledge, key) for key in keys])
    if (whole := written_out(called.full)) != called.full:
        found = _joined(found, [_less(c) for c in _named(knowledge, whole)])
    found = _joined(found, _of_nation(entity, called, knowledge, nations))
    if entity.family in ("group", "object"):
        found = _joined(found, _people(called.full, knowledge, nations))
    if entity.family in ("group", "organisation", "object"):
        found = _joined(found, _parties(called.full, knowledge))
    if not any(fit.full >= WHOLE or fit.candidate.item.kind == "person" for fit in found):
        found = _joined(found, _less_told(entity, called, knowledge))
    if not found and _spelled(entity, called):
        found = [_alike(called.full, c) for c in knowledge.like(called.full)[:PER_NAME]]
    if entity.cls:
        found = [fit for fit in found if fit.candidate.item.kind not in _NOUNS]
    return sorted(found, key=_order)[:MOST]


def _common(called: Names, knowledge: Knowledge) -> list[Fit]:
    """Return what a common noun means: what is itself written as one; names are not meant."""
    for n, key in enumerate((called.full, *common(called.full))):
        found = [c for c in _named(knowledge, key) if c.name == c.name.lower()]
        if found:
            cut = len(key.split()) < len(called.full.split())
            return [replace(_fit(c, JOINED if n else c.likeness), cut=cut) for c in found]
    return []


def _people(name: str, knowledge: Knowledge, nations: Mapping[str, str]) -> list[Fit]:
    """Return the people whose adjective or members a name is, and their country."""
    found = [
        _fit(c, JOINED)
        for one in peoples(name, nations)
        for c in _named(knowledge, one)
        if c.item.kind == _PEOPLE and c.likeness == 1
    ]
    country = knowledge.item(nation(name, nations))
    if country is None or (found and name not in nations):  # "Britons" are not the country
        return found
    return [*found, _fit(Candidate(country, name), JOINED)]


def _parties(name: str, knowledge: Knowledge) -> list[Fit]:
    return [
        _less(c)
        for one in parties(name)
        for c in _named(knowledge, one)
        if c.item.kind == "party" and c.likeness > LONE
    ]


def _less_told(entity: Entity, called: Names, knowledge: Knowledge) -> list[Fit]:
    """Return what other forms of the fullest name bring: the first that brings something."""
    person = entity.family == "person"
    found = _in_place(called.full, knowledge)
    for name in shorter(called.full, person=person) if not found else ():
        if person and not _title(called.full.removesuffix(name), knowledge):
            continue
        some = [c for c in _named(knowledge, name) if not person or c.item.kind == "person"]
        found = [_cut(c, c.likeness * JOINED) for c in some if c.likeness > LONE]
        if found:
            break
    words = called.full.split()
    if person and not found and len(words) > 2:
        same = _named(knowledge, f"{words[0]} {words[-1]}")
        found = [
            _cut(c, JOINED)
            for c in same
            if c.likeness > LONE and middles_agree(called.full, c.item.label)
        ]
    if person and not found and len(words) > 1:
        found = _namesakes_of(words, knowledge)
    short = initials(called.full)
    if not found and short is not None and entity.family != "place":
        found = [
            _cut(c, JOINED)
            for c in knowledge.named(short[1])
            if c.item.kind == "person" and begins_so(short[0], c.item.label)
        ]
    if not person and (called.words > 1 or len(called.full) >= SPELLED):
        longer = _completing(knowledge, called.full)
        found += [Fit(c, c.likeness, 1.0, longer=True) for c in longer if c.item.kind != "person"]
    return found


def _namesakes_of(words: Sequence[str], knowledge: Knowledge) -> list[Fit]:
    """Return the people of this surname whose own name has the words before it, or what they are short for."""
    before = [fold(word) for word in words[:-1]]
    found = []
    for c in knowledge.named(words[-1]):
        theirs = fold(c.item.label).split()[:-1]
        if c.item.kind == "person" and all(any(_same(w, t) for t in theirs) for w in before):
            found.append(_cut(c, JOINED * JOINED))
    return found[:PER_NAME]


def _same(one: str, other: str) -> bool:
    """Say whether two first names may be the same, one of them short for the other: Les and Leslie."""
    short, long = sorted((one, other), key=len)
    return len(short) >= NICK and (long.startswith(short) or long == short)


def _title(words: str, knowledge: Knowledge) -> bool:
    """Say whether words before a name are what somebody is: they end in an office, or in what is cut behind."""
    last = words.split()[-1:] or [""]
    return last[0].endswith(("man", ".")) or any(
        c.item.kind == "office" for c in knowledge.named(last[0])
    )


def _cut(candidate: Candidate, likeness: float) -> Fit:
    return replace(_fit(candidate, likeness), cut=True)


def _in_place(name: str, knowledge: Knowledge) -> list[Fit]:
    """Return the places called as what stands before the first comma, in a country that what stands behind brings."""
    head, comma, tail = name.partition(",")
    if not comma:
        return []
    parts = [c for part in tail.split(",") for c in _named(knowledge, part) if c.likeness == 1]
    countries = {c.item.country for c in parts if c.item.country and c.item.point}
    return [
        _cut(c, c.likeness * JOINED)
        for c in _named(knowledge, head)
        if not c.item.country or c.item.country in countries
    ]


def _completing(knowledge: Knowledge, name: str) -> Sequence[Candidate]:
    """Return the items whose name goes on after these words, where the knowledge base can tell."""
    found: Sequence[Candidate] = getattr(knowledge, "completing", lambda _: ())(name)
    return found if len(found) <= GOES_ON else ()


def _alike(name: str, candidate: Candidate) -> Fit:
    """Return a candidate spelled alike; one that differs in spaces or umlauts alone is spelled the same."""
    if spelled_same(name, candidate.name):
        return _fit(replace(candidate, likeness=JOINED), JOINED)
    return Fit(candidate, candidate.likeness, 1.0, alike=True)


def namesakes(word: str, fits: Sequence[Fit]) -> list[Fit]:
    """Return of the candidates of a longer name those that the word, part of it, may mean."""
    return [
        Fit(replace(fit.candidate, likeness=LONE), 0.0, 1.0, namesake=True)
        for fit in fits
        if not fit.alike and fit.full >= WHOLE and word in fold(fit.candidate.item.label).split()
    ]


def institutions(
    entity: Entity,
    called: Names,
    knowledge: Knowledge,
    countries: Sequence[str],
    found: Sequence[Fit],
) -> Sequence[Fit]:
    """Return the candidates with the organisations called so in one of the countries: "Ministry of Defence"."""
    if (entity.family != "organisation" and entity.cls) or (called.lower and entity.cls):
        return found
    more = [
        fit
        for name in turned(called.full)
        for label in countries
        for fit in _of_country(name, label, knowledge)
    ]
    return sorted(_joined(list(found), more), key=_order)


def _joined(found: list[Fit], more: Sequence[Fit]) -> list[Fit]:
    had = {fit.candidate.item.qid for fit in found}
    return found + list(
        {f.candidate.item.qid: f for f in more if f.candidate.item.qid not in had}.values()
    )


def _order(fit: Fit) -> tuple[float, int]:
    return -fit.candidate.item.prior, int(fit.candidate.item.qid[1:])


def _named(knowledge: Knowledge, name: str) -> Sequence[Candidate]:
    return knowledge.named(name)[:PER_NAME]


def _gathered(brought: Sequence[Sequence[Candidate]]) -> list[Fit]:
    """Return each item once, with the share of the names that bring it."""
    first: dict[str, tuple[int, Candidate]] = {}
    times: dict[str, int] = {}
    for n, candidates in enumerate(brought):
        for qid, one in {c.item.qid: c for c in reversed(candidates)}.items():
            times[qid] = times.get(qid, 0) + 1
            first.setdefault(qid, (n, one))
    return [
        Fit(one, one.likeness if n == 0 else 0.0, times[qid] / len(brought))
        for qid, (n, one) in first.items()
    ]


def _spelled(entity: Entity, called: Names) -> bool:
    """Say whether a name is worth looking for in other spellings: the name of somebody or of a place."""
    return (
        not called.lower
        and not called.acronym
        and len(called.all[0]) >= SPELLED
        and entity.family in ("person", "place", "organisation")
    )


def _of_nation(
    entity: Entity, called: Names, knowledge: Knowledge, nations: Mapping[str, str]
) -> list[Fit]:
    """Return what a name and the nation before it bring together: "Russian Ministry of Defense"."""
    asked = entity.family in ("organisation", "group") or not entity.cls
    both = of_country(called.full, nations) if asked else None
    country = knowledge.item(both[1]) if both is not None else None
    if both is None or country is None:
        return []
    own = [
        c
        for c in _named(knowledge, both[0])
        if country.country and c.item.country == country.country
    ]
    told = [fit for name in turned(both[0]) for fit in _of_country(name, country.label, knowledge)]
    return told + [_less(c) for c in own if not c.item.point]


def turned(name: str) -> list[str]:
    """Return a name as it is, and a ministry's the other way round.

    >>> turned("Defense Ministry"), turned("Senate")
    (['Defense Ministry', 'Ministry of Defense', 'Ministry for Defense'], ['Senate', 'Department of Senate'])
    """
    head, _, last = name.rpartition(" ")
    if head and last in _TURNED:
        return [name, f"{last} of {head}", f"{last} for {head}"]
    return [name, f"Department of {name}"] if " of " not in name else [name]


def _of_country(name: str, country: str, knowledge: Knowledge) -> list[Fit]:
    """Return what is called so with the country behind it or before it: "United States Army"."""
    short = country.partition(" of ")[0]
    names = dict.fromkeys(
        (f"{name} of {country}", f"{name} of {short}", f"{name} of the {short}", f"{short} {name}")
    )
    return [fit for one in names for fit in _told(knowledge, one)]


def _told(knowledge: Knowledge, name: str) -> list[Fit]:
    return [_less(c) for c in _named(knowledge, name) if not c.item.point]


def _less(candidate: Candidate) -> Fit:
    return _fit(candidate, JOINED)


def _fit(candidate: Candidate, likeness: float) -> Fit:
    return Fit(replace(candidate, likeness=likeness), likeness, 1.0)


__all__ = ["Fit", "fits", "fold", "institutions", "namesakes"]
