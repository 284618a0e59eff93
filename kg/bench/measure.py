"""One annotated file x pipeline -> its figures, and what there is to say about it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from spacy.language import Language

from kg.bench.measures import MEASURES, SYNTAX
from kg.bench.read import Reader
from kg.bench.records import Bad, Record, records
from kg.bench.run import (
    Mistake,
    Result,
    Row,
    layers_of,
    measure_records,
    measure_trees,
    spread,
    supported,
)
from kg.bench.trees import Tree, trees
from kg.errors import UsageError
from kg.spelling import near

#: Endings of files of trees.
TREES: Final = (".conllu", ".conllu.gz")

Watch = Callable[[Sequence[Any]], Iterator[Any]]


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one file.

    Attributes:
        notes: lines for people: bad lines of the file, layers that the pipeline does not give.
        bad: number of bad lines.
    """

    rows: Sequence[Row]
    mistakes: Sequence[Mistake]
    notes: Sequence[str]
    bad: int


def check(wanted: Sequence[str]) -> None:
    """Refuse names of measures that do not exist.

    Raises:
        UsageError: one of them does not.
    """
    names = [*MEASURES, SYNTAX]
    for name in wanted:
        if name not in names:
            raise UsageError(f"no measure {name!r}", hint=near(name, names))


def measure(
    path: Path,
    reader: Reader,
    wanted: Sequence[str] = (),
    *,
    limit: int | None = None,
    only: frozenset[str] | None = None,
    watch: Watch = iter,
) -> Report:
    """Measure a file by all measures that its gold supports, of those wanted; none named is all.

    Args:
        limit: number of documents, evenly spread.
        only: ids of the documents to measure.
        watch: passes documents on, and may show how many are left.

    Raises:
        KgError: the file cannot be read.
    """
    if path.name.endswith(TREES):
        return _trees(path, reader.nlp, wanted, limit, only, watch)
    items = list(records(path))
    bad = [item for item in items if isinstance(item, Bad)]
    kept = [item for item in items if isinstance(item, Record)]
    chosen = spread([r for r in kept if only is None or r.id in only], limit)
    name = path.name.partition(".")[0]
    found = supported(name, layers_of(kept), wanted)
    result = measure_records(chosen, reader, found, watch=watch) if chosen and found else Result()
    return _report(path, result, bad)


def _trees(
    path: Path,
    nlp: Language,
    wanted: Sequence[str],
    limit: int | None,
    only: frozenset[str] | None,
    watch: Watch,
) -> Report:
    items = list(trees(path))
    bad = [item for item in items if isinstance(item, Bad)]
    kept = [i for i in items if isinstance(i, Tree) and (only is None or i.id in only)]
    if not kept or (wanted and SYNTAX not in wanted):
        return _report(path, Result(), bad)
    return _report(path, measure_trees(spread(kept, limit), nlp, watch=watch), bad)


def _report(path: Path, result: Result, bad: Sequence[Bad]) -> Report:
    notes = [f"{b.file}, line {b.line}: {b.reason}" for b in bad]
    notes += [
        f"{path.name}: {name} is not measured: the pipeline gives no {layer}"
        for name, layer in result.absent.items()
    ]
    if not result.rows and not result.absent:
        notes.append(f"{path.name}: nothing to measure")
    return Report(result.rows, result.mistakes, notes, len(bad))
