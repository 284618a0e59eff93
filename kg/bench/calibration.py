"""Confidences of links x whether they are right -> how far the two are apart, and precision by threshold."""

from typing import Final

from kg.bench.figures import Count, share
from kg.bench.goldnames import gold_names
from kg.bench.linking import answer, decisions
from kg.bench.read import Read
from kg.bench.scored import Scored

#: Ten bins of equal width (Guo et al. 2017).
BINS: Final = 10
THRESHOLDS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def of_calibration(read: Read) -> Scored:
    """Score the confidences of all decisions about gold names, and the links from each threshold on.

    A decision is right when it is the gold item, or nobody where the item is not in the file.
    """
    knowledge = read.knowledge()
    golds = gold_names(read.record)
    cells = [0.0] * (3 * BINS)
    taken = dict.fromkeys(THRESHOLDS, (0, 0))
    for gold, link in zip(golds, decisions(read, golds, knowledge), strict=True):
        if link is None:
            continue
        true = gold.qid if gold.qid and knowledge.item(gold.qid) is not None else ""
        good = answer(link) == true
        at = 3 * min(int(link.confidence * BINS), BINS - 1)
        cells[at : at + 3] = [cells[at] + 1, cells[at + 1] + link.confidence, cells[at + 2] + good]
        for t in THRESHOLDS if link.item is not None else ():
            if link.confidence >= t:
                taken[t] = taken[t][0] + good, taken[t][1] + 1
    counts = {"expected calibration error": Count("calibration", tuple(cells))}
    shares = {f"links of confidence {t} or more": share(*both) for t, both in taken.items()}
    return Scored({**counts, **shares})
