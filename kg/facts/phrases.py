"""Mentions -> NIF phrases: one node a stretch of text, however many things it is a mention of."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.values import Extraction, Span
from kg.facts.iris import Iris
from kg.facts.written import Statement, double, integer, literal, node, term, when

#: Which kind a stretch of text is when it is several: the first of these.
_KINDS = ("Name", "Nominal", "Pronoun", "Trigger", "TimeExpression", "Evidence")


@dataclass(slots=True)
class Phrase:
    """All that is known of a stretch of text."""

    span: Span
    kinds: set[str] = field(default_factory=set)
    refs: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    confidence: float = 1.0
    timex: tuple[str, str] | None = None
    reference: str = ""


class Phrases:
    """Collects the mentions of a document."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, int], Phrase] = {}

    def add(
        self, span: Span, kind: str, *, ref: str = "", cls: str = "", confidence: float = 1.0
    ) -> Phrase:
        """Note that the text at ``span`` is a mention, of ``ref`` if given; return what is known of it."""
        place = span.start, span.end
        phrase = self._found.get(place)
        if phrase is None:
            phrase = self._found[place] = Phrase(span)
        phrase.kinds.add(kind)
        if ref:
            phrase.refs.add(ref)
        if cls:
            phrase.classes.add(cls)
        if confidence < phrase.confidence:
            phrase.confidence = confidence
        return phrase

    def add_time(self, span: Span, timex: tuple[str, str], reference: str = "") -> None:
        """Note a time expression with its TIMEX3 type and value, and the date it was counted from."""
        phrase = self.add(span, "TimeExpression")
        phrase.timex = timex
        phrase.reference = reference

    def statements(self, text: str, extraction: Extraction, iris: Iris) -> Iterator[Statement]:
        """Yield the phrases and the sentences that they stand in."""
        sentences = [(s, node(iris.mention(s))) for s in extraction.sentences]
        starts = [s.start for s, _ in sentences]
        context = f"{term('nif:referenceContext')} {node(iris.document)}"
        used: set[int] = set()
        for (start, end), phrase in sorted(self._found.items(), key=lambda found: found[0]):
            me = node(iris.mention(phrase.span))
            yield f"{me} {term('rdf:type')} {term('nif:Phrase')}"
            yield from _place(me, start, end, text, context)
            yield from _phrase(me, phrase)
            n = bisect_right(starts, start) - 1
            if n >= 0:
                used.add(n)
                yield f"{me} {term('nif:sentence')} {sentences[n][1]}"
        for sentence, me in (sentences[n] for n in sorted(used)):
            yield f"{me} {term('rdf:type')} {term('nif:Sentence')}"
            if (sentence.start, sentence.end) not in self._found:
                yield from _place(me, sentence.start, sentence.end, text, context)


def _phrase(me: str, phrase: Phrase) -> list[Statement]:
    kind = next(k for k in _KINDS if k in phrase.kinds)
    found = [f"{me} {term('kg:mentionKind')} {term('kg:' + kind)}"]
    found += [f"{me} {term('itsrdf:taIdentRef')} {node(ref)}" for ref in sorted(phrase.refs)]
    found += [f"{me} {term('itsrdf:taClassRef')} {node(cls)}" for cls in sorted(phrase.classes)]
    if phrase.refs:
        found.append(f"{me} {term('itsrdf:taConfidence')} {double(phrase.confidence)}")
    if phrase.timex is not None:
        type_, value = phrase.timex
        found.append(f"{me} {term('kg:timexType')} {literal(type_)}")
        if value:
            found.append(f"{me} {term('kg:timexValue')} {literal(value)}")
        if phrase.reference:
            found.append(f"{me} {term('kg:referenceDate')} {when(phrase.reference)}")
    return found


def _place(me: str, start: int, end: int, text: str, context: str) -> tuple[Statement, ...]:
    return (
        f"{me} {context}",
        f"{me} {term('nif:beginIndex')} {integer(start)}",
        f"{me} {term('nif:endIndex')} {integer(end)}",
        f"{me} {term('nif:anchorOf')} {literal(text[start:end])}",
    )


def within(span: Span, mentions: Sequence[Span]) -> Span:
    """Return the shortest of the mentions that holds ``span``, else ``span`` itself."""
    holding = [m for m in mentions if m.start <= span.start and span.end <= m.end]
    return min(holding, key=lambda m: (m.end - m.start, m)) if holding else span
