"""The steps of extraction in their order."""

from collections.abc import Sequence
from functools import partial

from spacy.tokens import Doc, Token

from kg.extract.assemble import claims, events, sentences
from kg.extract.chains import chains, entities
from kg.extract.claims import reports, times_of
from kg.extract.clauses import date_events
from kg.extract.datelines import datelines
from kg.extract.events import drafts
from kg.extract.found import Found
from kg.extract.merge import merge
from kg.extract.names import names
from kg.extract.nominals import nominals
from kg.extract.pronouns import pronouns
from kg.extract.relations import attribute, bonds, entailed, grouped, relations, told_in
from kg.extract.speakers import speakers
from kg.extract.table import Table
from kg.extract.tense import tense
from kg.extract.things import things
from kg.extract.times import times
from kg.extract.untold import left_open, told_of
from kg.extract.values import Extraction, TimeMention
from kg.extract.vouch import vouch
from kg.ontology import Ontology


def extract(doc: Doc, ontology: Ontology, *, issued: str = "") -> Extraction:
    """Return what an annotated text says.

    Args:
        doc: with tags, lemmas, a tree in UD or ClearNLP labels, and names.
        ontology: the classes and the words that stand for them; nothing else decides.
        issued: the publication date, for what is told relative to it.
    """
    table = Table(doc)
    try:
        return _said(table, ontology, issued)
    finally:
        table.forget()


def _said(doc: Doc, ontology: Ontology, issued: str) -> Extraction:
    named = names(doc, ontology)
    dated = times(doc, issued, partial(tense, doc))
    covered = _tokens(doc, dated)
    named = [n for n in named if not any(covered[n.start : n.end])]
    common = [n for n in nominals(doc, named, covered, ontology) if not covered[n.head]]
    common = sorted(
        [*common, *things(doc, _taken(named, common, covered), covered, ontology)], key=_place
    )
    found = sorted([*named, *common], key=_place)
    groups = chains(doc, named, common, ontology)
    group_of = {id(one): n for n, group in enumerate(groups) for one in group}
    for pronoun, antecedent in pronouns(doc, found, ontology):
        groups[group_of[id(antecedent)]].append(pronoun)
    chained = entities(doc, groups, ontology)
    above = datelines(doc)
    index = {i: n for i, n in _index(groups).items() if i not in above}
    speaking, further = speakers(doc, chained, index, above, ontology)
    chained.extend(entities(doc, further, ontology))
    inside = [False] * len(doc)
    for name in named:
        inside[name.start : name.end] = [True] * (name.end - name.start)

    def resolve(token: Token) -> int | None:
        return index.get(token.i)

    def speaker(token: Token) -> int | None:
        return speaking.get(token.i, index.get(token.i))

    made = drafts(doc, chained, resolve, inside, covered, ontology)
    of_verb = date_events(doc, made, dated, above, ontology)
    made = told_of(doc, made, ontology)
    said = reports(doc, chained, speaker, ontology)
    about = vouch(made, said)
    kept, claimed = merge(made, about)
    closed = [a or b for a, b in zip(inside, covered, strict=True)]
    between = bonds(doc, chained, resolve, closed, ontology)
    unsure = left_open(doc)
    between = [bond for bond in between if bond.token.i not in unsure]
    attribute(between, said, of_verb)
    between.extend(entailed(kept, between, chained, ontology))
    related = grouped(between, ontology)
    return Extraction(
        sentences=sentences(doc),
        entities=tuple(chained),
        times=dated,
        events=events(kept),
        claims=claims(doc, said, claimed, told_in(said, related), times_of(said, of_verb)),
        relations=relations(related, chained),
    )


def _tokens(doc: Doc, dated: Sequence[TimeMention]) -> list[bool]:
    covered = [False] * len(doc)
    for time in dated:
        span = doc.char_span(time.span.start, time.span.end, alignment_mode="contract")
        if span is not None:
            covered[span.start : span.end] = [True] * len(span)
    return covered


def _place(one: Found) -> tuple[int, int]:
    return one.start, one.end


def _taken(named: Sequence[Found], common: Sequence[Found], covered: list[bool]) -> list[bool]:
    """Return for each token whether it is in a name or heads a phrase."""
    taken = [False] * len(covered)
    for one in named:
        taken[one.start : one.end] = [True] * (one.end - one.start)
    for one in common:
        taken[one.head] = True
    return taken


def _index(groups: Sequence[Sequence[Found]]) -> dict[int, int]:
    """Token -> entity: heads of mentions first, then every other word of a name."""
    index = {one.head: n for n, group in enumerate(groups) for one in group if one.kind != "Name"}
    for n, group in enumerate(groups):
        for one in group:
            if one.kind == "Name":
                for i in range(one.start, one.end):
                    index.setdefault(i, n)
    return index
