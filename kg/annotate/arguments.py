"""Scores x triggers -> arguments: which words of the sentence take part in an event, and how."""

from collections.abc import Mapping

import numpy as np

from kg.annotate.mentions import with_one
from kg.annotate.network import Scores

#: Words that an argument may stand from its trigger.
REACH = 40


class Roles:
    """Finds the arguments of triggers.

    Args:
        weights: ``role_weight``, roles x (1 + width) x (1 + width); the first role is none.
    """

    def __init__(self, weights: Mapping[str, Scores]) -> None:
        self._weight = weights["role_weight"]

    def find(
        self, scores: Mapping[str, Scores], triggers: list[int], sentences: list[tuple[int, int]]
    ) -> list[tuple[int, int, int]]:
        """Return (trigger, word, role) in order; a word stands for the phrase that it heads."""
        if not triggers:
            return []
        pairs = _pairs(triggers, sentences)
        words = np.array([w for _, w in pairs], dtype=np.int64)
        at = np.array([t for t, _ in pairs], dtype=np.int64)
        # The triggers are fewer than the words beside them: their half is computed once.
        own = {t: i for i, t in enumerate(triggers)}
        half = np.einsum("lij,nj->nli", self._weight, with_one(scores["argument_head"][triggers]))
        rows = half[[own[t] for t in at.tolist()]]
        found = np.einsum("nli,ni->nl", rows, with_one(scores["argument_child"][words])).argmax(1)
        return [(t, w, role) for (t, w), role in zip(pairs, found.tolist(), strict=True) if role]


def _pairs(triggers: list[int], sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for trigger in triggers:
        while sentences[at][1] <= trigger:
            at += 1
        start, end = sentences[at]
        near = range(max(start, trigger - REACH), min(end, trigger + REACH + 1))
        found.extend((trigger, word) for word in near if word != trigger)
    return found
