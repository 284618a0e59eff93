"""IOB2 tags -> spans."""

from collections.abc import Iterator, Sequence


def spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, class) in order; a stray I- begins a span.

    >>> list(spans(["B-LOC", "I-LOC", "O", "I-ORG"]))
    [(0, 2, 'LOC'), (3, 4, 'ORG')]
    """
    start, label = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if label and (tag == "O" or tag[0] == "B" or tag[2:] != label):
            yield start, i, label
            label = ""
        if tag != "O" and not label:
            start, label = i, tag[2:]
