"""A reader's weights -> its network as an ONNX graph: int8 products, all else float32.

Written node by node, because what traces a torch module splits what belongs together: one product
gives the queries, keys and values of a layer, and one the scores of all heads of a kind.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

#: Width of one attention head in MiniLM and all BERTs; a pruned layer has fewer heads as wide.
HEAD = 32

#: Greatest weight: seven bits, since processors without VNNI add two products in sixteen. Dearer
#: weights gain nothing: LAS on EWT dev is 87.85 with 63, 87.79 with 127, 87.97 in float32.
TOP = 63

#: What LayerNorm adds to a variance in BERT.
EPSILON = 1e-12

#: The operators of onnxruntime that are no ONNX: they run on the CPU since version 1.17.
OWN = "com.microsoft"

Floats = NDArray[np.float32]
Weights = Mapping[str, Floats]


class Graph:
    """Nodes and constants, in the order in which they were added."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def constant(self, values: NDArray[Any]) -> str:
        """Add a constant and return its name."""
        name = f"c{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, op: str, *inputs: str, name: str = "", domain: str = "", **options: Any) -> str:
        """Add a node with one output and return the output's name, ``name`` where one is given."""
        name = name or f"n{len(self._nodes)}"
        self._nodes.append(helper.make_node(op, inputs, [name], domain=domain, **options))
        return name

    def split(self, x: str, widths: Sequence[int], names: Sequence[str] = ()) -> list[str]:
        """Cut the last axis of ``x`` into parts of these widths."""
        out = list(names) or [f"n{len(self._nodes)}.{i}" for i in range(len(widths))]
        sizes = self.constant(np.array(widths, dtype=np.int64))
        self._nodes.append(helper.make_node("Split", [x, sizes], out, axis=-1))
        return out

    def product(self, x: str, weight: Floats, bias: Floats, name: str = "") -> str:
        """Multiply with a weight, outputs x inputs: int8, one scale an output; add the bias."""
        whole, scales = rounded(weight)
        parts = self.constant(whole.T), self.constant(scales), "", self.constant(bias)
        return self.add("DynamicQuantizeMatMul", x, *parts, name=name, domain=OWN)

    def norm(self, x: str, weights: Weights, name: str) -> str:
        """Normalise the last axis."""
        both = (self.constant(weights[f"{name}.{kind}"]) for kind in ("weight", "bias"))
        return self.add("LayerNormalization", x, *both, epsilon=EPSILON)

    def model(self, inputs: Mapping[str, str], outputs: Sequence[str]) -> Any:
        """Return the ONNX model; ``inputs`` gives each integer input the name of its length."""
        given = [
            helper.make_tensor_value_info(name, TensorProto.INT64, [1, length])
            for name, length in inputs.items()
        ]
        made = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "words", None])
            for name in outputs
        ]
        return helper.make_model(
            helper.make_graph(self._nodes, "reader", given, made, self._constants),
            opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(OWN, 1)],
            ir_version=9,
        )


def rounded(weight: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Return whole numbers of -TOP to TOP and for each row the scale that gives the weight back."""
    top = np.abs(weight).max(1)
    scales = np.where(top > 0, top / TOP, 1).astype(np.float32)
    return np.rint(weight / scales[:, None]).astype(np.int8), scales


def network(weights: Weights, *, head: int = HEAD, graph: type[Graph] = Graph) -> Any:
    """Return the model of a reader from its state: outputs named as the heads, 1 x words x classes.

    Inputs are the word pieces of one window and their cases, 1 x pieces, and for each word where
    it begins and ends among them, 1 x words. All sizes but that of an attention head are those of
    the weights.
    """
    g = graph()
    x = _embedded(g, weights)
    for layer in range(_count(weights, r"encoder\.blocks\.(\d+)\.")):
        x = _block(g, x, weights, f"encoder.blocks.{layer}", head)
    flat = g.add("Squeeze", x, g.constant(np.array([0])))
    ends = (g.add("Gather", flat, name) for name in ("first", "last"))
    words = g.add("Mul", g.add("Add", *ends), g.constant(np.array([0.5], dtype=np.float32)))
    _heads(g, words, weights)
    lengths = {"pieces": "pieces", "cases": "pieces", "first": "words", "last": "words"}
    return g.model(lengths, heads(weights))


def heads(weights: Weights) -> list[str]:
    """Return the layers that are computed from the vector of a word alone, in order."""
    width = weights["encoder.norm.weight"].shape[0]
    return [
        match[1]
        for name, values in weights.items()
        if (match := re.fullmatch(r"(\w+)\.(0\.)?weight", name)) and values.shape[1:] == (width,)
    ]


def _count(weights: Weights, pattern: str) -> int:
    return len({m[1] for name in weights if (m := re.match(pattern, name))})


def _embedded(g: Graph, weights: Weights) -> str:
    whole, scales = rounded(weights["encoder.word.weight"])
    rows = g.add("Cast", g.add("Gather", g.constant(whole), "pieces"), to=TensorProto.FLOAT)
    x = g.add("Mul", rows, g.add("Gather", g.constant(scales[:, None]), "pieces"))
    x = g.add("Add", x, g.add("Gather", g.constant(weights["encoder.case.weight"]), "cases"))
    places = g.constant(weights["encoder.position.weight"] + weights["encoder.segment"])
    length = g.add("Shape", "pieces", start=1)
    x = g.add("Add", x, g.add("Slice", places, g.constant(np.array([0])), length))
    return g.norm(x, weights, "encoder.norm")


def _block(g: Graph, x: str, weights: Weights, at: str, head: int) -> str:
    def product(y: str, *names: str) -> str:
        return g.product(y, *joined(weights, [f"{at}.{name}" for name in names]))

    width = len(weights[f"{at}.query.bias"])
    three = g.split(product(x, "query", "key", "value"), [width] * 3)
    mixed = g.add("MultiHeadAttention", *three, domain=OWN, num_heads=width // head)
    # Not SkipLayerNormalization: on the CPU it takes five times as long as these two.
    x = g.norm(g.add("Add", x, product(mixed, "output")), weights, f"{at}.norm")
    inner = g.add("FastGelu", product(x, "up"), domain=OWN)
    return g.norm(g.add("Add", x, product(inner, "down")), weights, f"{at}.norm_out")


def _heads(g: Graph, words: str, weights: Weights) -> None:
    """Add all heads that are linear as one product, the first layers of the others as another."""
    found = heads(weights)
    linear = [name for name in found if f"{name}.weight" in weights]
    deep = [name for name in found if name not in linear]
    _together(g, words, weights, {name: name for name in linear})
    last = [name for name in deep if f"{name}.2.weight" in weights]
    hidden = {f"{name}.0": f"{name}.hidden" if name in last else name for name in deep}
    _together(g, words, weights, hidden, "Gelu")
    for name in last:
        g.product(f"{name}.hidden", *joined(weights, [f"{name}.2"]), name)


def _together(
    g: Graph, x: str, weights: Weights, layers: Mapping[str, str], then: str = ""
) -> None:
    """Add one product for several layers, each with the name of its output."""
    if layers:
        y = g.product(x, *joined(weights, layers))
        y = g.add(then, y, domain=OWN) if then else y
        g.split(y, [len(weights[f"{layer}.bias"]) for layer in layers], list(layers.values()))


def joined(weights: Weights, layers: Iterable[str]) -> tuple[Floats, Floats]:
    """Return the weight and the bias of one layer that gives the outputs of all, one after the other."""
    both = [(weights[f"{layer}.weight"], weights[f"{layer}.bias"]) for layer in layers]
    return np.concatenate([w for w, _ in both]), np.concatenate([b for _, b in both])
