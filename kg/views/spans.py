"""Mentions -> where they stand: document, offsets, words and sentence."""

import re
from dataclasses import dataclass
from typing import Any, Final

from kg.views.graph import Graph
from kg.views.words import LONGEST

_PLACE: Final = re.compile(r"(.*)#char=(\d+),(\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document's text, ``[begin, end)`` in code points."""

    document: str
    begin: int
    end: int


class Spans:
    """Looks mentions of one graph up; its texts are read when words are first asked for."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def place(self, mention: str) -> Place | None:
        """Return where a mention is, by its IRI (RFC 5147), else by what is said of it."""
        found = _PLACE.fullmatch(mention)
        if found:
            return Place(found[1], int(found[2]), int(found[3]))
        told = (
            self._graph.about(mention, f"nif:{p}")
            for p in ("referenceContext", "beginIndex", "endIndex")
        )
        document, begin, end = ("".join(values[:1]) for values in told)
        if not (document and begin.isdecimal() and end.isdecimal()):
            return None
        return Place(document, int(begin), int(end))

    def text(self, document: str) -> str:
        """Return the text of a document."""
        return self._graph.first(document, "nif:isString")

    def words(self, mention: str) -> str:
        """Return the words of a mention, at most `LONGEST` characters."""
        place = self.place(mention)
        text = self.text(place.document) if place else ""
        if place and text:
            return text[place.begin : min(place.end, place.begin + LONGEST)]
        return "".join(self._graph.about(mention, "nif:anchorOf")[:1])[:LONGEST]

    def sentence(self, mention: str) -> tuple[str, int | None]:
        """Return the sentence around a mention and where it begins; a long one is cut to what is near."""
        around = self._graph.values(mention, "nif:sentence")
        if not around:
            return "", None
        place, mine = self.place(around[0]), self.place(mention)
        text = self.text(place.document) if place else ""
        if place is None or not text:
            return "".join(self._graph.about(around[0], "nif:anchorOf")[:1])[:LONGEST], None
        begin, end = place.begin, place.end
        if end - begin > LONGEST:
            begin = max(begin, (mine.begin if mine else begin) - LONGEST // 2)
            end = min(end, begin + LONGEST)
        return text[begin:end], begin

    def evidence(self, mention: str) -> dict[str, Any] | None:
        """Return where something is told: document, offsets, sentence and its offset."""
        place = self.place(mention)
        if place is None:
            return None
        sentence, begin = self.sentence(mention)
        return {
            "document": place.document,
            "begin": place.begin,
            "end": place.end,
            "sentence": sentence,
            "sentence_begin": begin,
        }
