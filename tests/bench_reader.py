"""``python tests/bench_reader.py [ROUNDS]``: how fast the reader is beside two others, in one run on one thread.

On the reports in ``seeds/``, in turns: the whole reader, raw text to annotations; spaCy's small
architecture for CPUs (vectors of 96, four convolutions; tagger, parser, names), trained for a
moment on what the reader says of the same reports; and, where the extra ``train`` is installed, a
network in the shape of RoBERTa-base (12 layers of 768) with random weights and the reader's heads,
in float32 and in int8, network alone. Times are of the CPU. The shares count, not the words a second.
"""

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from threadpoolctl import threadpool_limits

from kg.annotate import load

SEEDS = Path(__file__).parents[1] / "seeds"

#: A report is read this often in a round, each time with other words in front.
TIMES = 3

#: Passes of the training of spaCy's components: enough that they find trees and names.
PASSES = 15

LOADED = """
import resource, time
begun = time.perf_counter()
from kg.annotate import load
nlp = load()
first = time.perf_counter() - begun
nlp("The council of Varsund met.")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"loads in {first:.2f} s; {peak:.0f} MB at its first text")
"""


def texts() -> list[str]:
    """Return the seeds, some times over, no two alike."""
    found = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    return [f"Report number {i + 1}.\n\n{text}" for i in range(TIMES) for text in found]


def small(docs: list[Doc]) -> Language:
    """Return spaCy's small architecture, trained on these annotations."""
    nlp = spacy.blank("en")
    encode = {"width": 96, "depth": 4, "window_size": 1, "maxout_pieces": 3}
    attributes = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"]
    embed = {"width": 96, "attrs": attributes, "include_static_vectors": False}
    nlp.add_pipe("tok2vec", config={"model": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {"@architectures": "spacy.MultiHashEmbed.v2", **embed, "rows": [5000, 1000, 2500, 2500, 50, 50]},
        "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", **encode},
    }})  # fmt: skip
    shared = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    nlp.add_pipe(
        "tagger",
        config={"model": {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": shared}},
    )
    for name in ("parser", "ner"):
        shape = {"state_type": name, "extra_state_tokens": False, "hidden_width": 64}
        shape |= {"maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": shared}
        nlp.add_pipe(
            name, config={"model": {"@architectures": "spacy.TransitionBasedParser.v2", **shape}}
        )
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs]
    spacy.util.fix_random_seed(1)
    descent, chance = nlp.initialize(lambda: examples), random.Random(1)
    for _ in range(PASSES):
        chance.shuffle(examples)
        nlp.update(examples, sgd=descent)
    return nlp


def base(scores: dict[str, np.ndarray], *, whole: bool) -> Callable[[int], None]:
    """Return what reads a window of so many pieces with RoBERTa-base, in int8 where ``whole``."""
    import onnxruntime

    from kg.train.graph import Graph, network

    class Plain(Graph):
        """A graph whose products are float32."""

        def product(self, x, weight, bias, name=""):
            """Multiply and add."""
            y = self.add("MatMul", x, self.constant(weight.T))
            return self.add("Add", y, self.constant(bias), name=name)

    chance, width, weights = np.random.default_rng(1), 768, {}

    def layer(name: str, outputs: int, inputs: int = width) -> None:
        weights[f"{name}.weight"] = chance.normal(0, 0.03, (outputs, inputs)).astype(np.float32)
        weights[f"{name}.bias"] = np.zeros(outputs, dtype=np.float32)

    def norm(name: str) -> None:
        weights[f"{name}.weight"] = np.ones(width, dtype=np.float32)
        weights[f"{name}.bias"] = np.zeros(width, dtype=np.float32)

    weights["encoder.segment"] = np.zeros(width, dtype=np.float32)
    for name, rows in (("word", 50265), ("position", 514), ("case", 6)):
        layer(f"encoder.{name}", rows)
    norm("encoder.norm")
    for at in (f"encoder.blocks.{i}" for i in range(12)):
        for name in ("query", "key", "value", "output"):
            layer(f"{at}.{name}", width)
        layer(f"{at}.up", 4 * width)
        layer(f"{at}.down", width, 4 * width)
        norm(f"{at}.norm")
        norm(f"{at}.norm_out")
    for name, rows in scores.items():
        layer(name, rows.shape[1])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = network(weights, head=64, graph=Graph if whole else Plain).SerializeToString()
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def read(pieces: int) -> None:
        words = np.arange(1, pieces - 1)[None]
        feeds = {"pieces": chance.integers(0, 50265, (1, pieces)), "cases": np.zeros((1, pieces), dtype=np.int64)}  # fmt: skip
        session.run(None, feeds | {"first": words, "last": words})

    return read


def timed(work: Callable[[], object]) -> float:
    """Return the CPU seconds that it takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main(rounds: int) -> None:
    """Measure and print."""
    subprocess.run([sys.executable, "-c", LOADED], check=True)
    some = texts()
    words = sum(len(text.split()) for text in some)
    reader = load()
    ours, theirs = [], []
    other = small([reader(text) for text in some[: len(some) // TIMES]])
    for _ in range(rounds):
        ours.append(timed(lambda: [reader(text) for text in some]))
        theirs.append(timed(lambda: list(other.pipe(some, batch_size=32))))
    speed = words / statistics.median(ours)
    print(f"the reader:        {speed:7.0f} words a second")
    print(f"spaCy, small:      {words / statistics.median(theirs):7.0f}")
    ratio = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
    print(
        f"reader / spaCy     {ratio:.2f}, {min(b / a for a, b in zip(ours, theirs, strict=True)):.2f} at worst"
    )
    if find_spec("onnx") is None:
        print("RoBERTa-base: not measured, it is written with kg[train]")
        return
    compare(some[: len(some) // TIMES], reader)


def compare(some: list[str], reader: Language) -> None:
    """Print how the reader compares with the large network on its own windows."""
    from kg.annotate.network import Network
    from kg.annotate.windows import windows
    from kg.resources import model

    network = Network(model())
    split = [[token.text for token in reader.make_doc(text) if not token.is_space] for text in some]
    sizes = [
        2 + sum(len(p) for p in network.pieces(part[w.start : w.end]))
        for part in split
        for w in windows([(0, len(part))], [len(p) for p in network.pieces(part)])
    ]
    words = sum(len(text.split()) for text in some)
    scores = network.scores(split[0], [(0, len(split[0]))])
    ours = timed(lambda: [reader(text) for text in some])
    for name, whole in (("float32", False), ("int8", True)):
        read = base(scores, whole=whole)
        read(sizes[0])
        theirs = timed(lambda read=read: [read(size) for size in sizes])
        print(
            f"RoBERTa-base {name:7}{words / theirs:6.0f}; reader / RoBERTa-base {theirs / ours:.1f}"
        )


if __name__ == "__main__":
    with threadpool_limits(limits=1):
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
