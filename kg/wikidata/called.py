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
#: How well a short form fits, in percent: a surname alone, and a name without what stood behind it.
SURNAME: Final = 80
SHORT: Final = 95
FIRST_AND_LAST: Final = 90
#: Least prior of somebody whose surname alone is looked up, and first and last name without what
#: stands between; of those that ship, some 25 000 people are beyond.
NOTABLE: Final = 1e-6
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
    "place": re.compile(r" (?:Ocean|Sea)$|, .*$"),
    "settlement": re.compile(r", .*$"),
}
_TEAM: Final = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)? ([A-Z]\w+s|Heat|Magic|Jazz|Thunder)")
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
    team = _TEAM.fullmatch(item.label) if item.kind == "sports team/league" else None
    if team is not None:
        yield Called(fold(team[1]), 0, SURNAME)
    if item.kind == "person" and item.prior >= NOTABLE:
        folded = fold(item.label)
        yield Called(first_and_last(folded), 0, FIRST_AND_LAST)
        for key in surnames(folded):
            yield Called(key, 0, SURNAME)


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


def surnames(folded: str) -> Iterator[str]:
    """Yield the surname of a folded name, with and without what stands before it.

    >>> list(surnames("bashar al assad")), list(surnames("ursula von der leyen")), list(surnames("pele"))
    (['assad', 'al assad'], ['leyen', 'von der leyen'], [])
    """
    words = folded.split()
    while len(words) > 2 and words[-1] in _AFTER:
        del words[-1]
    if len(words) < 2 or len(words[-1]) < 3:
        return
    yield words[-1]
    at = len(words) - 1
    while at > 1 and words[at - 1] in _PARTICLES:
        at -= 1
    if at < len(words) - 1:
        yield " ".join(words[at:])
