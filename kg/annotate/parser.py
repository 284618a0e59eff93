"""Scores x sentences -> trees: biaffine arcs and labels (Dozat and Manning 2017)."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from kg.annotate import decode
from kg.annotate.network import Scores

#: Words labelled at once: bounds the memory to about 10 MB.
LABELLED = 512


class Parser:
    """Turns what the network says of words into what they are to each other.

    Args:
        path: weights as numpy archive.
        root: index of the label ``root``.
    """

    def __init__(self, path: Path, root: int) -> None:
        self._root = root
        self._threads = ThreadpoolController()  # the same sums on any number of cores
        with np.load(path) as weights:
            self._weights = {name: weights[name].astype(np.float32) for name in weights.files}

    def trees(
        self, scores: dict[str, Scores], sentences: list[tuple[int, int]]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return each word's head (its own index at a root) and label."""
        w = self._weights
        heads = np.empty(len(scores["upos"]), dtype=np.int64)
        ends = np.empty_like(scores["label_head"])
        with self._threads.limit(limits=1, user_api="blas"):
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
        weight = self._weights["label_weight"]  # labels x (1 + width) x (1 + width)
        count, width, _ = weight.shape
        flat = weight.transpose(1, 0, 2).reshape(width, count * width)
        best = np.empty(len(child), dtype=np.int64)
        for start in range(0, len(child), LABELLED):
            c, h = (
                _with_one(child[start : start + LABELLED]),
                _with_one(head[start : start + LABELLED]),
            )
            half = (c @ flat).reshape(len(c), count, width)
            found = np.matmul(half, h[:, :, None])[:, :, 0]
            found[:, self._root] = -np.inf
            best[start : start + LABELLED] = found.argmax(1)
        best[at_root] = self._root
        return best


def _with_one(vectors: Scores) -> Scores:
    return np.concatenate([vectors, np.ones((len(vectors), 1), dtype=np.float32)], 1)
