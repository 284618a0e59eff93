"""The parts of the reader that need no network weights."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate import decode
from kg.annotate.layout import paragraphs
from kg.annotate.pieces import case_of
from kg.annotate.scripts import apply, derive
from kg.annotate.windows import SIZE, windows


def _best(arcs):
    """Return the best tree by trying all."""
    n = len(arcs)
    trees = []
    for heads in product(range(n + 1), repeat=n):
        if sum(h == 0 for h in heads) != 1 or any(h == i + 1 for i, h in enumerate(heads)):
            continue
        if all(_reaches(i + 1, heads) for i in range(n)):
            trees.append((sum(arcs[i][h] for i, h in enumerate(heads)), heads))
    return max(trees)


def _reaches(node, heads):
    for _ in range(len(heads) + 1):
        if node == 0:
            return True
        node = heads[node - 1]
    return False


@pytest.mark.parametrize("seed", range(60))
def test_the_tree_is_the_best_of_all_trees(seed):
    """Chu-Liu-Edmonds finds the tree that trying every tree finds, with one root."""
    chance = np.random.default_rng(seed)
    n = int(chance.integers(1, 6))
    arcs = chance.normal(size=(n, n + 1)).astype(np.float32)

    found = decode.heads(arcs)

    score, best = _best(arcs.astype(np.float64))
    assert sum(arcs.astype(np.float64)[np.arange(n), found]) == pytest.approx(score)
    assert tuple(found) == best


def test_tags_never_continue_what_did_not_begin():
    """An I- tag follows only a B- or I- of its class, however high its score."""
    follows = np.array([[True, True, False], [True, True, True], [True, True, True]])
    scores = np.array([[0.0, -5.0, 9.0], [0.0, 1.0, 9.0]], dtype=np.float32)

    assert decode.tags(scores, follows).tolist() == [1, 2]


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_a_script_gives_the_lemma_back(form, lemma):
    """apply(derive(form, lemma), form) is the lemma, for any two words."""
    assert apply(derive(form, lemma), form) == lemma


@given(st.lists(st.integers(1, 8), min_size=1, max_size=400), st.integers(1, 50))
def test_windows_keep_every_word_once(lengths, size):
    """Whatever the paragraphs, every word's scores come from one window, and no window is too long."""
    n = len(lengths)
    edges = [*range(0, n, size), n]
    parts = [(a, b) for a, b in pairwise(edges) if a < b]

    found = list(windows(parts, lengths))

    kept = [i for w in found for i in range(w.keep, w.until)]
    assert kept == list(range(n))
    assert all(sum(lengths[w.start : w.end]) <= SIZE for w in found)
    assert all(w.start <= w.keep < w.until <= w.end for w in found)


def test_a_short_line_is_a_paragraph_and_a_full_one_is_not():
    """Titles end where their line ends; hard-wrapped text goes on."""
    text = (
        "A title\nFirst words of a text that was wrapped by hand at some width\nand goes on here."
    )
    words = []
    at = 0
    for word in text.split():
        start = text.index(word, at)
        words.append((start, start + len(word)))
        at = start + len(word)

    starts, ends = np.array(words).T
    found = list(paragraphs(starts, ends, text))

    assert [text[words[a][0] : words[b - 1][1]] for a, b in found] == ["A title", text[8:]]


def test_case_classes():
    """Case that the vocabulary drops is told apart."""
    assert [case_of(w) for w in ("a", "Aleppo", "UN", "eBay", "U", "F-16", "حماة", ".")] == [
        0, 1, 2, 3, 4, 5, 0, 0,
    ]  # fmt: skip
