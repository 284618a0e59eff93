"""Attributions x mentions -> whoever speaks and is no actor yet: unnamed sources, kept as what they are."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from kg.extract.coreferent import same
from kg.extract.found import ACTOR, GROUP, ORGANISATION, PERSON, Found
from kg.extract.pronouns import ONE
from kg.extract.readings import mentions
from kg.extract.report import layer
from kg.extract.sources import sources, spoken, telling
from kg.extract.values import Entity
from kg.ontology import Ontology

#: What the reader calls a mention -> the class of who speaks.
_CLASSES = {"person": PERSON, "organisation": ORGANISATION}

#: What the reader calls what does not speak, unless the ontology has it for a statement.
_DUMB = frozenset({"event", "object", "abstract"})

#: Words that speak only where something before them says who they are, and those for nobody.
_EMPTY = frozenset(
    "it that this which what there who whom these i we you nobody none nothing".split()
)

#: Links to what is told of a source behind it and is no part of what it is called.
_BEHIND = frozenset(("acl:relcl", "relcl", "appos", "parataxis", "conj", "acl", "punct"))


def speakers(
    doc: Doc,
    known: Sequence[Entity],
    index: Mapping[int, int],
    outside: Container[int],
    ontology: Ontology,
) -> tuple[dict[int, int], list[list[Found]]]:
    """Return for words that speak which entity they denote, and the mentions of further entities.

    Words that denote an actor are left out. A place that speaks, a poll or "a source close to the
    army" becomes an actor of its own, once for all words that the pipeline chains; its number goes
    on from those of the entities ``known``.

    Args:
        index: token -> its entity.
        outside: tokens that do not speak, whatever was read.
    """
    chained = same(doc)
    types = _types(doc)
    said: dict[int, int] = {}
    made: list[list[Found]] = []
    for token in _speaking(doc, ontology):
        if token.i in outside:
            continue
        here = [token.i, *sorted(chained.get(token.i, ()), key=_nearest(token.i))]
        actors = [said.get(i, index.get(i)) for i in here]
        if _named(index.get(token.i), known):  # a name is nobody of another name
            actors = [n for n in actors if n == actors[0] or not _named(n, known)]
        if token.lower_ in ONE:  # "she" is no organisation
            actors = [n for n in actors if n is not None and _is_person(n, known, ontology)]
        which = next((n for n in actors if n is not None and _acts(n, known, ontology)), None)
        if which is None and types.get(token.i) in _DUMB and not telling(token, ontology):
            continue
        if which is None and token.lower_ not in _EMPTY:
            which = len(known) + len(made)
            made.append([])
        if which is not None and which >= len(known) and token.i not in said:
            made[which - len(known)].append(_found(token, types.get(token.i, "")))
        if which is not None and which != index.get(token.i):
            said[token.i] = which
    return said, made


def _speaking(doc: Doc, ontology: Ontology) -> Iterator[Token]:
    for source, cue, _ in layer(doc):
        if source is not None and cue is not None:
            yield from (
                t for t in sources(spoken(source, cue.root), ontology, cue.root) if not t.is_punct
            )


def _nearest(to: int) -> Callable[[int], tuple[bool, int]]:
    return lambda i: (i > to, abs(i - to))


def _acts(n: int, known: Sequence[Entity], ontology: Ontology) -> bool:
    return n >= len(known) or ontology.isa(known[n].cls, ACTOR)


def _is_person(n: int, known: Sequence[Entity], ontology: Ontology) -> bool:
    return n >= len(known) or ontology.isa(known[n].cls, PERSON)


def _named(n: int | None, known: Sequence[Entity]) -> bool:
    return n is not None and n < len(known) and known[n].named


def _types(doc: Doc) -> dict[int, str]:
    """Return the type that the reader gives to the widest mention that a word heads."""
    return {span.root.i: span.label_ for span in mentions(doc)}


def _found(token: Token, type_: str) -> Found:
    doc = token.doc
    behind = [c.left_edge.i for c in token.children if c.i > token.i and c.dep_ in _BEHIND]
    start = token.left_edge.i
    end = max(token.i + 1, min([token.right_edge.i + 1, *behind]))  # trees may cross
    while start < token.i and (
        doc[start].dep_ in ("case", "cc", "mark") or doc[start].is_punct or doc[start].is_space
    ):
        start += 1
    while end > token.i + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    kind = {"PROPN": "Name", "PRON": "Pronoun"}.get(token.pos_, "Nominal")
    plural = token.tag_ in ("NNS", "NNPS")
    cls = _CLASSES.get(type_, ACTOR)
    cls = GROUP if cls == PERSON and plural else cls
    return Found(start, end, token.i, cls, kind, token.lower_, plural=plural, confidence=0.6)
