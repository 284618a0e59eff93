"""Who is who across documents, from scored pairs to groups: deterministic, reversible, careful."""

from itertools import permutations

import pytest

from kg.identity.candidates import candidates, telling
from kg.identity.decide import THRESHOLD, decide
from kg.identity.score import score
from kg.identity.values import Joined, Pair, Scene, Subject
from kg.namespaces import KG

PERSON = frozenset({KG + "Person", KG + "Actor"})


def subject(
    document, label="Samir Suleiman", *, family="person", qid="", issued="2015-10-10", **more
):
    """An entity of a document that also names the Army of Conquest, Hama and Syria."""
    name = label.casefold()
    keys = more.pop("keys", frozenset({"army of conquest", "Q173545", "Q858"}))
    scene = Scene(document, issued, keys | {qid or name}, more.pop("around", frozenset({"Q858"})))
    iri = f"id/{family}/{qid}" if qid else f"id/{family}/{document}/{name.replace(' ', '-')}"
    names = frozenset({name, *more.pop("aliases", ())})
    return Subject(iri, scene, family, label, names, qid, more.pop("classes", PERSON), **more)


def groups(subjects, rulings=()):
    canonical = decide(subjects, candidates(subjects), rulings).canonical
    return {iri: first for iri, first in canonical.items() if iri != first}


def ruling(one, other, verdict):
    return Joined(
        f"id/ruling/{verdict}", tuple(sorted((one, other))), verdict, "me", "2024-01-01T00:00:00Z"
    )


def test_a_full_name_among_the_same_people_is_one_person():
    """Same name, class, country and company: joined, and the smallest IRI represents."""
    a, b = subject("a"), subject("b")

    assert groups([a, b]) == {b.iri: a.iri}


def test_a_lone_name_joins_nobody():
    """Too many are called Smith."""
    assert groups([subject("a", "Smith"), subject("b", "Smith")]) == {}


def test_another_country_keeps_apart():
    """What the documents say of the two themselves goes before their company."""
    a = subject("a", countries=frozenset({"Q858"}))
    b = subject("b", countries=frozenset({"Q43"}))

    assert score(a, b)[0] < THRESHOLD
    assert groups([a, b]) == {}


def test_another_office_speaks_against():
    """Two Peter Cooks, one at the Pentagon."""
    same = score(
        subject("a", roles=frozenset({"press secretary"})),
        subject("b", roles=frozenset({"secretary"})),
    )
    other = score(
        subject("a", roles=frozenset({"press secretary"})),
        subject("b", roles=frozenset({"comedian"})),
    )

    assert same[0] > other[0]
    assert any("another office" in reason for reason in other[1])


def test_strangers_of_one_name_stay_apart():
    """Nothing and nobody in common, years between."""
    a = subject("a", "Ann Lee", keys=frozenset({"Q1"}), around=frozenset(), issued="2001-01-01")
    b = subject("b", "Ann Lee", keys=frozenset({"Q2"}), around=frozenset(), issued="2015-01-01")

    assert groups([a, b]) == {}


@pytest.mark.parametrize("field", ["roles", "countries", "classes"])
def test_score_is_the_same_both_ways(field):
    """Who is read first does not matter."""
    a = subject("a", **{field: frozenset({"x"})})
    b = subject("b", aliases=("samir",), issued="")

    assert score(a, b) == score(b, a)


def test_two_items_never_join_but_are_candidates():
    """Two QIDs with one name: for people to look at."""
    a, b = subject("a", qid="Q900000001"), subject("b", qid="Q900000002")
    pairs = candidates([a, b])

    assert pairs[a.iri, b.iri].score >= THRESHOLD
    assert decide([a, b], pairs).canonical == {}


def test_an_unlinked_entity_does_not_bring_two_items_together():
    """It joins the likelier of the two."""
    a, c = subject("a", qid="Q900000001"), subject("c", qid="Q900000002")
    b = subject("b")

    found = groups([a, b, c])

    assert found in ({b.iri: a.iri}, {b.iri: c.iri})


def test_a_linked_entity_represents_its_group():
    """Its IRI says who it is, though another is smaller."""
    linked, other = subject("b", qid="Q900000001"), subject("a")
    assert other.iri > linked.iri  # "Q" sorts before small letters, digits before both
    digit = subject("2015", "Samir Suleiman")

    assert set(groups([linked, other, digit]).values()) == {linked.iri}


def test_two_of_one_document_are_two():
    """The document told them apart; a third elsewhere joins one of them."""
    a1 = subject("a")
    a2 = Subject("id/person/a/other", a1.scene, "person", "Samir Suleiman", a1.names, "", PERSON)
    b = subject("b")

    found = decide([a1, a2, b], candidates([a1, a2, b])).canonical

    assert found.get(a1.iri) != found.get(a2.iri)
    assert b.iri in found


def test_an_unlikely_pair_keeps_its_groups_apart():
    """A likes B and B likes C, but A and C contradict each other."""
    a, b, c = subject("a"), subject("b"), subject("c")
    pairs = {
        (a.iri, b.iri): Pair(a.iri, b.iri, 0.99),
        (b.iri, c.iri): Pair(b.iri, c.iri, 0.95),
        (a.iri, c.iri): Pair(a.iri, c.iri, 0.01),
    }

    assert decide([a, b, c], pairs).canonical == {a.iri: a.iri, b.iri: a.iri}


def test_order_of_documents_does_not_matter():
    """Every order of four documents gives the same merges and the same scores."""
    everybody = [
        subject("a"),
        subject("b", issued=""),
        subject("c", aliases=("samir",)),
        subject("d", "Ann Lee"),
    ]

    found = {repr(decide(order, candidates(order))) for order in map(list, permutations(everybody))}

    assert len(found) == 1


def test_order_does_not_matter_for_a_name_of_hundreds():
    """More than are compared with each other."""
    everybody = [subject(f"d{i:03}", issued=f"2015-{i % 12 + 1:02}-10") for i in range(150)]

    one = decide(everybody, candidates(everybody))
    other = decide(everybody[::-1], candidates(everybody[::-1]))

    assert repr(one) == repr(other)
    assert len(set(one.canonical.values())) == 1


def test_people_go_before_the_score():
    """`same` joins who shares no name; `not-same` parts who would join; both can be taken back."""
    a, b, c = subject("a"), subject("b"), subject("c", "Abu Omar")
    apart = ruling(a.iri, b.iri, "not-same")
    joined = ruling(a.iri, c.iri, "same")

    assert groups([a, b, c], [apart]) == {}
    assert groups([a, b, c], [joined]) == {b.iri: a.iri, c.iri: a.iri}
    assert groups([a, b, c]) == {b.iri: a.iri}


def test_not_same_holds_through_others():
    """A third that is like both does not bring them together."""
    a, b, c = subject("a"), subject("b"), subject("c")

    found = decide([a, b, c], candidates([a, b, c]), [ruling(a.iri, b.iri, "not-same")]).canonical

    assert found.get(a.iri) != found.get(b.iri)


def test_a_ruling_about_who_is_gone_is_kept_in_mind_and_does_nothing():
    """The document may come back."""
    a = subject("a")

    assert decide([a], {}, [ruling(a.iri, "id/person/gone/x", "same")]).merges == ()


def test_last_names_of_full_names_are_not_compared():
    """But a document that knows the last name alone is found by it."""
    assert telling(subject("a", "John Smith", aliases=("smith",))) == {"john smith"}
    assert telling(subject("a", "Smith")) == {"smith"}


def test_reasons_tell_the_weights():
    """What is stored explains the score."""
    a, b = subject("a"), subject("b")

    worth, reasons = score(a, b)

    assert worth > THRESHOLD
    assert reasons[0].startswith("name 'samir suleiman' +")
    assert any(r.startswith("3 in common: ") for r in reasons)
