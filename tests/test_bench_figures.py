"""Counts of documents become figures with intervals."""

import pytest

from kg.bench.figures import Count, f1, figure, share


def test_counts_add_up_over_documents():
    """Precision, recall and F1 are of the sums, not means of the documents'."""
    found = figure([f1(1, 2, 1), f1(2, 2, 6)])

    assert found.precision == pytest.approx(3 / 4)
    assert found.recall == pytest.approx(3 / 7)
    assert found.value == pytest.approx(6 / 11)
    assert (found.right, found.found, found.gold, found.documents) == (3, 4, 7, 2)


def test_a_share_has_no_precision():
    """One number, with what it is a share of."""
    found = figure([share(1, 2), share(2, 2)])

    assert (found.value, found.precision, found.recall) == (0.75, None, None)
    assert (found.right, found.gold) == (3, 4)


def test_the_interval_is_wide_where_documents_differ_and_a_point_where_not():
    """Documents are drawn again; equal ones give the same figure in any draw."""
    same = figure([share(1, 2)] * 20)
    other = figure([share(0, 2), share(2, 2)] * 10)

    assert (same.low, same.high) == (0.5, 0.5)
    assert other.low < 0.35 < 0.65 < other.high


def test_the_interval_is_the_same_each_time():
    """The seed is fixed."""
    counts = [share(i % 3, 3) for i in range(1, 30)]

    assert figure(counts) == figure(counts)


def test_nothing_found_and_nothing_there_is_zero():
    """No division by zero."""
    assert figure([f1(0, 0, 0)]).value == 0


def test_the_mean_of_scores_is_the_mean_of_their_f1():
    """As CoNLL averages MUC, B-cubed and CEAF-e."""
    found = figure([Count("mean f1", (1, 1, 1, 1, 0, 1, 0, 1))])

    assert (found.precision, found.recall, found.value) == (0.5, 0.5, 0.5)


def test_pearson_of_sums():
    """Four points: x 1 2 3 4, y 1 3 2 4 correlate by 0.8, however they lie over documents."""
    points = [(1, 1), (2, 3), (3, 2), (4, 4)]
    counts = [Count("pearson", (1, x, y, x * x, y * y, x * y)) for x, y in points]

    assert figure(counts).value == pytest.approx(0.8)


def test_kinds_are_not_mixed():
    """A bug, not a figure."""
    with pytest.raises(ValueError, match="one kind"):
        figure([share(1, 2), f1(1, 2, 3)])
