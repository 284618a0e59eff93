"""``python -m kg.train.export CHECKPOINT FOLDER``: a trained reader as int8 ONNX for the package."""

import argparse
import gzip
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import torch

from kg.train.graph import heads, network
from kg.train.lexicon import lexicon
from kg.train.texts import Text
from kg.train.treebanks import treebank

#: Whose lemmas the reader knows.
TREES = ("en_ewt-ud-train.conllu.gz", "gum-train.conllu.gz")


#: Layers that are learned and not read: rules do better, or as well (see the model card).
UNREAD = frozenset({"timex", "factuality"})


def export(
    checkpoint: Path,
    tokenizer: Path,
    folder: Path,
    about: dict[str, object],
    treebanks: Iterable[Text],
) -> None:
    """Write ``reader.onnx`` (int8, one scale a channel), ``pairs.npz``, ``meta.json`` and the vocabulary.

    The network is the encoder and all layers that read the vector of one word; what joins words to
    each other, like arcs, is ``pairs.npz``.
    """
    saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
    weights = {
        name: values.float().numpy()
        for name, values in saved["model"].items()
        if name.split(".")[0] not in UNREAD
    }
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(network(weights), folder / "reader.onnx")
    inside = {"encoder", *heads(weights)}
    np.savez(
        folder / "pairs.npz",
        **{k: v.astype(np.float16) for k, v in weights.items() if k.split(".")[0] not in inside},
    )
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    meta = {"inventory": saved["inventory"], **about}
    with (folder / "lemmas.json.gz").open("wb") as file:
        text = json.dumps(lexicon(treebanks)).encode()
        file.write(gzip.compress(text, mtime=0))
    (folder / "meta.json").write_text(
        json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
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
    treebanks = [text for file in TREES for text in treebank(given.data / file)]
    export(given.checkpoint, given.tokenizer, given.folder, about, treebanks)


if __name__ == "__main__":
    main()
