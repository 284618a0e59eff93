"""GAP: does the pronoun stand for the first name, for the second? -> counts, as its scorer has them.

After Webster et al. (2018), "Mind the GAP": each snippet asks two questions; a yes that is true
counts as found and right. The set's chain of two mentions says which name it is, no chain: neither.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kg.bench.chains import Mention
from kg.bench.figures import Count, f1
from kg.bench.scored import Scored, Wrong

MASCULINE: Final = frozenset({"he", "him", "his"})


def score(
    entities: Iterable[Mapping[str, Any]],
    gold: Iterable[Iterable[Mention]],
    found: Iterable[Iterable[Mention]],
    mentions: Iterable[Mention],
) -> Scored:
    """Score one snippet.

    Args:
        entities: two of the type PERSON and one PRONOUN.
        gold: a chain of the pronoun and a name, or none.
        found: chains of two and more mentions in its text.
        mentions: all mentions that were found.
    """
    chains = [set(chain) for chain in found]
    marked = list(entities)
    names = [e for e in marked if e["type"] == "PERSON"]
    pronoun = next(e for e in marked if e["type"] == "PRONOUN")
    linked = {mention for chain in gold for mention in chain}
    true = [(e["start"], e["end"]) in linked for e in names]
    ours = _answers(pronoun, names, chains, {*mentions, *(m for c in chains for m in c)})
    right = sum(a and b for a, b in zip(true, ours, strict=True))
    count = f1(right, sum(ours), sum(true))
    gender = "masculine" if pronoun["text"].lower() in MASCULINE else "feminine"
    wrong = [
        Wrong("missed" if a else "extra", e["start"], e["end"], pronoun["text"])
        for a, b, e in zip(true, ours, names, strict=True)
        if a != b
    ]
    return Scored({"both": count, "masculine": _if(gender == "masculine", count),
                   "feminine": _if(gender == "feminine", count)}, wrong)  # fmt: skip


def _if(counts: bool, count: Count) -> Count:
    return count if counts else f1(0, 0, 0)


def _answers(
    pronoun: Mapping[str, Any],
    names: Sequence[Mapping[str, Any]],
    chains: Sequence[set[Mention]],
    mentions: set[Mention],
) -> list[bool]:
    """Say for each name whether the mention closest to it is in the pronoun's chain.

    The closest one, so that "the son of Ana Sol" in the chain does not make it one of Ana Sol.
    """
    own = _closest((pronoun["start"], pronoun["end"]), mentions)
    chain = next((c for c in chains if own in c), set[Mention]())
    return [_closest((e["start"], e["end"]), mentions) in chain for e in names]


def _closest(span: Mention, mentions: Iterable[Mention]) -> Mention | None:
    """Return the mention with most in common with a span for its length, None where none overlaps."""
    near = [
        (-common / (max(span[1], m[1]) - min(span[0], m[0])), m)
        for m in mentions
        if (common := min(span[1], m[1]) - max(span[0], m[0])) > 0
    ]
    return min(near)[1] if near else None
