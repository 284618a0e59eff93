"""Reconciliation: who is found, how it is scored, and when it is taken for certain."""

import pytest

from kg import ontology
from kg.reconcile import Service
from kg.reconcile.types import Types
from kg.reconcile.values import RefusedError
from kg.resources import folder
from tests.fewitems import (
    EVIL,
    KLOW,
    KLOW_2,
    KLOW_BANK,
    MUSKAR,
    MUSKAR_2,
    MUSKARY,
    SYLDAVIA,
    FewItems,
    item,
)


@pytest.fixture(scope="module")
def service():
    few = FewItems()
    return Service(few, Types(ontology.load(folder("ontology")).up, dict(few.kinds())))


@pytest.fixture
def ask(service):
    """Ask for one query of version 0.2 and return its candidates."""
    return lambda **query: service.old_query(query)["result"]


def ids(found):
    return [one["id"] for one in found]


def test_a_name_of_one_item_is_a_match(ask):
    """Nobody else is called so and nothing speaks against it."""
    (found,) = ask(query="klow savings-bank")

    assert (found["id"], found["score"], found["match"]) == (KLOW_BANK.qid, 100, True)


def test_a_person_hardly_known_is_no_match_by_name_alone(service):
    """There is one in the file, and there are a thousand in the world; a day of birth decides."""
    few = FewItems([item("Q900000042", "John Smith", "Person", "person", begin="1950", prior=4e-7)])
    john = Service(few, service.types)

    (bare,) = john.old_query({"query": "John Smith"})["result"]
    (born,) = john.old_query({"query": "John Smith", "properties": [{"pid": "born", "v": "1950"}]})[
        "result"
    ]

    assert (bare["score"], bare["match"], born["match"]) == (100, False, True)


def test_namesakes_are_no_match(ask):
    """Two places of one name and similar weight: both are proposed, neither is certain."""
    found = ask(query="Klow")

    assert ids(found) == [KLOW.qid, KLOW_2.qid]
    assert [one["match"] for one in found] == [False, False]
    assert found[0]["score"] > found[1]["score"]


@pytest.mark.parametrize(
    ("prop", "value"),
    [
        ("country", "BO"),
        ("country", "Borduria"),
        ("country", {"id": "Q900000002", "name": "Borduria"}),
        ("P17", "Borduria"),
        ("coordinates", "47.02,22.01"),
        ("coordinates", "POINT(22.01 47.02)"),
        ("population", 810),
        ("population", "820"),
        ("kind", "village"),
        ("locatedIn", "Q900000002"),
        ("latitude", 47.01),
    ],
)
def test_a_property_tells_namesakes_apart(ask, prop, value):
    """What the table says of the place outweighs that the other is better known."""
    found = ask(query="Klow", properties=[{"pid": prop, "v": value}])

    assert found[0]["id"] == KLOW_2.qid
    assert found[0]["score"] > 15 + found[1]["score"]


@pytest.mark.parametrize(
    ("prop", "value"),
    [("born", "1964"), ("born", "1964-03-01"), ("office", "mayor of Klow"), ("P39", "mayor")],
)
def test_people_are_told_apart_by_birth_and_office(ask, prop, value):
    """A year agrees with a day in it; an office agrees by its words."""
    found = ask(query="Muskar Ottokar", properties=[{"pid": prop, "v": value}])

    assert ids(found) == [MUSKAR_2.qid, MUSKAR.qid]


def test_what_disagrees_is_never_a_match(ask):
    """A unique name whose country is another one is left to a person."""
    (found,) = ask(query="Klow Savings Bank", properties=[{"pid": "country", "v": "Borduria"}])

    assert not found["match"]
    assert found["score"] < 80


def test_a_property_that_we_do_not_have_makes_nothing_certain(ask):
    """It can be neither held for nor against the candidate."""
    (found,) = ask(query="Klow Savings Bank", properties=[{"pid": "colour", "v": "red"}])

    assert not found["match"]
    assert "colour" not in {f["id"] for f in found["features"]}


@pytest.mark.parametrize("prop", ["name", "prior", "type", "share", "?"])
def test_a_property_called_as_a_part_of_the_score_is_no_part_of_it(ask, prop):
    """The likeness stays what it is."""
    (found,) = ask(query="Klow Savings Bank", properties=[{"pid": prop, "v": "x"}])

    assert {"id": "name", "value": 1.0} in found["features"]
    assert found["score"] > 70


def test_an_empty_cell_says_nothing(ask):
    """A table's gaps come as empty values."""
    (found,) = ask(
        query="Klow Savings Bank",
        properties=[{"pid": "country", "v": ""}, {"pid": "born", "v": None}],
    )

    assert found["match"]


@pytest.mark.parametrize(
    "kind", ["city", "CITY", "https://kg.example/ontology#Settlement", ["Person", "city"]]
)
def test_a_type_leaves_out_the_others(ask, kind):
    """Classes of the ontology and kinds of the file are types alike."""
    found = ask(query="Klow", type=kind)

    assert KLOW.qid in ids(found)
    assert KLOW_BANK.qid not in ids(found)


def test_type_strict_all_wants_each_type(ask):
    """A village is a settlement, a city is no village."""
    assert ids(ask(query="Klow", type=["village", "Settlement"], type_strict="all")) == [KLOW_2.qid]


def test_type_strict_should_only_ranks(ask):
    """The village comes first, the city is still there."""
    found = ask(query="Klow", type="village", type_strict="should")

    assert ids(found) == [KLOW_2.qid, KLOW.qid]
    assert not any(one["match"] for one in found[1:])


def test_a_name_with_a_typo_is_found_and_not_certain(ask):
    """ "Borduira" may be Borduria; a person looks."""
    (found,) = ask(query="Borduira")

    assert (found["name"], found["match"]) == ("Borduria", False)


def test_a_typo_backed_by_a_property_is_certain(ask):
    """Nearly the name, and the right day of birth."""
    found = ask(query="Muskar Otokar", properties=[{"pid": "born", "v": "1899-05-12"}])

    assert (found[0]["id"], found[0]["match"]) == (MUSKAR.qid, True)


def test_the_beginning_of_a_name_brings_it(ask):
    """Half a name is no typo, and still worth proposing."""
    (found,) = ask(query="Klow Sav")

    assert (found["id"], found["match"]) == (KLOW_BANK.qid, False)


@pytest.mark.parametrize("name", ["Q900000006", "http://www.wikidata.org/entity/Q900000006"])
def test_a_qid_is_a_name(ask, name):
    """The specification wants the entity with a high score."""
    (found,) = ask(query=name)

    assert (found["id"], found["score"], found["match"]) == (MUSKAR.qid, 100, True)


def test_other_scripts_and_signs_are_found(ask):
    """An Arabic name, an accent and a rocket."""
    assert ids(ask(query="كلوف")) == [KLOW.qid]
    assert ids(ask(query="BEACON 🚀"))[:1] == ["Q900000010"]


def test_nobody_is_an_empty_list(ask):
    """Not found is no error."""
    assert ask(query="Nowhere at all") == []
    assert ask(query="") == []


def test_limit_is_kept(ask):
    """And a limit above ours is ours."""
    assert len(ask(query="Klow", limit=1)) == 1
    assert len(ask(query="Klow", limit=1e9)) == 2


def test_version_1_answers_in_order(service):
    """Names, ids and properties as conditions; required ones leave out, none turns round."""
    named = {"matchType": "name", "propertyValue": "Klow"}
    country = {"matchType": "property", "propertyId": "country", "propertyValue": "SY"}
    queries = [
        {"conditions": [named, {**country, "required": True}]},
        {"conditions": [named, {**country, "required": True, "matchQuantifier": "none"}]},
        {"conditions": [{"matchType": "id", "propertyValue": ["Q900000002", "Q900000001"]}]},
        {"conditions": [country]},
        {
            "type": "Company",
            "conditions": [{"matchType": "name", "propertyValue": ["?", "Klow Savings Bank"]}],
        },
    ]

    results = service.batch({"queries": queries})["results"]

    assert [ids(r["candidates"]) for r in results] == [
        [KLOW.qid], [KLOW_2.qid], ["Q900000001", "Q900000002"], [], [KLOW_BANK.qid],
    ]  # fmt: skip


def test_matching_twice_gives_the_same(service):
    """The order is chosen, never that of a set."""
    batch = {"a": {"query": "Klow"}, "b": {"query": "Muskar Ottokar", "type": "Person"}}

    assert service.old_batch(batch) == service.old_batch(batch)


def test_extension_writes_each_value_in_its_form(service):
    """Entities, numbers, days and texts; a year alone is not made a day."""
    props = (
        "country",
        "locatedIn",
        "coordinates",
        "latitude",
        "population",
        "born",
        "offices",
        "founded",
        "aliases",
    )
    asked = {
        "ids": [KLOW.qid, MUSKAR.qid, KLOW_BANK.qid, "Q1", "x"],
        "properties": [{"id": p} for p in props],
    }

    rows = service.old_extension(asked)["rows"]

    syldavia = {"id": SYLDAVIA.qid, "name": "Syldavia"}
    assert rows[KLOW.qid]["country"] == [syldavia]
    assert rows[KLOW.qid]["locatedIn"] == [{"id": MUSKARY.qid, "name": "Muskary"}, syldavia]
    assert rows[KLOW.qid]["coordinates"] == [{"str": "45.5,19.5"}]
    assert rows[KLOW.qid]["latitude"] == [{"float": 45.5}]
    assert rows[KLOW.qid]["population"] == [{"int": 122_000}]
    assert rows[MUSKAR.qid]["born"] == [{"date": "1899-05-12T00:00:00Z"}]
    assert rows[MUSKAR.qid]["offices"] == [{"str": "King of Syldavia (1920–1945)"}]
    assert rows[KLOW_BANK.qid]["founded"] == [{"str": "1921"}]
    assert rows["Q1"] == rows["x"] == {p: [] for p in props}


def test_extension_obeys_its_settings(service):
    """A limit, even as text, and names instead of entities."""
    settings = {"limit": "1", "content": "text"}
    asked = {"ids": [KLOW.qid], "properties": [{"id": "locatedIn", "settings": settings}]}

    assert service.old_extension(asked)["rows"][KLOW.qid]["locatedIn"] == [{"str": "Muskary"}]


def test_suggest_skips_and_stops(service):
    """The cursor skips what was seen; the id itself is a prefix too."""
    first = service.suggest("entity", "klo", skip=0, limit=2)["result"]
    rest = service.suggest("entity", "klo", skip=2, limit=2)["result"]

    assert ids(first + rest) == [KLOW.qid, KLOW_2.qid, KLOW_BANK.qid]
    assert ids(service.suggest("entity", "Q900000009", skip=0, limit=9)["result"]) == [MUSKARY.qid]
    assert ids(service.suggest("entity", "klo", skip=0, limit=9, kind="bank")["result"]) == [
        KLOW_BANK.qid
    ]


def test_properties_and_types_are_suggested(service):
    """What begins so comes before what has it inside; the empty prefix brings all."""
    assert ids(service.suggest("property", "co", skip=0, limit=9)["result"])[:2] == [
        "country",
        "coordinates",
    ]
    assert "ArmedGroup" in ids(service.suggest("type", "group", skip=0, limit=50)["result"])
    assert "village" in ids(service.suggest("type", "", skip=0, limit=100)["result"])


def test_proposals_fit_the_type(service):
    """A person has no population, a town no birthday."""
    person = ids(service.propose("Person", None)["properties"])
    town = ids(service.propose("Settlement", None)["properties"])

    assert ("born" in person, "population" in person) == (True, False)
    assert ("born" in town, "population" in town) == (False, True)


def test_html_is_escaped(service):
    """Names come from a file that anybody may have made."""
    page = service.preview(EVIL.qid) + service.flyout("entity", EVIL.qid)["html"]

    assert "<img" not in page
    assert "<script" not in page
    assert "&lt;img src=x onerror=alert(1)&gt; &amp;" in page


@pytest.mark.parametrize(
    "query",
    [
        None, [], 3, {}, {"type": "city"}, {"query": 3}, {"query": "x", "limit": 0}, {"query": "x", "limit": "3"},
        {"query": "x", "limit": True}, {"query": "x", "type": 3}, {"query": "x", "type": [3]},
        {"query": "x", "type_strict": "perhaps"}, {"query": "x", "properties": {}},
        {"query": "x", "properties": [{"p": "country", "v": "SY"}]}, {"query": "x", "properties": [{"pid": 1, "v": 1}]},
        {"query": "x", "properties": [{"pid": "country", "v": {"name": "Syldavia"}}]},
        {"query": "x", "props": []},
        {"query": "x" * 501},
    ],
)  # fmt: skip
def test_what_is_no_query_is_refused(service, query):
    """With a reason, and not with a guess."""
    with pytest.raises(RefusedError):
        service.old_batch({"q": query})
