"""Gold spans x found spans -> counts: the same, the same but for the label, overlapping."""

from collections.abc import Iterable, Sequence

from kg.bench.figures import Count, f1

#: Start, end (code points, half-open) and label.
Span = tuple[int, int, str]


def strict(gold: Iterable[Span], found: Iterable[Span]) -> Count:
    """Count spans with the same start, end and label.

    >>> strict([(0, 4, "place"), (6, 9, "place")], [(0, 4, "place"), (6, 8, "place")]).values
    (1, 2, 1, 2)
    """
    a, b = set(gold), set(found)
    return f1(len(a & b), len(b), len(a))


def untyped(gold: Iterable[Span], found: Iterable[Span]) -> Count:
    """Count spans with the same start and end."""
    return strict({(s, e, "") for s, e, _ in gold}, {(s, e, "") for s, e, _ in found})


def relaxed(gold: Iterable[Span], found: Iterable[Span]) -> Count:
    """Count spans that overlap and have the same label, each matched once.

    >>> relaxed([(0, 4, "place")], [(0, 2, "place"), (3, 4, "place")]).values
    (1, 2, 1, 1)
    """
    a, b = sorted(set(gold)), sorted(set(found))
    return f1(len(pairs(a, b)), len(b), len(a))


def pairs(gold: Sequence[Span], found: Sequence[Span]) -> list[tuple[Span, Span]]:
    """Return pairs of overlapping spans with the same label, each span in at most one.

    The closest pair first: the one with the greatest overlap for its length, then the leftmost.
    """
    close = sorted(
        (-common / (max(g[1], f[1]) - min(g[0], f[0])), g, f)
        for g in gold
        for f in found
        if g[2] == f[2] and (common := min(g[1], f[1]) - max(g[0], f[0])) > 0
    )
    taken: set[tuple[str, Span]] = set()
    matched: list[tuple[Span, Span]] = []
    for _, g, f in close:
        if ("gold", g) not in taken and ("found", f) not in taken:
            taken |= {("gold", g), ("found", f)}
            matched.append((g, f))
    return sorted(matched)


def within(spans: Iterable[Span], windows: Sequence[tuple[int, int]] | None) -> list[Span]:
    """Return the spans that lie inside a window, sorted; all where there are no windows.

    >>> within([(0, 4, "place"), (6, 9, "place")], [(0, 7)])
    [(0, 4, 'place')]
    """
    if windows is None:
        return sorted(set(spans))
    return sorted({s for s in spans if any(a <= s[0] and s[1] <= b for a, b in windows)})


def outermost(spans: Iterable[Span]) -> list[Span]:
    """Return the spans that lie in no other, sorted; of two with the same ends the first label.

    >>> outermost([(0, 9, "organisation"), (0, 4, "place"), (12, 15, "place")])
    [(0, 9, 'organisation'), (12, 15, 'place')]
    """
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s[0], -s[1], s[2])):
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return kept


def rows(gold: Sequence[Span], found: Sequence[Span], labels: Iterable[str]) -> dict[str, Count]:
    """Return the three counts, and the strict one of each of these labels if they are several."""
    counts = {
        "strict": strict(gold, found),
        "untyped": untyped(gold, found),
        "relaxed": relaxed(gold, found),
    }
    each = sorted(set(labels))
    for label in each if len(each) > 1 else ():
        mine = [[s for s in side if s[2] == label] for side in (gold, found)]
        counts[f"strict {label}"] = strict(*mine)
    return counts
