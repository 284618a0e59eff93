"""Subjects -> pairs that may be one: all that share a name that could tell them, scored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from kg.identity.score import score
from kg.identity.values import Pair, Subject

#: Subjects of one name that are compared with each other; of more, each with this many neighbours by date.
MOST: Final = 60

#: Letters that a name needs at least to be compared by.
SHORTEST: Final = 2


def candidates(subjects: Iterable[Subject]) -> dict[tuple[str, str], Pair]:
    """Return the scored pairs by their two IRIs, sorted, each pair with the best of its documents.

    Two entities with one QID are one already, and two of one document were told apart by it: neither
    is a pair. Two QIDs are scored as well, for people to look at.
    """
    found: dict[tuple[str, str], Pair] = {}
    for one, other in _met(_blocks(subjects)):
        key = (one.iri, other.iri)
        worth, reasons = score(one, other)
        if key not in found or (worth, reasons) > (found[key].score, found[key].reasons):
            found[key] = Pair(*key, worth, reasons)
    return found


def telling(subject: Subject) -> frozenset[str]:
    """Return the names by which a subject may be found in another document.

    Of a person with a full name not the last name alone: too many have it.
    """
    if subject.family == "person" and any(" " in name for name in subject.names):
        return frozenset(name for name in subject.names if " " in name)
    return frozenset(name for name in subject.names if len(name) >= SHORTEST)


def _blocks(subjects: Iterable[Subject]) -> list[list[Subject]]:
    blocks: defaultdict[tuple[str, str], list[Subject]] = defaultdict(list)
    for subject in subjects:
        for name in telling(subject):
            blocks[subject.family, name].append(subject)
    return [blocks[key] for key in sorted(blocks) if len({s.iri for s in blocks[key]}) > 1]


def _met(blocks: Sequence[Sequence[Subject]]) -> Iterator[tuple[Subject, Subject]]:
    """Yield each two that meet in a block once, the smaller IRI first."""
    seen: set[tuple[str, str, str, str]] = set()
    for block in blocks:
        for one, other in _near(block):
            first, second = sorted((one, other), key=lambda s: (s.iri, s.scene.graph))
            key = (first.iri, first.scene.graph, second.iri, second.scene.graph)
            if (
                first.iri != second.iri
                and first.scene.graph != second.scene.graph
                and key not in seen
            ):
                seen.add(key)
                yield first, second


def _near(block: Sequence[Subject]) -> Iterator[tuple[Subject, Subject]]:
    if len(block) <= MOST:
        yield from combinations(block, 2)
        return
    order = sorted(block, key=lambda s: (s.scene.issued, s.iri, s.scene.graph))
    for at, one in enumerate(order):
        for other in order[at + 1 : at + 1 + MOST // 2]:
            yield one, other
