"""Mentions, chains and arguments from scores spelled out by hand."""

from itertools import pairwise

import numpy as np
import pytest

from kg.annotate.arguments import Roles
from kg.annotate.coreference import BACK, Chainer, chains
from kg.annotate.likeness import (
    CLASSES,
    DISTANCES,
    MATCHES,
    NAME,
    NOMINAL,
    PRONOUN,
    kinds,
    likeness,
)
from kg.annotate.mentions import Finder, uncrossed


def _finder():
    """Spans whose start and end vectors agree; type 1 where the start's second number is set."""
    span = np.zeros((3, 3), dtype=np.float32)
    span[0, 0], span[2, 2] = 2.0, -1.0
    types = np.zeros((2, 3, 3), dtype=np.float32)
    types[1, 1, 2], types[0, 2, 2] = 2.0, 1.0
    return Finder({"span_weight": span, "type_weight": types})


def _scores(starts, ends, marked=()):
    n = len(starts)
    table = {
        k: np.zeros((n, 2), dtype=np.float32)
        for k in ("span_start", "span_end", "type_start", "type_end")
    }
    table["span_start"][:, 0], table["span_end"][:, 0] = starts, ends
    table["type_start"][list(marked), 1] = 1.0
    return table


def test_mentions_may_stand_inside_each_other():
    """A pair of words is a mention when its score is above 0; the wider one comes first."""
    found = _finder().find(_scores([1, 0, 1], [0, 0, 1], marked=[2]), [(0, 3)])

    assert list(zip(found.starts, found.ends, found.types, strict=True)) == [(0, 3, 0), (2, 3, 1)]
    assert found.sure == pytest.approx([1 / (1 + np.exp(-1))] * 2)


def test_no_mention_reaches_over_the_end_of_a_sentence():
    """Where one sentence ends nothing that began in it goes on."""
    found = _finder().find(_scores([1, 0, 0], [0, 0, 1]), [(0, 2), (2, 3)])

    assert len(found) == 0


def test_of_two_mentions_that_cross_the_better_stays():
    """Mentions are nested or apart."""
    assert uncrossed([0, 1], [1, 2], [1.0, 2.0]) == [(1, 2, 2.0)]


def test_kinds_of_mentions_are_told_by_their_words():
    """Pronouns are listed, names are written with a capital at their head."""
    words = ["He", "saw", "the", "mayor", "of", "Hama", "near", "Mount", "Ida", "'s"]

    assert kinds(words, [(0, 1), (2, 6), (5, 6), (7, 10)]) == [PRONOUN, NOMINAL, NAME, NAME]


def test_likeness_of_names_and_phrases():
    """0 nothing shared, 1 a word, 2 all of the shorter, 3 the head, 4 the same words."""
    words = (
        "Bashar al-Assad / Assad / the rebels / the rebels / rebels of Idlib / a town / he".split()
    )
    spans = [(0, 2), (3, 4), (5, 7), (8, 10), (11, 14), (15, 17), (18, 19)]
    every = slice(None)

    found = likeness(words, spans).matches(every, every)

    assert found[1, 0] == 0  # "al-Assad" is one word here
    assert found[3, 2] == 4
    assert found[4, 2] == 3
    assert found[5, 2] == 0
    assert not found[6].any()


def _chainer(match):
    zeros = np.zeros
    table = zeros((3, 3, MATCHES), dtype=np.float32)
    table[..., 4] = match
    weight = zeros((2, 2), dtype=np.float32)
    weight[1, 1] = -1.0
    return Chainer(
        {
            "coref_weight": weight, "coref_match": table,
            "coref_distance": zeros((3, 3, DISTANCES), dtype=np.float32),
            "coref_pronoun": zeros((CLASSES, CLASSES), dtype=np.float32),
            "coref_nested": zeros((3, 3), dtype=np.float32),
        }
    )  # fmt: skip


def linked(chainer, words, spans, parts):
    """Return the chains of mentions that come in ``parts`` at a time."""
    links, found = chainer.begin(words), []
    for part in range(0, len(spans), parts):
        some = spans[part : part + parts]
        found += links.add(some, np.zeros((len(some), 1), dtype=np.float32))
    return chains(found)


def test_a_mention_joins_the_chain_of_its_best_antecedent():
    """Only a score above 0 links; a mention alone is in no chain."""
    words = "Assad and Ali and Assad and Assad".split()
    spans = [(0, 1), (2, 3), (4, 5), (6, 7)]

    assert linked(_chainer(3.0), words, spans, 4) == [[0, 2, 3]]
    assert linked(_chainer(0.5), words, spans, 1000) == [[0, 2, 3]]  # names written alike


def test_names_written_alike_are_one_however_far_apart():
    """Beyond the reach of the scores a name still finds itself."""
    words = ["Assad", *[f"thing{i}" for i in range(BACK + 50)], "Assad"]
    spans = [(i, i + 1) for i in range(len(words))]

    assert linked(_chainer(3.0), words, spans, 1000) == [[0, len(words) - 1]]


def test_chains_do_not_depend_on_where_a_block_ends():
    """A document is scored in blocks; every pair within reach is compared once."""
    words = [f"the thing{i % 150}" for i in range(500)]
    flat = [w for pair in words for w in pair.split()]
    spans = [(2 * i, 2 * i + 2) for i in range(500)]

    found = linked(_chainer(3.0), flat, spans, 1000)

    assert sorted(map(len, found)) == [3] * 100 + [4] * 50
    assert all(b - a == 150 for chain in found for a, b in pairwise(chain))
    assert linked(_chainer(3.0), flat, spans, 170) == found


def test_arguments_stay_in_the_sentence_of_their_trigger():
    """Each word of the sentence gets the best role; the first one is none."""
    weight = np.zeros((2, 2, 2), dtype=np.float32)
    weight[1, 0, 1], weight[0, 1, 1] = 1.0, 0.5
    scores = {
        "argument_child": np.array([[1], [0], [0], [1]], dtype=np.float32),
        "argument_head": np.zeros((4, 1), dtype=np.float32),
    }

    found = Roles({"role_weight": weight}).find(scores, [1], [(0, 3), (3, 4)])

    assert found == [(1, 0, 1)]
