"""A document's graph -> Page: its text in segments, each with its marks and its lines."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph

from kg.show.graph import Graph
from kg.show.spans import marks, offsets
from kg.show.told import lines
from kg.show.values import Line, Mark, Segment


@dataclass(frozen=True, slots=True)
class Page:
    """A document to look at; segments are in the order of the text and leave out blank ones."""

    iri: str
    text: str
    segments: tuple[Segment, ...]
    title: str = ""
    issued: str = ""
    publisher: str = ""

    def kinds(self) -> set[str]:
        """Return the kinds of marks that the page has."""
        return {mark.kind for segment in self.segments for mark in segment.marks}


def page(store: pyoxigraph.Store, graph: str) -> Page:
    """Return all that is shown of the document in a named graph; linear in what it holds.

    Raises:
        ValueError: the graph holds no document.
    """
    said = Graph(store, graph)
    iri = min(said.instances("nif:Context"), default="")
    if not iri:
        raise ValueError(f"no document in {graph}")
    text = "".join(said.values(iri, "nif:isString")[:1])
    known = [span for s in said.instances("nif:Sentence") if (span := offsets(s)) is not None]
    pieces = [p for p in _pieces(text, sorted(known)) if text[p[0] : p[1]].strip()]
    refs = list(said.pairs("itsrdf:taIdentRef"))
    segments = _segments(text, pieces, marks(said, refs), lines(said, refs))
    title, issued, publisher = (
        "".join(said.values(iri, f"dcterms:{name}")[:1])
        for name in ("title", "issued", "publisher")
    )
    return Page(iri, text, tuple(segments), title, issued, publisher)


def _pieces(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the sentences, and the lines of what stands between them, without gap or overlap."""
    at = 0
    for start, end in [*sentences, (len(text), len(text))]:
        for line in re.finditer(r"[^\n]+", text[at : max(at, start)]):
            yield at + line.start(), at + line.end()
        if min(end, len(text)) > max(at, start):
            yield max(at, start), min(end, len(text))
        at = max(at, end)


def _segments(
    text: str, pieces: Sequence[tuple[int, int]], found: Sequence[Mark], told: Sequence[Line]
) -> Iterator[Segment]:
    starts = [start for start, _ in pieces]

    def home(at: int) -> int:
        return max(bisect_right(starts, at) - 1, 0)

    marked: defaultdict[int, list[Mark]] = defaultdict(list)
    lined: defaultdict[int, list[Line]] = defaultdict(list)
    for mark in found:
        marked[home(mark.start)].append(mark)
    for line in told:
        lined[home(line.at)].append(line)
    last = 0
    for n, (start, end) in enumerate(pieces):
        opens = text.count("\n", last, start) > 1
        yield Segment(start, end, tuple(marked[n]), tuple(_once(lined[n])), opens)
        last = end


def _once(lines: Sequence[Line]) -> Iterable[Line]:
    """Return one line for each thing told: "a strike began" has two words for one event."""
    first: dict[str, Line] = {}
    for line in lines:
        first.setdefault(line.iri, line)
    return first.values()
