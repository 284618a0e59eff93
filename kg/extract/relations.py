"""Doc x entities x events x ontology -> relations: who leads, belongs to, lies in, supports or opposes whom."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from kg.extract.bonds import Bond, Ends, Resolve
from kg.extract.draft import Draft
from kg.extract.factuality import ACTUAL
from kg.extract.neighbours import NAMING, neighbours
from kg.extract.report import ASSERTS, Report
from kg.extract.values import Entity, Relation, Span
from kg.extract.worded import worded
from kg.namespaces import KG
from kg.ontology import Ontology, Position

#: What makes two bonds one relation with two pieces of evidence.
Key = tuple[str, int, int, str, str, bool, tuple[int, ...]]


def bonds(
    doc: Doc,
    entities: Sequence[Entity],
    resolve: Resolve,
    closed: Sequence[bool],
    ontology: Ontology,
) -> list[Bond]:
    """Return what single words and positions tell, in the order of the text.

    Args:
        doc: the annotated text.
        entities: what ``resolve`` points to.
        resolve: index of the entity that a token heads a mention of, or None.
        closed: for each token whether it is inside a name or a time and so tells nothing.
        ontology: the words, positions and classes.
    """
    ends = Ends(entities, resolve, ontology)
    told = [bond for token in doc if not closed[token.i] for bond in worded(token, ends)]
    pairs = {frozenset((b.one, b.other)) for b in told}
    telling = {b.token.i for b in told if b.other is not None}
    office = {w.i for b in told if b.other is None for w in b.words if w.pos_ == "NOUN"}
    beside = [
        bond
        for token in doc
        if token.pos_ in NAMING and token.i not in telling
        for bond in neighbours(token, ends)
        if frozenset((bond.one, bond.other)) not in pairs
        and not (token.i in office and office.issuperset(w.i for w in bond.words))
    ]
    return sorted([*told, *beside], key=lambda b: b.token.i)


def entailed(
    events: Sequence[Draft],
    known: Sequence[Bond],
    entities: Sequence[Entity],
    ontology: Ontology,
) -> list[Bond]:
    """Return the relations between those who take part in an event, as sure as the event is.

    What the event's own word tells already (``known``) is left out.
    """
    ends = Ends(entities, lambda _: None, ontology)
    told = {(b.prop, b.token.i) for b in known}
    found = [bond for event in events for bond in _entailed(event, ends)]
    return [bond for bond in found if (bond.prop, bond.token.i) not in told]


def _entailed(event: Draft, ends: Ends) -> Iterator[Bond]:
    told = ends.ontology.relations
    for tie in (t for cls in ends.ontology.up[event.cls] for t in told.events.get(cls, ())):
        subjects, objects = told.ends[tie.prop]
        for one in _players(event, tie.one, subjects, ends):
            for other in _players(event, tie.other, objects, ends):
                if one != other:
                    yield Bond(
                        tie.prop,
                        one,
                        other,
                        event.token,
                        event.covered,
                        factuality=event.factuality or ACTUAL,
                        time=event.time,
                        sources=list(event.sources),
                    )


def _players(
    event: Draft, positions: Sequence[Position], classes: frozenset[str], ends: Ends
) -> list[int]:
    return [
        index
        for role, index in event.roles
        for p in positions
        if role == KG + p.name
        and ends.isa(index, classes)
        and ends.isa(index, (p.cls,) if p.cls else ())
    ]


def attribute(told: Sequence[Bond], said: Sequence[Report], of_verb: Mapping[int, int]) -> None:
    """Set who vouches for each bond, the innermost speaker, and when its verb says it was."""
    for bond in told:
        bond.time = of_verb.get(bond.token.i)
        around = [
            (r.content[1] - r.content[0], r.claimer)
            for r in said
            if r.stance == ASSERTS and r.tells(bond.token)
        ]
        inner = min((size for size, _ in around), default=0)
        bond.sources = sorted({who for size, who in around if size == inner})


def grouped(told: Sequence[Bond], ontology: Ontology) -> list[list[Bond]]:
    """Return the bonds of each relation together, in the order of the text.

    What holds both ways is one relation, in the direction of its first bond.
    """
    groups: dict[Key, list[Bond]] = defaultdict(list)
    for bond in told:
        key = _key(bond)
        if bond.prop in ontology.relations.symmetric and (turned := _turned(key)) in groups:
            key = turned
        groups[key].append(bond)
    return list(groups.values())


def relations(groups: Sequence[Sequence[Bond]], entities: Sequence[Entity]) -> tuple[Relation, ...]:
    """Return the relations, each once with all its evidence, in the same order."""
    return tuple(_relation(group, entities) for group in groups)


def told_in(said: Sequence[Report], groups: Sequence[Sequence[Bond]]) -> list[tuple[int, ...]]:
    """Return for each claim the indices of the relations that its content tells."""
    return [
        tuple(n for n, group in enumerate(groups) if any(r.tells(bond.token) for bond in group))
        for r in said
    ]


def _key(bond: Bond) -> Key:
    other = -1 if bond.other is None else bond.other
    return (
        bond.prop,
        bond.one,
        other,
        bond.text,
        bond.factuality,
        bond.ended,
        tuple(bond.sources),
    )


def _turned(key: Key) -> Key:
    return (key[0], key[2], key[1], *key[3:])


def _relation(group: Sequence[Bond], entities: Sequence[Entity]) -> Relation:
    first = group[0]
    spans = {_stretch(bond, entities) for bond in group}
    cues = {Span(t.idx, t.idx + len(t)) for bond in group for t in bond.cues}
    return Relation(
        prop=first.prop,
        subject=first.one,
        object=first.other,
        text=first.text,
        factuality=first.factuality,
        evidence=tuple(sorted(spans | cues)),
        sources=tuple(first.sources),
        time=next((b.time for b in group if b.time is not None), None),
        ended=first.ended,
    )


def _stretch(bond: Bond, entities: Sequence[Entity]) -> Span:
    """Return the words that tell a bond, from the first to the last of its ends' mentions."""
    mentions = [
        m.span for i in (bond.one, bond.other) if i is not None for m in entities[i].mentions
    ]
    spans = [_whole(word, mentions) for word in bond.words]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _whole(word: Token, mentions: Sequence[Span]) -> Span:
    holding = [m for m in mentions if m.start <= word.idx < m.end]
    own = Span(word.idx, word.idx + len(word))
    return min(holding, key=lambda m: (m.end - m.start, m)) if holding else own
