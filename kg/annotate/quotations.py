"""Doc -> where it quotes: token ranges from an opening to its closing mark."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

Range = tuple[int, int]

_OPEN = frozenset(("“", "``", "''", '"', "«", "„"))
_CLOSE = frozenset(("”", "''", '"', "»", "“"))

#: All marks that open or close a quotation.
MARKS = _OPEN | _CLOSE


class Quotations:
    """The quotations of a document: half-open token ranges with their marks, in order, none overlapping.

    A mark that is never closed quotes to the end of its paragraph: in news, each paragraph of a
    long quotation opens anew and only the last closes.
    """

    def __init__(self, doc: Doc) -> None:
        self.ranges: Sequence[Range] = tuple(_ranges(doc))
        self._starts = [start for start, _ in self.ranges]

    def around(self, token: int) -> Range | None:
        """Return the quotation that a token stands in, its marks among it."""
        n = bisect_right(self._starts, token) - 1
        return self.ranges[n] if n >= 0 and token < self.ranges[n][1] else None

    def first_within(self, start: int, end: int) -> Range | None:
        """Return the first quotation that begins in a range."""
        return next((r for r in self.ranges if start <= r[0] < end), None)

    def widened(self, start: int, end: int) -> Range:
        """Return a range grown to hold whole the quotations that its ends stand in."""
        first, last = self.around(start), self.around(end - 1)
        return first[0] if first else start, last[1] if last else end


def _ranges(doc: Doc) -> Iterator[Range]:
    start: int | None = None
    for token in doc:
        if token.is_space and token.text.count("\n") > 1:
            if start is not None and token.i - start > 4:
                yield start, token.i
            start = None
        elif start is None and token.text in _OPEN:
            start = token.i
        elif start is not None and token.text in _CLOSE:
            yield start, token.i + 1
            start = None
