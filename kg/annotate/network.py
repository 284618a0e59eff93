"""Words -> the network's scores of each word, layer by layer, read in windows."""

from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.annotate.pieces import Pieces, case_of
from kg.annotate.windows import Window, windows

#: The scores of each word, in the order of the network's outputs.
LAYERS = (
    "upos", "xpos", "feats", "scripts", "starts", "names",
    "arc_child", "arc_head", "label_child", "label_head",
)  # fmt: skip

Scores = NDArray[np.float32]


class Network:
    """The encoder and its heads as int8 ONNX, on one thread and one window at a time.

    The scale of an activation is taken from all that is run together: a window alone gives the same
    scores whatever is read before, after or beside it.
    """

    def __init__(self, folder: Path) -> None:
        self._pieces = Pieces(folder / "tokenizer.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            (folder / "reader.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def scores(self, words: list[str], parts: list[tuple[int, int]]) -> dict[str, Scores]:
        """Return for each layer an array words x classes; ``parts`` are paragraphs as word ranges."""
        pieces = self._pieces(words)
        cases = [case_of(word) for word in words]
        lengths = [len(p) for p in pieces]
        found = [self._run(window, pieces, cases) for window in windows(parts, lengths)]
        return {
            layer: np.concatenate([rows[i] for rows in found]) for i, layer in enumerate(LAYERS)
        }

    def _run(self, window: Window, pieces: list[tuple[int, ...]], cases: list[int]) -> list[Scores]:
        ids, marks, first, last = [self._pieces.cls], [0], [], []
        for i in range(window.start, window.end):
            first.append(len(ids))
            ids.extend(pieces[i])
            marks.extend([cases[i]] * len(pieces[i]))
            last.append(len(ids) - 1)
        ids.append(self._pieces.sep)
        marks.append(0)
        out = self._session.run(
            None,
            {
                "pieces": np.array([ids], dtype=np.int64),
                "cases": np.array([marks], dtype=np.int64),
                "first": np.array([first], dtype=np.int64),
                "last": np.array([last], dtype=np.int64),
            },
        )
        begin, end = window.keep - window.start, window.until - window.start
        return [layer[0, begin:end] for layer in out]
