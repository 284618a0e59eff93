"""Scores -> trees and names: the best structure that is well formed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Weights = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Contraction:
    """A cycle that became one node: who was whose, and the arcs that its members had.

    Attributes:
        node: the member that stands for all.
        owners: for each word the node that it was part of.
        arcs: for each member its (head, word).
    """

    node: int
    owners: list[int]
    arcs: dict[int, tuple[int, int]]


def heads(arcs: Scores) -> Indices:
    """Return the best tree of a sentence.

    Args:
        arcs: words x (1 + words), the score of each head for each word, the root in column 0.

    Returns:
        For each word its head, 0 the root, else 1 + the head's index; exactly one word has the
        root. Chu and Liu (1965), Edmonds (1967), tried only where the best heads are no tree;
        each arc from the root then costs more than all other arcs can be worth, so that there is
        one only (Stanojević and Cohen 2021).
    """
    n = len(arcs)
    words = np.arange(n)
    scores = arcs.astype(np.float64)
    scores[words, words + 1] = -np.inf
    best: Indices = scores.argmax(1)
    if _cycle([0, *best.tolist()], range(1, n + 1)):
        best = _edmonds(scores.copy())
    if np.count_nonzero(best == 0) > 1:
        scores[:, 0] -= 1 + n * (arcs.max() - arcs.min())
        best = _edmonds(scores)
    return best


def _cycle(head: Sequence[int], nodes: Iterable[int]) -> list[int]:
    """Return the nodes of a cycle among the heads of ``nodes``, each named once; none without cycle."""
    seen = [-1] * len(head)
    for begin in nodes:
        node = begin
        while node and seen[node] < 0:
            seen[node] = begin
            node = head[node]
        if node and seen[node] == begin:
            cycle = [node]
            while (node := head[node]) != cycle[0]:
                cycle.append(node)
            return cycle
    return []


def _edmonds(arcs: Weights) -> Indices:
    """Return the best heads, whatever number of them is the root."""
    n = len(arcs) + 1
    scores = np.concatenate([np.full((1, n), -np.inf), arcs])
    owners = list(range(n))
    # The arc of two words that an arc between two nodes, one or both contracted, stands for.
    head, child = np.tile(owners, (n, 1)), np.tile(owners, (n, 1)).T.copy()
    done: list[Contraction] = []
    while True:
        best, nodes = scores.argmax(1).tolist(), sorted(set(owners[1:]))
        cycle = _cycle(best, nodes)
        enter = {v: (int(head[v, best[v]]), int(child[v, best[v]])) for v in cycle or nodes}
        if not cycle:
            return _expanded(enter, done, n)
        done.append(Contraction(cycle[0], owners, enter))
        _contract(scores, head, child, cycle)
        owners = [cycle[0] if node in enter else node for node in owners]


def _contract(scores: Weights, head: Indices, child: Indices, cycle: list[int]) -> None:
    """Make the first node of the cycle stand for all of it; entering costs the arc that it replaces."""
    every, node = np.arange(len(scores)), cycle[0]
    rows = scores[cycle] - scores[cycle].max(1, keepdims=True)
    entered = np.array(cycle)[rows.argmax(0)]
    scores[node] = rows.max(0)
    head[node], child[node] = head[entered, every], child[entered, every]
    left = np.array(cycle)[scores[:, cycle].argmax(1)]
    scores[:, node] = scores[every, left]
    head[:, node], child[:, node] = head[every, left], child[every, left]
    scores[cycle[1:]] = scores[:, cycle[1:]] = scores[node, node] = -np.inf


def _expanded(enter: dict[int, tuple[int, int]], done: Sequence[Contraction], n: int) -> Indices:
    """Undo the contractions, the last first: a cycle loses the arc into the word that is entered."""
    for step in reversed(done):
        arc = enter[step.node]
        enter |= step.arcs
        enter[step.owners[arc[1]]] = arc
    return np.array([enter[v][0] for v in range(1, n)], dtype=np.int64)


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
