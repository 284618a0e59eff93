"""Parses in tests/relations -> the relations that stand above them, and what becomes of them in the graph."""

from pathlib import Path

import pytest

from kg.document import Document
from kg.errors import UsageError
from kg.extract import extract
from kg.extract.given import Given, told
from kg.extract.values import Span
from kg.facts import facts
from kg.link.values import unlinked
from kg.namespaces import KG
from kg.ontology import load
from kg.resources import folder
from tests import spell as s

CASES = sorted((Path(__file__).parent / "relations").glob("*.txt"))


@pytest.fixture(scope="module")
def ontology():
    return load(folder("ontology"))


def _case(path):
    """Return the lines that are expected and the parse below them."""
    head, table = path.read_text(encoding="utf-8").split("\n\n", 1)
    return head.splitlines()[1:], s.spell(table)


def _doc(name):
    return _case(Path(__file__).parent / "relations" / f"{name}.txt")[1]


def _line(relation, entities):
    what = relation.text if relation.object is None else entities[relation.object].label
    words = [relation.prop.removeprefix(KG), entities[relation.subject].label, what]
    words.append(relation.factuality.removeprefix(KG))
    words += ["ended"] if relation.ended else []
    return " | ".join([*words, *(f"says {entities[i].label}" for i in relation.sources)])


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_a_sentence_tells_these_relations_and_no_other(path, ontology):
    """Each file is a sentence, the relations that it tells, and its parse; a trap tells none."""
    expected, doc = _case(path)

    found = extract(doc, ontology, issued="2015-10-10")
    assert sorted(_line(r, found.entities) for r in found.relations) == expected


def test_there_are_enough_traps():
    """At least ten sentences look like relations and are none."""
    assert sum(p.stem.startswith("trap-") for p in CASES) >= 10


def test_evidence_is_the_stretch_from_one_end_to_the_other(ontology):
    """Whoever reads the evidence sees both ends and the word between them."""
    doc = _doc("verb")

    (relation,) = extract(doc, ontology).relations
    assert [doc.text[e.start : e.end] for e in relation.evidence] == [
        "Ann Brown leads the Green Party"
    ]


def test_two_names_joined_by_also_known_as_are_one_entity(ontology):
    """The other name is an alias."""
    found = extract(_doc("known-as"), ontology)

    named = [e for e in found.entities if "ISIL" in (e.label, *e.aliases)]
    assert [sorted((e.label, *e.aliases)) for e in named] == [["Daesh", "ISIL"]]


def test_a_claim_is_about_the_relation_in_its_content(ontology):
    """What Reuters says is a relation and no event."""
    found = extract(_doc("says"), ontology)

    assert [(c.about, c.relations) for c in found.claims] == [((), (0,))]


def _triples(name, ontology):
    doc = _doc(name)
    text = Document(id="a.txt", text=doc.text, issued="2015-10-10")
    quads = facts(
        text, unlinked(extract(doc, ontology)), ontology, base="https://kg.example/"
    ).quads
    return {(q.subject.value, q.predicate.value, q.object.value) for q in quads}


def _short(triples, names):
    ids = "https://kg.example/id/"
    return sorted(
        (a.removeprefix(ids), p.removeprefix(KG), b.removeprefix(ids))
        for a, p, b in triples
        if p.removeprefix(KG) in names
    )


def test_what_holds_both_ways_is_written_both_ways(ontology):
    """Both triples, and beside each its statement."""
    triples = _triples("allied", ontology)

    assert [(a, b) for a, _, b in _short(triples, {"alliedWith"})] == [
        ("place/a.txt/russia", "place/a.txt/syria"),
        ("place/a.txt/syria", "place/a.txt/russia"),
    ]
    assert sum(o.endswith("#Statement") for _, _, o in triples) == 2


def test_what_is_past_has_a_statement_that_says_so_and_no_triple(ontology):
    """It ended before the text was published."""
    triples = _triples("former", ontology)

    assert not _short(triples, {"leads", "holdsRole"})
    assert {o for _, p, o in triples if p == KG + "ended"} == {"true"}
    assert {o for _, p, o in triples if p == KG + "latestEnd"} == {"2015-10-10"}


def test_what_is_denied_has_a_statement_and_no_triple(ontology):
    """Its factuality stands on the statement."""
    triples = _triples("denied", ontology)

    assert not _short(triples, {"memberOf"})
    assert (KG + "memberOf") in {o for _, _, o in triples}


def test_the_office_is_a_literal(ontology):
    """As the text has it."""
    triples = _triples("spokesman", ontology)

    assert _short(triples, {"holdsRole"}) == [
        ("person/a.txt/igor-petrov", "holdsRole", "spokesman")
    ]


def test_the_same_rules_run_on_given_mentions(ontology):
    """Each mention is an entity of its own; an apposition says which are one."""
    doc = _doc("spokesman")
    spans = ["The ministry's", "The ministry's spokesman", "Igor Petrov"]
    starts = [doc.text.index(words) for words in spans]
    ends = [start + len(w.removesuffix("'s")) for start, w in zip(starts, spans, strict=True)]
    classes = [KG + "GovernmentBody", KG + "Person", KG + "Person"]
    given = [Given(Span(a, b), c) for a, b, c in zip(starts, ends, classes, strict=True)]

    found = told(doc, given, ontology)
    members = [r for r in found.relations if r.prop == KG + "memberOf"]
    assert [(r.subject, r.object) for r in members] == [(2, 0)]
    assert found.same == ((1, 2),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kg:leads kg:triggerNoun 'boss (who: self)' .", "no role 'who'"),
        ("kg:leads kg:triggerNoun 'boss (one: self/Nobody)' .", "no class 'Nobody'"),
        ("kg:leads kg:triggerClass 'Nobody (other: of)' .", "no class 'Nobody'"),
        ("kg:leads kg:entailedBy 'Nobody (one: agent)' .", "no class 'Nobody'"),
    ],
)
def test_a_mistake_in_a_frame_is_told_with_its_file(text, words, tmp_path):
    """An analyst sees the file, the property and what is wrong."""
    file = tmp_path / "mine.ttl"
    file.write_text(f"@prefix kg: <{KG}> .\n{text}\n", encoding="utf-8")

    with pytest.raises(UsageError, match=words) as told_of:
        load(folder("ontology"), [file])
    assert "mine.ttl" in str(told_of.value)
