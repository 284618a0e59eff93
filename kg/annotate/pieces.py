"""Words -> word pieces with the case that the uncased vocabulary drops."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

#: Pieces kept of one word: enough for any name; a URL or a hash says no more after that.
MOST = 8

#: Words whose pieces and case are remembered, about 50 MB; a news text has 2000 different ones.
REMEMBERED = 200_000

#: How a word is written: none or lower, Capitalised, UPPER, miXed, one Letter, with digits.
CASES = 6


def case_of(word: str) -> int:
    """Return the case class of a word, 0 to 5.

    >>> [case_of(w) for w in ("hills", "Hama", "SOHR", "iPhone", "M", "M5")]
    [0, 1, 2, 3, 4, 5]
    """
    if word.islower():
        return 5 if any(c.isdigit() for c in word) else 0
    if not any(c.isupper() for c in word):
        return 5 if any(c.isdigit() for c in word) else 0
    if any(c.isdigit() for c in word):
        return 5
    if len(word) == 1:
        return 4
    if word.isupper():
        return 2
    return 1 if word[0].isupper() and word[1:].islower() else 3


class Pieces:
    """The word-piece vocabulary, with a memory of words already seen."""

    def __init__(self, tokenizer: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.cls, self.sep, self.pad, self._unknown = (
            self._id(name) for name in ("[CLS]", "[SEP]", "[PAD]", "[UNK]")
        )
        self._seen: dict[str, tuple[int, ...]] = {}
        self._case = lru_cache(REMEMBERED)(case_of)

    def _id(self, name: str) -> int:
        found = self._tokenizer.token_to_id(name)
        if found is None:
            raise ValueError(f"the vocabulary has no {name}")
        return int(found)

    def __call__(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """Return the piece ids of each word, at least one and at most ``MOST`` a word."""
        seen = self._seen
        if len(seen) > REMEMBERED:
            seen = self._seen = {}  # another thread may still read the old one
        new = sorted({word for word in words if word not in seen})
        if new:
            found = self._tokenizer.encode_batch(new, add_special_tokens=False)
            for word, one in zip(new, found, strict=True):
                seen[word] = tuple(one.ids[:MOST]) or (self._unknown,)
        return [seen[word] for word in words]

    def cases(self, words: Sequence[str]) -> list[int]:
        """Return the case class of each word."""
        return list(map(self._case, words))
