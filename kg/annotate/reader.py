"""spaCy component ``kg_reader``: one encoder read in windows, tags, lemmas, trees, sentences and names set."""

import json
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab
from threadpoolctl import ThreadpoolController

from kg.annotate import decode
from kg.annotate.layout import paragraphs
from kg.annotate.lemmas import Lemmas
from kg.annotate.pieces import Pieces, case_of
from kg.annotate.windows import Window, windows
from kg.resources import model

#: The scores of each word, in the order of the network's outputs.
LAYERS = (
    "upos", "xpos", "feats", "scripts", "starts", "names",
    "arc_child", "arc_head", "label_child", "label_head",
)  # fmt: skip

#: Words in a sentence; a longer one (a table, a list of names) is cut, trees cost its square.
LONGEST = 300

#: Words labelled at once: bounds the memory to about 10 MB.
LABELLED = 512

Scores = NDArray[np.float32]


class Reader:
    """The reader that ships with the package, as a component of a blank English pipeline.

    Sets ``tag_``, ``pos_``, ``morph``, ``lemma_``, ``dep_``, ``head``, sentence starts and
    ``doc.ents``; ``doc.user_data["kg_confidence"]`` maps (start, end) token ranges of names to
    probabilities in 0..1.
    """

    def __init__(self, vocab: Vocab, folder: Path) -> None:
        self.vocab = vocab
        self.meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        self._pieces = Pieces(folder / "tokenizer.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            (folder / "reader.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        self._threads = ThreadpoolController()  # the same sums on any number of cores
        with np.load(folder / "parser.npz") as weights:
            self._weights = {name: weights[name].astype(np.float32) for name in weights.files}
        self._lemmas = Lemmas.read(self.meta["inventory"]["scripts"], folder / "lemmas.json.gz")
        self._set_classes()

    def _set_classes(self) -> None:
        classes = self.meta["inventory"]
        add = self.vocab.strings.add
        self._parts: list[str] = classes["upos"]
        self._upos = np.array([add(v) for v in classes["upos"]], dtype=np.uint64)
        self._xpos = np.array([add(v) for v in classes["xpos"]], dtype=np.uint64)
        self._labels = np.array(
            [add("ROOT" if v == "root" else v) for v in classes["labels"]], dtype=np.uint64
        )
        self._feats = np.array(
            [self.vocab.morphology.add(v) for v in classes["feats"]], dtype=np.uint64
        )
        self._names: list[str] = classes["names"]
        self._types = np.array(
            [add(v[2:]) if v != "O" else 0 for v in self._names], dtype=np.uint64
        )
        self._iob = np.array([{"O": 2, "B": 3, "I": 1}[v[0]] for v in self._names], dtype=np.uint64)
        self._follows = np.array(
            [[b[0] != "I" or a[1:] == b[1:] for b in self._names] for a in self._names]
        )
        self._root = classes["labels"].index("root")

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a tokenised text."""
        kept = [token.i for token in doc if not token.is_space]
        if not kept:
            return doc
        words = [doc[i].text for i in kept]
        places = [(doc[i].idx, doc[i].idx + len(words[n])) for n, i in enumerate(kept)]
        parts = list(paragraphs(places, doc.text))
        scores = self._scores(words, parts)
        sentences = _sentences(scores["starts"], [start for start, _ in parts])
        self._set(doc, np.array(kept), words, scores, sentences)
        return doc

    def _scores(self, words: list[str], parts: list[tuple[int, int]]) -> dict[str, Scores]:
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

    def _set(
        self,
        doc: Doc,
        kept: NDArray[np.int64],
        words: list[str],
        scores: dict[str, Scores],
        sentences: list[tuple[int, int]],
    ) -> None:
        heads, labels = self._trees(scores, sentences)
        n = len(doc)
        table = np.zeros((n, 8), dtype=np.uint64)
        upos = np.full(n, self.vocab.strings.add("SPACE"), dtype=np.uint64)
        parts = scores["upos"].argmax(1)
        upos[kept] = self._upos[parts]
        xpos = np.full(n, self.vocab.strings.add("_SP"), dtype=np.uint64)
        xpos[kept] = self._xpos[scores["xpos"].argmax(1)]
        feats = np.full(n, self.vocab.morphology.add(""), dtype=np.uint64)
        feats[kept] = self._feats[scores["feats"].argmax(1)]
        lemmas = np.array([self.vocab.strings.add(token.text) for token in doc], dtype=np.uint64)
        lemmas[kept] = [
            self.vocab.strings.add(self._lemmas.choose(word, self._parts[part], row))
            for word, part, row in zip(words, parts.tolist(), scores["scripts"], strict=True)
        ]
        offsets = np.full(n, -1, dtype=np.int64)
        offsets[: kept[0]] = kept[0] - np.arange(kept[0])
        offsets[kept] = kept[heads] - kept
        deps = np.full(n, self.vocab.strings.add("dep"), dtype=np.uint64)
        deps[kept] = self._labels[labels]
        names, sure = self._name(scores["names"], sentences)
        iob, types = np.full(n, 2, dtype=np.uint64), np.zeros(n, dtype=np.uint64)
        iob[kept], types[kept] = self._iob[names], self._types[names]
        for i in range(n - 1, 0, -1):  # white space inside a name belongs to it
            if doc[i - 1].is_space and iob[i] == 1:
                iob[i - 1], types[i - 1] = 1, types[i]
        columns = (upos, xpos, feats, lemmas, offsets.view(np.uint64), deps, iob, types)
        for i, column in enumerate(columns):
            table[:, i] = column
        doc.from_array([POS, TAG, MORPH, LEMMA, HEAD, DEP, ENT_IOB, ENT_TYPE], table)
        word_of = {int(token): word for word, token in enumerate(kept)}
        doc.user_data["kg_confidence"] = {
            (ent.start, ent.end): _mean(
                [sure[word_of[i]] for i in range(ent.start, ent.end) if i in word_of]
            )
            for ent in doc.ents
        }

    def _trees(
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

    def _name(
        self, scores: Scores, sentences: list[tuple[int, int]]
    ) -> tuple[NDArray[np.int64], Scores]:
        names = np.concatenate([decode.tags(scores[s:e], self._follows) for s, e in sentences])
        high = np.exp(scores - scores.max(1, keepdims=True))
        sure: Scores = high[np.arange(len(names)), names] / high.sum(1)
        return names, sure


def _with_one(vectors: Scores) -> Scores:
    return np.concatenate([vectors, np.ones((len(vectors), 1), dtype=np.float32)], 1)


def _mean(values: list[np.float32]) -> float:
    return round(float(np.mean(values)), 2)


def _sentences(starts: Scores, forced: list[int]) -> list[tuple[int, int]]:
    begins = starts[:, 1] > starts[:, 0]
    begins[forced] = True
    edges: list[int] = []
    for edge in np.flatnonzero(begins).tolist():
        while edges and edge - edges[-1] > LONGEST:
            edges.append(edges[-1] + LONGEST)
        edges.append(edge)
    while len(starts) - edges[-1] > LONGEST:
        edges.append(edges[-1] + LONGEST)
    return list(zip(edges, [*edges[1:], len(starts)], strict=True))


@Language.factory(
    "kg_reader",
    assigns=[
        "token.tag", "token.pos", "token.morph", "token.lemma", "token.dep", "token.head",
        "token.is_sent_start", "doc.sents", "doc.ents", "token.ent_iob", "token.ent_type",
    ],
)  # fmt: skip
def make(nlp: Language, name: str) -> Reader:  # noqa: ARG001
    """Build the component from the weights of the package."""
    return Reader(nlp.vocab, model())
