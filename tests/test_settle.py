"""settle: a name is of one class throughout its document."""

import numpy as np

from kg.annotate.settle import OPEN, settle

TAGS = ("O", *(f"{part}-{name}" for name in OPEN for part in "BI"))


def run(text, tags, odds):
    table = np.full((len(text), len(OPEN)), -9.0, dtype=np.float32)
    for i, (name, value) in odds.items():
        table[i, OPEN.index(name)] = value
    for i, tag in enumerate(tags):
        if tag != "O" and table[i, OPEN.index(tag[2:])] == -9.0:
            table[i, OPEN.index(tag[2:])] = -0.1
    glued = np.array([w.startswith("+") for w in text])
    words = [w.lstrip("+") for w in text]
    found = settle(words, glued, np.array([TAGS.index(t) for t in tags]), TAGS, table)
    return [TAGS[i] for i in found]


def test_the_class_that_all_places_together_speak_for():
    """Two sentences that are sure outvote one that is not."""
    tags = ["B-ORG", "O", "B-LOC", "O", "B-LOC"]

    assert run("Bangui in Bangui and Bangui".split(), tags, {0: ("LOC", -1.0)}) == [
        "B-LOC", "O", "B-LOC", "O", "B-LOC",
    ]  # fmt: skip


def test_a_last_name_alone_is_the_person_of_the_full_name():
    """ "Dalal said" after "Karim Dalal" is a person, however it reads alone."""
    tags = ["B-PERSON", "I-PERSON", "O", "B-LOC"]

    assert run("Karim Dalal . Dalal".split(), tags, {3: ("PERSON", -1.0)})[3] == "B-PERSON"


def test_a_name_that_stands_once_stays_as_it_was_read():
    """One place is its own vote, and tags inside a name follow its first."""
    tags = ["B-ORG", "I-ORG", "O", "B-LOC"]

    assert run("Red Cross near Talin".split(), tags, {0: ("LOC", 0.0), 1: ("LOC", 0.0)}) == tags


def test_no_names_no_change():
    """A text without names comes back as it was."""
    assert run(["so", "it", "goes"], ["O"] * 3, {}) == ["O"] * 3


def test_a_torn_name_is_joined():
    """ "al-" and "Qaida" without white space, and an initial with its name; two names side by side stay two."""
    torn = run("al +- +Qaida".split(), ["B-ORG", "I-ORG", "B-ORG"], {})
    initial = run("J. Dalal".split(), ["B-PERSON", "B-PERSON"], {})
    apart = run("Talin - Marwa".split(), ["B-LOC", "I-LOC", "B-LOC"], {})

    assert torn == ["B-ORG", "I-ORG", "I-ORG"]
    assert initial == ["B-PERSON", "I-PERSON"]
    assert apart == ["B-LOC", "I-LOC", "B-LOC"]


def test_some_words_are_always_of_a_class():
    """Without case "US" is "us": what it means is known."""
    assert run(["US", "and", "Sunnis"], ["B-ORG", "O", "B-PERSON"], {}) == ["B-LOC", "O", "B-NORP"]


def test_a_name_does_not_end_in_a_hyphen():
    """ "UK-based": the name is "UK", and then it is the country."""
    tags = ["B-ORG", "I-ORG", "O"]

    assert run(["UK", "+-", "+based"], tags, {}) == ["B-LOC", "O", "O"]
