"""Spans x what was read -> the extraction that would be, had the reader found just these names.

For tasks that give the mentions and ask only whom they denote (GERBIL's D2KB).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.fold import fold
from kg.extract.values import Entity, Extraction, Mention, Span

Named = list[tuple[Span, int]]
#: How words begin that denote somebody named elsewhere; others may as well be an office by itself.
_OWNED = ("his ", "her ", "its ", "their ", "our ", "my ")


def given(
    spans: Sequence[Span], words: Sequence[str], said: Extraction
) -> tuple[Extraction, list[int]]:
    """Return an extraction of these names, and for each span the index of its entity.

    A span that the reader has as a name, or as "his minister" for somebody with a name, stands for the
    reader's entity, with its class and its other names; another span has the class of the name of the
    reader that it overlaps most, or none. Spans of one entity of the reader, and spans of the same
    folded words, are one entity. The reader's other entities with a name come after those of the spans:
    what else a text speaks of tells who is meant.
    """
    names = _mentions(said, "Name")
    asked = {s for s, w in zip(spans, words, strict=True) if w.lower().startswith(_OWNED)}
    owned = [(s, n) for s, n in _mentions(said, "Nominal") if s in asked]
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    for i, key in enumerate(_keys(spans, words, dict(owned + names))):
        groups[key].append(i)
    entities: list[Entity] = []
    at = [0] * len(spans)
    for (own, _), members in groups.items():
        for i in members:
            at[i] = len(entities)
        mine = [spans[i] for i in members]
        if own >= 0:
            entities.append(_own(said.entities[own], mine))
        else:
            entities.append(_new(mine, {words[i] for i in members}, said, names))
    had = {own for own, _ in groups}
    entities += [e for n, e in enumerate(said.entities) if spans and e.named and n not in had]
    return Extraction(sentences=said.sentences, entities=tuple(entities)), at


def _mentions(said: Extraction, kind: str) -> Named:
    """Return the mentions of a kind of whoever has a name."""
    return [
        (m.span, n)
        for n, e in enumerate(said.entities)
        if e.named
        for m in e.mentions
        if m.kind == kind
    ]


def _keys(
    spans: Sequence[Span], words: Sequence[str], exact: dict[Span, int]
) -> list[tuple[int, str]]:
    """Return what makes spans one entity: that of the reader, or else the folded words."""
    both = [(s, fold(w)) for s, w in zip(spans, words, strict=True)]
    by_words = {w: exact[s] for s, w in reversed(both) if s in exact}
    owners = [exact.get(s, by_words.get(w, -1)) for s, w in both]
    return [(own, "" if own >= 0 else w) for own, (_, w) in zip(owners, both, strict=True)]


def _own(entity: Entity, spans: Sequence[Span]) -> Entity:
    have = {m.span for m in entity.mentions}
    more = (Mention(span, "Name") for span in {*spans} - have)
    return replace(entity, mentions=tuple(sorted({*entity.mentions, *more})))


def _new(spans: Sequence[Span], words: set[str], said: Extraction, named: Named) -> Entity:
    overlaps = [
        (min(s.end, mine.end) - max(s.start, mine.start), -n)
        for mine in spans
        for s, n in named
        if s.start < mine.end <= s.end  # "British" says nothing of what "British president" is
    ]
    near = said.entities[-max(overlaps)[1]] if overlaps else None
    longest = sorted(words, key=lambda w: (-len(w), w))
    if near is not None and not _may_be(near, longest[0]):
        near = None
    return Entity(
        cls=near.cls if near else "",
        family=near.family if near else "object",
        label=longest[0],
        aliases=tuple(sorted(longest[1:])),
        mentions=tuple(sorted(Mention(s, "Name") for s in {*spans})),
    )


def _may_be(near: Entity, words: str) -> bool:
    """Say whether words have the class of an entity whose name they overlap: a common noun has not, nor a title."""
    if words == words.lower():
        return False
    theirs = {fold(name).split()[-1] for name in (near.label, *near.aliases) if fold(name)}
    return near.family != "person" or not theirs.isdisjoint(fold(words).split()[-1:])
