"""Mentions -> NIF phrases: one node a stretch of text, however many things it is a mention of."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.values import Extraction, Span
from kg.facts.iris import Iris
from kg.facts.written import Line, double, integer, literal, node, term, when

#: Which kind a stretch of text is when it is several: the first of these.
_KINDS = ("Name", "Nominal", "Pronoun", "Trigger", "TimeExpression", "Evidence")


@dataclass(slots=True)
class Phrase:
    """All that is known of a stretch of text."""

    kinds: set[str] = field(default_factory=set)
    refs: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    confidence: float = 1.0
    timex: tuple[str, str] | None = None
    reference: str = ""


class Phrases:
    """Collects the mentions of a document."""

    def __init__(self) -> None:
        self._found: dict[Span, Phrase] = {}

    def add(
        self, span: Span, kind: str, *, ref: str = "", cls: str = "", confidence: float = 1.0
    ) -> None:
        """Note that the text at ``span`` is a mention, of ``ref`` if given."""
        phrase = self._found.setdefault(span, Phrase())
        phrase.kinds.add(kind)
        if ref:
            phrase.refs.add(ref)
        if cls:
            phrase.classes.add(cls)
        phrase.confidence = min(phrase.confidence, confidence)

    def add_time(self, span: Span, timex: tuple[str, str], reference: str = "") -> None:
        """Note a time expression with its TIMEX3 type and value, and the date it was counted from."""
        self.add(span, "TimeExpression")
        self._found[span].timex = timex
        self._found[span].reference = reference

    def triples(self, text: str, extraction: Extraction, iris: Iris) -> Iterator[Line]:
        """Yield the phrases and the sentences that they stand in."""
        starts = [s.start for s in extraction.sentences]
        document = node(iris.document)
        used: set[Span] = set()
        for span, phrase in sorted(self._found.items()):
            yield from _phrase(span, phrase, text, iris, document)
            n = bisect_right(starts, span.start) - 1
            if n >= 0:
                sentence = extraction.sentences[n]
                used.add(sentence)
                yield node(iris.mention(span)), term("nif:sentence"), node(iris.mention(sentence))
        for sentence in sorted(used):
            me = node(iris.mention(sentence))
            yield me, term("rdf:type"), term("nif:Sentence")
            if sentence not in self._found:
                yield from _place(me, sentence, text, document)


def _phrase(span: Span, phrase: Phrase, text: str, iris: Iris, document: str) -> Iterator[Line]:
    me = node(iris.mention(span))
    yield me, term("rdf:type"), term("nif:Phrase")
    yield from _place(me, span, text, document)
    kind = next(k for k in _KINDS if k in phrase.kinds)
    yield me, term("kg:mentionKind"), term("kg:" + kind)
    for ref in sorted(phrase.refs):
        yield me, term("itsrdf:taIdentRef"), node(ref)
    for cls in sorted(phrase.classes):
        yield me, term("itsrdf:taClassRef"), node(cls)
    if phrase.refs:
        yield me, term("itsrdf:taConfidence"), double(phrase.confidence)
    if phrase.timex is not None:
        yield me, term("kg:timexType"), literal(phrase.timex[0])
        if phrase.timex[1]:
            yield me, term("kg:timexValue"), literal(phrase.timex[1])
        if phrase.reference:
            yield me, term("kg:referenceDate"), when(phrase.reference)


def _place(me: str, span: Span, text: str, document: str) -> Iterator[Line]:
    yield me, term("nif:referenceContext"), document
    yield me, term("nif:beginIndex"), integer(span.start)
    yield me, term("nif:endIndex"), integer(span.end)
    yield me, term("nif:anchorOf"), literal(text[span.start : span.end])


def within(span: Span, mentions: Sequence[Span]) -> Span:
    """Return the shortest of the mentions that holds ``span``, else ``span`` itself."""
    holding = [m for m in mentions if m.start <= span.start and span.end <= m.end]
    return min(holding, key=lambda m: (m.end - m.start, m)) if holding else span
