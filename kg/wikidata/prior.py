"""A row of facts -> how often an unknown text means it, as a share of how often the best known is meant."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from pathlib import Path
from typing import Final

from kg.wikidata.rows import Row
from kg.wikidata.values import Office


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of the sources: its class (a local name of the ontology or empty), what it is called in words,
    how much it weighs, and how many inhabitants one has of which that is not known.
    """

    cls: str
    words: str
    weight: float
    people: int


#: Words of an office's title, and what an office so called weighs.
Weight = tuple[re.Pattern[str], float]


def kinds(path: Path) -> dict[str, Kind]:
    """Return what ``kinds.tsv`` says, by kind."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {
            r["kind"]: Kind(r["class"], r["words"], float(r["weight"]), int(r["people"]))
            for r in rows
        }


def weights(path: Path) -> tuple[Weight, ...]:
    """Return what ``offices.tsv`` says, in its order: the first that fits counts."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple((re.compile(r["words"], re.IGNORECASE), float(r["weight"])) for r in rows)


#: Sources that say nothing of how well something is known: made from the gold of benchmarks.
_SILENT: Final = ("elevant", "elevant-label")
#: Newspapers whose identifier was often that of a university or a town.
_DOUBTFUL: Final = (("media", ("wiki-media-cred",)),)


def features(
    row: Row, kind: Kind, held: Sequence[Office], known: tuple[Weight, ...]
) -> dict[str, float]:
    """Return what speaks for a row being well known; membership in a benchmark never does."""
    sources = [s for s in row.sources if s not in _SILENT]
    return {
        "kind": kind.weight,
        "population": log(1 + (row.population or kind.people) / 1000),
        "sources": min(max(len(sources) - 1, 0), 4),
        "encyclopedia": float("FB15k-wikidata" in sources),
        "number": log(row.number / 1e6),
        "office": max((weight(o.title, known) for o in held), default=0.0),
        "aliases": log(1 + len(row.aliases)),
        "doubt": float((row.kind, row.sources) in _DOUBTFUL or row.sources == ("waterwheel",)),
    }


#: Chosen on names with several bearers in wikifair and geovirus (see `tests/bench_prior.py`).
WEIGHTS: Final = {
    "kind": 1.0, "population": 0.4, "sources": 0.5, "encyclopedia": 1.5,
    "number": -0.4, "office": 1.0, "aliases": 0.3, "doubt": -1.0,
}  # fmt: skip
#: The sum at which the prior is 1.
FULL: Final = 14.0


def prior(row: Row, kind: Kind, held: Sequence[Office], known: tuple[Weight, ...]) -> float:
    """Return the prior, in 0..1: of two items of one name, how often each is meant is as their priors."""
    total = sum(WEIGHTS[name] * value for name, value in features(row, kind, held, known).items())
    return min(1.0, exp(total - FULL))


@lru_cache(maxsize=1 << 16)
def weight(title: str, known: tuple[Weight, ...]) -> float:
    """Return what an office weighs."""
    return next((w for words, w in known if words.search(title)), 0.0)
