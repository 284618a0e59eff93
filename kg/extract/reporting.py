"""Trees -> claims: "X said that …", "…, X said", "X told Y that …", "X denied …", "according to X"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.extract.found import ACTOR
from kg.extract.medium import told_to
from kg.extract.report import ASSERTS, Report, Resolve
from kg.extract.sources import sources, telling
from kg.extract.stance import negated, of
from kg.extract.syntax import OBJECT, own_subject, preposition, subtree, surface_subject
from kg.extract.values import Entity
from kg.ontology import Ontology

#: Words before a verb that make it a wish or a condition, and no report.
_UNREAL = frozenset("to would could should must".split())

#: A clause below a noun that tells what is claimed.
CLAUSES = frozenset(("acl", "ccomp", "acl:relcl"))


def core(noun: Token, ontology: Ontology) -> tuple[int, int] | None:
    """Return the clause of "claims that …", "the denial that …" at their noun; None for other words."""
    if not telling(noun, ontology):
        return None
    owners = [c for c in noun.children if preposition(c) == "by"]
    governor = [noun.head] if noun.dep_ in OBJECT else []
    for clause in (c for above in (noun, *owners, *governor) for c in above.children):
        marks = (c.lower_ for c in clause.children if c.dep_ == "mark")
        if clause.dep_ in CLAUSES and clause.i > noun.i and "that" in marks:
            return subtree(clause)
    return None


def charged(verb: Token, ontology: Ontology) -> tuple[int, int] | None:
    """Return what somebody is accused of: "of …" below a verb that the ontology has with "of"."""
    if of(verb, "of", ontology) is None:
        return None
    for child in (c for above in (verb, *verb.children) for c in above.children):
        if child.i > verb.i and any(c.lower_ == "of" and c.i < child.i for c in child.children):
            return subtree(child)
    return None


class Finder:
    """Finds the claims of one document by its trees."""

    def __init__(self, entities: Sequence[Entity], resolve: Resolve, ontology: Ontology) -> None:
        self._entities = entities
        self._resolve = resolve
        self._ontology = ontology

    def verb(self, verb: Token) -> Iterator[Report]:
        """Yield the claims of "X said that …", "…, X said", "X told Y that …", "X denied …"."""
        stance = of(verb, "", self._ontology)
        unreal = any(c.lower_ in _UNREAL for c in verb.children if c.i < verb.i)
        if stance is None or (unreal and not negated(verb)):
            return
        content = self._content(verb)
        subject = surface_subject(verb)
        if content is None or subject is None:
            return
        medium = told_to(verb, content, self._resolve, self._speaks)
        for source in sources(subject, self._ontology):
            index = self._resolve(source)
            if index is not None and self._speaks(index):
                heard = medium if medium != index else None
                yield Report(index, stance, (verb,), source, content, verb, heard)

    def _content(self, verb: Token) -> tuple[int, int] | None:
        for child in verb.children:
            if child.dep_ in ("ccomp", "parataxis") and (child.dep_ == "ccomp" or child.i < verb.i):
                return subtree(child)
            if _said_before(child, verb):
                return child.left_edge.i, max(child.right_edge.i + 1, verb.left_edge.i)
            if child.dep_ == "xcomp" and child.tag_ == "VBG" and self._named(verb):
                return subtree(child)
        if verb.dep_ == "parataxis" or (verb.dep_ in ("advcl", "ccomp") and _asserted_aside(verb)):
            sentence = verb.sent
            begin, end = subtree(verb)
            return (sentence.start, begin) if begin > sentence.start else (end, sentence.end)
        objects = [c for c in verb.children if c.dep_ in OBJECT]
        if objects and (self._named(verb) or telling(objects[0], self._ontology)):
            return subtree(objects[0])
        return None

    def _named(self, verb: Token) -> bool:
        """Say whether a verb denies or doubts also what is only named: "denied the attack"."""
        return of(verb, "it", self._ontology) not in (None, ASSERTS)

    def noun(self, noun: Token) -> Iterator[Report]:
        """Yield the claim of "X's claim that …", "the denial by X that …"."""
        stance = self._ontology.stances.get((noun.lemma_.lower(),))
        if stance is None:
            return
        clause = core(noun, self._ontology)
        if clause is None:
            return
        for source in sources(noun, self._ontology):
            index = self._resolve(source) if source is not noun else None
            if index is not None and self._speaks(index):
                yield Report(index, stance, (noun,), source, clause, None)

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
        for speaker in sources(source, self._ontology):
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
        return self._ontology.isa(self._entities[index].cls, ACTOR)


def _said_before(clause: Token, verb: Token) -> bool:
    """Say whether a clause with its own subject stands before "X said" with nothing to join them."""
    if clause.dep_ != "advcl" or clause.i > verb.i or own_subject(clause) is None:
        return False
    return not any(c.dep_ == "mark" for c in clause.children)


def _asserted_aside(verb: Token) -> bool:
    """Say whether a reporting clause is an aside: "as X said", "…, X said, …"."""
    return any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)
