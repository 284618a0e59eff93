"""Mentions as words -> how alike each pair is: what the coreference scores add to the vectors.

Plain counts over words, the same in training and at work; the weights are learned.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.int64]

NAME, NOMINAL, PRONOUN = range(3)

#: Word -> class of pronoun; 0 is no pronoun.
PRONOUNS = {
    word: number
    for number, words in enumerate(
        (
            "i me my mine myself",
            "you your yours yourself yourselves ya",
            "he him his himself",
            "she her hers herself",
            "it its itself",
            "they them their theirs themselves 'em themself",
            "we us our ours ourselves 's",
            "this that these those",
            "who whom whose which what where when",
            "one ones another other others each everyone everybody someone somebody anyone anybody nobody",
        ),
        start=1,
    )
    for word in words.split()
}
CLASSES = 11

#: How alike the words of two mentions are, and how far apart they stand (words, by doubling).
MATCHES, DISTANCES = 5, 8

#: Words that say nothing of what is meant.
_EMPTY = frozenset(
    "the a an this that these those his her its their our my your 's ’ ' \" , . ( ) of and".split()
)

#: Where the head of a phrase has come before.
_AFTER_HEAD = frozenset(
    "of in for from on at with by to who which that , ( between about -- – —".split()
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Mentions in the order of their starts.

    Attributes:
        kinds: name, nominal, pronoun.
        pronouns: class of pronoun, 0 for none.
        starts, ends: their words in the document.
        heads: an id of the head word, lower case.
        known: mentions x words of any of them, 1 where it has that word.
    """

    kinds: Table
    pronouns: Table
    starts: Table
    ends: Table
    heads: Table
    known: NDArray[np.float32]

    def matches(self, later: slice, earlier: slice) -> Table:
        """Return 0 nothing shared, 1 a word, 2 all words of the shorter, 3 the head, 4 the same words."""
        a, b = self.known[later], self.known[earlier]
        shared = a @ b.T
        sizes, other = a.sum(1)[:, None], b.sum(1)[None, :]
        full = (shared > 0) & (shared == np.minimum(sizes, other))
        found: Table = (shared > 0).astype(np.int64)
        found[full] = 2
        found[self.heads[later][:, None] == self.heads[earlier][None, :]] = 3
        found[full & (sizes == other)] = 4
        none = (self.pronouns[later] > 0)[:, None] | (self.pronouns[earlier] > 0)[None, :]
        found[none] = 0
        return found

    def distances(self, later: slice, earlier: slice) -> Table:
        """Return the class of the distance in words, 0 to 7."""
        apart = self.starts[later][:, None] - self.starts[earlier][None, :]
        far = np.log2(np.maximum(apart, 1) / 4 + 1)
        near: Table = np.minimum(far.astype(np.int64), DISTANCES - 1)
        return near

    def nested(self, later: slice, earlier: slice) -> Table:
        """Return 1 where the later mention stands inside the earlier."""
        inside: Table = (self.starts[later][:, None] < self.ends[earlier][None, :]).astype(np.int64)
        return inside


def likeness(words: Sequence[str], spans: Sequence[tuple[int, int]]) -> Likeness:
    """Return what can be said of the mentions ``[start, end)`` of a text from their words alone."""
    low = [[w.lower() for w in words[s:e]] for s, e in spans]
    ids: dict[str, int] = {}
    heads: list[int] = []
    filled: list[tuple[int, int]] = []
    for i, row in enumerate(low):
        heads.append(ids.setdefault(_head(row), len(ids)))
        filled.extend((i, ids.setdefault(w, len(ids))) for w in row if w not in _EMPTY)
    known = np.zeros((len(spans), max(1, len(ids))), dtype=np.float32)
    if filled:
        rows, columns = zip(*filled, strict=True)
        known[list(rows), list(columns)] = 1
    return Likeness(
        kinds=np.array(kinds(words, spans), dtype=np.int64),
        pronouns=np.array([_pronoun(row) for row in low], dtype=np.int64),
        starts=np.array([s for s, _ in spans], dtype=np.int64),
        ends=np.array([e for _, e in spans], dtype=np.int64),
        heads=np.array(heads, dtype=np.int64),
        known=known,
    )


def kinds(words: Sequence[str], spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each mention whether it is a name, a nominal or a pronoun."""
    return [_kind(words, start, end) for start, end in spans]


def _kind(words: Sequence[str], start: int, end: int) -> int:
    if end - start == 1 and words[start].lower() in PRONOUNS:
        return PRONOUN
    return NAME if _is_name(words, start, end) else NOMINAL


def _pronoun(row: Sequence[str]) -> int:
    return PRONOUNS.get(row[0], 0) if len(row) == 1 else 0


def _head(row: Sequence[str]) -> str:
    for i in range(1, len(row)):
        if row[i] in _AFTER_HEAD:
            return row[i - 1]
        if row[i] in {"'s", "’s", "'"} and i == len(row) - 1:
            return row[i - 1]
    return row[-1] if row else ""


def _is_name(words: Sequence[str], start: int, end: int) -> bool:
    """Say whether the head of a phrase is written as a name; at its start a capital says less."""
    row = words[start:end]
    head = next((i - 1 for i in range(1, len(row)) if row[i].lower() in _AFTER_HEAD), len(row) - 1)
    if head > 0 and row[head] in {"'s", "’s", "'"}:
        head -= 1
    word = row[head]
    if not word[:1].isupper():
        return False
    begins = head == 0 and (start == 0 or words[start - 1] in {".", "!", "?", '"', "“"})
    return not begins or len(row) > 1 or word.isupper() or len(word) > 3
