"""Text and tokens -> paragraphs: where a new sentence must begin whatever the words say."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]

#: A line this long (code points) is broken because it was full, a shorter one because it was done.
FULL_LINE = 50


def breaks(gap: str, line: str) -> bool:
    """Say whether the white space ``gap`` after ``line`` (the text since the last line end) ends a paragraph.

    >>> breaks("\\n\\n", "any"), breaks(" ", "any"), breaks("\\n", "A short title")
    (True, False, True)
    >>> breaks("\\n", "A line that was full and so goes on in the next one, as in")
    False
    """
    ends = gap.count("\n")
    return ends > 1 or (ends == 1 and len(line) < FULL_LINE)


def paragraphs(starts: Indices, ends: Indices, text: str) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs as ranges of words, given where each begins and ends in ``text``."""
    begin, line = 0, text.find("\n")
    while line >= 0:
        i = int(starts.searchsorted(line))  # the word after this line end
        after = int(starts[i]) if i < len(starts) else len(text)
        if begin < i < len(starts):
            before = int(ends[i - 1])
            last = text[text.rfind("\n", 0, before) + 1 : before]
            if before <= line and breaks(text[before:after], last):
                yield begin, i
                begin = i
        line = text.find("\n", max(after, line + 1))
    if len(starts):
        yield begin, len(starts)


def sections(parts: list[tuple[int, int]], most: int) -> Iterator[list[tuple[int, int]]]:
    """Group paragraphs into sections of at most ``most`` words; a longer paragraph is cut.

    >>> list(sections([(0, 3), (3, 4), (4, 9)], 4))
    [[(0, 3), (3, 4)], [(4, 8)], [(8, 9)]]
    """
    now: list[tuple[int, int]] = []
    for start, end in parts:
        if now and end - now[0][0] > most:
            yield now
            now = []
        while end - start > most:
            yield [(start, start + most)]
            start += most
        now.append((start, end))
    if now:
        yield now
