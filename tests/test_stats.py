"""kg.stats counts things once, however many documents tell of them."""

from kg.stats import stats
from kg.store import Store
from tests.graphs import build


def test_counts_of_the_shared_graph(tmp_path):
    """Counted by hand in syria.trig."""
    with Store(build(tmp_path / "s"), read_only=True) as store:
        found = stats(store)

    assert (found.documents, found.claims, found.relations, found.triples) == (3, 3, 2, 643)
    assert found.events["kg:Event"] == 6
    assert found.events["kg:Killing"] == 2
    assert found.entities["kg:Settlement"] == 2
    assert found.bytes > 0


def test_an_empty_store_counts_nothing(tmp_path):
    """And does not fail."""
    Store(tmp_path / "s").close()

    with Store(tmp_path / "s", read_only=True) as store:
        found = stats(store)

    assert (found.documents, found.triples, found.events) == (0, 0, {})
