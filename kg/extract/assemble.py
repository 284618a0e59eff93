"""Working values -> plain values: sentences, events and claims as others see them."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from kg.extract.draft import Draft
from kg.extract.factuality import ACTUAL
from kg.extract.report import Report
from kg.extract.values import Claim, Event, Role, Span


def sentences(doc: Doc) -> tuple[Span, ...]:
    """Return the sentences without the white space around them."""
    found = []
    for sent in doc.sents:
        words = [t for t in sent if not t.is_space]
        if words:
            found.append(Span(words[0].idx, words[-1].idx + len(words[-1])))
    return tuple(found)


def events(kept: Sequence[Draft]) -> tuple[Event, ...]:
    """Return the events, in the same order."""
    at = {d.token.i: n for n, d in enumerate(kept)}
    return tuple(_event(draft, n, at) for n, draft in enumerate(kept))


def _event(draft: Draft, place: int, at: Mapping[int, int]) -> Event:
    first, last = draft.covered[0], draft.covered[-1]
    contiguous = last.i - first.i == len(draft.covered) - 1
    trigger = Span(first.idx, last.idx + len(last)) if contiguous else _span(draft.token)
    topics = tuple(sorted({at[i] for i in draft.topics if i in at} - {place}))
    return Event(
        cls=draft.cls,
        trigger=trigger,
        label=_label(draft, contiguous=contiguous),
        roles=tuple(Role(role, filler) for role, filler in sorted(set(draft.roles))),
        topics=topics,
        time=draft.time,
        factuality=draft.factuality or ACTUAL,
        evidence=_but(draft.evidence, trigger, *draft.again),
        sources=tuple(sorted(set(draft.sources))),
        quantities=tuple(draft.quantities),
        again=_but(draft.again, trigger),
    )


def _label(draft: Draft, *, contiguous: bool) -> str:
    """Return the words of a trigger, as written where they stand together: "co-operation"."""
    words = draft.covered
    if contiguous and any(t.is_punct for t in words):
        return str(words[0].doc[words[0].i : words[-1].i + 1].text)
    return " ".join(t.text for t in words)


def _but(spans: Sequence[Span], *others: Span) -> tuple[Span, ...]:
    """Return the spans that are none of the others, sorted."""
    return tuple(sorted(set(spans).difference(others))) if spans else ()


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))


def claims(
    doc: Doc,
    said: Sequence[Report],
    claimed: Sequence[Sequence[int]],
    related: Sequence[tuple[int, ...]],
    when: Sequence[int | None],
) -> tuple[Claim, ...]:
    """Return the claims that are about some event or relation.

    ``claimed``, the indices of events, ``related``, those of relations, and ``when`` go with ``said``.
    """
    found = []
    for report, about, ties, time in zip(said, claimed, related, when, strict=True):
        words = [t for t in doc[report.content[0] : report.content[1]] if not t.is_space]
        if not words:
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
                source=_source(doc, report),
                medium=report.medium,
                time=time,
                relations=ties,
            )
        )
    return tuple(found)


def _source(doc: Doc, report: Report) -> Span:
    if report.phrase is None:
        return _span(report.source)
    last = doc[report.phrase[1] - 1]
    return Span(doc[report.phrase[0]].idx, last.idx + len(last))
