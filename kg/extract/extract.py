"""The steps of extraction in their order."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.extract.assemble import claims, events, sentences
from kg.extract.chains import chains, entities
from kg.extract.claims import reports, times_of
from kg.extract.clauses import date_events
from kg.extract.events import drafts
from kg.extract.found import Found
from kg.extract.merge import merge
from kg.extract.names import names
from kg.extract.nominals import nominals
from kg.extract.pronouns import pronouns
from kg.extract.times import times
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
    named = names(doc, ontology)
    dated = times(doc, issued, lambda offset: _ahead(doc, offset))
    covered = _tokens(doc, dated)
    named = [n for n in named if not any(covered[n.start : n.end])]
    common = [n for n in nominals(doc, named, covered, ontology) if not covered[n.head]]
    found = sorted([*named, *common], key=lambda f: (f.start, f.end))
    groups = chains(doc, named, common, ontology)
    group_of = {id(one): n for n, group in enumerate(groups) for one in group}
    for pronoun, antecedent in pronouns(doc, found, ontology):
        groups[group_of[id(antecedent)]].append(pronoun)
    chained = entities(doc, groups, ontology)
    index = _index(groups)
    inside = [False] * len(doc)
    for name in named:
        inside[name.start : name.end] = [True] * (name.end - name.start)

    def resolve(token: Token) -> int | None:
        return index.get(token.i)

    made = drafts(doc, chained, resolve, inside, covered, ontology)
    of_verb = date_events(doc, made, dated, ontology)
    said = reports(doc, chained, resolve, ontology)
    about = vouch(made, said)
    kept, claimed = merge(made, about)
    return Extraction(
        sentences=sentences(doc),
        entities=tuple(chained),
        times=dated,
        events=events(kept),
        claims=claims(doc, said, claimed, times_of(said, of_verb)),
    )


def _ahead(doc: Doc, offset: int) -> bool:
    """Say whether the verb around an offset speaks of what is to come."""
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    if span is None:
        return False
    node = span[0]
    for _ in range(8):
        if node.pos_ in ("VERB", "AUX"):
            if node.tag_ in ("VBD", "VBN") and not any(
                c.lower_ in ("will", "would", "is", "are") for c in node.children
            ):
                return False
            if any(
                c.lower_ in ("will", "'ll", "shall", "to", "would")
                for c in node.children
                if c.dep_ in ("aux", "mark")
            ):
                return True
        if node.head is node:
            return False
        node = node.head
    return False


def _tokens(doc: Doc, dated: Sequence[TimeMention]) -> list[bool]:
    covered = [False] * len(doc)
    for time in dated:
        span = doc.char_span(time.span.start, time.span.end, alignment_mode="contract")
        if span is not None:
            covered[span.start : span.end] = [True] * len(span)
    return covered


def _index(groups: Sequence[Sequence[Found]]) -> dict[int, int]:
    """Token -> entity: heads of mentions first, then every other word of a name."""
    index = {one.head: n for n, group in enumerate(groups) for one in group if one.kind != "Name"}
    for n, group in enumerate(groups):
        for one in group:
            if one.kind == "Name":
                for i in range(one.start, one.end):
                    index.setdefault(i, n)
    return index
