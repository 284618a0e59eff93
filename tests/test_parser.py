"""parser: arcs and labels are the best of the biaffine scores, whatever their number."""

import numpy as np
import pytest

from kg.annotate.parser import LABELLED, Parser

ARC, LABEL, LABELS, ROOT = 12, 6, 5, 3


@pytest.fixture
def weights():
    """Random weights in the form of the archive."""
    chance = np.random.default_rng(2)
    shapes = {
        "arc_weight": (ARC, ARC),
        "arc_bias": (ARC,),
        "root_arc": (ARC,),
        "root_label": (LABEL,),
        "label_weight": (LABELS, LABEL + 1, LABEL + 1),
    }
    return {name: chance.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


@pytest.fixture
def parser(weights, tmp_path):
    """A parser of these weights."""
    return Parser(weights, ROOT)


def _scores(n):
    chance = np.random.default_rng(n)
    widths = {
        "upos": 3, "arc_child": ARC, "arc_head": ARC, "label_child": LABEL, "label_head": LABEL,
    }  # fmt: skip
    return {
        layer: chance.normal(size=(n, width)).astype(np.float32) for layer, width in widths.items()
    }


def test_labels_are_the_best_of_each_arc(parser, weights):
    """Over more words than are labelled at once: root at the roots alone, else the best other label."""
    n = LABELLED + 40
    scores = _scores(n)

    heads, labels = parser.trees(scores, [(i, min(i + 7, n)) for i in range(0, n, 7)])

    for word in range(n):
        if heads[word] == word:
            assert labels[word] == ROOT
            continue
        child = np.append(scores["label_child"][word], 1)
        head = np.append(scores["label_head"][heads[word]], 1)
        found = [child @ weights["label_weight"][i] @ head for i in range(LABELS)]
        found[ROOT] = -np.inf
        assert labels[word] == np.argmax(found)


def test_sentences_are_parsed_alone(parser):
    """Arcs stay inside a sentence, and what stands beside it changes none of them."""
    scores = _scores(20)
    alone = parser.trees({layer: rows[8:20] for layer, rows in scores.items()}, [(0, 12)])

    heads, labels = parser.trees(scores, [(0, 8), (8, 20)])

    assert set(heads[:8]) <= set(range(8))
    np.testing.assert_array_equal(heads[8:] - 8, alone[0])
    np.testing.assert_array_equal(labels[8:], alone[1])
