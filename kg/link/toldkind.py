"""Text around the names of a place -> the kind of place it is told to be: "Idlib governorate", "the city of Homs"."""

import re
from collections.abc import Mapping
from typing import Final

from kg.extract.values import Entity
from kg.namespaces import KG
from kg.wikidata.values import Item

_WORDS: Final = {
    "division": "governorate province state county district prefecture oblast region department canton",
    "settlement": "city town village capital suburb neighbourhood neighborhood",
    "nature": "river lake sea mount mountain mountains hill hills plain valley desert island",
}
_GROUPS: Final = {word: group for group, some in _WORDS.items() for word in some.split()}
_ANY: Final = "|".join(sorted(_GROUPS))
_MANY: Final = {
    "governorates": "division", "provinces": "division", "counties": "division", "states": "division",
    "cities": "settlement", "villages": "settlement", "towns": "settlement",
}  # fmt: skip
_PLURALS: Final = "|".join(_MANY)
_BEHIND: Final = re.compile(rf"\s(?:\w+\s)?({_ANY})\b|\s({_PLURALS})\b", re.IGNORECASE)
_WORD: Final = r"(?:[a-z]{1,3}-)?[^\W\d_a-z][\w'’-]*"
_NAME: Final = rf"(?:[a-z]+ )?(?!and\b){_WORD}(?: {_WORD})*"
#: What goes on behind one of the names in "Aleppo, Idlib and northern Hama provinces".
_SHARED: Final = re.compile(rf"(?:(?:,? and |, ){_NAME})+ ((?i:{_PLURALS}))\b")
_BEFORE: Final = re.compile(rf"\b({_ANY}|{_PLURALS})(?: of| called| named)?\s$", re.IGNORECASE)
_LISTED: Final = re.compile(rf"\b({_ANY}|{_PLURALS}) of (?:[\w-]+(?:, | and ))+$", re.IGNORECASE)
#: Code points before a name that are looked at.
_REACH: Final = 40
_DIVISIONS: Final = frozenset(("admin1", "admin2", "region", "district"))


def told(entity: Entity, text: str) -> Mapping[str, int]:
    """Return how often the words around the names tell each group of kinds."""
    found: dict[str, int] = {}
    for mention in entity.mentions:
        if mention.kind == "Name" and (group := _group(text, mention.span.start, mention.span.end)):
            found[group] = found.get(group, 0) + 1
    return found


def _group(text: str, start: int, end: int) -> str:
    before = text[max(0, start - _REACH) : start]
    match = (
        _BEHIND.match(text, end)
        or _BEFORE.search(before)
        or _LISTED.search(before)
        or _SHARED.match(text, end)
    )
    word = match[match.lastindex or 1].lower() if match is not None else ""
    return _GROUPS.get(word) or _MANY.get(word, "")


def fit(item: Item, told: Mapping[str, int]) -> float:
    """Return from -1 to 1 how well a place fits what it is told to be; 0 when nothing is told."""
    group = {"Settlement": "settlement", "NaturalFeature": "nature"}.get(
        item.cls.removeprefix(KG), ""
    )
    group = "division" if item.kind in _DIVISIONS else group
    total = sum(told.values())
    if not total or not group:
        return 0.0
    mine = told.get(group, 0)
    return (2 * mine - total) / total
