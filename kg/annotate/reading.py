"""What the reader has read of a text: plain arrays, one entry a word or a mention."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.annotate.mentions import Mentions

Indices = NDArray[np.signedinteger]
Scores = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Reading:
    """Classes as indices into the reader's inventory; words count from the start of the text.

    Numbers are as narrow as they may be: this is what is held of a long text.

    Attributes:
        lemmas: for each word.
        heads: for each word its head, itself at a root.
        names: for each word its tag; ``sure`` the probability of it, ``odds`` the
            logarithm of that of each class of ``settle.OPEN``.
        antecedents: for each mention the one before it that means the same, -1 for none.
        triggers, asserted: words that stand for an event; for one told as having happened.
        arguments: rows of (trigger, word, role).
    """

    upos: Indices
    xpos: Indices
    feats: Indices
    lemmas: list[str]
    heads: Indices
    labels: Indices
    names: Indices
    sure: Scores
    odds: Scores
    mentions: Mentions
    antecedents: Indices
    triggers: list[int]
    asserted: list[int]
    arguments: Indices


def joined(parts: list[tuple[int, Reading]]) -> Reading:
    """Return the readings of sections as one; each comes with the index of its first word."""

    def row(name: str) -> Indices:
        found: Indices = np.concatenate([getattr(r, name) for _, r in parts])
        return found

    def moved(name: str) -> list[int]:
        return [first + i for first, r in parts for i in getattr(r, name)]

    return Reading(
        upos=row("upos"),
        xpos=row("xpos"),
        feats=row("feats"),
        lemmas=[lemma for _, r in parts for lemma in r.lemmas],
        heads=_together([r.heads + first for first, r in parts]),
        labels=row("labels"),
        names=row("names"),
        sure=np.concatenate([r.sure for _, r in parts]),
        odds=np.concatenate([r.odds for _, r in parts]),
        mentions=Mentions(
            _together([r.mentions.starts + first for first, r in parts]),
            _together([r.mentions.ends + first for first, r in parts]),
            _together([r.mentions.types for _, r in parts]),
            np.concatenate([r.mentions.sure for _, r in parts]),
        ),
        antecedents=row("antecedents"),
        triggers=moved("triggers"),
        asserted=moved("asserted"),
        arguments=_together([r.arguments + np.array([first, first, 0]) for first, r in parts]),
    )


def _together(parts: list[Indices]) -> Indices:
    found: Indices = np.concatenate(parts, dtype=np.int32, casting="same_kind")
    return found
