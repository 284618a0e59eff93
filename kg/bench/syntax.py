"""Trees of a treebank x trees found -> attachment, tags, lemmas and sentence ends."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.bench.figures import Count, f1, share


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of each word of a document, one entry a word.

    Attributes:
        heads: index of the head in the document; its own at a root.
        labels: full labels with their subtypes, ``root`` at a root.
        feats: ``Name=Value`` pairs in any order.
    """

    heads: Sequence[int]
    labels: Sequence[str]
    upos: Sequence[str]
    xpos: Sequence[str]
    feats: Sequence[frozenset[str]]
    lemmas: Sequence[str]


def attachment(gold: Words, found: Words) -> dict[str, Count]:
    """Count words with the right head, and with the right head and label.

    Every word counts, punctuation too, as in the shared tasks of CoNLL 2017 and 2018 (whose LAS
    looks at the label before the colon: ``las universal``).
    """
    n = len(gold.heads)
    right = [a == b for a, b in zip(gold.heads, found.heads, strict=True)]
    labels = list(zip(gold.labels, found.labels, strict=True))
    full = [a == b for a, b in labels]
    part = [a.partition(":")[0] == b.partition(":")[0] for a, b in labels]
    return {
        "uas": share(sum(right), n),
        "las": share(sum(a and b for a, b in zip(right, full, strict=True)), n),
        "las universal": share(sum(a and b for a, b in zip(right, part, strict=True)), n),
    }


def tags(gold: Words, found: Words) -> dict[str, Count]:
    """Count words with the right part of speech, Penn tag, features (all of them) and lemma.

    Where the treebank has no lemma (``_``, as of a word's second half) any will do.
    """
    lemmas = [b if a == "_" else a for a, b in zip(gold.lemmas, found.lemmas, strict=True)]
    return {
        name: share(sum(a == b for a, b in zip(true, mine, strict=True)), len(true))
        for name, true, mine in (
            ("upos", gold.upos, found.upos),
            ("xpos", gold.xpos, found.xpos),
            ("feats", gold.feats, found.feats),
            ("lemma", lemmas, found.lemmas),
        )
    }


def sentences(
    gold: Sequence[tuple[int, int]], found: Sequence[tuple[int, int]]
) -> tuple[Count, Count]:
    """Count sentence ends, the last of the document left out, and whole sentences.

    >>> ends, whole = sentences([(0, 4), (4, 9), (9, 12)], [(0, 4), (4, 12)])
    >>> ends.values, whole.values
    ((1, 1, 1, 2), (1, 2, 1, 3))
    """
    a, b = {end for _, end in gold[:-1]}, {end for _, end in found[:-1]}
    whole = f1(len(set(gold) & set(found)), len(found), len(gold))
    return f1(len(a & b), len(b), len(a)), whole
