"""Teams called by their place: what tells them from it, and which of several is meant."""

import pytest

from kg.extract.values import Entity, Mention, Span
from kg.link.sport import about, features, is_team, of, plays
from kg.wikidata.values import Item

RUGBY = Item("Q900000001", "Utopia national rugby union team", kind="other")
SOCCER = Item("Q900000002", "Utopia national football team", kind="other")
TOWN = Item("Q900000003", "Utopia", kind="settlement", point=(1.0, 2.0))
OFFICE = Item("Q900000004", "Utopia Office", kind="organisation")


def test_a_team_is_told_by_its_kind_or_its_name():
    """A town or an office is none."""
    assert [is_team(i) for i in (RUGBY, SOCCER, TOWN, OFFICE)] == [True, True, False, False]
    assert [of(i) for i in (RUGBY, SOCCER, OFFICE)] == ["rugby", "soccer", ""]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Then Utopia beat Ruritania.", 1.0),
        ("The visitors lost to nobody but drew against Utopia.", 1.0),
        ("Utopia coach Ann Roe spoke.", 1.0),
        ("He was born in Utopia.", -1.0),
        ("Utopia was calm.", 0.0),
        ("Utopia beat them. She lives near Utopia.", 0.0),
    ],
)
def test_words_beside_a_name_tell_of_a_team_or_a_place(text, told):
    """Before it and behind it; several mentions are told together."""
    starts = [n for n in range(len(text)) if text.startswith("Utopia", n)]
    mentions = tuple(Mention(Span(n, n + 6), "Name") for n in starts)
    entity = Entity("", "place", "Utopia", (), mentions)

    assert plays(entity, text) == told


def test_words_of_a_sport_tell_teams_of_one_place_apart():
    """More words of the one than of the other, and none at all."""
    document = frozenset("scrum try lineout striker match coach".split())

    assert (about(RUGBY, document), about(SOCCER, document)) == (1.0, -1.0)
    assert about(RUGBY, frozenset(("parliament",))) == 0.0
    assert features(RUGBY, 1.0, document)["its sport"] > 0
    assert features(TOWN, 1.0, document) == {}
