"""Reporting words -> claims: who says what, to whom, and which events stand on it."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from kg.extract.found import COUNTRY, GROUP, ORGANISATION, PERSON
from kg.extract.syntax import OBJECT, conjuncts, own_subject, preposition, subtree, surface_subject
from kg.extract.values import Entity
from kg.namespaces import KG
from kg.ontology import Ontology

ASSERTS = KG + "Asserts"

_QUOTES = frozenset({'"', "“", "”", "''", "``", "«", "»"})

#: Tokens after a reporting word within which a quoted sentence is still the same speaker's.
SAME_SPEAKER = 120

#: Who can be quoted.
_SPEAKERS = (PERSON, ORGANISATION, GROUP, COUNTRY)


@dataclass(frozen=True, slots=True)
class Report:
    """A claim in terms of tokens: ``content`` is a half-open range, ``cue`` and ``source`` tokens."""

    claimer: int
    stance: str
    cue: tuple[Token, ...]
    source: Token
    content: tuple[int, int]
    verb: Token | None
    medium: int | None = None


Resolve = Callable[[Token], int | None]


def reports(
    doc: Doc, entities: Sequence[Entity], resolve: Resolve, ontology: Ontology
) -> list[Report]:
    """Return the claims of a document in the order of their cues."""
    finder = _Finder(entities, resolve, ontology)
    found: list[Report] = []
    for token in doc:
        if token.lower_ == "according":
            found.extend(finder.according(token))
        elif token.pos_ in ("VERB", "AUX"):
            found.extend(finder.verb(token))
    found = [_whole(report, doc) for report in found]
    found.extend(finder.attributed(doc, {r.cue[0].i for r in found}))
    found.extend(_continued(doc, found))
    return sorted(found, key=lambda r: (r.cue[0].i, r.content, r.claimer))


class _Finder:
    def __init__(self, entities: Sequence[Entity], resolve: Resolve, ontology: Ontology) -> None:
        self._entities = entities
        self._resolve = resolve
        self._ontology = ontology

    def verb(self, verb: Token) -> Iterator[Report]:
        """Yield the claims of "X said that …", "…, X said", "X told Y that …", "X denied …"."""
        stance = self._ontology.stances.get((verb.lemma_.lower(),))
        if stance is None:
            return
        content = self._content(verb, stance)
        subject = surface_subject(verb)
        if content is None or subject is None:
            return
        medium = self._medium(verb)
        for source in self._sources(subject):
            index = self._resolve(source)
            if index is not None and self._speaks(index):
                yield Report(index, stance, (verb,), source, content, verb, medium)

    def attributed(self, doc: Doc, known: Set[int]) -> Iterator[Report]:
        """Yield the claims of the layer ``doc._.attributions``, where it is, at words not ``known`` as cues."""
        for source, cue, content in _layer(doc):
            if source is None or cue is None or content is None or cue.root.i in known:
                continue
            word = cue.root
            stance = self._ontology.stances.get((word.lemma_.lower(),))
            for speaker in self._sources(source.root) if stance is not None else ():
                index = self._resolve(speaker)
                if stance is not None and index is not None and self._speaks(index):
                    said = (content.start, content.end)
                    yield Report(index, stance, (word,), speaker, said, word, self._medium(word))

    def _content(self, verb: Token, stance: str) -> tuple[int, int] | None:
        for child in verb.children:
            if child.dep_ in ("ccomp", "parataxis") and (child.dep_ == "ccomp" or child.i < verb.i):
                return subtree(child)
            if _said_before(child, verb):
                return child.left_edge.i, max(child.right_edge.i + 1, verb.left_edge.i)
            if child.dep_ == "xcomp" and stance != ASSERTS:
                return subtree(child)
        if verb.dep_ == "parataxis" or (verb.dep_ in ("advcl", "ccomp") and _asserted_aside(verb)):
            sentence = verb.sent
            begin, end = subtree(verb)
            return (sentence.start, begin) if begin > sentence.start else (end, sentence.end)
        if stance != ASSERTS:
            objects = [c for c in verb.children if c.dep_ in OBJECT]
            return subtree(objects[0]) if objects else None
        return None

    def _sources(self, subject: Token) -> Iterator[Token]:
        """Yield who speaks: the subject, or whoever's report or estimate the subject is."""
        for noun in conjuncts(subject):
            if (noun.lemma_.lower(),) in self._ontology.stances or noun.lemma_ in (
                "claim",
                "statement",
            ):
                yield from self._owners(noun)
            else:
                yield noun

    def _owners(self, noun: Token) -> Iterator[Token]:
        for child in noun.children:
            targets = (
                [c for c in child.children if c.dep_ == "pobj"] if child.dep_ == "prep" else [child]
            )
            for target in targets:
                by = preposition(target) in ("from", "by", "of")
                if by or target.dep_ in ("nmod:poss", "poss", "compound", "amod", "nmod:desc"):
                    yield from conjuncts(target)

    def _medium(self, verb: Token) -> int | None:
        for child in verb.children:
            if (
                child.dep_ in OBJECT
                or child.dep_ in ("iobj", "dative")
                or (child.dep_ == "obl" and preposition(child) == "to")
            ):
                index = self._resolve(child)
                if index is not None and self._speaks(index):
                    return index
        return None

    def according(self, token: Token) -> Iterator[Report]:
        """Yield the claim of "…, according to X"."""
        source = self._behind(token) or self._nearby(token)
        if source is None:
            return
        sentence = token.sent
        begin, end = subtree(source)
        before, after = (sentence.start, min(begin, token.i)), (end, sentence.end)
        content = max(before, after, key=lambda part: part[1] - part[0])
        if content[0] >= content[1]:
            content = (sentence.start, token.i)
        if content[0] >= content[1]:
            return
        for speaker in self._sources(source):
            index = self._resolve(speaker)
            if index is not None and self._speaks(index):
                to = token.doc[token.i + 1]
                yield Report(index, ASSERTS, (token, to), speaker, content, None)

    @staticmethod
    def _behind(token: Token) -> Token | None:
        """Return the noun that "according to" governs."""
        for other in token.doc[token.i + 1 : token.i + 12]:
            if preposition(other).startswith("according to"):
                return other
        below = (c for p in token.children if p.lower_ == "to" for c in p.children)
        return next((c for c in below if c.dep_ == "pobj"), None)

    def _nearby(self, token: Token) -> Token | None:
        """Return the last who can speak between "according to" and the next punctuation."""
        found: Token | None = None
        for other in token.doc[token.i + 2 : min(token.sent.end, token.i + 16)]:
            if other.text in (",", ".", ";", "(", ":"):
                break
            index = self._resolve(other)
            if index is not None and self._speaks(index):
                found = other
        return found

    def _speaks(self, index: int) -> bool:
        return any(self._ontology.isa(self._entities[index].cls, c) for c in _SPEAKERS)


def _layer(doc: Doc) -> Sequence[tuple[Tokens | None, Tokens | None, Tokens | None]]:
    """Return the (source, cue, content) of ``doc._.attributions``; none where no component sets it."""
    return doc._.attributions if Doc.has_extension("attributions") else ()


def _whole(report: Report, doc: Doc) -> Report:
    """Return a report with all of a quotation as its content, of which the tree may give a part."""
    start, end = report.content
    for _, cue, content in _layer(doc):
        if cue is None or content is None or cue.root.i != report.cue[0].i:
            continue
        if content.start <= start + 1 and end - 1 <= content.end:  # without a comma at its ends
            return replace(report, content=(content.start, content.end))
    return report


def _said_before(clause: Token, verb: Token) -> bool:
    """Say whether a clause with its own subject stands before "X said" with nothing to join them."""
    if clause.dep_ != "advcl" or clause.i > verb.i or own_subject(clause) is None:
        return False
    return not any(c.dep_ == "mark" for c in clause.children)


def _asserted_aside(verb: Token) -> bool:
    """Say whether a reporting clause is an aside: "as X said", "…, X said, …"."""
    return any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)


def _continued(doc: Doc, found: Sequence[Report]) -> Iterator[Report]:
    """Yield, for a sentence wholly inside quotation marks, the claim of who was quoted last."""
    by_sentence: dict[int, Report] = {}
    for report in found:
        by_sentence[report.cue[0].sent.start] = report
    last: Report | None = None
    for sentence in doc.sents:
        last = by_sentence.get(sentence.start, last)
        if sentence.start in by_sentence or last is None or not _quoted(sentence):
            continue
        if sentence.start - last.cue[0].i < SAME_SPEAKER:
            content = (sentence.start, sentence.end)
            yield replace(last, content=content)


def _quoted(sentence: Tokens) -> bool:
    words = [t for t in sentence if not t.is_space]
    return (
        len(words) > 3 and words[0].text in _QUOTES and any(w.text in _QUOTES for w in words[-2:])
    )


def times_of(found: Sequence[Report], of_verb: Mapping[int, int]) -> list[int | None]:
    """Return when each claim was made, an index into the times, or None."""
    return [of_verb.get(r.verb.i) if r.verb is not None else None for r in found]
