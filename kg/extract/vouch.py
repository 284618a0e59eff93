"""Claims x events -> who vouches for each event: the innermost speaker, or the document itself."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.extract.draft import Draft
from kg.extract.factuality import ACTUAL, HYPOTHETICAL, NEGATED, POSSIBLE
from kg.extract.report import ASSERTS, DENIES, DOUBTS, Report
from kg.extract.values import Span


def vouch(made: list[Draft], said: Sequence[Report]) -> list[list[Draft]]:
    """Set the sources of each event; return for each claim the events inside its content.

    Saying it is an event of its own: it happened, whatever becomes of what was said. What is
    denied is negated, what is doubted possible, and nobody vouches for it.

    Args:
        made: the events in the order of their triggers.
        said: the claims.
    """
    places = [draft.token.i for draft in made]
    about: list[list[Draft]] = []
    sizes: dict[int, int] = {}
    for report in said:
        start, end = report.core or report.content
        inside = made[bisect_left(places, start) : bisect_left(places, end)]
        cue = {token.i for token in report.cue}
        inner = [d for d in inside if d.token.i not in cue] if report.told else []
        about.append(inner)
        for draft in inner:
            _set(draft, report, end - start, sizes)
        for draft in _denied(inner, report, start, end):
            _undo(draft, report)
    return about


def _set(draft: Draft, report: Report, size: int, sizes: dict[int, int]) -> None:
    known = sizes.get(draft.token.i)
    who = [report.claimer] if report.stance == ASSERTS else []
    if known is None or size < known:
        draft.sources, sizes[draft.token.i] = who, size
    elif size == known:
        draft.sources.extend(one for one in who if one not in draft.sources)


def _denied(inner: Sequence[Draft], report: Report, start: int, end: int) -> Iterator[Draft]:
    """Yield the events that a denial or a doubt is of: what governs its content, and its conjuncts."""
    if report.stance == ASSERTS or not inner:
        return
    root = inner[0].token.doc[start:end].root
    heads = {root.i, *(c.i for c in root.conjuncts if c.head is root)}
    yield from (draft for draft in inner if draft.token.i in heads)


def _undo(draft: Draft, report: Report) -> None:
    asked = report.stance == DOUBTS and draft.factuality == HYPOTHETICAL  # "questioned whether"
    if draft.factuality not in ("", ACTUAL) and not asked:
        return
    first, last = report.cue[0], report.cue[-1]
    draft.factuality = NEGATED if report.stance == DENIES else POSSIBLE
    draft.evidence.append(Span(first.idx, last.idx + len(last)))
