"""Links x text -> the links that a place told right behind a name speaks against: "Tora in North Darfur"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from kg.extract.values import Extraction, Mention
from kg.link.values import Link
from kg.wikidata.values import Item

#: Between a place and the place that it is told to lie in: ", ", " in ", " in the ".
_IN: Final = re.compile(r"(?:,|,?\s+in(?:\s+the)?)\s+")
#: Characters between the two at most.
_FAR: Final = 12
#: Kinds that lie in several countries, of which an item names one.
_WIDE: Final = frozenset(("river", "mountain range", "road", "sea", "lake", "desert", "region"))


def within(
    extraction: Extraction, text: str, links: Sequence[Link | None]
) -> tuple[Link | None, ...]:
    """Return the links, without those of places that are told to lie in another country.

    Of two that contradict each other the surer one is believed; a correction by a person always is.
    """
    named = sorted(
        (m.span.start, m, n)
        for n, e in enumerate(extraction.entities)
        for m in e.mentions
        if m.kind == "Name" and _item(links[n]) is not None
    )
    wrong = {
        one
        for (_, a, one), (_, b, other) in pairwise(named)
        if _told(text, a, b) and _apart(links[one], links[other])
    }
    return tuple(_nobody(link) if n in wrong else link for n, link in enumerate(links))


def _item(link: Link | None) -> Item | None:
    """Return the item of a linked place that lies in one country."""
    item = link.item if link is not None else None
    return item if item and item.country and item.point and item.kind not in _WIDE else None


def _told(text: str, one: Mention, other: Mention) -> bool:
    between = text[one.span.end : other.span.start]
    return len(between) <= _FAR and _IN.fullmatch(between) is not None


def _apart(one: Link | None, other: Link | None) -> bool:
    mine, theirs = _item(one), _item(other)
    if one is None or other is None or mine is None or theirs is None or one.ruling:
        return False
    if mine.kind == "country" or mine.country == theirs.country:
        return False
    return one.confidence < other.confidence


def _nobody(link: Link | None) -> Link | None:
    """Return the decision that it is nobody, as sure as the one before was unsure."""
    return None if link is None else replace(link, item=None, confidence=1 - link.confidence)
