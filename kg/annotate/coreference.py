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

    def chains(
        self, words: Sequence[str], spans: Sequence[tuple[int, int]], vectors: Scores
    ) -> list[list[int]]:
        """Return the chains of two or more mentions, as indices in order.

        Args:
            words: of the whole document.
            spans: mentions ``[start, end)``, in order.
            vectors: mentions x width, of any precision.
        """
        with one_thread():
            antecedents = self._antecedents(words, spans, vectors)
        chain_of = list(range(len(spans)))
        for i, j in enumerate(antecedents):
            if j >= 0:
                chain_of[i] = chain_of[j]
        found: dict[int, list[int]] = {}
        for i, chain in enumerate(chain_of):
            found.setdefault(chain, []).append(i)
        return [chain for _, chain in sorted(found.items()) if len(chain) > 1]

    def _antecedents(
        self, words: Sequence[str], spans: Sequence[tuple[int, int]], vectors: Scores
    ) -> list[int]:
        """Return for each mention the index of its antecedent, -1 for none."""
        found: list[int] = []
        last_of: dict[tuple[str, ...], int] = {}
        for start in range(0, len(spans), BLOCK):
            end = min(start + BLOCK, len(spans))
            first = max(0, start - BACK)
            like = likeness(words, spans[first:end])
            ones = with_one(vectors[first:end].astype(np.float32))
            scores = ones[start - first :] @ self._weight @ ones.T
            scores += self._tables(like, start - first)
            rows = np.arange(start, end)[:, None]
            columns = np.arange(first, end)[None, :]
            scores[(columns >= rows) | (columns < rows - BACK)] = -np.inf
            best = scores.argmax(1)
            for row, column in enumerate(best.tolist()):
                i = start + row
                needed = NEEDED[like.kinds[i - first]]
                linked = first + column if scores[row, column] > needed else -1
                if like.kinds[i - first] == NAME:
                    key = tuple(words[slice(*spans[i])])
                    linked = linked if linked >= 0 else last_of.get(key, -1)
                    last_of[key] = i
                found.append(linked)
        return found

    def _tables(self, like: Likeness, start: int) -> Scores:
        later, earlier = slice(start, None), slice(None)
        left, right = like.kinds[later][:, None], like.kinds[None, :]
        found: NDArray[np.float32] = (
            self._match[left, right, like.matches(later, earlier)]
            + self._distance[left, right, like.distances(later, earlier)]
            + self._pronoun[like.pronouns[later][:, None], like.pronouns[None, :]]
            + self._nested[left, right] * like.nested(later, earlier)
        )
        return found
