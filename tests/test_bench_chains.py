"""Coreference scores against cases counted by hand and against another scorer."""

import numpy as np
import pytest

from kg.bench.assign import best
from kg.bench.chains import b_cubed, ceaf_e, conll, muc
from kg.bench.coref import score
from kg.bench.figures import figure

A, B, C, D, E, F = [(i, i + 1) for i in range(0, 12, 2)]

#: A gold of two chains; what was found splits one, joins its end to the other, and has one more.
GOLD = [{A, B, C}, {D, E}]
FOUND = [{A, B}, {C, D, E, F}]


def test_muc_by_hand():
    """Gold links 2 + 1, of which 1 + 1 are kept; found links 1 + 3, of which 1 + 1 are right."""
    assert muc(GOLD, FOUND).values == (2, 4, 2, 3)


def test_b_cubed_by_hand():
    """Recall: A, B 2/3 each, C 1/3, D, E 1; precision: A, B 1, C 1/4, D, E 2/4, F 0."""
    values = b_cubed(GOLD, FOUND).values

    assert values == pytest.approx((2 + 1 / 4 + 1, 6, 4 / 3 + 1 / 3 + 2, 5))


def test_ceaf_e_by_hand():
    """Best pairs: {A, B} with the first (4/5), {C, D, E, F} with the second (4/6)."""
    assert ceaf_e(GOLD, FOUND).values == pytest.approx((4 / 5 + 4 / 6, 2, 4 / 5 + 4 / 6, 2))


def test_the_mean_is_of_the_three_f1():
    """CoNLL 2011 and 2012."""
    three = [figure([measure(GOLD, FOUND)]).value for measure in (muc, b_cubed, ceaf_e)]

    assert figure([conll(GOLD, FOUND)]).value == pytest.approx(sum(three) / 3)


def test_the_same_chains_are_all_right():
    """Whatever their order."""
    for measure in (muc, b_cubed, ceaf_e):
        assert figure([measure(GOLD, GOLD[::-1])]).value == 1


def test_nothing_found_is_zero():
    """No division by zero."""
    assert figure([conll(GOLD, [])]).value == 0


@pytest.mark.parametrize("seed", range(40))
def test_the_assignment_is_the_best_of_all(seed):
    """As trying every assignment finds it."""
    from itertools import permutations

    chance = np.random.default_rng(seed)
    rows, columns = chance.integers(1, 6, size=2)
    values = chance.random((rows, columns)) * (chance.random((rows, columns)) > 0.4)
    wide = values if rows <= columns else values.T

    tried = (
        sum(wide[i, j] for i, j in enumerate(p))
        for p in permutations(range(wide.shape[1]), wide.shape[0])
    )
    assert sum(values[pair] for pair in best(values)) == pytest.approx(max(tried))


@pytest.mark.parametrize("seed", range(40))
def test_another_scorer_gives_the_same(seed):
    """scorch (Grobol), where it is installed, on random chains."""
    scores = pytest.importorskip("scorch.scores")
    chance = np.random.default_rng(seed)
    gold, found = _random(chance), _random(chance)

    for ours, theirs in ((muc, scores.muc), (b_cubed, scores.b_cubed), (ceaf_e, scores.ceaf_e)):
        mine = figure([ours(gold, found)])
        assert (mine.recall, mine.precision, mine.value) == pytest.approx(theirs(gold, found))


def _random(chance):
    chains = {}
    for i in range(30):
        if chance.random() < 0.8:
            chains.setdefault(int(chance.integers(10)), set()).add((i, i + 1))
    return list(chains.values())


def test_a_mention_in_no_chain_is_a_singleton_where_all_are_marked():
    """gum: three mentions, two in a chain; found are the chain and nothing else."""
    mentions = [(*A, "person"), (*B, "person"), (*C, "place")]
    found = [(*A, "person"), (*B, "person")]

    counts = score("gum", mentions, [[A, B]], [[A, B]], found, None).counts
    assert counts["b-cubed, chains"].values == (2, 2, 2, 2)
    assert counts["b-cubed, with singletons"].values == (2, 2, 2, 3)


def test_mentions_of_types_that_the_set_has_not_are_left_out():
    """litbank marks no times; a set that marks only some mentions has no singletons."""
    found = [(*A, "person"), (*B, "person"), (*C, "time"), (*D, "time")]
    gold = [(*A, "person"), (*B, "person")]

    counts = score("litbank", gold, [[A, B]], [[A, B], [C, D]], found, None).counts
    assert counts["mentions, with singletons"].values == (2, 2, 2, 2)
    assert not any("singletons" in k for k in score("meantime", gold, [], [], [], None).counts)


def test_chains_are_cut_at_the_edge_of_a_window():
    """A chain of one inside is no chain."""
    mentions = [(*A, "PER"), (*B, "PER"), (*C, "PER")]

    counts = score("newsfair", mentions, [[A, B], [C, D]], [[A, B]], [], [(0, 5)]).counts
    assert counts["mentions, chains"].values == (2, 2, 2, 2)
