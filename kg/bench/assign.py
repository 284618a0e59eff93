"""A table of values -> the pairs of rows and columns, each used once, with the largest sum."""

import numpy as np
from numpy.typing import NDArray


def best(values: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return the pairs (row, column) with a value above 0, in the order of the rows.

    Rows and columns that no value connects are solved apart: of chains of mentions few touch.

    Args:
        values: rows x columns, none below 0.

    >>> best(np.array([[3.0, 2.0, 0.0], [2.0, 0.0, 0.0]]))
    [(0, 1), (1, 0)]
    """
    pairs: list[tuple[int, int]] = []
    for rows, columns in _parts(values):
        part = values[np.ix_(rows, columns)]
        turned = len(rows) > len(columns)
        for i, j in enumerate(_hungarian(-(part.T if turned else part))):
            row, column = (rows[j], columns[i]) if turned else (rows[i], columns[j])
            if values[row, column] > 0:
                pairs.append((row, column))
    return sorted(pairs)


def _parts(values: NDArray[np.float64]) -> list[tuple[list[int], list[int]]]:
    """Return the groups of rows and columns that values above 0 connect."""
    left = set(np.flatnonzero(values.any(1)).tolist()) if values.size else set()
    parts: list[tuple[list[int], list[int]]] = []
    for first in sorted(left):
        if first in left:
            rows, columns = _reach(values, first)
            left -= rows
            parts.append((sorted(rows), sorted(columns)))
    return parts


def _reach(values: NDArray[np.float64], first: int) -> tuple[set[int], set[int]]:
    rows, columns, new = {first}, set[int](), {first}
    while new:
        touched = set(np.flatnonzero(values[sorted(new)].any(0)).tolist()) - columns
        columns |= touched
        new = set(np.flatnonzero(values[:, sorted(touched)].any(1)).tolist()) - rows
        rows |= new
    return rows, columns


def _hungarian(cost: NDArray[np.float64]) -> list[int]:
    """Return for each row its column so that the sum of the costs is least; rows <= columns.

    Kuhn (1955) and Munkres (1957) with potentials, row by row (Jonker and Volgenant 1987).
    """
    n, m = cost.shape
    u, v = np.zeros(n + 1), np.zeros(m + 1)
    owner = np.zeros(m + 1, dtype=np.int64)  # row (from 1) that has each column (from 1)
    for row in range(1, n + 1):
        way = _augment(cost, row, u, v, owner)
        column = way.pop()
        for before in reversed(way):
            owner[column] = owner[before]
            column = before
    found = [0] * n
    for column in range(1, m + 1):
        if owner[column]:
            found[int(owner[column]) - 1] = column - 1
    return found


def _augment(
    cost: NDArray[np.float64],
    row: int,
    u: NDArray[np.float64],
    v: NDArray[np.float64],
    owner: NDArray[np.int64],
) -> list[int]:
    """Return the columns from the one that stands for ``row`` (0) to a free one; move the potentials."""
    m = cost.shape[1]
    owner[0], column = row, 0
    least, before = np.full(m + 1, np.inf), np.zeros(m + 1, dtype=np.int64)
    used = np.zeros(m + 1, dtype=bool)
    while owner[column]:
        used[column] = True
        here = int(owner[column])
        free = np.flatnonzero(~used)
        reduced = cost[here - 1, free - 1] - u[here] - v[free]
        closer = reduced < least[free]
        least[free[closer]] = reduced[closer]
        before[free[closer]] = column
        step = least[free].min()
        u[owner[used]] += step
        v[used] -= step
        least[~used] -= step
        column = int(free[least[free].argmin()])
    way = [column]
    while column:
        column = int(before[column])
        way.append(column)
    return way[::-1]
