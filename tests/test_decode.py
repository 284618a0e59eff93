"""decode: the tree is the best of all with one root, whatever its size and its ties."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate import decode


def _is_tree(heads):
    n = len(heads)
    for node in range(1, n + 1):
        for _ in range(n):
            node = heads[node - 1] if node else 0
        if node:
            return False
    return sum(h == 0 for h in heads) == 1


def _worth(arcs, heads):
    return sum(float(arcs[i][h]) for i, h in enumerate(heads))


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(
            st.lists(st.integers(-3, 3), min_size=n + 1, max_size=n + 1), min_size=n, max_size=n
        )
    )
)
def test_no_tree_is_worth_more(rows):
    """Among equal scores any best tree will do, and there is none better with one root."""
    arcs = np.array(rows, dtype=np.float32)

    found = decode.heads(arcs).tolist()

    every = product(range(len(rows) + 1), repeat=len(rows))
    assert _is_tree(found)
    assert _worth(arcs, found) == max(_worth(arcs, tree) for tree in every if _is_tree(tree))


@pytest.mark.parametrize("seed", range(12))
def test_a_long_sentence_gets_a_tree_that_no_single_change_betters(seed):
    """With many cycles inside each other, and many words that would be the root."""
    chance = np.random.default_rng(seed)
    n = int(chance.integers(20, 120))
    arcs = chance.normal(size=(n, n + 1)).astype(np.float32)
    arcs[:, 0] += 3 * (seed % 3)

    found = decode.heads(arcs).tolist()

    assert _is_tree(found)
    for word, head in product(range(n), range(n + 1)):
        other = [*found[:word], head, *found[word + 1 :]]
        if arcs[word, head] > arcs[word, found[word]]:
            assert not _is_tree(other)


def test_the_root_may_be_a_word_that_hardly_looks_like_one():
    """Six words look more like the root than the one that all of them hang on."""
    arcs = np.zeros((7, 8), dtype=np.float32)
    arcs[:6, 0], arcs[:6, 7], arcs[6, 1] = 1, 10, 5

    assert decode.heads(arcs).tolist() == [7, 7, 7, 7, 7, 7, 0]
