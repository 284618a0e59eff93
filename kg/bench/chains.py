"""Gold chains x found chains -> the coreference scores of CoNLL: MUC, B-cubed, CEAF-e, their mean.

After Vilain et al. (1995), Bagga and Baldwin (1998) and Luo (2005), as Pradhan et al. (2014) settle
them for mentions that were found, not given ("Scoring coreference partitions of predicted
mentions"). A chain is a set of mentions; one of a single mention is a singleton.
"""

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from kg.bench.assign import best
from kg.bench.figures import Count

#: Start and end in code points.
Mention = tuple[int, int]

#: Chains of mentions; no mention is in two.
Chains = Sequence[Collection[Mention]]


def muc(gold: Chains, found: Chains) -> Count:
    """Count links: a chain of n mentions has n - 1, less one for each part that it falls into.

    >>> a, b, c = (0, 1), (2, 3), (4, 5)
    >>> muc([{a, b, c}], [{a, b}, {c}]).values
    (1, 1, 1, 2)
    """
    return Count("f1", (*_links(found, gold), *_links(gold, found)))


def _links(chains: Chains, others: Chains) -> tuple[int, int]:
    home = _home(others)
    kept = whole = 0
    for chain in chains:
        parts = {home[m] for m in chain if m in home}
        kept += len(chain) - len(parts) - sum(m not in home for m in chain)
        whole += len(chain) - 1
    return kept, whole


def _home(chains: Chains) -> dict[Mention, int]:
    return {mention: i for i, chain in enumerate(chains) for mention in chain}


def b_cubed(gold: Chains, found: Chains) -> Count:
    """Count for each mention the share of its chain that is with it on the other side too."""
    return Count("f1", (*_shares(found, gold), *_shares(gold, found)))


def _shares(chains: Chains, others: Chains) -> tuple[float, int]:
    home = _home(others)
    right = 0.0
    for chain in chains:
        common = Counter(home[m] for m in chain if m in home)
        right += sum(n * n for n in common.values()) / len(chain)
    return right, sum(len(chain) for chain in chains)


def ceaf_e(gold: Chains, found: Chains) -> Count:
    """Count how alike chains are, each paired with one of the other side so that the sum is largest.

    Two chains are alike by twice their common mentions over all their mentions.
    """
    home = _home(gold)
    alike = np.zeros((len(found), len(gold)))
    for i, chain in enumerate(found):
        for j, n in Counter(home[m] for m in chain if m in home).items():
            alike[i, j] = 2 * n / (len(chain) + len(gold[j]))
    right = sum(float(alike[i, j]) for i, j in best(alike))
    return Count("f1", (right, len(found), right, len(gold)))


def conll(gold: Chains, found: Chains) -> Count:
    """Return the mean of the three, as one count."""
    three = [measure(gold, found).values for measure in (muc, b_cubed, ceaf_e)]
    return Count("mean f1", tuple(value for values in three for value in values))


def mentions(gold: Chains, found: Chains) -> Count:
    """Count the mentions that are in a chain of both sides."""
    a = {m for chain in gold for m in chain}
    b = {m for chain in found for m in chain}
    return Count("f1", (len(a & b), len(b), len(a & b), len(a)))


def rows(gold: Chains, found: Chains) -> dict[str, Count]:
    """Return all scores by name."""
    return {
        "conll": conll(gold, found),
        "muc": muc(gold, found),
        "b-cubed": b_cubed(gold, found),
        "ceaf-e": ceaf_e(gold, found),
        "mentions": mentions(gold, found),
    }
