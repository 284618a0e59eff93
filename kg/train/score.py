"""Reader x development files -> quick figures while it trains; ``kg bench`` measures the whole way."""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import torch
from torch import Tensor

from kg.annotate.iob import spans
from kg.annotate.mentions import WIDEST
from kg.annotate.scripts import apply
from kg.train.batches import Batch, Maker, moved
from kg.train.gold import gum, records
from kg.train.lists import names
from kg.train.losses import coreference
from kg.train.model import Reader, pairs
from kg.train.texts import Text, windows
from kg.train.treebanks import treebank


def score(model: Reader, maker: Maker, data: Path, *, most: int | None) -> dict[str, float]:
    """Return shares and F1 in 0..1 on EWT dev and GUM dev (gold words) and UNER EWT dev.

    Args:
        most: windows of each file, all where None.
    """
    model.eval()
    ewt = list(treebank(data / "en_ewt-ud-dev.conllu.gz"))
    plain = list(treebank(data / "gum-dev.conllu.gz"))
    full = list(gum(plain, records(data.parent / "gold" / "gum.dev.jsonl")))
    uner = list(names(data / "uner_ewt_dev.iob2.gz", "uner"))
    device = next(model.parameters()).device
    figures: dict[str, float] = {}
    with torch.no_grad(), torch.autocast(device.type, torch.bfloat16):
        for name, texts in (("ewt", ewt), ("gum", full)):
            found = _syntax(model, maker, _windows(texts, maker, most))
            figures |= {f"{name}_{k}": v for k, v in found.items()}
        figures |= _mentions(model, maker, _windows(full, maker, most))
        figures["uner_f1"] = _names(model, maker, _windows(uner, maker, most))
    return {k: round(v, 4) for k, v in figures.items()}


def _windows(texts: Iterable[Text], maker: Maker, most: int | None) -> list[Text]:
    return list(islice((w for t in texts for w in windows(t, maker.pieces, 200)), most))


def _read(model: Reader, maker: Maker, text: Text) -> tuple[Batch, dict[str, Tensor]]:
    device = next(model.parameters()).device
    b: Batch = moved(maker([text]), device)
    out = model(b.pieces, b.cases, b.mask, b.first, b.last)
    return b, {k: v.float() for k, v in out.items()}


def _syntax(model: Reader, maker: Maker, texts: Sequence[Text]) -> dict[str, float]:
    n = uas = las = lemma = tp = wrong = 0
    right = dict.fromkeys(("upos", "xpos", "feats"), 0)
    for text in texts:
        b, out = _read(model, maker, text)
        gold = {k: v[0] for k, v in b.tree.items()}
        heads, labels = _decode(model, b, out)
        n += len(text.words)
        same = heads == gold["heads"]
        uas += int(same.sum())
        las += int((same & (labels == gold["labels"])).sum())
        for layer in right:
            right[layer] += int((out[layer][0].argmax(-1) == gold[layer]).sum())
        scripts = [maker.inventory.scripts[i] for i in out["scripts"][0].argmax(-1).tolist()]
        lemmas = text.tree.lemmas if text.tree else ()
        lemma += sum(apply(s, w) == v for s, w, v in zip(scripts, text.words, lemmas, strict=True))
        found, true = out["starts"][0].argmax(-1)[1:] == 1, gold["starts"][1:] == 1
        tp, wrong = tp + int((found & true).sum()), wrong + int((found != true).sum())
    shares = {k: v / n for k, v in right.items()}
    return {
        "uas": uas / n,
        "las": las / n,
        **shares,
        "lemma": lemma / n,
        "starts_f1": 2 * tp / max(1, 2 * tp + wrong),
    }


def _decode(model: Reader, b: Batch, out: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    same = b.sentence[:, :, None] == b.sentence[:, None, :]
    allowed = torch.cat([torch.ones_like(same[:, :, :1]), same], 2)
    arcs = model.arcs(out["arc_child"], out["arc_head"]).float().masked_fill(~allowed, -1e9)
    heads = arcs.argmax(-1)[0]
    both = torch.cat([model.root_label[None].float(), out["label_head"][0]], 0)
    return heads, pairs(out["label_child"][0], model.label_weight, both[heads]).argmax(-1)


def _mentions(model: Reader, maker: Maker, texts: Sequence[Text]) -> dict[str, float]:
    """Return the F1 of mentions, the share of right types, and of right antecedents, on gold mentions."""
    tp = wrong = typed = types = linked = links = 0
    for text in texts:
        b, out = _read(model, maker, text)
        if not len(b.mentions):
            continue
        row, start, end, kind = b.mentions.T
        scores = model.spans(out["span_start"], out["span_end"]).float()[0]
        apart = torch.arange(len(text.words))[None, :] - torch.arange(len(text.words))[:, None]
        same = b.sentence[0][:, None] == b.sentence[0][None, :]
        may = (same & ((apart >= 0) & (apart < WIDEST)).to(same.device)) & (scores > 0)
        found = {(int(i), int(j)) for i, j in may.nonzero()}
        gold = set(zip(start.tolist(), end.tolist(), strict=True))
        tp, wrong = tp + len(found & gold), wrong + len(found ^ gold)
        guess = pairs(
            out["type_start"][row, start], model.type_weight, out["type_end"][row, end]
        ).argmax(-1)
        typed, types = typed + int((guess == kind).sum()), types + len(kind)
        for c in b.chains:
            s = coreference(model, c, out)
            s = s.masked_fill(~torch.ones_like(s, dtype=torch.bool).tril(-1), -1e9)
            best, at = s.max(1)
            new = ~c.gold.any(1)
            right = torch.where(best > 0, c.gold[torch.arange(len(s)), at], new)
            linked, links = linked + int(right.sum()), links + len(s)
    return {
        "mentions_f1": 2 * tp / max(1, 2 * tp + wrong),
        "types": typed / max(1, types),
        "antecedents": linked / max(1, links),
    }


def _names(model: Reader, maker: Maker, texts: Sequence[Text]) -> float:
    tp = wrong = 0
    for text in texts:
        _, out = _read(model, maker, text)
        tags = [maker.inventory.names[i] for i in out["names"][0].argmax(-1).tolist()]
        kinds = {"PERSON", "ORG", "LOC"}
        found = {s for s in spans(tags) if s[2] in kinds}
        true = {s for s in spans([t[0] for t in text.names or ()]) if s[2] in kinds}
        tp, wrong = tp + len(found & true), wrong + len(found ^ true)
    return 2 * tp / max(1, 2 * tp + wrong)
