"""Quotations that no reporting word governs -> whose they are, from what stands before or right behind."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from kg.extract.found import PERSON
from kg.extract.report import ASSERTS, Near, Report, Resolve
from kg.extract.values import Entity
from kg.ontology import Ontology

#: Words that a quotation has at least; shorter ones are names or single words of somebody's.
FEWEST = 2

#: Tokens behind a quotation that may name its speaker without a verb: "…," Ann Ray, a farmer.
_LINE = 16

_DASHES = frozenset(("-", "–", "—", "--", ","))


def quoted(
    doc: Doc,
    found: Sequence[Report],
    entities: Sequence[Entity],
    resolve: Resolve,
    ontology: Ontology,
) -> Iterator[Report]:
    """Yield the claims of the quotations of ``doc.spans["quotations"]`` that are in no claim's content.

    A name without a verb right behind says whose it is; else it is whose words stand right before.
    """
    last: Report | None = None
    near = Near(found)
    for quotation in doc.spans.get("quotations", ()):
        around = near.around(quotation.start, quotation.end)
        holding = _holding(quotation, around)
        if holding is not None or len([t for t in quotation if t.is_alpha]) < FEWEST:
            last = holding or last
            continue
        one = _signed(quotation, entities, resolve, ontology) or _before(quotation, around, last)
        if one is not None:
            what = (quotation.start, quotation.end)
            last = replace(one, content=what, stance=ASSERTS, told=True)
            yield last


def _holding(quotation: Tokens, found: Sequence[Report]) -> Report | None:
    """Return the narrowest claim that has a part of a quotation for its content."""
    over = [
        r
        for r in found
        if r.content[0] < quotation.end - 1
        and quotation.start + 1 < r.content[1]
        and not quotation.start <= r.cue[0].i < quotation.end
    ]
    return min(over, key=lambda r: r.content[1] - r.content[0], default=None)


def _before(quotation: Tokens, found: Sequence[Report], last: Report | None) -> Report | None:
    """Return what is said right before a quotation, in its sentence or in the one before."""
    told = [r for r in found if r.cue[0].i < quotation.start]
    told += [last] if last is not None else []
    near = [r for r in told if _touches(r, quotation)]
    return max(near, key=lambda r: (r.cue[0].i, -r.content[0]), default=None)


def _touches(report: Report, quotation: Tokens) -> bool:
    """Say whether nothing but space and marks stands between what is said and a quotation behind it."""
    doc = quotation.doc
    end = max(report.cue[-1].sent.end, report.content[1])
    while end < quotation.start and (doc[end].is_space or doc[end].is_punct):
        end += 1
    if report.cue[-1].sent.end > quotation.start:  # in its own sentence: "…," X said, "…"
        begun = max(report.cue[-1].i + 1, min(report.content[1], quotation.start))
        return not any(t.is_alpha for t in doc[begun : quotation.start]) or quotation.start == 0
    return end >= quotation.start and _whole(quotation)


def _whole(quotation: Tokens) -> bool:
    """Say whether a quotation begins where a sentence does, and ends like one."""
    first = next((t for t in quotation if t.is_alpha or t.like_num), None)
    ends = [t.text for t in quotation[-3:]]
    return first is not None and not first.text[0].islower() and any(e[-1] in ".?!…," for e in ends)


def _signed(
    quotation: Tokens, entities: Sequence[Entity], resolve: Resolve, ontology: Ontology
) -> Report | None:
    """Return the claim of "…" Ann Ray, a farmer."""
    doc, at = quotation.doc, quotation.end
    at += at < len(doc) and doc[at].text in _DASHES
    line = []
    for token in doc[at : at + _LINE]:
        if "\n" in token.text or token.text in (".", ";"):
            break
        line.append(token)
    if not line or line[0].pos_ != "PROPN" or any(t.pos_ in ("VERB", "AUX") for t in line):
        return None
    index = resolve(line[0])
    if index is None or not ontology.isa(entities[index].cls, PERSON):
        return None
    what = (quotation.start, quotation.end)
    return Report(index, ASSERTS, (doc[at - 1],), line[0], what, None)
