"""Scores x sentences -> trees: biaffine arcs and labels (Dozat and Manning 2017)."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from kg.annotate import decode
from kg.annotate.mentions import with_one
from kg.annotate.network import Scores
from kg.annotate.threads import one_thread

#: Words labelled at once: what lies between the two products stays in the processor's cache.
LABELLED = 128

#: Directions that the scores of labels are computed in, of 97 on each side: a quarter of the work,
#: and LAS on EWT and GUM dev stays as it was to the second digit (32 directions cost 0.1).
DIRECTIONS = 48


class Parser:
    """Turns what the network says of words into what they are to each other.

    Args:
        weights: of arcs and labels, as ``kg.train.model`` names them.
        root: index of the label ``root``.
    """

    def __init__(self, weights: Mapping[str, Scores], root: int) -> None:
        self._root = root
        self._weights = weights
        label = weights["label_weight"]  # labels x (1 + width) x (1 + width)
        with one_thread():
            self._left = _directions(label.transpose(1, 0, 2))
            self._right = _directions(label.transpose(2, 0, 1))
            core = np.einsum("ia,lij,jb->alb", self._left, label, self._right, optimize=True)
        self._core = np.ascontiguousarray(core)

    def trees(
        self, scores: dict[str, Scores], sentences: list[tuple[int, int]]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return each word's head (its own index at a root) and label."""
        w = self._weights
        heads = np.empty(len(scores["upos"]), dtype=np.int64)
        ends = np.empty_like(scores["label_head"])
        with one_thread():
            children = scores["arc_child"] @ w["arc_weight"]
            biases = scores["arc_head"] @ w["arc_bias"]
            roots = children @ w["root_arc"] + w["root_arc"] @ w["arc_bias"]
            for start, end in sentences:
                arcs = np.empty((end - start, end - start + 1), dtype=np.float32)
                arcs[:, 0] = roots[start:end]
                arcs[:, 1:] = children[start:end] @ scores["arc_head"][start:end].T
                arcs[:, 1:] += biases[start:end]
                found = decode.heads(arcs)
                heads[start:end] = np.where(found == 0, np.arange(len(found)), found - 1) + start
            at_root = heads == np.arange(len(heads))
            ends[:] = scores["label_head"][heads]
            ends[at_root] = w["root_label"]
            labels = self._label(scores["label_child"], ends, at_root)
        return heads, labels

    def _label(self, child: Scores, head: Scores, at_root: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return the best label of each arc; ``root`` where and only where a word is the root."""
        child, head = with_one(child) @ self._left, with_one(head) @ self._right
        best = np.empty(len(child), dtype=np.int64)
        width, count, other = self._core.shape
        flat = self._core.reshape(width, count * other)
        for start in range(0, len(child), LABELLED):
            some = slice(start, start + LABELLED)
            half = (child[some] @ flat).reshape(-1, count, other)
            found = np.einsum("nlw,nw->nl", half, head[some])
            found[:, self._root] = -np.inf
            best[some] = found.argmax(1)
        best[at_root] = self._root
        return best


def _directions(weight: Scores) -> Scores:
    """Return the directions of a weight's first axis that hold the most of it, width x directions."""
    flat = weight.reshape(len(weight), -1).astype(np.float64)
    return np.linalg.eigh(flat @ flat.T)[1][:, -DIRECTIONS:].astype(np.float32)
