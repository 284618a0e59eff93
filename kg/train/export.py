"""``python -m kg.train.export CHECKPOINT FOLDER``: a trained reader as int8 ONNX for the package."""

import argparse
import gzip
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from kg.annotate.network import LAYERS
from kg.train.__main__ import TREES
from kg.train.data import Sentence, trees
from kg.train.lexicon import lexicon
from kg.train.model import Reader, Sizes


class Whole(nn.Module):
    """The reader with one document window a time: no padding, so no mask."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self, pieces: Tensor, cases: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, ...]:
        """All 1 x length."""
        out: tuple[Tensor, ...] = self.reader(
            pieces, cases, torch.ones_like(pieces, dtype=torch.bool), first, last
        )
        return out


def export(
    checkpoint: Path,
    tokenizer: Path,
    folder: Path,
    about: dict[str, object],
    treebanks: Iterable[Sentence],
) -> None:
    """Write ``reader.onnx`` (int8, one scale a channel), ``parser.npz``, ``meta.json`` and the vocabulary."""
    saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
    reader = Reader(Sizes(**saved["sizes"]))
    reader.load_state_dict(saved["model"])
    reader.eval()
    folder.mkdir(parents=True, exist_ok=True)
    full = folder / "full.onnx"
    _write(reader, full)
    quantize_dynamic(
        full,
        folder / "reader.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        extra_options={"MatMulConstBOnly": True},
    )
    full.unlink()
    weights = ("arc_weight", "arc_bias", "label_weight", "root_arc", "root_label")
    state = reader.state_dict()
    np.savez(folder / "parser.npz", **{k: state[k].numpy().astype(np.float16) for k in weights})
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    meta = {"inventory": saved["inventory"], **about}
    with (folder / "lemmas.json.gz").open("wb") as file:
        text = json.dumps(lexicon(treebanks)).encode()
        file.write(gzip.compress(text, mtime=0))
    (folder / "meta.json").write_text(
        json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def _write(reader: Reader, path: Path) -> None:
    example = (
        torch.full((1, 12), 2000),
        torch.zeros(1, 12, dtype=torch.long),
        torch.arange(1, 8)[None],
        torch.arange(1, 8)[None],
    )
    names = ("pieces", "cases", "first", "last")
    axes = {"pieces": {1: "n"}, "cases": {1: "n"}, "first": {1: "m"}, "last": {1: "m"}}
    torch.onnx.export(
        Whole(reader),
        example,
        str(path),
        input_names=list(names),
        output_names=list(LAYERS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Read the arguments and export."""
    parser = argparse.ArgumentParser(prog="python -m kg.train.export", description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder of the treebanks")
    parser.add_argument(
        "--about", type=Path, help="JSON file: name, version, data, licences, figures"
    )
    given = parser.parse_args()
    about = json.loads(given.about.read_text(encoding="utf-8")) if given.about else {}
    treebanks = [s for file, _ in TREES for d in trees(given.data / file) for s in d]
    export(given.checkpoint, given.tokenizer, given.folder, about, treebanks)


if __name__ == "__main__":
    main()
