"""The value that a measure gives for one document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.bench.figures import Count
from kg.bench.spans import Span


@dataclass(frozen=True, slots=True)
class Wrong:
    """A span that is ``missed`` (only the gold has it), ``extra`` (only we have it), or ``other``.

    ``other`` is a span that both have with different labels; ``label`` is then ``gold > found``.
    """

    kind: str
    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Scored:
    """Counts by the name of their figure, in the order of the report, and what was wrong."""

    counts: Mapping[str, Count]
    wrong: Sequence[Wrong] = ()


def wrong(gold: Sequence[Span], found: Sequence[Span]) -> list[Wrong]:
    """Return the spans that only one side has, in the order of the text."""
    missed = [Wrong("missed", *span) for span in sorted(set(gold) - set(found))]
    extra = [Wrong("extra", *span) for span in sorted(set(found) - set(gold))]
    return sorted(missed + extra, key=lambda w: (w.start, w.end, w.kind, w.label))
