"""Mentions and their vectors -> chains: each mention's best antecedent (after Lee et al. 2017).

A mention's vector is that of its first and its last word together; to the score of two vectors comes
what their words say of them (``likeness``). No antecedent has the score 0.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.annotate.likeness import NAME, Likeness, likeness
from kg.annotate.mentions import with_one
from kg.annotate.network import Scores
from kg.annotate.threads import one_thread

#: Mentions before one that are tried as its antecedents; beyond, only names written alike.
BACK = 300

#: Mentions scored at once: bounds the memory.
BLOCK = 200

#: Score that an antecedent needs, of a name, a nominal and a pronoun. In training it is 0.
NEEDED = (0.0, 0.0, 0.0)


class Chainer:
    """Links mentions.

    Args:
        weights: ``coref_weight``, (1 + width) x (1 + width), and the tables of ``likeness`` classes.
    """

    def __init__(self, weights: Mapping[str, Scores]) -> None:
        self._weight = weights["coref_weight"]
        self._match = weights["coref_match"]
        self._distance = weights["coref_distance"]
        self._pronoun = weights["coref_pronoun"]
        self._nested = weights["coref_nested"]

    def begin(self, words: Sequence[str]) -> "Links":
        """Return what links the mentions of a document, as they are found.

        Args:
            words: of the whole document.
        """
        return Links(self, words)

    def scores(self, like: Likeness, vectors: Scores, start: int) -> Scores:
        """Return mentions from ``start`` on x mentions: how likely the one means what the other does.

        Args:
            vectors: mentions x (1 + width), the last number a one.
        """
        later, earlier = slice(start, None), slice(None)
        left, right = like.kinds[later][:, None], like.kinds[None, :]
        found: NDArray[np.float32] = (
            vectors[start:] @ self._weight @ vectors.T
            + self._match[left, right, like.matches(later, earlier)]
            + self._distance[left, right, like.distances(later, earlier)]
            + self._pronoun[like.pronouns[later][:, None], like.pronouns[None, :]]
            + self._nested[left, right] * like.nested(later, earlier)
        )
        return found


class Links:
    """The mentions of a document in order, each with its antecedent; of the last ``BACK`` it keeps the vectors."""

    def __init__(self, chainer: Chainer, words: Sequence[str]) -> None:
        self._chainer = chainer
        self._words = words
        self._spans: list[tuple[int, int]] = []
        self._vectors: Scores | None = None
        self._last_of: dict[tuple[str, ...], int] = {}
        self._count = 0

    def add(self, spans: Sequence[tuple[int, int]], vectors: Scores) -> list[int]:
        """Return for each of the next mentions the index of its antecedent in the document, -1 for none.

        Args:
            spans: words ``[start, end)`` of the document.
            vectors: mentions x width.
        """
        found: list[int] = []
        with one_thread():
            for start in range(0, len(spans), BLOCK):
                end = start + BLOCK
                found.extend(self._block(spans[start:end], with_one(vectors[start:end])))
        return found

    def _block(self, spans: Sequence[tuple[int, int]], vectors: Scores) -> list[int]:
        start = len(self._spans)
        self._spans = [*self._spans, *spans]
        self._vectors = (
            vectors if self._vectors is None else np.concatenate([self._vectors, vectors])
        )
        like = likeness(self._words, self._spans)
        scores = self._chainer.scores(like, self._vectors, start)
        rows = np.arange(start, len(self._spans))[:, None]
        columns = np.arange(len(self._spans))[None, :]
        scores[(columns >= rows) | (columns < rows - BACK)] = -np.inf
        first = self._count - start
        found = []
        for i, best in enumerate(scores.argmax(1).tolist(), start):
            kind = int(like.kinds[i])
            linked = first + best if scores[i - start, best] > NEEDED[kind] else -1
            found.append(self._named(i, first, linked) if kind == NAME else linked)
        self._count += len(spans)
        self._spans, self._vectors = self._spans[-BACK:], self._vectors[-BACK:]
        return found

    def _named(self, i: int, first: int, linked: int) -> int:
        """Return the antecedent of a name: where there is none, the last one written alike."""
        key = tuple(self._words[slice(*self._spans[i])])
        alike = self._last_of.get(key, -1)
        self._last_of[key] = first + i
        return linked if linked >= 0 else alike


def chains(antecedents: Sequence[int]) -> list[list[int]]:
    """Return the chains of two or more mentions, as indices in order.

    >>> chains([-1, -1, 0, 2])
    [[0, 2, 3]]
    """
    chain_of = list(range(len(antecedents)))
    for i, j in enumerate(antecedents):
        if j >= 0:
            chain_of[i] = chain_of[j]
    found: dict[int, list[int]] = {}
    for i, chain in enumerate(chain_of):
        found.setdefault(chain, []).append(i)
    return [chain for _, chain in sorted(found.items()) if len(chain) > 1]
