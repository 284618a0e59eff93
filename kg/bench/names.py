"""Names that a set marks x names found -> counts, flat: of names inside names the outermost counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.bench.mapping import LEVELS, Names
from kg.bench.proper import is_name, trimmed
from kg.bench.scored import Scored, wrong
from kg.bench.spans import Span, outermost, relaxed, rows, within


@dataclass(frozen=True, slots=True)
class Gold:
    """What is to be found, and what may be found and counts neither way.

    Attributes:
        inner: names inside names, and names that the set calls optional.
        open: stretches of text of which the set does not say what class they are.
        around: mentions inside which names may be unmarked.
    """

    names: Sequence[Span]
    inner: Sequence[Span]
    open: Sequence[tuple[int, int]]
    around: Sequence[tuple[int, int]]


def gold_names(text: str, entities: Iterable[Mapping[str, Any]], names: Names) -> Gold:
    """Return the names among a record's entities in our classes, without what ``trimmed`` cuts."""
    marked: list[Span] = []
    optional: list[Span] = []
    unknown: list[tuple[int, int]] = []
    around: list[tuple[int, int]] = []
    for entity in entities:
        start, end, label = entity["start"], entity["end"], names.classes.get(entity["type"])
        if entity["type"] in names.open:
            unknown.append((start, end))
        elif label and _named(text, entity, names):
            span = _placed(text, trimmed(text, (start, end, label)), names)
            (optional if entity.get("optional") else marked).append(span)
        around += [(start, end)] * names.partial
    outer = outermost(marked)
    inner = sorted(set(marked) - set(outer) | set(optional))
    return Gold(outer, inner, sorted(unknown), sorted(around))


def _placed(text: str, span: Span, names: Names) -> Span:
    """Return the span as a place where the set calls a country that acts an organisation."""
    start, end, label = span
    return (start, end, "place") if text[start:end] in names.acting else (start, end, label)


def _named(text: str, entity: Mapping[str, Any], names: Names) -> bool:
    if names.which == "level":
        return entity.get("level") in LEVELS
    return names.which == "all" or is_name(text, entity["start"], entity["end"])


def found_names(text: str, found: Iterable[Span], gold: Gold, names: Names) -> list[Span]:
    """Return what was found (our labels of names) in the classes that the set has.

    Left out are: other labels; a name inside a gold name that the set has as well (flat names
    cannot have both); and where no gold name is, what lies in what the set leaves open.
    """
    kept = set(_classed(text, found, gold, names))
    unmarked = {
        s
        for s in kept
        if not _overlaps(s, gold.names)
        and (_overlaps(s, gold.open) or any(a <= s[0] and s[1] <= b for a, b in gold.around))
    }
    return sorted(kept - unmarked - set(gold.inner))


def _classed(text: str, found: Iterable[Span], gold: Gold, names: Names) -> Iterator[Span]:
    for start, end, label in found:
        if label in names.ours:
            yield trimmed(text, (start, end, names.ours[label]))
        elif label in names.may:
            span = trimmed(text, (start, end, names.may[label]))
            if relaxed(gold.names, [span]).values[0]:
                yield span


def _overlaps(span: Span, others: Iterable[tuple[int, int] | Span]) -> bool:
    return any(other[0] < span[1] and span[0] < other[1] for other in others)


def score(
    text: str,
    entities: Iterable[Mapping[str, Any]],
    found: Iterable[Span],
    names: Names,
    windows: Sequence[tuple[int, int]] | None,
) -> Scored:
    """Score the names of one text; only those inside a window count."""
    gold = gold_names(text, entities, names)
    true = within(gold.names, windows)
    mine = within(found_names(text, found, gold, names), windows)
    return Scored(rows(true, mine, names.classes.values()), wrong(true, mine))
