"""Spans against spans."""

from kg.bench.spans import outermost, pairs, relaxed, rows, strict, untyped, within

GOLD = [(0, 5, "place"), (8, 14, "person"), (20, 30, "place")]
FOUND = [(0, 5, "place"), (8, 14, "place"), (21, 30, "place"), (40, 44, "person")]


def test_strict_untyped_and_relaxed_by_hand():
    """One is right in all, one but for its label, one but for its start, one is nowhere."""
    assert strict(GOLD, FOUND).values == (1, 4, 1, 3)
    assert untyped(GOLD, FOUND).values == (2, 4, 2, 3)
    assert relaxed(GOLD, FOUND).values == (2, 4, 2, 3)


def test_a_span_is_matched_once_and_with_the_closest():
    """Two halves of one gold span: the longer counts, the other is wrong."""
    gold, found = [(0, 10, "x")], [(0, 4, "x"), (4, 10, "x")]

    assert pairs(gold, found) == [((0, 10, "x"), (4, 10, "x"))]


def test_touching_is_no_overlap():
    """Ends are exclusive."""
    assert pairs([(0, 4, "x")], [(4, 6, "x")]) == []


def test_each_label_has_a_row_where_there_are_several():
    """The row of a label counts only spans of it."""
    found = rows(GOLD, FOUND, ["place", "person"])

    assert found["strict person"].values == (0, 1, 0, 1)
    assert found["strict place"].values == (1, 3, 1, 2)
    assert "strict place" not in rows(GOLD, FOUND, ["place"])


def test_only_what_lies_in_a_window_counts():
    """A span over its edge does not."""
    assert within(GOLD, [(0, 6), (18, 29)]) == [(0, 5, "place")]
    assert within(GOLD, None) == GOLD


def test_of_nested_spans_the_outermost_stays():
    """What only overlaps stays too."""
    nested = [(0, 9, "a"), (0, 4, "b"), (5, 9, "b"), (8, 12, "a")]

    assert outermost(nested) == [(0, 9, "a"), (8, 12, "a")]
