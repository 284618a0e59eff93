"""spaCy component ``kg_reader``: a tokenised ``Doc`` gets tags, lemmas, trees, sentences and names."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.annotate import decode
from kg.annotate.layout import paragraphs, sections
from kg.annotate.lemmas import Lemmas
from kg.annotate.network import Network, Scores
from kg.annotate.parser import Parser
from kg.resources import model

#: Words in a sentence; a longer one (a table, a list of names) is cut, trees cost its square.
LONGEST = 300

#: Words whose scores are in memory at once, about 6 kB each.
SECTION = 4000

Indices = NDArray[np.int64]
Ids = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a section, one entry a word: classes as indices, heads from its start."""

    upos: Indices
    xpos: Indices
    feats: Indices
    lemmas: list[str]
    heads: Indices
    labels: Indices
    names: Indices
    sure: Scores


class Reader:
    """The reader that ships with the package, as a component of a blank English pipeline.

    Sets ``tag_``, ``pos_``, ``morph``, ``lemma_``, ``dep_``, ``head``, sentence starts and
    ``doc.ents``; ``doc.user_data["kg_confidence"]`` maps (start, end) token ranges of names to
    probabilities in 0..1.
    """

    def __init__(self, vocab: Vocab, folder: Path) -> None:
        self.vocab = vocab
        self.meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        classes = self.meta["inventory"]
        self._network = Network(folder)
        self._parser = Parser(folder / "parser.npz", classes["labels"].index("root"))
        self._lemmas = Lemmas.read(classes["scripts"], folder / "lemmas.json.gz")
        self._parts: list[str] = classes["upos"]
        self._names: list[str] = classes["names"]
        self._follows = np.array(
            [[b[0] != "I" or a[1:] == b[1:] for b in self._names] for a in self._names]
        )
        self._set_ids(classes)

    def _set_ids(self, classes: dict[str, list[str]]) -> None:
        """Look up once what spaCy calls each class."""
        add, morph = self.vocab.strings.add, self.vocab.morphology.add
        labels = ["ROOT" if v == "root" else v for v in classes["labels"]]
        self._upos = _ids(add(v) for v in classes["upos"])
        self._xpos = _ids(add(v) for v in classes["xpos"])
        self._feats = _ids(morph(v) for v in classes["feats"])
        self._labels = _ids(add(v) for v in labels)
        self._types = _ids(add(v[2:]) if v != "O" else 0 for v in self._names)
        self._iob = _ids({"O": 2, "B": 3, "I": 1}[v[0]] for v in self._names)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a tokenised text."""
        kept = np.array([token.i for token in doc if not token.is_space], dtype=np.int64)
        if not len(kept):
            return doc
        words = [doc[i].text for i in kept.tolist()]
        places = [
            (doc[i].idx, doc[i].idx + len(word))
            for i, word in zip(kept.tolist(), words, strict=True)
        ]
        found = []
        for parts in sections(list(paragraphs(places, doc.text)), SECTION):
            first = parts[0][0]
            section = words[first : parts[-1][1]]
            found.append((first, self._read(section, [(s - first, e - first) for s, e in parts])))
        self._set(doc, kept, found)
        return doc

    def _read(self, words: list[str], parts: list[tuple[int, int]]) -> Read:
        scores = self._network.scores(words, parts)
        sentences = _sentences(scores["starts"], [start for start, _ in parts])
        heads, labels = self._parser.trees(scores, sentences)
        upos = scores["upos"].argmax(1)
        names = np.concatenate(
            [decode.tags(scores["names"][s:e], self._follows) for s, e in sentences]
        )
        high = np.exp(scores["names"] - scores["names"].max(1, keepdims=True))
        return Read(
            upos=upos,
            xpos=scores["xpos"].argmax(1),
            feats=scores["feats"].argmax(1),
            lemmas=[
                self._lemmas.choose(word, self._parts[part], row)
                for word, part, row in zip(words, upos.tolist(), scores["scripts"], strict=True)
            ],
            heads=heads,
            labels=labels,
            names=names,
            sure=high[np.arange(len(names)), names] / high.sum(1),
        )

    def _set(self, doc: Doc, kept: Indices, found: list[tuple[int, Read]]) -> None:
        """Write the sections into the Doc; white space hangs on the word before it."""
        strings = self.vocab.strings

        def column(blank: int, values: list[Ids]) -> Ids:
            whole = np.full(len(doc), blank, dtype=np.uint64)
            whole[kept] = np.concatenate(values)
            return whole

        reads = [read for _, read in found]
        heads = np.full(len(doc), -1, dtype=np.int64)
        heads[: kept[0]] = kept[0] - np.arange(kept[0])
        heads[kept] = kept[np.concatenate([read.heads + first for first, read in found])] - kept
        names = np.concatenate([read.names for read in reads])
        iob, types = column(2, [self._iob[names]]), column(0, [self._types[names]])
        _spaces_inside(doc, iob, types)
        columns = {
            POS: column(strings.add("SPACE"), [self._upos[r.upos] for r in reads]),
            TAG: column(strings.add("_SP"), [self._xpos[r.xpos] for r in reads]),
            MORPH: column(self.vocab.morphology.add(""), [self._feats[r.feats] for r in reads]),
            LEMMA: column(
                strings.add(" "), [_ids(strings.add(lemma) for r in reads for lemma in r.lemmas)]
            ),
            HEAD: heads.view(np.uint64),
            DEP: column(strings.add("dep"), [self._labels[r.labels] for r in reads]),
            ENT_IOB: iob,
            ENT_TYPE: types,
        }
        doc.from_array(list(columns), np.stack(list(columns.values()), axis=1))
        sure = np.full(len(doc), np.nan, dtype=np.float32)
        sure[kept] = np.concatenate([read.sure for read in reads])
        doc.user_data["kg_confidence"] = {
            (e.start, e.end): round(float(np.nanmean(sure[e.start : e.end])), 2) for e in doc.ents
        }


def _ids(values: Iterator[int]) -> Ids:
    return np.fromiter(values, dtype=np.uint64)


def _spaces_inside(doc: Doc, iob: Ids, types: Ids) -> None:
    """Make white space inside a name a part of it."""
    for i in range(len(doc) - 1, 0, -1):
        if iob[i] == 1 and doc[i - 1].is_space:
            iob[i - 1], types[i - 1] = 1, types[i]


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
