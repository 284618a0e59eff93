"""A record's chains x a ``Doc``'s -> chains that can be compared, with and without singletons."""

from collections.abc import Iterable, Sequence
from typing import Final

from kg.bench.chains import Mention, rows
from kg.bench.mentions import MENTIONS
from kg.bench.scored import Scored
from kg.bench.spans import Span, within

#: Sets in which every mention is marked, so that one in no chain is a singleton. ``coref`` holds
#: only chains of two and more in every set.
COMPLETE: Final = frozenset({"gum", "litbank"})

Chain = frozenset[Mention]


def chains(found: Iterable[Iterable[Mention]]) -> list[Chain]:
    """Return chains as sets, in order; a mention that is in several stays in the first.

    >>> [sorted(chain) for chain in chains([[(4, 6), (0, 2)], [(4, 6), (8, 9)]])]
    [[(0, 2), (4, 6)], [(8, 9)]]
    """
    kept: list[Chain] = []
    seen: set[Mention] = set()
    for chain in found:
        new = frozenset(chain) - seen
        seen |= new
        kept += [new] * bool(new)
    return kept


def with_singletons(found: Sequence[Chain], mentions: Iterable[Mention]) -> list[Chain]:
    """Return the chains and one of its own for each mention that is in none."""
    linked = {mention for chain in found for mention in chain}
    return [*found, *(frozenset({m}) for m in sorted(set(mentions) - linked))]


def linked(found: Iterable[Chain]) -> list[Chain]:
    """Return the chains of two and more mentions."""
    return [chain for chain in found if len(chain) > 1]


def inside(found: Iterable[Chain], windows: Sequence[tuple[int, int]] | None) -> list[Chain]:
    """Return the chains with only their mentions inside a window."""
    if windows is None:
        return list(found)
    cut = (
        frozenset(m for m in chain if any(a <= m[0] and m[1] <= b for a, b in windows))
        for chain in found
    )
    return [chain for chain in cut if chain]


def of_types(found: Iterable[Chain], mentions: Iterable[Span], kept: set[str]) -> list[Chain]:
    """Return the chains with only mentions that are of these types."""
    there = {(s, e) for s, e, t in mentions if t in kept}
    cut = (chain & there for chain in found)
    return [chain for chain in cut if chain]


def score(
    name: str,
    mentions: Sequence[Span],
    gold: Iterable[Iterable[Mention]],
    found: Iterable[Iterable[Mention]],
    found_mentions: Sequence[Span],
    windows: Sequence[tuple[int, int]] | None,
) -> Scored:
    """Score the chains of one text.

    Args:
        name: of the set.
        mentions: all that the set has, of the types that are compared.
        gold: its chains of two and more.
        found: chains of two and more.
        found_mentions: all that were found, with their types.
    """
    true, mine = chains(gold), chains(found)
    if (types := MENTIONS.get(name)) is not None and name != "gum":
        kept = set(types.values())
        true, mine = of_types(true, mentions, kept), of_types(mine, found_mentions, kept)
        found_mentions = [m for m in found_mentions if m[2] in kept]
    true, mine = inside(true, windows), inside(mine, windows)
    counts = {f"{k}, chains": v for k, v in rows(linked(true), linked(mine)).items()}
    if name in COMPLETE:
        whole = with_singletons(true, _ends(within(mentions, windows)))
        all_found = with_singletons(mine, _ends(within(found_mentions, windows)))
        counts |= {f"{k}, with singletons": v for k, v in rows(whole, all_found).items()}
    return Scored(counts)


def _ends(spans: Iterable[Span]) -> list[Mention]:
    return [(start, end) for start, end, _ in spans]
