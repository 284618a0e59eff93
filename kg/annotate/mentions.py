"""Scores x sentences -> mentions: which words begin and end one, and of what type it is.

Each pair of words of a sentence is scored (biaffine; after Yu, Bohnet and Poesio 2020), so mentions
may stand inside each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.annotate.network import Scores

#: Words of the widest mention.
WIDEST = 64

#: Score that a pair of words needs to be a mention. In training it is 0.
NEEDED = -0.15

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Mentions:
    """Mentions in the order of their starts, a wider one first: words ``[start, end)``, type, 0..1."""

    starts: Indices
    ends: Indices
    types: Indices
    sure: Scores

    def __len__(self) -> int:
        return len(self.starts)

    def spans(self) -> list[tuple[int, int]]:
        """Return where each starts and ends."""
        return list(zip(self.starts.tolist(), self.ends.tolist(), strict=True))


class Finder:
    """Finds the mentions of a section.

    Args:
        weights: ``span_weight``, (1 + width) x (1 + width), and ``type_weight``, types x the same.
    """

    def __init__(self, weights: Mapping[str, Scores]) -> None:
        self._span = weights["span_weight"]
        self._type = weights["type_weight"]

    def find(self, scores: Mapping[str, Scores], sentences: list[tuple[int, int]]) -> Mentions:
        """Return the mentions, none of which crosses another."""
        left = with_one(scores["span_start"]) @ self._span
        right = with_one(scores["span_end"])
        found: list[tuple[int, int, float]] = []
        for start, end in sentences:
            table = left[start:end] @ right[start:end].T
            first, last = np.nonzero(table > NEEDED)
            kept = (first <= last) & (last - first < WIDEST)
            first, last = first[kept], last[kept]
            sure = table[first, last]
            found.extend(
                (start + i, start + j + 1, s)
                for i, j, s in uncrossed(first.tolist(), last.tolist(), sure.tolist())
            )
        found.sort(key=lambda m: (m[0], -m[1]))
        starts = np.array([m[0] for m in found], dtype=np.int64)
        ends = np.array([m[1] for m in found], dtype=np.int64)
        logits = np.array([m[2] for m in found], dtype=np.float32)
        chances: Scores = np.reciprocal(1 + np.exp(-logits), dtype=np.float32)
        return Mentions(starts, ends, self._types(scores, starts, ends), chances)

    def _types(self, scores: Mapping[str, Scores], starts: Indices, ends: Indices) -> Indices:
        a = with_one(scores["type_start"][starts])
        b = with_one(scores["type_end"][ends - 1])
        count, width, _ = self._type.shape
        flat = self._type.transpose(1, 0, 2).reshape(width, count * width)
        half = (a @ flat).reshape(len(a), count, width)
        best: Indices = np.einsum("nlw,nw->nl", half, b).argmax(1)
        return best


def uncrossed(first: list[int], last: list[int], sure: list[float]) -> list[tuple[int, int, float]]:
    """Return the (first, last, score) of spans without those that cross a better one.

    >>> uncrossed([0, 1, 1], [2, 3, 2], [2.0, 1.0, 0.5])
    [(0, 2, 2.0), (1, 2, 0.5)]
    """
    kept: list[tuple[int, int, float]] = []
    for s, i, j in sorted(zip(sure, first, last, strict=True), key=lambda m: (-m[0], m[1], -m[2])):
        if not any(a < i <= b < j or i < a <= j < b for a, b, _ in kept):
            kept.append((i, j, s))
    return kept


def with_one(vectors: Scores) -> Scores:
    """Append a one to each vector: a bilinear form of two of them then holds both linear forms."""
    return np.concatenate([vectors, np.ones((len(vectors), 1), dtype=np.float32)], 1)
