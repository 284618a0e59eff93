"""Paragraphs -> windows of word pieces that the encoder reads one at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: Pieces in a window: as many as the encoder was trained on. LAS on 40 documents of EWT dev and of GUM
#: dev is 88.1 and 88.0 at 128, 87.9 and 88.0 at 160, 87.8 and 87.6 at 200, 87.4 and 87.3 at 240; the
#: time is the same within 3 in 100.
SIZE = 160

#: Pieces that two windows share where a paragraph is longer than a window.
SHARED = 64


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``[start, end)`` are read, the scores of ``[keep, until)`` are kept."""

    start: int
    end: int
    keep: int
    until: int


def windows(paragraphs: Sequence[tuple[int, int]], lengths: Sequence[int]) -> Iterator[Window]:
    """Pack whole paragraphs into windows; cut a long one into windows that overlap.

    A document's windows depend on the document alone, so whatever is read before, after or
    beside it, its scores are the same.

    >>> list(windows([(0, 2), (2, 3)], [1, 1, 1]))
    [Window(start=0, end=3, keep=0, until=3)]
    """
    begin, used = 0, 0
    for start, end in paragraphs:
        size = sum(lengths[start:end])
        if used and used + size > SIZE:
            yield Window(begin, start, begin, start)
            begin, used = start, 0
        if size > SIZE:
            yield from _cut(start, end, lengths)
            begin, used = end, 0
        else:
            used += size
    if used:
        end = paragraphs[-1][1]
        yield Window(begin, end, begin, end)


def _cut(start: int, end: int, lengths: Sequence[int]) -> Iterator[Window]:
    keep, at = start, start
    while True:
        stop, used = at, 0
        while stop < end and used + lengths[stop] <= SIZE:
            used += lengths[stop]
            stop += 1
        if stop == end:
            yield Window(at, end, keep, end)
            return
        until, shared = stop, 0
        while until > keep + 1 and shared < SHARED // 2:
            until -= 1
            shared += lengths[until]
        yield Window(at, stop, keep, until)
        keep, at, shared = until, until, 0
        while at > start and shared < SHARED // 2:
            at -= 1
            shared += lengths[at]
