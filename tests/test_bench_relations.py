"""Relations between given mentions, counted by hand."""

import json

from kg.bench import relations
from kg.bench.read import Read
from kg.bench.records import Record
from kg.bench.related import RELATED, Meaning
from kg.bench.relations import Pair
from kg.extract.given import Told
from kg.extract.values import Relation
from kg.namespaces import KG
from kg.ontology import load
from kg.resources import folder
from tests.test_relations import _doc


def test_what_holds_both_ways_counts_once():
    """Of three marked pairs two are one; a type that is directed wants its direction."""
    relating = RELATED["re3d"]
    marked = [
        {"type": "AlliesOf", "source": [0, 5], "target": [10, 16]},
        {"type": "AlliesOf", "source": [10, 16], "target": [0, 5]},
        {"type": "BelongsTo", "source": [0, 5], "target": [20, 24]},
    ]
    found = {Pair("AlliesOf", (0, 5), (10, 16)), Pair("BelongsTo", (20, 24), (0, 5))}

    counts = relations.score(relations.gold(marked, relating), found, relating.meanings)
    assert counts["all"].values == (1, 2, 1, 2)
    assert counts["AlliesOf"].values == (1, 1, 1, 1)
    assert counts["BelongsTo"].values == (0, 1, 0, 1)


def test_a_relation_that_the_set_has_no_row_for_is_left_out():
    """re3d marks likes and dislikes too."""
    marked = [{"type": "Likes", "source": [0, 5], "target": [10, 16]}]

    assert not relations.gold(marked, RELATED["re3d"])


def test_relations_and_events_become_pairs_of_the_set():
    """Who leads is in charge of it; who is attacked somewhere is there, and against the attacker."""
    spans = [(0, 5), (10, 15), (20, 25), (30, 35)]
    leads = Relation(KG + "leads", 0, 1, "", KG + "Actual", ())
    attack = (KG + "Attack", ((KG + "agent", 1), (KG + "patient", 2), (KG + "place", 3)))
    told = Told((leads,), (attack,), ())

    found = relations.pairs(told, spans, RELATED["re3d"], load(folder("ontology")))
    assert set(found) == {
        Pair("InChargeOf", (0, 5), (10, 15)),
        Pair("FightingAgainst", (10, 15), (20, 25)),
        Pair("CoLocated", (20, 25), (30, 35)),
    }


def test_a_name_inside_the_phrase_that_calls_it_is_the_phrase():
    """Somebody in "the city of Mosul" is related to the whole phrase, once."""
    spans = [(0, 5), (9, 26), (21, 26)]
    inside = Relation(KG + "locatedIn", 0, 2, "", KG + "Actual", ())
    told = Told((inside,), (), ((1, 2),))

    found = relations.pairs(told, spans, RELATED["re3d"], load(folder("ontology")))
    assert list(found) == [Pair("CoLocated", (0, 5), (9, 26))]


def test_chains_make_one_pair_of_an_entitys_mentions():
    """redocred marks relations between entities."""
    meaning = Meaning(("memberOf",))
    first = {(0, 5): (0, 5), (40, 43): (0, 5)}

    pair = relations.pair("member", (40, 43), (60, 65), meaning)
    assert relations.of_entities(pair, first, RELATED["redocred"]) == Pair(
        "member", (0, 5), (60, 65)
    )


def test_a_record_is_scored_with_its_own_mentions():
    """One right pair of one found; the second marked is told by nothing."""
    doc = _doc("verb")
    gold = {
        "id": "1",
        "text": doc.text,
        "entities": [
            {"start": 0, "end": 9, "type": "Person", "text": "Ann Brown"},
            {"start": 16, "end": 31, "type": "Organisation", "text": "the Green Party"},
        ],
        "relations": [
            {"type": "InChargeOf", "source": [0, 9], "target": [16, 31]},
            {"type": "CommWith", "source": [0, 9], "target": [16, 31]},
        ],
    }
    record = Record("1", "re3d", doc.text, json.loads(json.dumps(gold)))

    scored = relations.of_relations(Read(record, doc, load(folder("ontology"))))
    assert scored.counts["all"].values == (1, 1, 1, 2)
