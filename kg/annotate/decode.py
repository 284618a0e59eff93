"""Scores -> trees and names: the best structure that is well formed."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Weights = NDArray[np.float64]
Indices = NDArray[np.int64]

#: Words tried as the root where the best heads are no tree; the right one is among them.
ROOTS = 6


def heads(arcs: Scores) -> Indices:
    """Return the best tree of a sentence.

    Args:
        arcs: words x (1 + words), the score of each head for each word, the root in column 0.

    Returns:
        For each word its head, 0 the root, else 1 + the head's index; exactly one word has the
        root. Chu and Liu (1965), Edmonds (1967), tried only where the best heads are no tree.
    """
    n = len(arcs)
    scores: Weights = arcs.astype(np.float64)
    scores[np.arange(n), np.arange(1, n + 1)] = -np.inf
    best: Indices = scores.argmax(1)
    if _is_tree(best):
        return best
    roots = np.argsort(-scores[:, 0], kind="stable")[:ROOTS]
    found: list[tuple[float, Indices]] = []
    for root in roots:
        only = scores.copy()
        only[:, 0] = -np.inf
        only[root] = -np.inf
        only[root, 0] = scores[root, 0]
        tree = _edmonds(only)
        found.append((float(scores[np.arange(n), tree].sum()), tree))
    return max(found, key=lambda item: item[0])[1]


def _is_tree(best: Indices) -> bool:
    if int((best == 0).sum()) != 1:
        return False
    return _cycle(best) is None


def _cycle(best: Indices) -> list[int] | None:
    """Return the nodes (1 + word) of some cycle among the heads, or None."""
    state = [0] * (len(best) + 1)
    for begin in range(1, len(best) + 1):
        path: list[int] = []
        node = begin
        while node and not state[node]:
            state[node] = begin
            path.append(node)
            node = int(best[node - 1])
        if node and state[node] == begin and node in path:
            return path[path.index(node) :]
    return None


def _edmonds(arcs: Weights) -> Indices:
    best: Indices = arcs.argmax(1)
    cycle = _cycle(best)
    if cycle is None:
        return best
    n = len(arcs)
    inside = np.zeros(n + 1, dtype=bool)
    inside[cycle] = True
    outside = [i for i in range(n + 1) if not inside[i]]
    # One node stands for the cycle; entering it at v costs v's arc inside the cycle.
    into = np.array([[arcs[v - 1, u] - arcs[v - 1, best[v - 1]] for u in outside] for v in cycle])
    enter = into.argmax(0)
    words = [i for i in outside if i]
    small = np.full((len(words) + 1, len(outside) + 1), -np.inf)
    leave = np.zeros(len(words), dtype=np.int64)
    for row, word in enumerate(words):
        small[row, : len(outside)] = arcs[word - 1, outside]
        from_cycle = arcs[word - 1, cycle]
        leave[row] = int(from_cycle.argmax())
        small[row, -1] = from_cycle[leave[row]]
    small[-1, : len(outside)] = into[enter, np.arange(len(outside))]
    order = np.array([0, *range(1, len(outside)), len(outside)])
    tree = _edmonds(small[:, order])
    result: Indices = best.copy()
    for row, word in enumerate(words):
        head = int(tree[row])
        result[word - 1] = cycle[leave[row]] if head == len(outside) else outside[head]
    entered = cycle[int(enter[tree[-1]])]
    result[entered - 1] = outside[int(tree[-1])]
    return result


def tags(scores: Scores, follows: NDArray[np.bool_]) -> Indices:
    """Return the best sequence of tags in which each may follow the one before (Viterbi).

    Args:
        scores: words x tags.
        follows: tags x tags, [a, b] True where b may come right after a; tag 0 is O, and what
            may follow O may also begin.
    """
    best: Indices = scores.argmax(1)
    if follows[0, best[0]] and bool(follows[best[:-1], best[1:]].all()):
        return best
    cost = np.where(follows, 0.0, -1e9)
    total = scores[0] + cost[0]
    back = np.zeros(scores.shape, dtype=np.int64)
    for i in range(1, len(scores)):
        paths = total[:, None] + cost
        back[i] = paths.argmax(0)
        total = paths.max(0) + scores[i]
    best = np.empty(len(scores), dtype=np.int64)
    best[-1] = total.argmax()
    for i in range(len(scores) - 1, 0, -1):
        best[i - 1] = back[i, best[i]]
    return best
