"""Relations that a set marks between its mentions x what our rules tell of the same mentions -> counts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from spacy.tokens import Doc

from kg.bench.figures import Count, f1
from kg.bench.read import Read
from kg.bench.related import RELATED, Meaning, Relating
from kg.bench.scored import Scored, Wrong
from kg.extract.found import ACTOR
from kg.extract.given import Given, Told, told
from kg.extract.names import names
from kg.extract.nominals import nominals
from kg.extract.values import Span
from kg.namespaces import KG
from kg.ontology import Ontology

#: The row of all types together.
TOGETHER = "all"


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """That two stretches of text are related; where the type is mutual the first comes first."""

    type: str
    source: tuple[int, int]
    target: tuple[int, int]


def of_relations(read: Read) -> Scored:
    """Score the relations between the mentions that the set gives."""
    relating = RELATED[read.record.set]
    marked = [r for r in read.record.layer("relations") if relating.row(r["type"])]
    given = mentions(read.record.layer("entities"), marked, relating, read.doc, read.ontology)
    spans = [(g.span.start, g.span.end) for g in given]
    told_of = pairs(told(read.doc, given, read.ontology), spans, relating, read.ontology)
    first = {mention: min(chain) for chain in read.record.chains for mention in chain}
    found = {of_entities(p, first, relating) for p in told_of}
    true = {of_entities(p, first, relating) for p in gold(marked, relating)}
    return Scored(score(true, found, relating.meanings), _wrong(true, found))


def gold(marked: Iterable[Mapping[str, Any]], relating: Relating) -> set[Pair]:
    """Return the pairs that are marked, each once."""
    return {
        pair(row, tuple(r["source"]), tuple(r["target"]), relating.meanings[row])
        for r in marked
        if (row := relating.row(r["type"]))
    }


def of_entities(
    one: Pair, first: Mapping[tuple[int, int], tuple[int, int]], relating: Relating
) -> Pair:
    """Return the pair between the first mentions of the two, where the set marks chains."""
    source, target = first.get(one.source, one.source), first.get(one.target, one.target)
    return pair(one.type, source, target, relating.meanings[one.type])


def pair(label: str, a: tuple[int, int], b: tuple[int, int], meaning: Meaning) -> Pair:
    """Return a pair, in the order of the text where it holds both ways."""
    return Pair(label, *sorted((a, b))) if meaning.mutual else Pair(label, a, b)


def score(true: set[Pair], found: set[Pair], types: Iterable[str]) -> dict[str, Count]:
    """Count the pairs of each type, and of all together."""
    rows = {TOGETHER: (true, found)}
    for label in types:
        rows[label] = _typed(true, label), _typed(found, label)
    return {name: f1(len(g & f), len(f), len(g)) for name, (g, f) in rows.items()}


def _typed(pairs: set[Pair], label: str) -> set[Pair]:
    return {p for p in pairs if p.type == label}


def mentions(
    entities: Iterable[Mapping[str, Any]],
    marked: Iterable[Mapping[str, Any]],
    relating: Relating,
    doc: Doc,
    ontology: Ontology,
) -> list[Given]:
    """Return the mentions that are marked, with the class their words tell below that of their type."""
    types = {(e["start"], e["end"]): e["type"] for e in entities}
    ends = {tuple(r[end]) for r in marked for end in ("source", "target")}
    bases = {s: relating.classes.get(t) for s, t in types.items()}
    bases |= dict.fromkeys(ends - set(types), "Actor")
    told_by = _classes(doc, ontology)
    return [
        Given(Span(*span), _class(doc, span, KG + base, told_by, ontology))
        for span, base in sorted(bases.items())
        if base is not None
    ]


def _classes(doc: Doc, ontology: Ontology) -> dict[int, str]:
    """Return the class that our own extraction gives to what a token is the head of."""
    named = names(doc, ontology)
    common = nominals(doc, named, [False] * len(doc), ontology)
    return {f.head: f.cls for f in (*common, *named)}


def _class(
    doc: Doc, span: tuple[int, int], base: str, told_by: Mapping[int, str], ontology: Ontology
) -> str:
    head = doc.char_span(*span, alignment_mode="expand").root
    cls = told_by.get(head.i, base)
    fits = ontology.isa(cls, base) or (ontology.isa(base, ACTOR) and ontology.isa(cls, ACTOR))
    return cls if fits else base


def pairs(
    said: Told, spans: list[tuple[int, int]], relating: Relating, ontology: Ontology
) -> Iterator[Pair]:
    """Yield what is told, as pairs of the set's types."""
    outer = {i: _outer(i, said.same, spans) for i in range(len(spans))}
    for label, meaning in relating.meanings.items():
        for one, other in _ends(said, meaning, ontology):
            a, b = spans[outer[one]], spans[outer[other]]
            if a != b:
                yield pair(label, a, b, meaning)


def _outer(i: int, same: Iterable[tuple[int, int]], spans: list[tuple[int, int]]) -> int:
    """Return the longest mention of the same thing around a mention: "the city of Mosul" of "Mosul"."""
    linked = [j for one in same if i in one for j in one]
    start, end = spans[i]
    around = [j for j in linked if spans[j][0] <= start and end <= spans[j][1]]
    return max(around, key=lambda j: (spans[j][1] - spans[j][0], -j), default=i)


def _ends(said: Told, meaning: Meaning, ontology: Ontology) -> Iterator[tuple[int, int]]:
    for relation in said.relations:
        name = relation.prop.removeprefix(KG)
        if relation.object is not None and name in meaning.relations:
            yield relation.subject, relation.object
        if relation.object is not None and name in meaning.turned:
            yield relation.object, relation.subject
    for cls, roles in said.events:
        for wanted, ones, others in meaning.events:
            if _is(cls, wanted, ontology):
                yield from product(_fill(roles, ones), _fill(roles, others))
    if meaning.same:
        yield from said.same


def _is(cls: str, wanted: str, ontology: Ontology) -> bool:
    if wanted.startswith("["):
        return cls == KG + wanted.strip("[]")
    return not wanted or ontology.isa(cls, KG + wanted)


def _fill(roles: Iterable[tuple[str, int]], wanted: tuple[str, ...]) -> list[int]:
    return [index for role, index in roles if role.removeprefix(KG) in wanted]


def _wrong(true: set[Pair], found: set[Pair]) -> list[Wrong]:
    sides = (("missed", true - found), ("extra", found - true))
    wrong = [
        Wrong(
            kind,
            min(p.source[0], p.target[0]),
            max(p.source[1], p.target[1]),
            f"{p.type} {p.source} {p.target}",
        )
        for kind, side in sides
        for p in side
    ]
    return sorted(wrong, key=lambda w: (w.start, w.end, w.kind, w.label))
