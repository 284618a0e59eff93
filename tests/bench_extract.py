"""``python tests/bench_extract.py [--gold FILE] [--limit N]``: what mapping costs beside reading, in one run.

Reads the reports in ``seeds/``, or the texts of an annotated set, in one process: each text is
annotated, extracted and mapped to facts, in turns, so that a slower machine is slower for all
three. Prints the median over the texts of each ratio of CPU times, and the ratio of their sums.
"""

import argparse
import gc
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from kg.bench.records import Record, records
from kg.bench.run import spread
from kg.document import Document
from kg.extract import extract
from kg.facts import facts
from kg.link.values import unlinked
from kg.read import read
from kg.way import Settings, Way

SEEDS = Path(__file__).parents[1] / "seeds"

#: Seconds of one text: annotated, extracted, mapped.
Times = tuple[float, float, float]


def documents(gold: Path | None, limit: int | None) -> list[Document]:
    """Return the texts, of a set evenly spread over it."""
    if gold is None:
        return [d for d in read([str(SEEDS)]) if isinstance(d, Document)][:limit]
    found = [r for r in records(gold) if isinstance(r, Record)]
    return [
        Document(f"{n:05d}", r.text, "", str(r.gold.get("date") or ""))
        for n, r in enumerate(spread(found, limit))
    ]


def timed(step: Callable[[], Any]) -> tuple[Any, float]:
    """Return what a step gives and its CPU seconds."""
    begun = time.process_time()
    return step(), time.process_time() - begun


def measure(way: Way, document: Document) -> Times:
    """Return how long each step took."""
    doc, reading = timed(lambda: way.nlp(document.text))
    said, extracting = timed(lambda: extract(doc, way.ontology, issued=document.issued))
    _, mapping = timed(
        lambda: facts(document, unlinked(said), way.ontology, base=way.settings.base)
    )
    return reading, extracting, mapping


def show(times: Sequence[Times]) -> None:
    """Print milliseconds and ratios to reading."""
    whole = sum(t[0] for t in times)
    print(f"reading    {1000 * whole / len(times):8.1f} ms a text")
    for name, of in (
        ("extract", lambda t: t[1]),
        ("facts", lambda t: t[2]),
        ("both", lambda t: t[1] + t[2]),
    ):
        mean = 1000 * sum(map(of, times)) / len(times)
        ratio = median(of(t) / t[0] for t in times)
        print(
            f"{name:10} {mean:8.1f} ms a text, ratio {ratio:.3f}, of sums {mean * len(times) / 1000 / whole:.3f}"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, help="an annotated set, JSON Lines")
    parser.add_argument("--limit", type=int, help="texts, of a set evenly spread over it")
    parser.add_argument("--rounds", type=int, default=3, help="times that each text is read")
    given = parser.parse_args()
    todo = documents(given.gold, given.limit)
    way = Way(Settings())
    for document in todo[:3]:
        measure(way, document)
    gc.collect()
    gc.freeze()
    times = [measure(way, document) for _ in range(given.rounds) for document in todo]
    words = sum(len(d.text.split()) for d in todo) / len(todo)
    print(f"{len(todo)} texts of {words:.0f} words, {given.rounds} rounds")
    show(times)


if __name__ == "__main__":
    main()
