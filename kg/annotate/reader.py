"""A tokenised ``Doc`` -> a ``Reading``: the network and what makes structures of its scores."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDX, LENGTH, ORTH, SENT_START
from spacy.tokens import Doc

from kg.annotate import decode
from kg.annotate.arguments import Roles
from kg.annotate.coreference import Chainer, Links
from kg.annotate.layout import paragraphs, sections
from kg.annotate.lemmas import Lemmas
from kg.annotate.mentions import Finder
from kg.annotate.network import Network, Scores
from kg.annotate.parser import Parser
from kg.annotate.reading import Reading, joined
from kg.annotate.settle import OPEN, settle
from kg.annotate.threads import one_thread
from kg.errors import KgError

#: Words in a sentence; a longer one (a table, a list of names) is cut, trees cost its square.
LONGEST = 300

#: Words whose scores are in memory at once, about 8 kB each.
SECTION = 4000

#: By how much the score of an event, and of one told as having happened, must be above that of none.
EVENT, ASSERTED = -0.5, -0.5

Indices = NDArray[np.int64]


#: What a folder of weights holds.
FILES = ("reader.onnx", "pairs.npz", "meta.json", "lemmas.json.gz", "tokenizer.json")


def opened(folder: Path) -> "Reader":
    """Return the reader of a folder.

    Raises:
        KgError: a file is missing or is no such file.
    """
    missing = [file for file in FILES if not (folder / file).is_file()]
    hint = "python -m kg.train.export writes such a folder; without KG_READER kg's own is read"
    if missing:
        raise KgError(f"no reader in {str(folder)!r}: {', '.join(missing)} is missing", hint=hint)
    try:
        return Reader(folder)
    except Exception as error:  # those of onnxruntime and zipfile have no nearer base
        raise KgError(f"the reader in {str(folder)!r} does not open: {error}", hint=hint) from error


class Reader:
    """The reader that ships with the package.

    Args:
        folder: ``reader.onnx``, ``pairs.npz``, ``meta.json``, the lemmas and the vocabulary.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        self.classes: dict[str, list[str]] = self.meta["inventory"]
        with np.load(folder / "pairs.npz") as archive:
            self.weights = {name: archive[name].astype(np.float32) for name in archive.files}
        self._network = Network(folder)
        self._parser = Parser(self.weights, self.classes["labels"].index("root"))
        self._lemmas = Lemmas.read(self.classes["scripts"], folder / "lemmas.json.gz")
        self._finder = Finder(self.weights)
        self._roles = Roles(self.weights)
        self._chainer = Chainer(self.weights)
        tags = self.classes["names"]
        self._open = np.array([[t[2:] == c for c in OPEN] for t in tags], dtype=np.float32)
        self._follows = _follows(tags)

    def __reduce__(self) -> tuple[type["Reader"], tuple[Path]]:
        """Travel to another process as the name of the folder."""
        return Reader, (self._folder,)

    def read(self, doc: Doc, kept: Indices) -> Reading:
        """Read the words at the indices ``kept`` (all but white space, at least one).

        Where a token already says whether it starts a sentence, it is taken at its word.
        """
        table = doc.to_array([ORTH, IDX, LENGTH])[kept].astype(np.int64)
        begins, ends = table[:, 1], table[:, 1] + table[:, 2]
        orths = table[:, 0].view(np.uint64)
        given = _given(doc, kept)
        known = {o: doc.vocab.strings[o] for o in np.unique(orths).tolist()}
        every = [known[o] for o in orths.tolist()]
        links = self._chainer.begin(every)
        parts = []
        for paras in sections(list(paragraphs(begins, ends, doc.text)), SECTION):
            first, end = paras[0][0], paras[-1][1]
            here = [(s - first, e - first) for s, e in paras]
            with one_thread():
                section = self._section(every[first:end], here, given[first:end], first, links)
            parts.append((first, section))
        read = joined(parts)
        glued = np.concatenate([[False], begins[1:] == ends[:-1]])
        names = settle(every, glued, read.names, self.classes["names"], read.odds)
        return replace(read, names=names)

    def _section(
        self,
        words: list[str],
        paras: list[tuple[int, int]],
        given: Indices,
        first: int,
        links: Links,
    ) -> Reading:
        scores = self._network.scores(words, paras)
        begins = scores["starts"][:, 1] > scores["starts"][:, 0]
        begins[_ruled(words)] = False
        begins[[start for start, _ in paras]] = True
        begins[given > 0], begins[given < 0] = True, False
        sentences = _sentences(begins)
        heads, labels = self._parser.trees(scores, sentences)
        upos = scores["upos"].argmax(1)
        names = np.concatenate(
            [decode.tags(scores["names"][s:e], self._follows) for s, e in sentences]
        )
        high = np.exp(scores["names"] - scores["names"].max(1, keepdims=True))
        chances = high / high.sum(1, keepdims=True)
        found = self._finder.find(scores, sentences)
        triggers = _second(scores["triggers"][:, :2], EVENT)
        vectors = scores["coref_start"][found.starts] + scores["coref_end"][found.ends - 1]
        roles = self._roles.find(scores, triggers, sentences)
        spans = [(first + s, first + e) for s, e in found.spans()]
        return Reading(
            upos=upos.astype(np.int16),
            xpos=scores["xpos"].argmax(1).astype(np.int16),
            feats=scores["feats"].argmax(1).astype(np.int16),
            lemmas=self._lemmas(
                words, [self.classes["upos"][i] for i in upos.tolist()], scores["scripts"]
            ),
            heads=heads,
            labels=labels.astype(np.int16),
            names=names.astype(np.int16),
            sure=chances[np.arange(len(names)), names],
            odds=np.log(chances @ self._open + 1e-6).astype(np.float16),
            mentions=found,
            antecedents=np.array(links.add(spans, vectors), dtype=np.int32),
            triggers=triggers,
            asserted=_second(scores["triggers"][:, 2:], ASSERTED),
            arguments=np.array(roles, dtype=np.int32).reshape(-1, 3),
        )


def _ruled(words: list[str]) -> list[int]:
    """Return the words that go on a ruler ("=====", one token a character): no sentence begins there.

    >>> _ruled(["=", "=", "a", "a"])
    [1]
    """
    return [
        i + 1 for i, (a, b) in enumerate(pairwise(words)) if a == b and not any(map(str.isalnum, a))
    ]


def _given(doc: Doc, kept: Indices) -> Indices:
    """Return for each word 1 where a sentence is said to start, -1 where none is, else 0.

    A start on white space is one of the word behind it.
    """
    given: Indices = doc.to_array([SENT_START]).astype(np.int64)
    words: Indices = given[kept]
    starts = np.searchsorted(kept, np.flatnonzero(given == 1))
    words[starts[starts < len(words)]] = 1
    return words


def _follows(tags: list[str]) -> NDArray[np.bool_]:
    return np.array([[b[0] != "I" or a[1:] == b[1:] for b in tags] for a in tags])


def _second(scores: Scores, needed: float) -> list[int]:
    """Return the words whose second score is above the first by more than is needed."""
    found: list[int] = np.flatnonzero(scores[:, 1] - scores[:, 0] > needed).tolist()
    return found


def _sentences(begins: NDArray[np.bool_]) -> list[tuple[int, int]]:
    begins[0] = True
    edges: list[int] = []
    for edge in np.flatnonzero(begins).tolist():
        while edges and edge - edges[-1] > LONGEST:
            edges.append(edges[-1] + LONGEST)
        edges.append(edge)
    while len(begins) - edges[-1] > LONGEST:
        edges.append(edges[-1] + LONGEST)
    return list(zip(edges, [*edges[1:], len(begins)], strict=True))
