"""Times, triggers, arguments, factuality, attributions, GAP and mentions, each counted by hand."""

from kg.bench import arguments, attribution, factuality, gap, mentions, times, triggers
from kg.bench.arguments import Argument, Filler
from kg.bench.attribution import Attribution


def test_types_and_values_of_times_count_where_extents_meet():
    """Of three expressions two are met, one with its type, one with its value."""
    timex = [
        {"start": 0, "end": 6, "type": "DATE", "value": "2015-10-10"},
        {"start": 10, "end": 20, "type": "DURATION", "value": "P2D"},
        {"start": 30, "end": 35, "type": "DATE", "value": "2015"},
    ]
    found = [(0, 6, "DATE"), (12, 20, "DATE")]

    counts = times.score("meantime", timex, found, {(0, 6): "2015-10-10"}, None).counts
    assert counts["strict"].values == (1, 2, 1, 3)
    assert counts["relaxed"].values == (2, 2, 2, 3)
    assert counts["type of those met"].values == (1, 2)
    assert counts["value of those met"].values == (1, 2)


def test_values_of_times_are_not_counted_where_none_is_found():
    """And no types in a set that has one only."""
    counts = times.score("wikiwars", [], [], {}, None).counts

    assert list(counts) == ["strict", "relaxed"]


def test_a_trigger_that_is_part_of_the_gold_phrase_is_met():
    """Strict wants the same words; of two found in one phrase one counts."""
    events = [{"trigger": [0, 10]}, {"trigger": [0, 10]}, {"trigger": [20, 25]}]
    found = [(0, 4, "event"), (5, 10, "event"), (20, 25, "event")]

    counts = triggers.score("meantime", events, found, None).counts
    assert counts["strict"].values == (1, 3, 1, 2)
    assert counts["relaxed"].values == (2, 3, 2, 2)


def test_a_set_that_marks_some_events_gives_recall_only():
    """What else is found may be right."""
    scored = triggers.score(
        "casie", [{"trigger": [0, 4]}], [(0, 4, "event"), (6, 9, "event")], None
    )

    assert scored.counts["recall, strict"].values == (1, 1)
    assert not scored.wrong


def test_arguments_need_the_trigger_the_head_and_the_role():
    """Two fillers; found are one with the wrong role, a wrong head, one at no gold trigger."""
    gold = [
        Filler((10, 16), "Arg0", (0, 7), frozenset({0})),
        Filler((10, 16), "Arg1", (18, 26), frozenset({20, 24})),
    ]
    found = [
        Argument(10, 0, "patient"),
        Argument(10, 30, "patient"),
        Argument(50, 0, "agent"),
        Argument(10, 40, "time"),
    ]

    counts = arguments.score(gold, found, [(10, 16)])
    assert counts["unlabelled"].values == (1, 3, 1, 2)
    assert counts["labelled"].values == (0, 3, 0, 2)
    assert counts["unlabelled, at gold triggers"].values == (1, 2, 1, 2)


def test_a_role_without_a_counterpart_takes_any():
    """Arg3 has no one role of ours."""
    counts = arguments.score(
        [Filler((0, 4), "Arg3", (5, 9), frozenset({6}))], [Argument(0, 6, "place")], []
    )

    assert counts["labelled"].values == (1, 1, 1, 1)


def test_fillers_without_a_place_are_left_out():
    """A coded actor is nowhere in the text."""
    events = [{"trigger": [0, 4], "roles": [{"role": "Arg0", "code": "USA"}]}]

    assert arguments.fillers(events, {}, None) == []


def test_classes_of_meantime():
    """Condition before doubt before denial before future; open is open."""
    sure = {"certainty": "CERTAIN", "polarity": "POS", "time": "NON_FUTURE"}

    assert factuality.of_meantime(sure) == "Actual"
    assert factuality.of_meantime(sure | {"time": "FUTURE"}) == "Planned"
    assert factuality.of_meantime(sure | {"polarity": "NEG", "time": "FUTURE"}) == "Negated"
    assert factuality.of_meantime(sure | {"certainty": "PROBABLE"}) == "Possible"
    assert factuality.of_meantime(sure | {"special_cases": "COND_IF_CLAUSE"}) == "Hypothetical"
    assert factuality.of_meantime(sure | {"certainty": "UNDERSPECIFIED"}) is None


def test_classes_are_counted_with_what_all_actual_would_reach():
    """Three events, two right; two of them are Actual."""
    pairs = [("Actual", "Actual"), ("Actual", "Possible"), ("Negated", "Negated")]

    counts = factuality.classes(pairs)
    assert counts["accuracy"].values == (2, 3)
    assert counts["accuracy of all Actual"].values == (2, 3)
    assert counts["Actual"].values == (1, 1, 1, 2)
    assert counts["Possible"].values == (0, 1, 0, 0)


def test_values_of_uds_count_as_happened_or_not_where_they_are_certain():
    """1.5 happened, -1.2 did not, 0.4 says neither."""
    counts = factuality.scale([(1.5, "Actual"), (-1.2, "Actual"), (0.4, "Planned")])

    assert counts["happened"].values == (1, 2)
    assert counts["happened, of all Actual"].values == (1, 2)
    assert counts["r"].values[0] == 3


SAID = Attribution(source=((0, 7),), cue=((8, 12),), content=((13, 30),))


def test_attributions_meet_by_their_cues_and_then_sources_are_compared():
    """The cue is found, its source is another."""
    found = Attribution(source=((40, 44),), cue=((8, 12),), content=((13, 25),))

    assert attribution.together([SAID], [found])["met"].values == (1, 1, 1, 1)
    assert attribution.together([SAID], [found])["met with source"].values == (0, 1, 0, 1)
    parts = attribution.parts([SAID], [found])
    assert parts["content, strict"].values == (0, 1, 0, 1)
    assert parts["content, relaxed"].values == (1, 1, 1, 1)


def test_quotations_without_a_cue_meet_by_their_content():
    """A speaker is right by any mention of the same person."""
    gold = Attribution(source=((0, 7),), cue=(), content=((13, 30),))
    found = Attribution(source=((40, 42),), cue=((33, 37),), content=((14, 30),))
    same = {(0, 7): ((0, 7), (40, 42))}

    counts = attribution.together([gold], [found], same=same)
    assert counts["met with source"].values == (1, 1, 1, 1)


def test_a_content_that_its_cue_interrupts_is_met_by_one_span():
    """Relaxed compares from the first stretch to the last."""
    gold = Attribution((), (), ((0, 10), (20, 30)))
    found = Attribution((), (), ((0, 30),))

    parts = attribution.parts([gold], [found])
    assert parts["content, strict"].values == (0, 1, 0, 2)
    assert parts["content, relaxed"].values == (1, 1, 1, 1)


ENTITIES = [
    {"start": 0, "end": 7, "type": "PERSON", "text": "Ana Sol"},
    {"start": 12, "end": 19, "type": "PERSON", "text": "Eva Lin"},
    {"start": 30, "end": 33, "type": "PRONOUN", "text": "she"},
]


def test_gap_asks_two_questions():
    """She is Ana Sol; found is Eva Lin: one missed, one extra."""
    scored = gap.score(ENTITIES, [[(0, 7), (30, 33)]], [[(12, 19), (30, 33)]], [])

    assert scored.counts["both"].values == (0, 1, 0, 1)
    assert scored.counts["feminine"].values == (0, 1, 0, 1)
    assert scored.counts["masculine"].values == (0, 0, 0, 0)
    assert [w.kind for w in scored.wrong] == ["missed", "extra"]


def test_gap_takes_the_mention_closest_to_the_name():
    """ "A friend of Eva Lin" in the chain is not Eva Lin when she has a mention of her own."""
    chains = [[(9, 19), (30, 33)]]

    assert gap.score(ENTITIES, [], chains, [(12, 19)]).counts["both"].values == (0, 0, 0, 0)
    assert gap.score(ENTITIES, [], chains, []).counts["both"].values == (0, 1, 0, 0)


def test_finer_types_are_folded_and_types_that_the_set_has_not_left_out():
    """gum has no weapons but objects; re3d has no objects."""
    entities = [{"start": 0, "end": 6, "type": "object"}]
    found = [(0, 6, "weapon"), (8, 9, "person")]

    counts = mentions.score(entities, found, mentions.MENTIONS["gum"], None).counts
    assert counts["strict"].values == (1, 2, 1, 1)
    assert mentions.found_mentions(found, mentions.MENTIONS["re3d"]) == [(8, 9, "person")]
