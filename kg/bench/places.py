"""What was read x gold coordinates -> how many places are linked right, and how far off they are.

A place is right when the item linked lies within 161 km (100 miles, the usual measure of toponym
resolution: Gritta et al. 2018) of the gold, or is a country or continent called as the gold is: the
point of a country depends on who chose it. Gold told by an id of GeoNames counts where `kg.bench.gazetteer`
knows the id. In coverage is a place that some item called so is right for.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.bench.figures import Count, share
from kg.bench.gazetteer import WIDE, located
from kg.bench.goldnames import Gold, gold_names
from kg.bench.linking import best_known, decisions
from kg.bench.read import Read
from kg.bench.scored import Scored, Wrong
from kg.link.coherence import distance
from kg.link.names import fold
from kg.link.values import Link
from kg.wikidata.values import Item, Knowledge

#: Sets whose places have coordinates.
PLACED: Final = frozenset({"geovirus", "trnews", "geowebnews"})
NEAR: Final = 161.0
_WIDE: Final = frozenset({"country", "continent"})


def of_places(read: Read) -> Scored:
    """Score the places of a text whose coordinates are known, their spans given."""
    knowledge = read.knowledge()
    golds = [g for g in map(_placed, gold_names(read.record)) if g.coord is not None or _wide(g)]
    told = decisions(read, golds, knowledge)
    covered = [
        (g, link) for g, link in zip(golds, told, strict=True) if _covered(g, link, knowledge)
    ]
    mistakes = [
        Wrong("other", g.start, g.end, f"{round(off(g, link) or -1)} km")
        for g, link in covered
        if not right(g, link)
    ]
    return Scored(_counts(golds, covered, knowledge), mistakes)


def _placed(gold: Gold) -> Gold:
    """Return a gold place with the point and the name that GeoNames has for it."""
    place = located(gold.geonames) if gold.geonames and gold.coord is None else None
    return gold if place is None else replace(gold, coord=place.point, title=place.name)


def _wide(gold: Gold) -> bool:
    """Say whether a place is a country or the like, told by its name and not by a point."""
    return bool(gold.geonames and gold.title and gold.coord is None)


def _counts(
    golds: Sequence[Gold], covered: Sequence[tuple[Gold, Link | None]], knowledge: Knowledge
) -> dict[str, Count]:
    far = [km for g, link in covered if (km := off(g, link)) is not None]
    prior = [knowledge.item(best_known(g.text, knowledge)) for g, _ in covered]
    return {
        "right, in coverage": share(sum(right(g, link) for g, link in covered), len(covered)),
        "right, in coverage, prior alone": share(
            sum(
                item is not None and fits(g, item)
                for (g, _), item in zip(covered, prior, strict=True)
            ),
            len(covered),
        ),
        "within 161 km, of those linked": share(
            sum(right(g, link) for g, link in covered), sum(_linked(link) for _, link in covered)
        ),
        "coverage": share(len(covered), len(golds)),
        "mean error, in 100 km": Count("error", (sum(far) / 100, float(len(far)))),
        **{
            f"error of {km} km or less": share(sum(one <= km for one in far), len(far))
            for km in (1, 5, 20, 50)
        },
    }


def fits(gold: Gold, item: Item) -> bool:
    """Say whether an item is the place of the gold."""
    if item.kind in (WIDE if _wide(gold) else _WIDE) and _called(gold, item):
        return True
    if item.point is None or gold.coord is None:
        return False
    return distance(item.point, gold.coord) <= NEAR


def _called(gold: Gold, item: Item) -> bool:
    return fold(gold.title) in {fold(name) for name in (item.label, *item.aliases)}


def right(gold: Gold, link: Link | None) -> bool:
    """Say whether a decision is the place of the gold."""
    return link is not None and link.item is not None and fits(gold, link.item)


def off(gold: Gold, link: Link | None) -> float | None:
    """Return how many kilometres a link is off: 0 for the right country; None where nobody is linked."""
    if link is None or link.item is None:
        return None
    if link.item.kind in WIDE and _called(gold, link.item) and fits(gold, link.item):
        return 0.0
    if link.item.point is None or gold.coord is None:
        return None
    return distance(link.item.point, gold.coord)


def _linked(link: Link | None) -> bool:
    return link is not None and link.item is not None


def _covered(gold: Gold, link: Link | None, knowledge: Knowledge) -> bool:
    """Say whether some item that the gold's words bring, or that was weighed, is the place."""
    items = [c.item for c in knowledge.named(gold.text)]
    items += [s.candidate.item for s in link.candidates] if link is not None else []
    return any(fits(gold, item) for item in items)
