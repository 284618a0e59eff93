"""Claims x events -> who vouches for each event: the innermost speaker, or the document itself."""

from bisect import bisect_left
from collections.abc import Sequence

from kg.extract.claims import ASSERTS, Report
from kg.extract.events import Draft
from kg.namespaces import KG

STATEMENT = KG + "Statement"


def vouch(made: list[Draft], said: Sequence[Report]) -> list[list[Draft]]:
    """Set the sources of each event; return for each claim the events inside its content.

    A statement whose content tells events is a claim and no event of its own: it is taken out.

    Args:
        made: the events in the order of their triggers.
        said: the claims.
    """
    places = [draft.token.i for draft in made]
    about: list[list[Draft]] = []
    sizes: dict[int, int] = {}
    for report in said:
        start, end = report.content
        inside = made[bisect_left(places, start) : bisect_left(places, end)]
        inner = [d for d in inside if report.verb is None or d.token.i != report.verb.i]
        about.append(inner)
        if report.stance != ASSERTS:
            continue
        for draft in inner:
            _set(draft, report, end - start, sizes)
    spoken = {
        r.verb.i for r, inner in zip(said, about, strict=True) if r.verb is not None and inner
    }
    made[:] = [d for d in made if not (d.cls == STATEMENT and d.token.i in spoken)]
    return about


def _set(draft: Draft, report: Report, size: int, sizes: dict[int, int]) -> None:
    known = sizes.get(draft.token.i)
    if known is None or size < known:
        draft.sources, sizes[draft.token.i] = [report.claimer], size
    elif size == known and report.claimer not in draft.sources:
        draft.sources.append(report.claimer)
