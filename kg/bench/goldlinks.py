"""Gold spans with a link -> QIDs, where the address is of Wikidata, or its title is the name of one item."""

import re
from typing import Final

from kg.bench.goldnames import Gold
from kg.link.coherence import distance
from kg.link.names import fold
from kg.wikidata.values import Item, Knowledge

#: Times that an item must be better known than the next of its name to be what a title means.
CLEAR: Final = 20
#: Kind of an item -> kilometres that its point may be off: that of a country depends on who chose it.
OFF: Final = {
    "country": 2500.0, "continent": 5000.0, "sea": 1500.0, "former state": 2500.0, "admin1": 400.0, "region": 600.0,
}  # fmt: skip
ELSEWHERE: Final = 60.0
_BEHIND: Final = re.compile(r" \([^()]*\)$|, .*$")


def of_title(gold: Gold, knowledge: Knowledge) -> str | None:
    """Return the QID that a title of Wikipedia means; empty: nobody is called so; None: it cannot be told."""
    plain = _BEHIND.sub("", gold.title)
    called = [
        c.item for name in (gold.title, plain) for c in knowledge.named(name) if c.likeness >= 0.95
    ]
    if gold.coord is not None:
        called = [item for item in called if item.point and _there(item, gold.coord)]
    same = [
        item for item in called if fold(item.label) in (fold(gold.title), fold(plain))
    ] or called
    ranked = sorted({i.qid: i for i in same}.values(), key=lambda i: (-i.prior, i.qid))
    if not ranked:
        return ""
    clear = len(ranked) == 1 or ranked[0].prior > CLEAR * ranked[1].prior
    return ranked[0].qid if clear or gold.coord is not None else None


def _there(item: Item, coord: tuple[float, float]) -> bool:
    return item.point is not None and distance(item.point, coord) < OFF.get(item.kind, ELSEWHERE)
