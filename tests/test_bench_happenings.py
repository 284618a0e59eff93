"""Who takes part in the events of a graph, counted by hand."""

from kg.bench.participants import Part, gold_parts, score, unmatched


def part(event, role, *places):
    return Part(frozenset(event), role, frozenset(places))


def role(name, start, end):
    return {"role": name, "start": start, "end": end, "text": ""}


def test_mentions_of_one_event_share_their_participants():
    """Two gold mentions of an instance with the same agent are one participant, told at both."""
    told = [
        {"trigger": [10, 14], "instance": "E1", "roles": [role("Arg0", 0, 5)]},
        {"trigger": [30, 34], "instance": "E1", "roles": [role("Arg0", 20, 25)]},
    ]
    firm = [{"start": s, "end": s + 5, "instance": "F"} for s in (0, 20)]

    found = gold_parts(told, firm, [], None)

    assert found == [part({(10, 14), (30, 34)}, "agent", (0, 5), (20, 25))]


def test_roles_without_a_role_of_ours_and_events_outside_the_window_are_left_out():
    """The measure is of agents and patients in what is annotated."""
    told = [
        {"trigger": [10, 14], "roles": [role("Arg2", 0, 5), role("Arg1", 16, 20)]},
        {"trigger": [90, 94], "roles": [role("Arg0", 80, 85)]},
    ]

    found = gold_parts(told, [], [], [(0, 50)])

    assert found == [part({(10, 14)}, "patient", (16, 20))]


def test_a_participant_is_right_at_any_mention_of_it():
    """The head of some mention must lie in some gold mention, at an event that is the same."""
    gold = [part({(10, 14)}, "agent", (0, 5), (40, 42)), part({(10, 14)}, "patient", (16, 24))]
    found = [
        part({(10, 14)}, "agent", (40, 42)),
        part({(10, 14)}, "agent", (16, 20)),
        part({(60, 64)}, "agent", (0, 5)),
    ]

    counts = score(gold, found, [(10, 14)])

    assert counts["labelled"].values == (1, 3, 1, 2)
    assert counts["unlabelled"].values == (2, 3, 2, 2)
    assert counts["labelled, at gold events"].values == (1, 2, 1, 2)
    assert counts["agent"].values == (1, 3, 1, 1)
    assert counts["patient"].values == (0, 0, 0, 1)


def test_what_is_left_on_either_side_is_told():
    """The mistakes are the participants that nothing matches."""
    gold, found = [part({(1, 2)}, "agent", (5, 9))], [part({(1, 2)}, "patient", (5, 9))]

    missed, extra = unmatched(gold, found)

    assert (missed, extra) == (gold, found)
