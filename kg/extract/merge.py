"""Events -> fewer events: what a document tells again by a noun is one event with more evidence."""

from collections import defaultdict
from collections.abc import Sequence

from kg.extract.events import AGENT, Draft
from kg.extract.values import Span


def merge(
    made: Sequence[Draft], about: Sequence[Sequence[Draft]]
) -> tuple[list[Draft], list[list[int]]]:
    """Return the events that are left, and for each report the indices of the events it is about.

    A noun tells of an earlier event again when class, noun, agents and factuality are the same
    and it adds no role, time or source ("Russian air strikes … the Russian air strikes").
    """
    kept: list[Draft] = []
    nouns: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    into: dict[int, Draft] = {}
    for draft in made:
        alike = nouns[draft.cls, draft.token.lemma_] if draft.noun else []
        same = next((k for k in alike if _same(k, draft)), None)
        if same is None:
            kept.append(draft)
            alike.append(draft)
            into[id(draft)] = draft
        else:
            _join(same, draft)
            into[id(draft)] = same
    place = {id(draft): n for n, draft in enumerate(kept)}
    moved = {draft.token.i: into[id(draft)].token.i for draft in made}
    for draft in kept:
        draft.topics = [moved.get(i, i) for i in draft.topics]
    return kept, [
        sorted({place[id(into[id(d)])] for d in group if id(d) in into}) for group in about
    ]


def _same(a: Draft, b: Draft) -> bool:
    if a.factuality != b.factuality:
        return False
    mine, theirs = _agents(a), _agents(b)
    if not mine or mine != theirs or a.quantities or b.quantities:
        return False
    if a.time is not None and b.time is not None and a.time != b.time:
        return False
    return set(b.roles) <= set(a.roles) and (not b.sources or set(b.sources) == set(a.sources))


def _agents(draft: Draft) -> frozenset[int]:
    return frozenset(filler for role, filler in draft.roles if role == AGENT)


def _join(kept: Draft, draft: Draft) -> None:
    known = set(kept.roles)
    kept.roles.extend(r for r in draft.roles if r not in known)
    first, last = draft.covered[0], draft.covered[-1]
    kept.evidence.extend([Span(first.idx, last.idx + len(last)), *draft.evidence])
    kept.time = draft.time if kept.time is None else kept.time
    if not draft.sources:  # the document itself says so here
        kept.sources.clear()
    kept.topics.extend(draft.topics)
