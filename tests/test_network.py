"""network: a window gets the same scores wherever it is read, and the graph is the weights' network."""

import math

import numpy as np
import pytest

from kg.annotate.network import Network
from kg.annotate.windows import SIZE
from kg.resources import model

WIDTH, PIECES, CASES = 64, 50, 6

#: Two paragraphs, each more than half a window.
FIRST = "The council of Varsund closed the old bridge on Monday . ".split() * 9
SECOND = "Nobody was hurt , said Mayor Ilse Brandt of the Harbour Party . ".split() * 8


@pytest.fixture(scope="module")
def network():
    """The network of the package."""
    return Network(model())


def test_a_window_is_scored_alike_alone_and_beside_others(network):
    """The scores of a paragraph are the same to the last bit whatever is read after it."""
    assert SIZE // 2 < len(FIRST) < SIZE

    alone = network.scores(FIRST, [(0, len(FIRST))])
    beside = network.scores(
        FIRST + SECOND, [(0, len(FIRST)), (len(FIRST), len(FIRST) + len(SECOND))]
    )

    for layer, scores in alone.items():
        np.testing.assert_array_equal(scores, beside[layer][: len(FIRST)], err_msg=layer)


def test_every_word_has_scores_of_every_layer(network):
    """A paragraph longer than a window gives one row a word, in each layer."""
    words = FIRST * 5

    scores = network.scores(words, [(0, len(words))])

    assert {len(rows) for rows in scores.values()} == {len(words)}
    assert all(np.isfinite(rows).all() for rows in scores.values())


def _weights(heads, inner, chance):
    """Random weights of two blocks, a linear head, a vector and a head of two layers."""
    found = {}

    def linear(name, outputs, inputs=WIDTH):
        found[f"{name}.weight"] = chance.normal(size=(outputs, inputs)) / math.sqrt(inputs)
        found[f"{name}.bias"] = chance.normal(size=outputs) * 0.1

    def norm(name):
        found[f"{name}.weight"] = 1 + 0.1 * chance.normal(size=WIDTH)
        found[f"{name}.bias"] = 0.1 * chance.normal(size=WIDTH)

    found["encoder.segment"] = chance.normal(size=WIDTH)
    for name, rows in (("word", PIECES), ("position", 16), ("case", CASES)):
        found[f"encoder.{name}.weight"] = chance.normal(size=(rows, WIDTH))
    norm("encoder.norm")
    for i in range(2):
        for name in ("query", "key", "value"):
            linear(f"encoder.blocks.{i}.{name}", heads * 32)
        linear(f"encoder.blocks.{i}.output", WIDTH, heads * 32)
        linear(f"encoder.blocks.{i}.up", inner)
        linear(f"encoder.blocks.{i}.down", WIDTH, inner)
        norm(f"encoder.blocks.{i}.norm")
        norm(f"encoder.blocks.{i}.norm_out")
    linear("upos", 7)
    linear("starts", 2)
    linear("names.0", WIDTH)
    linear("names.2", 5)
    linear("arc_child.0", 24)
    found["arc_weight"] = chance.normal(size=(24, 24))
    return {name: values.astype(np.float32) for name, values in found.items()}


def _expected(w, feeds):
    """The same network in numpy and float64, layer by layer as in kg.train.model."""
    erf = np.vectorize(math.erf)

    def linear(x, name):
        return x @ w[f"{name}.weight"].T.astype(float) + w[f"{name}.bias"]

    def norm(x, name):
        x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-12)
        return x * w[f"{name}.weight"] + w[f"{name}.bias"]

    def gelu(x):
        return x * (1 + erf(x / math.sqrt(2))) / 2

    def mixed(x, at):
        q, k, v = (linear(x, f"{at}.{name}") for name in ("query", "key", "value"))
        out = []
        for start in range(0, q.shape[1], 32):
            a, b, c = (y[:, start : start + 32] for y in (q, k, v))
            share = np.exp(a @ b.T / math.sqrt(32))
            out.append(share / share.sum(1, keepdims=True) @ c)
        return np.concatenate(out, 1)

    pieces, cases = feeds["pieces"][0], feeds["cases"][0]
    x = w["encoder.word.weight"][pieces].astype(float) + w["encoder.case.weight"][cases]
    x = norm(x + w["encoder.position.weight"][: len(pieces)] + w["encoder.segment"], "encoder.norm")
    for i in range(2):
        at = f"encoder.blocks.{i}"
        x = norm(x + linear(mixed(x, at), f"{at}.output"), f"{at}.norm")
        x = norm(x + linear(gelu(linear(x, f"{at}.up")), f"{at}.down"), f"{at}.norm_out")
    words = (x[feeds["first"][0]] + x[feeds["last"][0]]) / 2
    return {
        "upos": linear(words, "upos"),
        "starts": linear(words, "starts"),
        "names": linear(gelu(linear(words, "names.0")), "names.2"),
        "arc_child": gelu(linear(words, "arc_child.0")),
    }


@pytest.mark.parametrize(("heads", "inner"), [(2, 96), (1, 40)])
def test_the_graph_computes_what_the_weights_say(heads, inner):
    """Whole or pruned, the int8 graph gives the scores of a plain float64 network but for its rounding."""
    pytest.importorskip("onnx", reason="the graph is written with kg[train]")
    import onnxruntime

    from kg.train.graph import network

    chance = np.random.default_rng(4)
    weights = _weights(heads, inner, chance)
    feeds = {
        "pieces": chance.integers(0, PIECES, (1, 12)),
        "cases": chance.integers(0, CASES, (1, 12)),
        "first": np.array([[1, 2, 4, 7, 8]]),
        "last": np.array([[1, 3, 6, 7, 10]]),
    }
    session = onnxruntime.InferenceSession(
        network(weights).SerializeToString(), providers=["CPUExecutionProvider"]
    )

    found = dict(
        zip([o.name for o in session.get_outputs()], session.run(None, feeds), strict=True)
    )

    expected = _expected(weights, feeds)
    assert list(found) == list(expected)
    for layer, scores in expected.items():
        error = (found[layer][0] - scores).std() / scores.std()
        assert error < 0.1, layer
