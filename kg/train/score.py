"""Reader x development files -> figures: attachment, tags, lemmas, sentence starts, names."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from kg.annotate.scripts import apply
from kg.train.batches import Batch, Maker, windows
from kg.train.data import Sentence, names, trees
from kg.train.model import Reader


def score(model: Reader, maker: Maker, data: Path, *, most: int | None) -> dict[str, float]:
    """Return shares in 0..1 on EWT dev and GUM dev (gold words), and F1 of names on UNER EWT dev."""
    model.eval()
    figures: dict[str, float] = {}
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for name, file in (("ewt", "en_ewt-ud-dev.conllu.gz"), ("gum", "gum-dev.conllu.gz")):
            packed = [w for d in trees(data / file) for w in windows(d, maker.pieces)][:most]
            figures |= {
                f"{name}_{k}": round(v, 4) for k, v in _syntax(model, maker, packed).items()
            }
        uner = list(names(data / "uner_ewt_dev.iob2.gz", "uner"))
        packed = list(windows(uner, maker.pieces))[:most]
        figures["uner_f1"] = round(_names(model, maker, packed), 4)
    return figures


def _syntax(model: Reader, maker: Maker, packed: Sequence[list[Sentence]]) -> dict[str, float]:
    n = uas = las = upos = xpos = feats = lemma = 0
    tp = fp = fn = 0
    for window in packed:
        b = maker([window])
        out = [x.float() for x in model(b.pieces, b.cases, b.mask, b.first, b.last)]
        heads, labels = _decode(model, b, out)
        gold = list(window)
        words = [w for s in gold for w in s.words]
        n += len(words)
        right = heads == b.heads[0]
        uas += int(right.sum())
        las += int((right & (labels == b.labels[0])).sum())
        upos += int((out[0][0].argmax(-1) == b.upos[0]).sum())
        xpos += int((out[1][0].argmax(-1) == b.xpos[0]).sum())
        feats += int((out[2][0].argmax(-1) == b.feats[0]).sum())
        scripts = [maker.inventory.scripts[i] for i in out[3][0].argmax(-1).tolist()]
        lemmas = [v for s in gold for v in s.lemmas or ()]
        lemma += sum(apply(s, w) == v for s, w, v in zip(scripts, words, lemmas, strict=True))
        found, true = out[4][0].argmax(-1)[1:], b.starts[0][1:]
        tp += int(((found == 1) & (true == 1)).sum())
        fp += int(((found == 1) & (true == 0)).sum())
        fn += int(((found == 0) & (true == 1)).sum())
    return {
        "uas": uas / n, "las": las / n, "upos": upos / n, "xpos": xpos / n,
        "feats": feats / n, "lemma": lemma / n, "starts_f1": 2 * tp / max(1, 2 * tp + fp + fn),
    }  # fmt: skip


def _decode(
    model: Reader, b: Batch, out: Sequence[torch.Tensor]
) -> tuple[torch.Tensor, torch.Tensor]:
    same = b.sentence[:, :, None] == b.sentence[:, None, :]
    allowed = torch.cat([torch.ones_like(same[:, :, :1]), same], 2)
    arcs = model.arcs(out[6], out[7]).float().masked_fill(~allowed, -1e9)
    heads = arcs.argmax(-1)[0]
    both = torch.cat([model.root_label[None].float(), out[9][0]], 0)
    labels = model.labels_of(out[8][0], both[heads]).argmax(-1)
    return heads, labels


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Return the (start, end, class) of IOB2 tags; a stray I- begins a span.

    >>> sorted(spans(["B-LOC", "I-LOC", "O", "I-ORG"]))
    [(0, 2, 'LOC'), (3, 4, 'ORG')]
    """
    found: set[tuple[int, int, str]] = set()
    start, label = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if label and (tag == "O" or tag[0] == "B" or tag[2:] != label):
            found.add((start, i, label))
            label = ""
        if tag != "O" and not label:
            start, label = i, tag[2:]
    return found


def _names(model: Reader, maker: Maker, packed: Sequence[list[Sentence]]) -> float:
    rename = {"PERSON": "PER", "ORG": "ORG", "LOC": "LOC"}
    tp = fp = fn = 0
    for window in packed:
        b = maker([window])
        tags: Any = (
            model(b.pieces, b.cases, b.mask, b.first, b.last)[5][0].float().argmax(-1).tolist()
        )
        read = [maker.inventory.names[i] for i in tags]
        found = {(s, e, rename[c]) for s, e, c in spans(read) if c in rename}
        true = {
            (s, e, {"PERSON": "PER"}.get(c, c))
            for s, e, c in spans([t[0] for x in window for t in x.names or ()])
        }
        tp, fp, fn = tp + len(found & true), fp + len(found - true), fn + len(true - found)
    return 2 * tp / max(1, 2 * tp + fp + fn)
