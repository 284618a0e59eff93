"""Codes of other schemes and the order of triggers, as our own files give them."""

from functools import cache

import pytest

from kg.namespaces import KG
from kg.ontology import load
from kg.resources import folder

ours = cache(lambda: load(folder("ontology")))


def test_a_class_without_a_code_has_that_of_the_nearest_above():
    """A labour strike is coded as the protest that it is; a plain event has no code."""
    codes = ours().codes["plover"]

    assert codes[KG + "Strike"] == ("PROTEST",)
    assert codes[KG + "SuicideBombing"] == ("ASSAULT",)
    assert KG + "Event" not in codes


@pytest.mark.parametrize("scheme", ["plover", "acled"])
def test_most_classes_have_one_code(scheme):
    """Where several stand the parties decide, and the coder knows those classes."""
    several = {cls for cls, codes in ours().codes[scheme].items() if len(codes) > 1}

    known = {KG + name for name in ("TerritorialGain", "Dispersal", "Riot")}
    assert several == (known if scheme == "acled" else set())


def test_a_hyphenated_noun_is_known_in_one_word_and_in_three():
    """Annotators cut "co-operation" either way; cut, it is no plain operation."""
    words = [t.words for t in ours().triggers["noun", "operation"]]

    assert words.index(("co", "-", "operation")) < words.index(("operation",))
    assert ("noun", "co-operation") in ours().triggers


def test_of_equal_patterns_the_deeper_class_goes_first():
    """A thrown grenade is a grenade attack before it is a bombing."""
    classes = [t.cls for t in ours().triggers["verb", "throw"]]

    assert classes.index(KG + "GrenadeAttack") < classes.index(KG + "Bombing")


def test_no_word_stands_under_two_classes_alike():
    """Two entries of a word differ in what they ask for."""
    plain = [
        (kind, t.words)
        for (kind, _), found in ours().triggers.items()
        for t in found
        if not any(slot.required for slot in t.frame)
    ]

    assert sorted({p for p in plain if plain.count(p) > 1}) == []
