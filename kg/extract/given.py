"""Doc x given mentions -> what the rules of extraction tell of just these: each an entity of its own.

For measuring against texts whose mentions are marked: the rules are those of ``extract``, only
the mentions are somebody else's, and nothing but apposition and brackets joins two of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.alsoknown import also_known
from kg.extract.appositions import appositions
from kg.extract.events import drafts
from kg.extract.fold import fold
from kg.extract.found import PERSON, Found, family
from kg.extract.names import names
from kg.extract.relations import bonds, entailed, grouped, relations
from kg.extract.sets import Sets
from kg.extract.syntax import behind_point
from kg.extract.values import Entity, Mention, Relation, Span
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Given:
    """A mention that is given: where it is and its class."""

    span: Span
    cls: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of the given mentions, all by their indices.

    Attributes:
        relations: between them.
        events: (class, (role, index) pairs) in the order of the text.
        same: pairs that one thing is called by.
    """

    relations: tuple[Relation, ...]
    events: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    same: tuple[tuple[int, int], ...]


def told(doc: Doc, given: Sequence[Given], ontology: Ontology) -> Told:
    """Return what is told of the mentions.

    Args:
        doc: the annotated text.
        given: its mentions; they may nest. One that no token begins or ends at takes part in nothing.
        ontology: the words, positions and classes.
    """
    found = [_found(doc, one, ontology) for one in given]
    entities = [_entity(one, f, ontology) for one, f in zip(given, found, strict=True)]
    resolve = _resolver(found)
    closed = [False] * len(doc)
    for name in names(doc, ontology):
        closed[name.start : name.end] = [True] * (name.end - name.start)
    made = drafts(doc, entities, resolve, closed, [False] * len(doc), ontology)
    between = bonds(doc, entities, resolve, closed, ontology)
    between.extend(entailed(made, between, entities, ontology))
    return Told(
        relations(grouped(between, ontology), entities),
        tuple((d.cls, tuple(dict.fromkeys(d.roles))) for d in made),
        _same(doc, found, ontology),
    )


def _found(doc: Doc, one: Given, ontology: Ontology) -> Found:
    span = doc.char_span(one.span.start, one.span.end, alignment_mode="expand")
    start, end = span.start, span.end
    while end - start > 1 and (doc[start].is_punct or doc[start].is_space):
        start += 1
    while end - start > 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    head = behind_point(doc[start:end].root)
    kind = {"PROPN": "Name", "PRON": "Pronoun"}.get(head.pos_, "Nominal")
    if kind == "Name" and _is_office(head, ontology):
        kind = "Nominal"
    key = fold(doc[start:end].text) if kind == "Name" else head.lemma_.lower()
    plural = head.tag_ in ("NNS", "NNPS")
    return Found(start, end, head.i, one.cls, kind, key, plural=plural)


def _is_office(head: Token, ontology: Ontology) -> bool:
    """Say whether a capitalised noun is an office without a name: "U.S. Central Command Commander"."""
    named = any(
        c.dep_ in ("flat", "nmod:desc") or (c.dep_ == "appos" and c.left_edge.i == head.i + 1)
        for c in head.rights
    )
    return ontology.head_nouns.get(head.lemma_.lower()) == PERSON and not named


def _entity(one: Given, found: Found, ontology: Ontology) -> Entity:
    kin = family(one.cls, ontology)
    mention = Mention(one.span, found.kind)
    return Entity(one.cls, kin, found.key, (), (mention,), found.kind == "Name")


def _resolver(found: Sequence[Found]) -> Callable[[Token], int | None]:
    """Heads first, of the smallest mention; then the other words of the smallest name around them."""
    sized = sorted(range(len(found)), key=lambda i: (found[i].end - found[i].start, i))
    index: dict[int, int] = {}
    for i in sized:
        index.setdefault(found[i].head, i)
    for i in sized:
        if found[i].kind == "Name":
            for token in range(found[i].start, found[i].end):
                index.setdefault(token, i)
    return lambda token: index.get(token.i)


def _same(doc: Doc, found: list[Found], ontology: Ontology) -> tuple[tuple[int, int], ...]:
    sets = Sets(found)
    appositions(doc, found, sets, ontology)
    also_known(doc, found, sets, ontology)
    each = range(len(found))
    return tuple((i, j) for i in each for j in each if i < j and sets.find(i) == sets.find(j))
