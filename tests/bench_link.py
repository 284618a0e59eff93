"""``python tests/bench_link.py [ROUNDS] [INPUT...]``: what linking adds to building, in one run.

Each document, by default those of ``seeds/``, is annotated and then mapped and stored twice, without
and with links, the one or the other first in turns; after ROUNDS (3) the CPU times are compared. The
knowledge base is opened before. Prints also where the time of linking goes, and the first round alone, in
which nothing of the file has been read before.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from spacy.tokens import Doc

from kg.document import Document
from kg.extract import extract
from kg.facts import facts
from kg.link.vague import vague
from kg.link.values import unlinked
from kg.read import read
from kg.store import Store
from kg.way import Settings, Way

SEEDS = Path(__file__).parents[1] / "seeds"


class Clock:
    """Sums CPU seconds under names."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._last = time.process_time()

    def start(self) -> None:
        """Begin to count."""
        self._last = time.process_time()

    def lap(self, name: str) -> None:
        """Add what passed since the last lap."""
        now = time.process_time()
        self.spent[name] += now - self._last  # type: ignore[assignment]
        self._last = now


def plain(way: Way, document: Document, doc: Doc, clock: Clock, store: Store) -> None:
    """Build a document with nobody linked."""
    clock.start()
    said = extract(doc, way.ontology, issued=document.issued)
    clock.lap("extract")
    made = facts(document, unlinked(said), way.ontology, base=way.settings.base)
    clock.lap("facts")
    with store.writer() as writer:
        writer.put(made.graph, made.quads)
    clock.lap("store")


def linked(way: Way, document: Document, doc: Doc, clock: Clock, store: Store) -> None:
    """Build a document with links."""
    clock.start()
    said = extract(doc, way.ontology, issued=document.issued)
    clock.lap("extract (linked)")
    found = way.decided(document, said)
    clock.lap("link")
    fixes = vague(found, document.text, way.ontology)
    clock.lap("vague")
    made = facts(document, found, way.ontology, base=way.settings.base, fixes=fixes)
    clock.lap("facts (linked)")
    with store.writer() as writer:
        writer.put(made.graph, made.quads)
    clock.lap("store (linked)")


def main(rounds: int, inputs: list[str]) -> None:
    """Measure and print."""
    documents = [d for d in read(inputs) if isinstance(d, Document)]
    way, clock, cold = Way(Settings()), Clock(), Clock()
    way.nlp(documents[0].text)
    with (
        tempfile.TemporaryDirectory() as folder,
        Store(Path(folder) / "off") as off,
        Store(Path(folder) / "on") as on,
    ):
        for n in range(rounds):
            for i, document in enumerate(documents):
                one = clock if n else cold
                # Another text for the store, or it would leave the graph as it is.
                again = Document(
                    f"{n}-{document.id}", document.text, document.title, document.issued
                )
                one.start()
                doc = way.nlp(again.text)
                one.lap("annotate")
                if (n + i) % 2:
                    linked(way, again, doc, one, on)
                    doc = way.nlp(again.text)  # extracting leaves marks on it
                    plain(way, again, doc, one, off)
                else:
                    plain(way, again, doc, one, off)
                    doc = way.nlp(again.text)
                    linked(way, again, doc, one, on)
    print(f"{len(documents)} documents, {sum(len(d.text.split()) for d in documents)} words")
    show("first round", cold.spent, len(documents))
    if rounds > 1:
        show(f"{rounds - 1} more", clock.spent, len(documents) * (rounds - 1))


def show(title: str, spent: Counter[str], documents: int) -> None:
    """Print milliseconds a document, and what linking adds."""
    print(f"\n{title}: CPU ms a document")
    for name, seconds in spent.items():
        print(f"  {name:18}{1000 * seconds / documents:8.2f}")
    without = sum(spent[n] for n in ("annotate", "extract", "facts", "store"))
    with_ = spent["annotate"] + spent["extract"] + spent["link"] + spent["vague"]
    with_ += spent["facts (linked)"] + spent["store (linked)"]
    print(
        f"  without links {1000 * without / documents:.1f}, with {1000 * with_ / documents:.1f}:",
        end=" ",
    )
    print(f"linking adds {100 * (with_ / without - 1):.1f} %")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3, sys.argv[2:] or [str(SEEDS)])
