"""Who says what: a set's attributions x those found -> counts of cues, sources, contents, and pairs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.bench.figures import Count, f1
from kg.bench.spans import Span, relaxed, strict

#: The parts of an attribution, in the order of the report.
PARTS: Final = ("cue", "source", "content")

Part = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One statement; each part is a tuple of stretches of text, empty where it is not there."""

    source: Part
    cue: Part
    content: Part


def gold_attributions(marked: Iterable[Mapping[str, Any]]) -> list[Attribution]:
    """Return a record's attributions."""
    return [
        Attribution(_part(a.get("source")), _part(a.get("cue")), _part(a.get("content")))
        for a in marked
    ]


def _part(spans: Sequence[Mapping[str, int]] | None) -> Part:
    return tuple(sorted((s["start"], s["end"]) for s in spans or ()))


def parts(gold: Sequence[Attribution], found: Sequence[Attribution]) -> dict[str, Count]:
    """Count cues, sources and contents, each by themselves.

    ``strict`` counts each stretch. ``relaxed`` asks for an overlap of all that lies between the
    first and the last stretch: a content that its own cue interrupts may be found as one.
    """
    counts: dict[str, Count] = {}
    for name in PARTS:
        counts[f"{name}, strict"] = strict(_spans(gold, name), _spans(found, name))
        counts[f"{name}, relaxed"] = relaxed(_whole(gold, name), _whole(found, name))
    return counts


def _whole(attributions: Iterable[Attribution], name: str) -> list[Span]:
    parts = [getattr(a, name) for a in attributions]
    return sorted({(min(s for s, _ in p), max(e for _, e in p), "") for p in parts if p})


def labelled(attributions: Iterable[Attribution]) -> list[Span]:
    """Return all stretches with what they are: cue, source or content."""
    return sorted(
        {(s, e, name) for a in attributions for name in PARTS for s, e in getattr(a, name)}
    )


def _spans(attributions: Iterable[Attribution], name: str) -> list[Span]:
    return sorted({(s, e, "") for a in attributions for s, e in getattr(a, name)})


def together(
    gold: Sequence[Attribution],
    found: Sequence[Attribution],
    *,
    same: Mapping[tuple[int, int], Part] | None = None,
) -> dict[str, Count]:
    """Count attributions that meet, and of those the ones whose sources meet.

    Two attributions meet when their cues overlap, or, where one has no cue, their contents; each
    meets one other, cues before contents, in the order of the text. A source is right when it
    overlaps the gold source or, by ``same``, another mention of who that is.
    """
    met = _met(gold, found)
    known = same or {}
    right = sum(_overlap(f.source, _all(g.source, known)) for g, f in met)
    sources = [sum(bool(a.source) for a in side) for side in (found, gold)]
    return {"met": f1(len(met), len(found), len(gold)), "met with source": f1(right, *sources)}


def _met(
    gold: Sequence[Attribution], found: Sequence[Attribution]
) -> list[tuple[Attribution, Attribution]]:
    met: list[tuple[Attribution, Attribution]] = []
    left, open_ = list(found), list(gold)
    for by_cue in (True, False):
        for g in list(open_):
            if (one := next((f for f in left if _meet(g, f, by_cue=by_cue)), None)) is not None:
                met.append((g, one))
                left.remove(one)
                open_.remove(g)
    return met


def _meet(a: Attribution, b: Attribution, *, by_cue: bool) -> bool:
    if by_cue:
        return _overlap(a.cue, b.cue)
    return not (a.cue and b.cue) and _overlap(a.content, b.content)


def _overlap(a: Part, b: Part) -> bool:
    return any(s < y and x < e for s, e in a for x, y in b)


def _all(source: Part, same: Mapping[tuple[int, int], Part]) -> Part:
    return source + tuple(m for span in source for m in same.get(span, ()))
