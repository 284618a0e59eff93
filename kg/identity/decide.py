"""Scored pairs and corrections by people -> who is who: groups that nothing speaks against."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.identity.values import Identity, Joined, Merge, Pair, Subject

#: Least score at which two are joined without being asked.
THRESHOLD: Final = 0.85

#: A pair with less than this keeps the groups of its two apart, whoever else would join them.
APART: Final = 0.15


def decide(
    subjects: Sequence[Subject],
    pairs: Mapping[tuple[str, str], Pair],
    rulings: Sequence[Joined] = (),
    *,
    threshold: float = THRESHOLD,
) -> Identity:
    """Return who is who.

    The likeliest pair joins first, equal ones by IRI, so that the order of documents does not matter.
    Groups stay apart that hold two QIDs, two entities of one document, or a pair that is unlikely;
    what people said goes before all of it. A linked entity represents its group, else the smallest IRI.
    """
    groups = _Groups(subjects, pairs, rulings)
    merges = [
        Merge(pairs.get(r.entities) or Pair(*r.entities, 1.0), r.iri)
        for r in rulings
        if r.verdict == "same" and groups.join(*r.entities, asked=True)
    ]
    likely = (pair for pair in pairs.values() if pair.score >= threshold)
    merges += [
        Merge(pair)
        for pair in sorted(likely, key=lambda p: (-p.score, p.one, p.other))
        if groups.join(pair.one, pair.other)
    ]
    return Identity(groups.canonical(), tuple(merges))


class _Groups:
    """Entities in groups, each of which knows its QIDs and documents."""

    def __init__(
        self,
        subjects: Iterable[Subject],
        pairs: Mapping[tuple[str, str], Pair],
        rulings: Iterable[Joined],
    ) -> None:
        self._pairs = pairs
        self._ruled = {r.entities: r.verdict for r in rulings}
        self._qids: defaultdict[str, set[str]] = defaultdict(set)
        self._graphs: defaultdict[str, set[str]] = defaultdict(set)
        for s in subjects:
            self._graphs[s.iri].add(s.scene.graph)
            if s.qid:
                self._qids[s.iri].add(s.qid)
        self._group: dict[str, str] = {iri: iri for iri in self._graphs}
        self._members: dict[str, list[str]] = {iri: [iri] for iri in self._graphs}

    def join(self, one: str, other: str, *, asked: bool = False) -> bool:
        """Join the groups of two entities unless something speaks against it; return whether they were."""
        if not (one in self._group and other in self._group):
            return False  # of a document that is gone, or not there yet
        a, b = self._group[one], self._group[other]
        if a == b or self._forbidden(a, b, asked=asked):
            return False
        for iri in self._members[b]:
            self._group[iri] = a
        self._members[a] += self._members.pop(b)
        self._qids[a] |= self._qids[b]
        self._graphs[a] |= self._graphs[b]
        return True

    def canonical(self) -> dict[str, str]:
        """Return the representative of everybody in a group of two or more."""
        found: dict[str, str] = {}
        for members in self._members.values():
            if len(members) > 1:
                first = min(members, key=lambda iri: (not self._own(iri), iri))
                found |= dict.fromkeys(members, first)
        return dict(sorted(found.items()))

    def _own(self, iri: str) -> bool:
        """Return whether the entity itself is linked: its IRI ends in its QID."""
        return iri.rpartition("/")[2] in self._qids[self._group[iri]]

    def _forbidden(self, a: str, b: str, *, asked: bool) -> bool:
        crossing = [(min(x, y), max(x, y)) for x in self._members[a] for y in self._members[b]]
        if any(self._ruled.get(pair) == "not-same" for pair in crossing):
            return True
        if asked:
            return False
        if len(self._qids[a] | self._qids[b]) > 1 or self._graphs[a] & self._graphs[b]:
            return True
        return any(self._pairs[pair].score < APART for pair in crossing if pair in self._pairs)
