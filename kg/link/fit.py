"""Choices that were made -> the weights that make them likeliest: conditional logit (McFadden 1974), by Newton."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: Weight of the sum of squares (ridge): as if each weight had been seen to be 0 with a variance of 1.
RIDGE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision: a row of features for each alternative, the last for nobody, which was right, and its weight."""

    rows: Array
    right: int
    weight: float = 1.0


def fit(choices: Sequence[Choice], *, ridge: float = RIDGE, most: int = 50) -> Array:
    """Return the weights at which the right alternatives are likeliest."""
    size = choices[0].rows.shape[1]
    weights = np.zeros(size)
    for _ in range(most):
        slope, bend = -ridge * weights, ridge * np.eye(size)
        for one in choices:
            p = chances(one.rows, weights)
            mean = p @ one.rows
            slope += one.weight * (one.rows[one.right] - mean)
            bend += one.weight * ((one.rows * p[:, None]).T @ one.rows - np.outer(mean, mean))
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if float(np.abs(step).max()) < 1e-5:
            break
    return np.asarray(weights, dtype=np.float64)


def chances(rows: Array, weights: Array) -> Array:
    """Return the probability of each alternative."""
    sums = rows @ weights
    raised = np.exp(sums - sums.max())
    return np.asarray(raised / raised.sum(), dtype=np.float64)


def calibration(
    chance: Array, right: Array, weight: Array, *, ridge: float = 1.0
) -> tuple[float, float]:
    """Return slope and shift of the log-odds at which probabilities say how often they are right (Platt 1999)."""
    bounded = np.clip(chance, 1e-3, 1 - 1e-3)
    odds = np.log(bounded / (1 - bounded))
    if np.ptp(odds) < 1:  # hardly any difference to learn from: they become the share that is right
        share = min(max(float(np.average(right, weights=weight)), 1e-3), 1 - 1e-3)
        return 0.0, float(np.log(share / (1 - share)))
    table = np.stack([odds, np.ones_like(odds)], axis=1)
    weights = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (weight * (right - p)) - ridge * (weights - [1.0, 0.0])
        bend = (table * (weight * p * (1 - p))[:, None]).T @ table + ridge * np.eye(2)
        weights = weights + np.clip(np.linalg.solve(bend, slope), -0.3, 0.3)  # far steps overshoot
    return float(weights[0]), float(weights[1])
