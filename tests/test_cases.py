"""Texts whose knowledge a person has written down: it is found, or the reason why not is known."""

from itertools import pairwise

import pytest

from kg.way import Settings, Way
from tests.cases import BASE, cases, expected, known, said

NAMES = [case.name for case in cases()]


@pytest.fixture(scope="module")
def way(reader):
    return Way(Settings(base=BASE, wikidata="off"))


@pytest.mark.parametrize("case", cases(), ids=lambda c: c.name)
def test_what_is_found_is_what_is_said(case, way):
    """One folder, one phenomenon; a known failure that holds must leave the list."""
    found, right = said(case, way), expected(case)

    if case.name in known():
        assert found != right, f"{case.name} holds now: take it out of known.toml"
    else:
        assert found == right


def test_every_known_failure_is_a_case_and_has_a_reason():
    """The list names folders, and says why."""
    assert set(known()) <= set(NAMES)
    assert all(len(reason) > 10 for reason in known().values())


@pytest.mark.parametrize("case", cases(), ids=lambda c: c.name)
def test_facts_are_sorted_and_traps_are_empty(case):
    """A diff of a case is a diff of what it says."""
    lines = expected(case)

    assert all(a < b for a, b in pairwise(lines))
    assert bool(lines) != case.name.startswith("trap-")


def test_there_are_enough_of_them():
    """150 sentences, a third of them traps; one sentence a line."""
    count = {case: _sentences(case) for case in cases()}
    traps = sum(n for case, n in count.items() if case.name.startswith("trap-"))

    assert sum(count.values()) >= 150
    assert traps * 3 >= sum(count.values())


def _sentences(case):
    text = (case / "text.txt").read_text("utf-8")
    return sum(
        1 for line in text.splitlines() if line.strip() and not line.startswith(("---", "date:"))
    )
