"""Item -> the folded names that bring it: its own, its short forms, and a surname that stands for somebody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.wikidata.names import fold
from kg.wikidata.values import Item

#: What is put behind a name to tell it from others: "Boeing (United States)", "Apple Inc.".
_BEHIND: Final = re.compile(
    r"\s*(?:\([^()]*\)|,? (?:Inc|Ltd|LLC|Corp|Co|plc|PLC|GmbH|AG|S\.?A|N\.?V|SE)\.?)$"
)
#: How well a short form fits, in percent: a name without what stood behind it, first and last name
#: without what stands between, a surname alone, a team by its place, first letters, a first name alone.
SHORT: Final = 95
FIRST_AND_LAST: Final = 90
SURNAME: Final = 80
TEAM: Final = 70
LETTERS: Final = 65
FIRST: Final = 60
#: Least prior of somebody whose first name alone is looked up: of those that ship, some 1 500.
FAMOUS: Final = 1e-5
#: Countries whose people have the surname first.
_SURNAME_FIRST: Final = frozenset("CN HK KP KR MO SG TW VN".split())
#: Kind -> what stands behind its name, and is often left unsaid: "Heathrow", "Orange, Calif.".
_UNSAID: Final = {
    "airport": re.compile(r" (?:International )?Airport$"),
    "admin1": re.compile(r" (?:Governorate|Province|Oblast|Region|State|Prefecture|Department)$"),
    "admin2": re.compile(r" (?:County|District|Province)$"),
    "river": re.compile(r" River$"),
    "sea": re.compile(r" Sea$"),
    "mountain": re.compile(r" Mountain$"),
    "desert": re.compile(r" Desert$"),
    "peninsula": re.compile(r" Peninsula$"),
    "place": re.compile(r" (?:Ocean|Sea|[Dd]istrict|County|Province)$|, .*$"),
    "settlement": re.compile(r", .*$"),
}
#: What makes a name that of a team, and stands before or behind its place.
_CLUB: Final = re.compile(
    r"\b(?:[AS]?F\.?C|[AS]\.?C|C\.?F|B\.?[CK]|B\.?S\.?C|R\.?F\.?C|Football Club|Rugby|Calcio|Borussia|Alemannia|"
    r"Dynamo|Lokomotiv|Spartak|United|City|Town|Rovers|Wanderers|Athletic|Hotspur|Real|Atl[eé]tico)\b\.?"
)
_OF_COUNTRY: Final = re.compile(
    r"(.+?) (?:men's |women's )?national .*team|(.+?) at the (?:Olympics|FIFA World Cup)"
)
_SPORTS: Final = re.compile(r" (?:football|(?:men's |women's )?basketball|baseball|ice hockey)$")
_TEAMS: Final = frozenset(("sports team/league", "organisation", "other"))
_ACRONYMS: Final = frozenset(
    (
        "government body",
        "IGO",
        "NGO",
        "party",
        "media",
        "military",
        "armed group",
        "legislature",
        "office",
    )
)
#: Kinds of which the end of a long name is often said alone: "Bay Area", "Champions League".
_ENDS: Final = frozenset(
    (
        "event",
        "organisation",
        "place",
        "building/facility",
        "region",
        "former state",
        "other",
        "armed group",
        "IGO",
    )
)
#: A name with what somebody rules or is entitled to behind it: "Elizabeth I of England", "Ann, Duchess of Reef".
_RULES: Final = re.compile(r"(.+?)(?:, | of (?=[A-Z])).+")
_NUMERAL: Final = re.compile(r" [IVX]+$")
_SMALL: Final = frozenset("a an and at by d de des du for in la of on the to und y".split())
#: What belongs to a surname though a space stands between.
_PARTICLES: Final = frozenset(
    "al bin ibn abu ben da de del della den der di do dos du la le les st ter van von zu".split()
)
_AFTER: Final = frozenset(("jr", "sr", "ii", "iii", "iv", "v"))


@dataclass(frozen=True, slots=True)
class Called:
    """A folded name, which of the item's names it comes from (0: the label, n: alias n), and percent of fit."""

    key: str
    name: int
    likeness: int


def called(item: Item) -> Iterator[Called]:
    """Yield every folded name once, the best fit of each first."""
    seen: set[str] = set()
    for hit in _forms(item):
        if hit.key and hit.key not in seen:
            seen.add(hit.key)
            yield hit


def _forms(item: Item) -> Iterator[Called]:
    names = (item.label, *item.aliases)
    for n, name in enumerate(names):
        yield Called(fold(name), n, 100)
    for n, name in enumerate(names):
        short = _BEHIND.sub("", name)
        if short != name:
            yield Called(fold(short), n, SHORT)
    unsaid = _UNSAID.get(item.kind)
    if unsaid is not None and unsaid.search(item.label):
        yield Called(fold(unsaid.sub("", item.label)), 0, SHORT)
    if item.kind in _TEAMS:
        for key in teams(item.label, certain=item.kind == "sports team/league"):
            yield Called(key, 0, TEAM)
    for key in ends(item.label, item.kind):
        yield Called(key, 0, TEAM)
    if item.kind in _ACRONYMS and (key := letters(item.label)) and not item.country:
        yield Called(key, 0, LETTERS)
    if item.kind == "person":
        rules = _RULES.fullmatch(item.label)
        if rules is not None:
            yield Called(fold(rules[1]), 0, SHORT if " " in rules[1] else FIRST)
            yield Called(fold(_NUMERAL.sub("", rules[1])), 0, FIRST)
        folded = fold(rules[1] if rules is not None else item.label)
        if _NUMERAL.search(item.label):
            return
        yield Called(first_and_last(folded), 0, FIRST_AND_LAST)
        for key in surnames(folded, first=item.country in _SURNAME_FIRST):
            yield Called(key, 0, SURNAME)
        if item.prior >= FAMOUS and " " in folded:
            yield Called(folded.partition(" ")[0], 0, FIRST)


def teams(label: str, *, certain: bool) -> Iterator[str]:
    """Yield the folded words by which a team is called for short: its place, or what it calls itself.

    Args:
        certain: whether it is known to be a team; else only a name that says so is one.

    >>> list(teams("Utopia national rugby union team", certain=False)), list(teams("Utopia F.C.", certain=False))
    (['utopia'], ['utopia'])
    >>> list(teams("Mid Utopia Wombats football", certain=True)), list(teams("Utopia Office", certain=False))
    (['mid utopia', 'wombats', 'mid utopia wombats', 'utopia wombats'], [])
    """
    country = _OF_COUNTRY.fullmatch(label)
    if country is not None:
        yield fold(country[1] or country[2])
        return
    plain = fold(_CLUB.sub("", label))
    if plain != fold(label):
        yield plain
    elif certain:
        sport = fold(_SPORTS.sub("", label))
        words = sport.split()
        if len(words) > 1:
            yield from (" ".join(words[:-1]), words[-1])
        if sport != fold(label):
            yield sport
        if len(words) > 2:
            yield " ".join(words[1:])


def ends(label: str, kind: str) -> Iterator[str]:
    """Yield the folded words of a long name that are often said alone.

    >>> list(ends("West Utopia Bay Area", "place")), list(ends("reef inspector", "office"))
    (['bay area'], ['inspector', 'reef'])
    """
    words = fold(label).split()
    if kind == "office" and label == label.lower() and len(words) == 2:
        yield from (words[1], words[0])
    elif kind in _ENDS and len(words) > 2 and not {words[-2], words[-3]} & _SMALL:
        yield " ".join(words[-2:])


def letters(label: str) -> str:
    """Return the first letters of the words of a name, the small ones left out; empty for one word.

    >>> letters("Federal Office of Lighthouses"), letters("disc jockey"), letters("Senate")
    ('fol', 'dj', '')
    """
    words = [word for word in fold(label).split() if word not in _SMALL]
    return "".join(word[0] for word in words) if 2 <= len(words) <= 6 else ""


def first_and_last(folded: str) -> str:
    """Return a folded name of three words or more without what stands between first and last; else empty.

    >>> first_and_last("richard h bernstein"), first_and_last("darrell brock jr"), first_and_last("pele")
    ('richard bernstein', 'darrell brock', '')
    """
    words = folded.split()
    if len(words) < 3:
        return ""
    while len(words) > 2 and words[-1] in _AFTER:
        del words[-1]
    return f"{words[0]} {words[-1]}" if words[-2] not in _PARTICLES else ""


def surnames(folded: str, *, first: bool = False) -> Iterator[str]:
    """Yield the surname of a folded name, with and without what stands before it; ``first``: that stands first, too.

    >>> list(surnames("bashar al assad")), list(surnames("ursula von der leyen")), list(surnames("pele"))
    (['assad', 'al assad'], ['leyen', 'von der leyen'], [])
    """
    words = folded.split()
    while len(words) > 2 and words[-1] in _AFTER:
        del words[-1]
    if len(words) < 2:
        return
    if first:
        yield words[0]
    if len(words[-1]) < 2:
        return
    yield words[-1]
    at = len(words) - 1
    while at > 1 and words[at - 1] in _PARTICLES:
        at -= 1
    if at < len(words) - 1:
        yield " ".join(words[at:])
