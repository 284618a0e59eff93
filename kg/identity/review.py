"""Store -> pairs of entities that may be one and are not joined, for people to decide."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from rapidfuzz import fuzz, process

from kg.identity.candidates import candidates
from kg.identity.decide import THRESHOLD, decide
from kg.identity.rulings import pairs
from kg.identity.scenes import subjects
from kg.identity.score import score
from kg.identity.values import Pair, Subject
from kg.store import Store

#: Likeness of two names (0 to 100) from which they may be two spellings of one.
ALIKE: Final = 88

#: Letters of a name below which a likeness says nothing.
SHORTEST: Final = 6

#: What two spellings of one name are worth of a pair with one spelling.
SPELLED: Final = 0.6


def duplicates(store: Store, *, least: float = 0.0, graph: str = "") -> list[dict[str, Any]]:
    """Return the pairs that nobody decided, the likeliest first, as rows.

    Pairs that share a name but not enough else; of which one is linked and the other not; with two
    QIDs; and names that are spelled alike.

    Args:
        store: open to read.
        least: least score, 0 to 1.
        graph: only pairs with an entity of this document's graph; empty: all.
    """
    everybody = subjects(store)
    known = {s.iri: s for s in reversed(everybody)}
    scored = candidates(everybody)
    ruled = pairs(store)
    decided = {r.entities for r in ruled}
    canonical = decide(everybody, scored, ruled).canonical
    here = {s.iri for s in everybody if graph in ("", s.scene.graph)}
    found = {(p.one, p.other): p for p in (*_alike(everybody), *scored.values())}
    open_ = [
        pair
        for key, pair in found.items()
        if pair.score >= least
        and key not in decided
        and not here.isdisjoint(key)
        and canonical.get(pair.one, pair.one) != canonical.get(pair.other, pair.other)
    ]
    open_.sort(key=lambda p: (-p.score, p.one, p.other))
    return [_row(pair, known[pair.one], known[pair.other]) for pair in _each_once(open_, canonical)]


def _each_once(pairs: Iterable[Pair], canonical: dict[str, str]) -> Iterator[Pair]:
    """Yield the likeliest pair of each two groups."""
    seen: set[tuple[str, ...]] = set()
    for pair in pairs:
        key = tuple(sorted(canonical.get(iri, iri) for iri in (pair.one, pair.other)))
        if key not in seen:
            seen.add(key)
            yield pair


def _alike(everybody: Sequence[Subject]) -> Iterator[Pair]:
    """Yield pairs of names spelled alike, in one family; each name stands for one that has it."""
    names: defaultdict[str, dict[str, Subject]] = defaultdict(dict)
    for one in everybody:
        label = max(one.names, key=lambda n: (len(n), n), default="")
        if len(label) >= SHORTEST:
            names[one.family].setdefault(label, one)
    for by_name in names.values():
        words = sorted(by_name)
        rows = process.cdist(words, words, scorer=fuzz.ratio, score_cutoff=ALIKE, workers=1)
        for i, j in zip(*rows.nonzero(), strict=True):
            if i < j:
                pair = _spelled(by_name[words[i]], by_name[words[j]], words[i], words[j])
                if pair is not None:
                    yield pair


def _spelled(one: Subject, other: Subject, name: str, name_too: str) -> Pair | None:
    if one.iri == other.iri or one.scene.graph == other.scene.graph:
        return None
    first, second = sorted((one, other), key=lambda s: s.iri)
    both = frozenset({name})
    worth, reasons = score(_called(first, both), _called(second, both))
    told = f"names alike: {name!r}, {name_too!r}"
    return Pair(first.iri, second.iri, worth * SPELLED, (told, *reasons[1:]))


def _called(one: Subject, names: frozenset[str]) -> Subject:
    return Subject(
        one.iri,
        one.scene,
        one.family,
        one.label,
        names,
        one.qid,
        one.classes,
        one.roles,
        one.countries,
    )


def _row(pair: Pair, one: Subject, other: Subject) -> dict[str, Any]:
    return {
        "score": round(pair.score, 4),
        "label": one.label,
        "other_label": other.label,
        "kind": _kind(one, other, pair),
        "one": pair.one,
        "other": pair.other,
        "reasons": list(pair.reasons),
    }


def _kind(one: Subject, other: Subject, pair: Pair) -> str:
    if one.qid and other.qid:
        return "two items"
    if one.qid or other.qid:
        return "one is linked"
    return "kept apart" if pair.score >= THRESHOLD else "unsure"
