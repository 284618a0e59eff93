"""Features x weights -> a probability for each candidate and for nobody: a choice among all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp, log
from pathlib import Path
from typing import Final

import orjson

_FILE: Final = Path(__file__).parent / "weights.json"

Features = Mapping[str, float]

#: What is decided: somebody; nobody of the candidates; nobody, for the name brings none, or is a common noun.
CASES: Final = ("link", "nobody", "unheard", "common")
#: Furthest from 0 and 1 that a probability counts: nothing here is more certain.
_SURE: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned by ``python -m kg.link.train``.

    Attributes:
        alone: by feature, for the first pass; ``together``: for the second.
        least: share of the best candidate in what it and nobody have, from which on it is taken.
        calibration: by case, slope and shift of the log-odds, by which they become those that it is right.
    """

    alone: Mapping[str, float]
    together: Mapping[str, float]
    least: float = 0.5
    calibration: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def sure(self, case: str, chance: float) -> float:
        """Return the share of decisions with such a probability that are right, in 3 digits (Platt 1999)."""
        slope, shift = self.calibration.get(case, (1.0, 0.0))
        bounded = min(max(chance, _SURE), 1 - _SURE)
        return round(1 / (1 + exp(-slope * log(bounded / (1 - bounded)) - shift)), 3)


@cache
def weights() -> Weights:
    """Return the weights that ship."""
    found = orjson.loads(_FILE.read_bytes())
    calibration = {case: (slope, shift) for case, (slope, shift) in found["calibration"].items()}
    return Weights(found["alone"], found["together"], found["least"], calibration)


def choice(
    candidates: Sequence[Features], nobody: Features, weights: Mapping[str, float]
) -> list[float]:
    """Return the probability of each candidate, and last that of nobody; they add up to 1."""
    sums = [_sum(features, weights) for features in (*candidates, nobody)]
    most = max(sums)
    raised = [exp(total - most) for total in sums]
    whole = sum(raised)
    return [one / whole for one in raised]


def _sum(features: Features, weights: Mapping[str, float]) -> float:
    return sum([weights.get(name, 0.0) * value for name, value in features.items()])
