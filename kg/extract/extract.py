"""The steps of extraction in their order."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.extract.chains import chains, entities
from kg.extract.claims import Report, reports, times_of
from kg.extract.clauses import date_events
from kg.extract.events import Draft, drafts
from kg.extract.factuality import ACTUAL
from kg.extract.found import Found
from kg.extract.merge import merge
from kg.extract.names import names
from kg.extract.nominals import nominals
from kg.extract.pronouns import pronouns
from kg.extract.times import times
from kg.extract.values import Claim, Event, Extraction, Role, Span, TimeMention
from kg.namespaces import KG
from kg.ontology import Ontology

STATEMENT = KG + "Statement"


def extract(doc: Doc, ontology: Ontology, *, issued: str = "") -> Extraction:
    """Return what an annotated text says.

    Args:
        doc: with tags, lemmas, a tree in UD or ClearNLP labels, and names.
        ontology: the classes and the words that stand for them; nothing else decides.
        issued: the publication date, for what is told relative to it.
    """
    named = names(doc, ontology)
    dated = times(doc.text, issued, lambda offset: _ahead(doc, offset))
    covered = _tokens(doc, dated)
    named = [n for n in named if not any(covered[n.start : n.end])]
    common = [n for n in nominals(doc, named, ontology) if not covered[n.head]]
    found = sorted([*named, *common], key=lambda f: (f.start, f.end))
    groups = chains(doc, named, common, ontology)
    for pronoun, antecedent in pronouns(doc, found, ontology):
        next(g for g in groups if antecedent in g).append(pronoun)
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
    about = _vouch(made, said)
    kept, claimed = merge(made, about)
    return Extraction(
        sentences=_sentences(doc),
        entities=tuple(chained),
        times=dated,
        events=tuple(_event(draft, kept) for draft in kept),
        claims=tuple(_claims(doc, said, claimed, times_of(said, of_verb))),
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


def _sentences(doc: Doc) -> tuple[Span, ...]:
    found = []
    for sent in doc.sents:
        words = [t for t in sent if not t.is_space]
        if words:
            found.append(Span(words[0].idx, words[-1].idx + len(words[-1])))
    return tuple(found)


def _vouch(made: list[Draft], said: Sequence[Report]) -> list[list[Draft]]:
    """Set who vouches for each event, the innermost speaker; return the events of each report."""
    about: list[list[Draft]] = []
    sizes: dict[int, int] = {}
    for report in said:
        start, end = report.content
        inner = [d for d in made if start <= d.token.i < end and d.token is not report.verb]
        about.append(inner)
        for draft in inner:
            size = end - start
            if report.stance != KG + "Asserts":
                continue
            if size < sizes.get(id(draft), 1 << 30):
                draft.sources, sizes[id(draft)] = [report.claimer], size
            elif size == sizes[id(draft)] and report.claimer not in draft.sources:
                draft.sources.append(report.claimer)
    spoken = {
        r.verb.i for r, inner in zip(said, about, strict=True) if r.verb is not None and inner
    }
    made[:] = [d for d in made if not (d.cls == STATEMENT and d.token.i in spoken)]
    return about


def _event(draft: Draft, kept: Sequence[Draft]) -> Event:
    first, last = draft.covered[0], draft.covered[-1]
    contiguous = last.i - first.i == len(draft.covered) - 1
    trigger = Span(first.idx, last.idx + len(last)) if contiguous else _span(draft.token)
    at = {d.token.i: n for n, d in enumerate(kept)}
    topics = tuple(sorted({at[i] for i in draft.topics if i in at and kept[at[i]] is not draft}))
    return Event(
        cls=draft.cls,
        trigger=trigger,
        label=" ".join(t.text for t in draft.covered),
        roles=tuple(sorted({Role(role, filler) for role, filler in draft.roles})),
        topics=topics,
        time=draft.time,
        factuality=draft.factuality or ACTUAL,
        evidence=tuple(sorted({*draft.evidence} - {trigger})),
        sources=tuple(sorted(set(draft.sources))),
        quantities=tuple(draft.quantities),
    )


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))


def _claims(
    doc: Doc, said: Sequence[Report], claimed: Sequence[Sequence[int]], when: Sequence[int | None]
) -> list[Claim]:
    found = []
    for report, about, time in zip(said, claimed, when, strict=True):
        words = [t for t in doc[report.content[0] : report.content[1]] if not t.is_space]
        if not about or not words:
            continue
        last = words[-1]
        cue = report.cue
        found.append(
            Claim(
                claimer=report.claimer,
                about=tuple(sorted(set(about))),
                stance=report.stance,
                cue=Span(cue[0].idx, cue[-1].idx + len(cue[-1])),
                content=Span(words[0].idx, last.idx + len(last)),
                source=_span(report.source),
                medium=report.medium,
                time=time,
            )
        )
    return found
