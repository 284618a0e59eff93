"""Places told beside it -> the area that an unknown place is likely to be in."""

from collections import Counter
from collections.abc import Mapping, Sequence

from kg.link.fix import extent
from kg.wikidata.values import Item

#: Share of the places beside it, above which what they lie in is where an unknown one is, too.
SHARE = 0.5


def shared(
    items: Sequence[Item], parents: Mapping[str, Item], extents: Mapping[str, float]
) -> Item | None:
    """Return the smallest area with a point that most of the places are, or lie in.

    Args:
        items: the places, one for each time that they are told of.
        parents: what they lie in, by QID.
        extents: as for `extent`.

    Of areas that as many lie in, the smallest; None where no area holds more than half of them.
    """
    areas: Counter[str] = Counter()
    known: dict[str, Item] = {}
    for item in items:
        for one in (item, *(parents[q] for q in item.parents if q in parents)):
            if extent(one, extents) and one.point is not None:
                areas[one.qid] += 1
                known[one.qid] = one
    if not areas:
        return None
    best = min(areas, key=lambda q: (-areas[q], extent(known[q], extents), q))
    return known[best] if areas[best] > SHARE * len(items) else None
