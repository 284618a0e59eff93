"""The recipe: what the reader learns from, in which order, how often and how fast."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.train.model import ATTENTION, INNER


@dataclass(frozen=True, slots=True)
class Phase:
    """One round of training.

    Attributes:
        passes: source -> how often it is read; of 0.3 of a pass, three texts in ten, drawn by chance.
        batch: word pieces in a batch.
        rate: the highest rate of the encoder; the heads learn six times as fast.
        frozen: whether the word embeddings keep their weights.
        inner: units that each layer of the encoder keeps in its feed-forward half.
        attention: attention heads that each layer keeps.
        newer: the phase gives a mean of the weights that it began and ended with: the share of the last.
    """

    passes: Mapping[str, float]
    batch: int
    rate: float
    frozen: bool = True
    inner: int = INNER
    attention: int = ATTENTION
    newer: float = 1.0


_NAMES = {"gmb": 1, "wikigold": 2, "crossner": 2, "wnut17": 1, "redocred": 2}

#: Trees and names first, in large and then in small batches; then every layer at once, on a smaller encoder;
#: then twice more, mostly what has trees, the second time with fewer attention heads; and once more.
PHASES = {
    "large": Phase({"ewt": 4, "gum": 4} | _NAMES, batch=3000, rate=2e-4, frozen=False),
    "small": Phase({"ewt": 3, "gum": 3} | _NAMES, batch=1000, rate=1.5e-4),
    "all": Phase(
        {
            "ewt": 4, "gum": 6, "gmb": 1, "wikigold": 3, "crossner": 3, "crossner-dev": 2, "wnut17": 2, "btc": 1,
            "redocred": 3, "litbank": 3, "meantime": 6, "wikiwars": 3, "gap": 2, "plover": 6,
        },
        batch=1000,
        rate=1.5e-4,
        inner=1024,
    ),
    "last": Phase(
        {
            "ewt": 3, "gum": 6, "gmb": 0.3, "wikigold": 1, "crossner": 1, "crossner-dev": 1, "wnut17": 1, "redocred": 1,
            "litbank": 1, "meantime": 3, "wikiwars": 1, "gap": 1, "plover": 3,
        },
        batch=1000,
        rate=1e-4,
        inner=1024,
        newer=0.6,
    ),
    "narrow": Phase(
        {
            "ewt": 7, "gum": 9, "gmb": 0.6, "wikigold": 2, "crossner": 2, "crossner-dev": 2, "wnut17": 2, "btc": 0.5,
            "redocred": 2, "litbank": 4, "meantime": 5, "gap": 2, "plover": 4,
        },
        batch=1000,
        rate=1.1e-4,
        inner=1024,
        attention=8,
        newer=0.8,
    ),
    "again": Phase(
        {
            "ewt": 6, "gum": 7, "gmb": 0.3, "wikigold": 1, "crossner": 1, "crossner-dev": 1, "wnut17": 1, "redocred": 1,
            "litbank": 1, "meantime": 2, "gap": 1, "plover": 2,
        },
        batch=1000,
        rate=0.9e-4,
        inner=1024,
        attention=8,
        newer=0.7,
    ),
}  # fmt: skip
