"""Annotated files x pipeline -> the figures of each set and measure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.language import Language

from kg.bench import treebank
from kg.bench.figures import Count, Figure, figure
from kg.bench.layers import GIVES
from kg.bench.measures import MEASURES, SYNTAX, Measure
from kg.bench.read import Reader
from kg.bench.records import Record
from kg.bench.scored import Scored, Wrong
from kg.bench.trees import Tree


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of a measure on a set."""

    set: str
    measure: str
    name: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong span with the text that it is in."""

    measure: str
    record: Record
    wrong: Wrong


@dataclass(slots=True)
class Result:
    """The figures of one set.

    Attributes:
        absent: measure -> the layer that the pipeline does not give.
    """

    rows: list[Row] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    absent: dict[str, str] = field(default_factory=dict)


def layers_of(records: Iterable[Record]) -> frozenset[str]:
    """Return the layers that some record has something in."""
    return frozenset(key for record in records for key, value in record.gold.items() if value)


def supported(name: str, gold: frozenset[str], wanted: Sequence[str]) -> dict[str, Measure]:
    """Return the measures for a set, of those wanted; none named is all."""
    return {
        key: measure
        for key, measure in MEASURES.items()
        if (not wanted or key in wanted) and measure.supports(name, gold)
    }


def measure_records(
    records: Sequence[Record],
    reader: Reader,
    measures: Mapping[str, Measure],
    *,
    watch: Callable[[Sequence[Any]], Iterator[Any]] = iter,
) -> Result:
    """Read each text once and score it by all measures.

    Args:
        records: of one set.
        watch: passes the records on, and may show how many are left.
    """
    result = Result()
    scored: dict[str, list[Scored]] = {key: [] for key in measures}
    given: set[str] = set()
    for record in watch(records):
        read = reader(record)
        for key, measure in measures.items():
            if GIVES[measure.layer](read.doc):
                given.add(key)
            one = measure.score(read)
            scored[key].append(one)
            result.mistakes += [Mistake(key, record, wrong) for wrong in one.wrong]
    for key, measure in measures.items():
        if key in given:
            result.rows += _rows(records[0].set, key, scored[key])
        else:
            result.absent[key] = measure.layer
    result.mistakes = [m for m in result.mistakes if m.measure in given]
    return result


def measure_trees(
    trees: Sequence[Tree],
    nlp: Language,
    *,
    watch: Callable[[Sequence[Any]], Iterator[Any]] = iter,
) -> Result:
    """Score documents of one treebank; a figure that some document has not is left out."""
    scored = [treebank.score(tree, nlp) for tree in watch(trees)]
    rows = _rows(trees[0].set, SYNTAX, scored)
    return Result([row for row in rows if all(row.name in one.counts for one in scored)])


def _rows(name: str, measure: str, scored: Sequence[Scored]) -> list[Row]:
    """Return the figures over the documents; one of which neither side has anything is left out."""
    kinds: dict[str, Count] = {}
    for one in scored:
        for row, count in one.counts.items():
            kinds.setdefault(row, Count(count.kind, (0.0,) * len(count.values)))
    rows = [
        Row(name, measure, row, figure([one.counts.get(row, empty) for one in scored]))
        for row, empty in kinds.items()
    ]
    return [row for row in rows if row.figure.gold or row.figure.found]


def spread(items: Sequence[Any], limit: int | None) -> list[Any]:
    """Return ``limit`` items evenly spread over all; all where there are not more.

    >>> spread([0, 1, 2, 3, 4, 5], 3)
    [0, 2, 4]
    """
    if limit is None or limit >= len(items):
        return list(items)
    return [items[i * len(items) // limit] for i in range(limit)]
