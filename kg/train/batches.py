"""Windows of texts -> batches of tensors."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from kg.annotate.arguments import REACH
from kg.annotate.likeness import likeness
from kg.annotate.pieces import Pieces, case_of
from kg.annotate.scripts import derive
from kg.train.gold import FACTUALITY
from kg.train.tags import TAGS, TIMEX
from kg.train.texts import Text

#: Share of the windows read as if all in capitals, and as if all in lower case.
CAPITALS, SMALL = 0.04, 0.03

TYPES = (
    "abstract", "animal", "event", "object", "organisation", "person", "place", "plant", "substance", "time",
)  # fmt: skip
ROLES = (
    "",
    "agent",
    "patient",
    "recipient",
    "instrument",
    "place",
    "time",
    "origin",
    "destination",
)


@dataclass(frozen=True, slots=True)
class Inventory:
    """The classes of each layer, in the order of the scores."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    scripts: tuple[str, ...]
    labels: tuple[str, ...]
    names: tuple[str, ...] = TAGS
    timex: tuple[str, ...] = TIMEX
    types: tuple[str, ...] = TYPES
    factuality: tuple[str, ...] = FACTUALITY
    roles: tuple[str, ...] = ROLES


def inventory(texts: Sequence[Text], *, least: int = 2) -> Inventory:
    """Collect the classes of the trees seen at least ``least`` times, in sorted order."""
    counts: dict[str, dict[str, int]] = {
        k: {} for k in ("upos", "xpos", "feats", "scripts", "labels")
    }
    for text in texts:
        if text.tree is None:
            continue
        t = text.tree
        rows = zip(text.words, t.upos, t.xpos, t.feats, t.lemmas, t.labels, strict=True)
        for word, upos, xpos, feats, lemma, label in rows:
            values = {
                "upos": upos, "xpos": xpos, "feats": feats, "scripts": derive(word, lemma), "labels": label,
            }  # fmt: skip
            for layer, value in values.items():
                counts[layer][value] = counts[layer].get(value, 0) + 1
    kept = {k: tuple(sorted(v for v, n in c.items() if n >= least)) for k, c in counts.items()}
    return Inventory(**kept)


@dataclass(frozen=True, slots=True)
class Chains:
    """Mentions of one document in a batch, in order; ``gold``: mentions x mentions, may antecede.

    ``known``: of each mention whether its antecedents, or that it has none, can be seen in the batch.
    ``either``: the last mention means one of those before it, no other choice.
    """

    rows: Tensor
    starts: Tensor
    ends: Tensor
    gold: Tensor
    known: Tensor
    kinds: Tensor
    pronouns: Tensor
    matches: Tensor
    distances: Tensor
    nested: Tensor
    either: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors batch x pieces or batch x words; -100 (or no allowed tag) where there is nothing to learn.

    ``nested``: batch, whether all mentions of the row are known. ``mentions``: n x 4, row, start,
    end, type. ``pairs``: n x 4, row, trigger, word, role.
    """

    pieces: Tensor
    cases: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    sentence: Tensor
    tree: dict[str, Tensor]
    allowed: dict[str, Tensor]
    triggers: Tensor
    asserted: Tensor
    nested: Tensor
    mentions: Tensor
    chains: tuple[Chains, ...]
    pairs: Tensor


class Maker:
    """Turns windows into batches with the classes of an inventory."""

    def __init__(self, inventory: Inventory, pieces: Pieces) -> None:
        self.inventory = inventory
        self.pieces = pieces
        self.index = {
            layer: {v: i for i, v in enumerate(getattr(inventory, layer))}
            for layer in inventory.__dataclass_fields__
        }

    def __call__(self, group: Sequence[Text], chance: random.Random | None = None) -> Batch:
        """Return the batch of a group of windows; ``chance`` draws the changes of case."""
        rows = [self._row(window, chance) for window in group]
        n = max(len(text.words) for text in group)

        def pad(key: str, fill: int) -> Tensor:
            longest = max(len(r[key]) for r in rows)
            return torch.tensor([[*r[key], *[fill] * (longest - len(r[key]))] for r in rows])

        return Batch(
            pieces=pad("pieces", self.pieces.pad),
            cases=pad("cases", 0),
            mask=pad("pieces", -1) >= 0,
            first=pad("first", 0),
            last=pad("last", 0),
            sentence=pad("sentence", -1),
            tree={k: pad(k, -100) for k in ("upos", "xpos", "feats", "scripts", "starts", "labels", "heads")},
            allowed={
                layer: self._allowed(layer, [self._open(layer, t) for t in group], n)
                for layer in ("names", "timex", "factuality")
            },
            triggers=pad("triggers", -100),
            asserted=pad("asserted", -100),
            nested=torch.tensor([t.nested for t in group]),
            mentions=torch.tensor(
                [
                    (row, m.start, m.end - 1, self.index["types"].get(m.kind, -100))
                    for row, text in enumerate(group)
                    for m in text.mentions
                ],
                dtype=torch.long,
            ).reshape(-1, 4),
            chains=tuple(chains(group)),
            pairs=self._pairs(group),
        )  # fmt: skip

    def _open(self, layer: str, text: Text) -> Sequence[tuple[str, ...]]:
        if layer == "factuality":
            return [text.factuality.get(i, ()) for i in range(len(text.words))]
        return getattr(text, layer) or ()

    def _allowed(self, layer: str, rows: Sequence[Sequence[tuple[str, ...]]], n: int) -> Tensor:
        index = self.index[layer]
        found = np.zeros((len(rows), n, len(index)), dtype=bool)
        for i, row in enumerate(rows):
            for at, tags in enumerate(row):
                for tag in tags:
                    found[i, at, index[tag]] = True
        return torch.from_numpy(found)

    def _row(self, text: Text, chance: random.Random | None) -> dict[str, list[int]]:
        row: dict[str, list[int]] = {
            "pieces": [self.pieces.cls], "cases": [0], "first": [], "last": [],
            "triggers": list(text.triggers or [-100] * len(text.words)),
            "asserted": list(text.asserted or [-100] * len(text.words)),
        }  # fmt: skip
        draw = chance.random() if chance else 1.0
        for word, ids in zip(text.words, self.pieces(text.words), strict=True):
            case = case_of(word)
            if case != 5 and draw < CAPITALS:
                case = 2
            elif case != 5 and draw < CAPITALS + SMALL:
                case = 0
            row["first"].append(len(row["pieces"]))
            row["pieces"].extend(ids)
            row["cases"].extend([case] * len(ids))
            row["last"].append(len(row["pieces"]) - 1)
        row["pieces"].append(self.pieces.sep)
        row["cases"].append(0)
        starts = set(text.starts)
        number = -1
        row["sentence"] = []
        for i in range(len(text.words)):
            number += i in starts
            row["sentence"].append(max(number, 0))
        return row | self._tree(text)

    def _tree(self, text: Text) -> dict[str, list[int]]:
        n = len(text.words)
        if text.tree is None:
            layers = ("upos", "xpos", "feats", "scripts", "starts", "labels", "heads")
            return {key: [-100] * n for key in layers}
        t, starts = text.tree, set(text.starts)
        return {
            "upos": [self.index["upos"].get(v, -100) for v in t.upos],
            "xpos": [self.index["xpos"].get(v, -100) for v in t.xpos],
            "feats": [self.index["feats"].get(v, -100) for v in t.feats],
            "scripts": [
                self.index["scripts"].get(derive(w, v), -100)
                for w, v in zip(text.words, t.lemmas, strict=True)
            ],
            "starts": [int(i in starts) for i in range(n)],
            "labels": [self.index["labels"].get(v, -100) for v in t.labels],
            "heads": [0 if h < 0 else h + 1 for h in t.heads],
        }

    def _pairs(self, group: Sequence[Text]) -> Tensor:
        rows: list[tuple[int, int, int, int]] = []
        for row, text in enumerate(group):
            for trigger, found in text.arguments.items():
                role_of = dict(found)
                reach = range(max(0, trigger - REACH), min(len(text.words), trigger + REACH + 1))
                for word in reach:
                    if word != trigger:
                        role = self.index["roles"][role_of.get(word, "")]
                        rows.append((row, trigger, word, role))
        return torch.tensor(rows, dtype=torch.long).reshape(-1, 4)


def chains(group: Sequence[Text]) -> Iterator[Chains]:
    """Yield for each document of a group its mentions and which of them mean the same."""
    by_source: dict[str, list[int]] = {}
    for row, text in enumerate(group):
        if text.chained or text.either:
            by_source.setdefault(text.source, []).append(row)
    for rows in by_source.values():
        words: list[str] = []
        found: list[tuple[int, int, int, int, int, int, int]] = []
        either = group[rows[0]].either
        for row in rows:
            text, base = group[row], len(words)
            order = text.mentions
            if not either:
                order = tuple(sorted(order, key=lambda m: (m.start, -m.end)))
            found.extend(
                (row, m.start, m.end - 1, m.chain, m.first, base + m.start, base + m.end)
                for m in order
            )
            words.extend(text.words)
        if len(found) < 2 or (either and len(found) < 3):
            continue
        row_of, start, end, chain, first, begin, until = map(torch.tensor, zip(*found, strict=True))
        same = (chain[:, None] == chain[None, :]) & (chain >= 0)[:, None]
        like = likeness(words, list(zip(begin.tolist(), until.tolist(), strict=True)))
        every = slice(None)
        yield Chains(
            rows=row_of,
            starts=start,
            ends=end,
            gold=same.tril(-1),
            known=(first > 0) | same.tril(-1).any(1),
            kinds=torch.from_numpy(like.kinds),
            pronouns=torch.from_numpy(like.pronouns),
            matches=torch.from_numpy(like.matches(every, every)),
            distances=torch.from_numpy(like.distances(every, every)),
            nested=torch.from_numpy(like.nested(every, every)),
            either=either,
        )


def moved(value: Any, device: torch.device) -> Any:
    """Return a batch, or a part of one, on a device."""
    if isinstance(value, Tensor):
        return value.to(device)
    if isinstance(value, dict):
        return {k: moved(v, device) for k, v in value.items()}
    if isinstance(value, tuple):
        return tuple(moved(v, device) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{f.name: moved(getattr(value, f.name), device) for f in fields(value)}
        )
    return value


def group(
    texts: Sequence[Sequence[Text]], pieces: Pieces, chance: random.Random, most: int
) -> list[list[Text]]:
    """Group windows into batches of about ``most`` pieces, in random order.

    Args:
        texts: the windows of each document; those of chained documents stay together, in order.
    """
    groups: list[list[Text]] = []
    loose: list[tuple[int, Text]] = []
    for document in texts:
        sized = [(sum(map(len, pieces(w.words))), w) for w in document]
        if any(w.chained for _, w in sized):
            groups.extend(_pack(sized, most))
        else:
            loose.extend(sized)
    chance.shuffle(loose)
    for start in range(0, len(loose), 400):
        groups.extend(_pack(sorted(loose[start : start + 400], key=lambda item: item[0]), most))
    chance.shuffle(groups)
    return groups


def _pack(sized: Sequence[tuple[int, Text]], most: int) -> Iterator[list[Text]]:
    now: list[Text] = []
    longest = 0
    for n, text in sized:
        longest = max(longest, n)
        if now and (len(now) + 1) * (longest + 2) > most:
            yield now
            now, longest = [], n
        now.append(text)
    if now:
        yield now
