"""Names: which mentions are names, where they begin, and what counts."""

import pytest

from kg.bench.mapping import NAMES, Names
from kg.bench.names import score
from kg.bench.proper import is_name, trimmed

CLASSES = {"PER": "person", "ORG": "organisation", "LOC": "place"}


def entity(text, words, kind, **more):
    start = text.index(words)
    return {"start": start, "end": start + len(words), "type": kind, **more}


def found(text, words, label):
    start = text.index(words)
    return (start, start + len(words), label)


@pytest.mark.parametrize(
    ("mention", "label", "name"),
    [
        ("the Ministry of Health", "organisation", "Ministry of Health"),
        ("Foreign Minister Ana Sol", "person", "Ana Sol"),
        ("Sol's", "person", "Sol"),
        ("President-elect Ana Sol, a lawyer", "person", "Ana Sol"),
        ("southern Dorn", "place", "Dorn"),
        ("Harbour College, Dorn", "organisation", "Harbour College"),
        ("al-Dorn", "place", "al-Dorn"),
        ("de Dorn", "person", "de Dorn"),
        ("the", "person", "the"),
    ],
)
def test_what_sets_disagree_on_is_cut(mention, label, name):
    """Determiners, titles, words in lower case, possessives and what follows a comma."""
    start, end, _ = trimmed(mention, (0, len(mention), label))

    assert mention[start:end] == name


@pytest.mark.parametrize(
    ("mention", "answer"),
    [
        ("Dorn", True),
        ("the city of Dorn", False),
        ("The Dorn council", False),
        ("Northern Army of Dorn", True),
        ("They", False),
        ("the President", False),
        ("Rebels", False),
    ],
)
def test_a_name_has_a_head_with_a_capital(mention, answer):
    """A capital at the start of a sentence is none when the text has the word without."""
    text = f"{mention} left, other rebels said."

    assert is_name(text, 0, len(mention)) is answer


def test_the_outermost_of_nested_names_counts_and_the_inner_is_no_mistake():
    """Flat names can have one of the two; either the outer is right or the inner is nothing."""
    text = "Bank of Dorn closed."
    entities = [entity(text, "Bank of Dorn", "ORG"), entity(text, "Dorn", "LOC")]
    outer = score(text, entities, [found(text, "Bank of Dorn", "ORG")], Names(CLASSES), None)
    inner = score(text, entities, [found(text, "Dorn", "LOC")], Names(CLASSES), None)

    assert outer.counts["strict"].values == (1, 1, 1, 1)
    assert inner.counts["strict"].values == (0, 0, 0, 1)


def test_labels_that_the_set_has_not_are_left_out():
    """A set of places says nothing of people found."""
    text = "Ana Sol saw Dorn."
    entities = [entity(text, "Dorn", "LOC")]
    ours = [found(text, "Ana Sol", "PERSON"), found(text, "Dorn", "LOC")]

    counts = score(text, entities, ours, Names({"LOC": "place"}, {"LOC": "place"}), None).counts
    assert counts["strict"].values == (1, 1, 1, 1)


def test_a_label_that_may_be_a_place_is_one_where_the_gold_has_a_place():
    """NORP on a gold place is right, NORP elsewhere is nothing."""
    text = "Dornish and Blue voters"
    entities = [entity(text, "Dornish", "LOC")]
    ours = [found(text, "Dornish", "NORP"), found(text, "Blue", "NORP")]
    names = Names({"LOC": "place"}, {"LOC": "place"}, may={"NORP": "place"})

    assert score(text, entities, ours, names, None).counts["strict"].values == (1, 1, 1, 1)


def test_wrong_spans_are_named():
    """Missed and extra, in the order of the text."""
    text = "Ana Sol saw Dorn and Port."
    entities = [entity(text, "Ana Sol", "PER"), entity(text, "Port", "LOC")]
    ours = [found(text, "Dorn", "LOC"), found(text, "Port", "LOC")]

    wrong = score(text, entities, ours, Names(CLASSES), None).wrong
    assert [(w.kind, text[w.start : w.end]) for w in wrong] == [
        ("missed", "Ana Sol"),
        ("extra", "Dorn"),
    ]


def test_only_names_of_the_level_count_where_the_set_has_levels():
    """meantime: NAM, not NOM; what is found inside the nominal is left out."""
    text = "The Dorn carrier bought Port Air."
    entities = [
        entity(text, "The Dorn carrier", "ORG", level="NOM"),
        entity(text, "Port Air", "ORG", level="NAM"),
    ]
    ours = [found(text, "Dorn", "LOC"), found(text, "Port Air", "ORG")]

    counts = score(text, entities, ours, NAMES["meantime"], None).counts
    assert counts["strict"].values == (1, 1, 1, 1)


def test_a_country_that_acts_is_a_place_in_re3d():
    """The set calls it Organisation there and Location elsewhere."""
    text = "Syria protested."
    entities = [entity(text, "Syria", "Organisation")]

    counts = score(text, entities, [found(text, "Syria", "LOC")], NAMES["re3d"], None).counts
    assert counts["strict"].values == (1, 1, 1, 1)


def test_what_is_of_no_known_class_is_left_out():
    """wikifair: OTHER may be anything."""
    text = "Ana Sol saw Dorn."
    entities = [entity(text, "Ana Sol", "OTHER"), entity(text, "Dorn", "Geographic Entity")]
    ours = [found(text, "Ana Sol", "PERSON"), found(text, "Dorn", "LOC")]

    counts = score(text, entities, ours, NAMES["wikifair"], None).counts
    assert counts["strict"].values == (1, 1, 1, 1)
