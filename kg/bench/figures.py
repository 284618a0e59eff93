"""Counts of each document -> a figure with the interval in which it would fall on other documents."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: Times that the documents are drawn again with replacement (Efron 1979).
DRAWS: Final = 1000

#: Any number: the same figures give the same interval.
SEED: Final = 20


@dataclass(frozen=True, slots=True)
class Count:
    """What one document adds to one figure.

    Attributes:
        kind: a key of ``FORMULAS``, which says what the values are; they add up over documents.
    """

    kind: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure over documents, in 0..1 (a correlation in -1..1, an error in units of the gold).

    Attributes:
        precision: None where the figure is a single number, as is ``recall``.
        low: lower end of the 95% interval; ``high`` the upper one.
        right: what agrees, ``found`` and ``gold`` what it is a part of.
    """

    value: float
    low: float
    high: float
    precision: float | None
    recall: float | None
    right: float
    found: float
    gold: float
    documents: int


def f1(right: float, found: float, gold: float) -> Count:
    """Count things that are right among those found and those that there are."""
    return Count("f1", (right, found, right, gold))


def share(right: float, of: float) -> Count:
    """Count things that are right among all."""
    return Count("share", (right, of))


def _over(a: Array, b: Array) -> Array:
    return np.divide(a, b, out=np.zeros_like(a), where=b != 0)


def _mean(precision: Array, recall: Array) -> Array:
    return _over(2 * precision * recall, precision + recall)


def _f1(sums: Array) -> Array:
    """Precision's part and whole, recall's part and whole -> precision, recall, F1."""
    precision, recall = _over(sums[:, 0], sums[:, 1]), _over(sums[:, 2], sums[:, 3])
    return np.stack([precision, recall, _mean(precision, recall)])


def _share(sums: Array) -> Array:
    return _over(sums[:, 0], sums[:, 1])[None]


def _mean_f1(sums: Array) -> Array:
    """Several times the four of ``f1`` -> the means of their precisions, recalls and F1s."""
    each = [_f1(sums[:, i : i + 4]) for i in range(0, sums.shape[1], 4)]
    return np.asarray(np.mean(each, axis=0), dtype=np.float64)


def _pearson(sums: Array) -> Array:
    """n, x, y, xx, yy, xy, each summed -> Pearson's r."""
    n, x, y, xx, yy, xy = sums.T
    spread = np.sqrt(np.maximum((n * xx - x * x) * (n * yy - y * y), 0))
    return _over(n * xy - x * y, spread)[None]


def _calibration(sums: Array) -> Array:
    """Number, confidence and right ones, each summed in ten bins -> expected calibration error."""
    cells = sums.reshape(len(sums), -1, 3)
    apart = np.abs(cells[:, :, 1] - cells[:, :, 2]).sum(axis=1)
    return _over(apart, cells[:, :, 0].sum(axis=1))[None]


#: Kind -> sums (draws x values) to figures: precision, recall and F1, or one number (rows x draws).
FORMULAS: Final[Mapping[str, Callable[[Array], Array]]] = {
    "f1": _f1,
    "share": _share,
    "mean f1": _mean_f1,
    "pearson": _pearson,
    "error": _share,
    "calibration": _calibration,
}


def figure(counts: Sequence[Count]) -> Figure:
    """Return the figure over documents that are drawn again to see how much it depends on them.

    >>> figure([f1(1, 2, 1), f1(1, 1, 3)]).value
    0.5714285714285715

    Raises:
        ValueError: no counts, or of different kinds.
    """
    kinds = {count.kind for count in counts}
    if len(kinds) != 1:
        raise ValueError(f"counts of one kind, not of {sorted(kinds)}")
    formula = FORMULAS[counts[0].kind]
    table = np.array([count.values for count in counts], dtype=np.float64)
    whole = formula(table.sum(0, keepdims=True))[:, 0]
    chance = np.random.default_rng(SEED)
    drawn = chance.multinomial(len(table), np.full(len(table), 1 / len(table)), size=DRAWS)
    low, high = np.percentile(formula(drawn @ table)[-1], [2.5, 97.5])
    right, found, gold = _totals(counts[0].kind, table.sum(0))
    return Figure(
        value=float(whole[-1]),
        low=float(low),
        high=float(high),
        precision=float(whole[0]) if len(whole) > 1 else None,
        recall=float(whole[1]) if len(whole) > 1 else None,
        right=right,
        found=found,
        gold=gold,
        documents=len(table),
    )


def _totals(kind: str, sums: Array) -> tuple[float, float, float]:
    if kind == "pearson":
        return float(sums[0]), float(sums[0]), float(sums[0])
    if kind == "calibration":
        return float(sums[2::3].sum()), float(sums[::3].sum()), float(sums[::3].sum())
    if len(sums) == 2:
        return float(sums[0]), float(sums[1]), float(sums[1])
    return float(sums[2]), float(sums[1]), float(sums[3])
