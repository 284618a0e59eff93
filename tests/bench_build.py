"""``python tests/bench_build.py [DOCUMENTS]``: what a build costs over annotating alone, in one run.

Makes that many documents of the reports in ``seeds/``, each with other words in front so that no
two are alike. In turns, a block of documents each, they are annotated alone, and built into a
store. Prints the ratio of the wall times and of the CPU times, and the peak memory after each
quarter of the documents: a build whose memory grows with them would show it.
"""

import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.document import Document
from kg.read import read
from kg.store import Store
from kg.way import Settings, Way, ahead

SEEDS = Path(__file__).parents[1] / "seeds"

#: Documents annotated, then built, before it is the other's turn again.
BLOCK = 50


def documents(n: int) -> Iterator[Document]:
    """Yield n documents, no two with the same text."""
    found = [d for d in read([str(SEEDS)]) if isinstance(d, Document)]
    for i in range(n):
        d = found[i % len(found)]
        yield Document(f"{i:05d}-{d.id}", f"Report number {i + 1}.\n\n{d.text}", d.title, d.issued)


class Clock:
    """Sums wall and CPU seconds under names."""

    def __init__(self) -> None:
        self.wall: Counter[str] = Counter()
        self.cpu: Counter[str] = Counter()

    def time(self, name: str, wall: float, cpu: float) -> None:
        """Add what passed since the two readings."""
        self.wall[name] += time.perf_counter() - wall  # type: ignore[assignment]
        self.cpu[name] += time.process_time() - cpu  # type: ignore[assignment]


def main(n: int) -> None:
    """Measure and print."""
    way, clock = Way(Settings()), Clock()
    words = 0
    way.facts(next(documents(1)))
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "store") as store:
        begun = time.perf_counter(), time.process_time()
        with store.writer() as writer:
            todo = documents(n)
            for start in range(0, n, BLOCK):
                block = [next(todo) for _ in range(min(BLOCK, n - start))]
                words += sum(len(d.text.split()) for d in block)
                begun = time.perf_counter(), time.process_time()
                for d in block:
                    way.nlp(d.text)
                clock.time("annotate", *begun)
                begun = time.perf_counter(), time.process_time()
                for item in ahead(block, way.nlp):
                    assert isinstance(item, tuple)
                    found = way.mapped(item[0], item[1]())
                    writer.put(found.graph, found.quads)
                clock.time("build", *begun)
                if start // max(1, n // 4) != (start + BLOCK) // max(1, n // 4):
                    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                    print(f"{start + len(block)} documents: peak {peak} MB")
            begun = time.perf_counter(), time.process_time()
        clock.time("build", *begun)
    for name in ("annotate", "build"):
        print(
            f"{name:10}{1000 * clock.wall[name] / n:7.1f} ms wall, {1000 * clock.cpu[name] / n:7.1f} ms CPU a document"
        )
    print(
        f"{words / n:.0f} words a document, {words / clock.wall['annotate']:.0f} words a second annotated"
    )
    print(
        f"ratio {clock.wall['build'] / clock.wall['annotate']:.3f} wall, {clock.cpu['build'] / clock.cpu['annotate']:.3f} CPU"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
