"""Sentences -> batches of tensors: consecutive sentences packed into windows of word pieces."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from kg.annotate.pieces import Pieces, case_of
from kg.annotate.scripts import derive
from kg.train.data import TAGS, Sentence

#: Pieces in a window of training text, and in a batch of windows.
WINDOW, BATCH = 160, 1000

#: Share of the windows read as if all in capitals, and as if all in lower case.
CAPITALS, SMALL = 0.04, 0.03


@dataclass(frozen=True, slots=True)
class Inventory:
    """The classes of each layer, in the order of the scores."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    scripts: tuple[str, ...]
    labels: tuple[str, ...]
    names: tuple[str, ...] = TAGS


def inventory(sentences: Sequence[Sentence], *, least: int = 2) -> Inventory:
    """Collect the classes seen at least ``least`` times, in sorted order."""
    counts: dict[str, dict[str, int]] = {
        k: {} for k in ("upos", "xpos", "feats", "scripts", "labels")
    }
    for s in sentences:
        rows = zip(
            s.words,
            s.upos or (),
            s.xpos or (),
            s.feats or (),
            s.lemmas or (),
            s.labels or (),
            strict=False,
        )
        for word, upos, xpos, feats, lemma, label in rows:
            values = {
                "upos": upos,
                "xpos": xpos,
                "feats": feats,
                "scripts": derive(word, lemma),
                "labels": label,
            }
            for layer, value in values.items():
                counts[layer][value] = counts[layer].get(value, 0) + 1
    kept = {k: tuple(sorted(v for v, n in c.items() if n >= least)) for k, c in counts.items()}
    return Inventory(**kept)


def windows(
    sentences: Sequence[Sentence], pieces: Pieces, size: int = WINDOW
) -> Iterator[list[Sentence]]:
    """Pack consecutive sentences into windows of at most ``size`` pieces (one longer sentence: cut off)."""
    now: list[Sentence] = []
    used = 0
    for s in sentences:
        n = sum(map(len, pieces(s.words)))
        if n > 400:
            continue
        if now and used + n > size:
            yield now
            now, used = [], 0
        now.append(s)
        used += n
    if now:
        yield now


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors batch x pieces or batch x words; -100 where there is nothing to learn."""

    pieces: Tensor
    cases: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    upos: Tensor
    xpos: Tensor
    feats: Tensor
    scripts: Tensor
    starts: Tensor
    labels: Tensor
    heads: Tensor
    sentence: Tensor
    names: Tensor | None


class Maker:
    """Turns windows into batches with the classes of an inventory."""

    def __init__(self, inventory: Inventory, pieces: Pieces) -> None:
        self.inventory = inventory
        self.pieces = pieces
        self.index = {
            layer: {v: i for i, v in enumerate(getattr(inventory, layer))}
            for layer in ("upos", "xpos", "feats", "scripts", "labels", "names")
        }

    def __call__(
        self, group: Sequence[Sequence[Sentence]], chance: random.Random | None = None
    ) -> Batch:
        """Return the batch of a group of windows; ``chance`` draws the changes of case."""
        rows = [self._row(window, chance) for window in group]
        named = group[0][0].names is not None

        def pad(key: str, fill: int) -> Tensor:
            longest = max(len(r[key]) for r in rows)
            return torch.tensor([[*r[key], *[fill] * (longest - len(r[key]))] for r in rows])

        pieces = pad("pieces", self.pieces.pad)
        names = None
        if named:
            words = max(len(r["first"]) for r in rows)
            names = torch.zeros(len(rows), words, len(TAGS), dtype=torch.bool)
            for i, window in enumerate(group):
                at = 0
                for s in window:
                    for tags in s.names or ():
                        for tag in tags:
                            names[i, at, self.index["names"][tag]] = True
                        at += 1
        return Batch(
            pieces=pieces,
            cases=pad("cases", 0),
            mask=pad("pieces", -1) >= 0,
            first=pad("first", 0),
            last=pad("last", 0),
            upos=pad("upos", -100),
            xpos=pad("xpos", -100),
            feats=pad("feats", -100),
            scripts=pad("scripts", -100),
            starts=pad("starts", -100),
            labels=pad("labels", -100),
            heads=pad("heads", -100),
            sentence=pad("sentence", -1),
            names=names,
        )

    def _row(
        self, window: Sequence[Sentence], chance: random.Random | None
    ) -> dict[str, list[int]]:
        row: dict[str, list[int]] = {
            k: []
            for k in (
                "pieces", "cases", "first", "last", "upos", "xpos", "feats",
                "scripts", "starts", "labels", "heads", "sentence",
            )
        }  # fmt: skip
        draw = chance.random() if chance else 1.0
        row["pieces"].append(self.pieces.cls)
        row["cases"].append(0)
        base = 0
        for number, s in enumerate(window):
            for word, ids in zip(s.words, self.pieces(s.words), strict=True):
                case = case_of(word)
                if case != 5 and draw < CAPITALS:
                    case = 2
                elif case != 5 and draw < CAPITALS + SMALL:
                    case = 0
                row["first"].append(len(row["pieces"]))
                row["pieces"].extend(ids)
                row["cases"].extend([case] * len(ids))
                row["last"].append(len(row["pieces"]) - 1)
            self._labels(row, s, number, base)
            base += len(s.words)
        row["pieces"].append(self.pieces.sep)
        row["cases"].append(0)
        return row

    def _labels(self, row: dict[str, list[int]], s: Sentence, number: int, base: int) -> None:
        n = len(s.words)
        row["sentence"].extend([number] * n)
        if s.upos is None:
            for key in ("upos", "xpos", "feats", "scripts", "starts", "labels", "heads"):
                row[key].extend([-100] * n)
            return
        if not (s.xpos and s.feats and s.lemmas and s.heads and s.labels):
            raise ValueError("a tree lacks a layer")
        row["upos"].extend(self.index["upos"].get(v, -100) for v in s.upos)
        row["xpos"].extend(self.index["xpos"].get(v, -100) for v in s.xpos)
        row["feats"].extend(self.index["feats"].get(v, -100) for v in s.feats)
        row["scripts"].extend(
            self.index["scripts"].get(derive(w, v), -100)
            for w, v in zip(s.words, s.lemmas, strict=True)
        )
        row["starts"].extend([1, *[0] * (n - 1)])
        row["labels"].extend(self.index["labels"].get(v, -100) for v in s.labels)
        row["heads"].extend(0 if h < 0 else base + h + 1 for h in s.heads)


def group(
    windows: Sequence[Sequence[Sentence]], pieces: Pieces, chance: random.Random
) -> list[list[Sequence[Sentence]]]:
    """Group windows of like length into batches of about ``BATCH`` pieces, in random order."""
    sized = [(sum(sum(map(len, pieces(s.words))) for s in w), w) for w in windows]
    chance.shuffle(sized)
    groups: list[list[Sequence[Sentence]]] = []
    for start in range(0, len(sized), 400):
        pool = sorted(sized[start : start + 400], key=lambda item: item[0])
        now: list[Sequence[Sentence]] = []
        for n, w in pool:
            if now and (len(now) + 1) * (n + 2) > BATCH:
                groups.append(now)
                now = []
            now.append(w)
        if now:
            groups.append(now)
    chance.shuffle(groups)
    return groups
