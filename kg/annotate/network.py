"""Words -> the network's scores of each word, layer by layer, read in windows."""

from itertools import chain
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.annotate.pieces import Pieces
from kg.annotate.windows import Window, windows

Scores = NDArray[np.float32]
Ids = NDArray[np.int64]

#: The case of [CLS] and [SEP].
NO_CASE = np.zeros(1, dtype=np.int64)


class Network:
    """The encoder and its heads as int8 ONNX, on one thread and one window at a time.

    The scale of an activation is taken from all that is run together: a window alone gives the same
    scores whatever is read before, after or beside it.
    """

    def __init__(self, folder: Path) -> None:
        self.pieces = Pieces(folder / "tokenizer.json")
        self._cls, self._sep = np.array([self.pieces.cls]), np.array([self.pieces.sep])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Written as it should run (kg.train.graph); what is fused by rule is slower here.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        self._session = onnxruntime.InferenceSession(
            (folder / "reader.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        self._layers = [output.name for output in self._session.get_outputs()]

    def scores(self, words: list[str], parts: list[tuple[int, int]]) -> dict[str, Scores]:
        """Return for each layer an array words x classes; ``parts`` are paragraphs as word ranges."""
        pieces = self.pieces(words)
        lengths = [len(p) for p in pieces]
        sizes = np.array(lengths, dtype=np.int64)
        ids = np.fromiter(chain.from_iterable(pieces), dtype=np.int64)
        cases = np.repeat(np.array(self.pieces.cases(words), dtype=np.int64), sizes)
        ends = np.cumsum(sizes)
        found = [
            self._run(window, ids, cases, ends - sizes, ends) for window in windows(parts, lengths)
        ]
        return {
            layer: np.concatenate([rows[i] for rows in found])
            for i, layer in enumerate(self._layers)
        }

    def _run(self, window: Window, ids: Ids, cases: Ids, starts: Ids, ends: Ids) -> list[Scores]:
        """Return the kept scores of a window; ``starts`` and ``ends`` are each word's among the pieces."""
        words = slice(window.start, window.end)
        begin, end = starts[window.start], ends[window.end - 1]
        out = self._session.run(
            None,
            {
                "pieces": np.concatenate([self._cls, ids[begin:end], self._sep])[None],
                "cases": np.concatenate([NO_CASE, cases[begin:end], NO_CASE])[None],
                # A window begins with [CLS]: its first word is piece 1.
                "first": starts[None, words] - (begin - 1),
                "last": ends[None, words] - begin,
            },
        )
        kept = slice(window.keep - window.start, window.until - window.start)
        return [layer[0, kept] for layer in out]
