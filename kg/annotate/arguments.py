"""Scores x triggers -> arguments: which words of the sentence take part in an event, and how."""

from collections.abc import Iterator, Mapping

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
        found: list[tuple[int, int, int]] = []
        children = with_one(scores["argument_child"])
        half = np.einsum("lij,nj->nli", self._weight, with_one(scores["argument_head"][triggers]))
        for own, (trigger, first, end) in zip(half, _near(triggers, sentences), strict=True):
            roles = (children[first:end] @ own.T).argmax(1).tolist()
            found.extend(
                (trigger, word, role)
                for word, role in enumerate(roles, first)
                if role and word != trigger
            )
        return found


def _near(triggers: list[int], sentences: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield each trigger with the words ``[first, end)`` of its sentence that it reaches."""
    at = 0
    for trigger in triggers:
        while sentences[at][1] <= trigger:
            at += 1
        start, end = sentences[at]
        yield trigger, max(start, trigger - REACH), min(end, trigger + REACH + 1)
