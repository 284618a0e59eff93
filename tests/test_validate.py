"""kg.validate finds each rule that is broken, and nothing in a graph that is right."""

import json

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from kg.errors import UsageError
from kg.namespaces import PREFIXES
from kg.validate import Report, check
from kg.validate.report import FORMATS
from tests.graphs import graphs

AZAZ = "https://kg.example/graph/news/azaz.txt"
DOC = "<https://kg.example/doc/news/azaz.txt"
EVENT = "<https://kg.example/id/event/news/azaz.txt/21-27>"
CLAIM = "<https://kg.example/id/claim/news/azaz.txt/85-91>"
AZAZ_TEXT = "https://kg.example/doc/news/azaz.txt"
QUANTITY = "<https://kg.example/id/quantity/news/azaz.txt/48-55>"
RELATION = "<https://kg.example/id/statement/ali-haydar/memberOf/syrian-army>"
PLACE = "<https://kg.example/id/place/azaz>"
ACTOR = "<https://kg.example/id/organisation/syrian-army>"
MENTION = f"{DOC}#char=28,32>"

#: What is done to the graph of Azaz, and words of the rule that it breaks.
BROKEN = {
    "begin after end": (
        f"{MENTION} nif:beginIndex 28",
        f"{MENTION} nif:beginIndex 40",
        "less than",
    ),
    "no begin": (f"{MENTION} nif:beginIndex 28", "", "begin is one integer"),
    "two documents": ("", f"{MENTION} nif:referenceContext <http://x.example/d>", "exactly one"),
    "no kind": (f"{MENTION} kg:mentionKind kg:Name", "", "a kind of the list"),
    "unknown kind": ("", f"{MENTION} kg:mentionKind kg:Actual", "a kind of the list"),
    "confidence": ("", f"{MENTION} itsrdf:taConfidence 1.5e0", "confidence is a double"),
    "other words": (
        f'{MENTION} nif:anchorOf "Azaz"',
        f'{MENTION} nif:anchorOf "Homs"',
        "not the text",
    ),
    "no text": (f"{DOC}> a nif:Context", "", "a stretch of text is of exactly one"),
    "no label": (f'{ACTOR} rdfs:label "Syrian Army"', "", "an entity has a label"),
    "no top type": (f"{ACTOR} a sem:Actor", "", "up to sem:Actor"),
    "no place type": (f"{PLACE} a kg:Place", "", "is a place"),
    "no evidence": (
        f"{EVENT} prov:wasDerivedFrom {DOC}#char=21,27>, {DOC}#char=36,46>",
        "",
        "evidence",
    ),
    "no factuality": (f"{EVENT} kg:factuality kg:Actual", "", "one factuality"),
    "two factualities": ("", f"{EVENT} kg:factuality kg:Negated", "one factuality"),
    "place is no place": ("", f"{EVENT} kg:place {ACTOR}", "kg:place is a place"),
    "words for a date": ("", f'{EVENT} kg:earliestStart "in May"', "one date"),
    "days differ": ("", f'{EVENT} kg:date "2013-05-09"^^xsd:date', "start and end alike"),
    "end before start": (
        f'{EVENT} kg:latestEnd "2013-05-01"^^xsd:date',
        f'{EVENT} kg:latestEnd "2012"^^xsd:gYear',
        "is after kg:latestEnd 2012",
    ),
    "words for a number": (f"{QUANTITY} kg:value 12", f'{QUANTITY} kg:value "many"', "one number"),
    "no comparator": (f"{QUANTITY} kg:comparator kg:Exactly", "", "one comparator"),
    "no claimer": (f"{CLAIM} kg:claimer {ACTOR}", "", "an actor as claimer"),
    "no stance": (f"{CLAIM} kg:stance kg:Denies", "", "one stance"),
    "claim about nothing": (
        f"{CLAIM} kg:about {EVENT} . {CLAIM} kg:contentMention <{AZAZ_TEXT}#char=92,100>",
        "",
        "about an event or a relation",
    ),
    "relation": (
        f"{RELATION} rdf:predicate kg:memberOf",
        f"{RELATION} rdf:predicate kg:agent",
        "one predicate",
    ),
    "blank node": ("", f"{EVENT} rdfs:seeAlso _:x", "a blank node"),
    "unknown property": ("", f"{EVENT} kg:colour 'red'", "no ontology declares"),
    "unknown class": ("", f"{EVENT} a kg:Picnic", "kg:Picnic is in no ontology"),
    "foreign property": ("", f"{EVENT} <http://me.example/mood> 'bad'", "no ontology declares"),
}


def changed(remove, add):
    """Return the quads of Azaz with triples taken away and added."""
    store = pyoxigraph.Store()
    store.extend(graphs()[AZAZ])
    before = len(store)
    store.update(f"DELETE DATA {{ GRAPH <{AZAZ}> {{ {remove} }} }}", prefixes=PREFIXES)
    assert not remove or len(store) < before
    store.update(f"INSERT DATA {{ GRAPH <{AZAZ}> {{ {add} }} }}", prefixes=PREFIXES)
    return list(store)


@pytest.fixture(scope="module")
def findings():
    return check()


def test_a_graph_as_the_contract_has_it_conforms(findings):
    """Every document and the provenance of the run."""
    assert [found for name, quads in graphs().items() for found in findings(name, quads)] == []


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_rule_is_found(case, findings):
    """The finding names the graph and tells the rule."""
    remove, add, rule = BROKEN[case]

    found = findings(AZAZ, changed(remove, add))

    assert any(rule in one.message for one in found), found
    assert {one.graph for one in found} == {AZAZ}


def test_own_terms_are_fine_once_declared(tmp_path):
    """A user's namespace is welcome with an ontology of its own."""
    own = tmp_path / "own.ttl"
    own.write_text("<http://me.example/mood> a <http://www.w3.org/2002/07/owl#DatatypeProperty> .")

    quads = changed("", f"{EVENT} <http://me.example/mood> 'bad'")

    assert check(ontology=[own])(AZAZ, quads) == []


def test_own_shapes_take_the_place_of_ours(tmp_path):
    """Rules can be stricter or looser elsewhere."""
    own = tmp_path / "own.ttl"
    own.write_text("""@prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix kg: <https://kg.example/ontology#> .
        <http://me.example/s> a sh:NodeShape ; sh:targetClass kg:Event ;
            sh:property [ sh:path kg:instrument ; sh:minCount 1 ; sh:message "by what?" ] .""")

    found = check(shapes=own)(AZAZ, graphs()[AZAZ])

    assert {one.message for one in found} == {"by what?"}


def test_unreadable_shapes_and_ontologies_are_usage_errors(tmp_path):
    """One sentence with the file in it."""
    bad = tmp_path / "bad.ttl"
    bad.write_text("this is no Turtle")

    with pytest.raises(UsageError, match=r"shapes .*bad\.ttl"):
        check(shapes=bad)
    with pytest.raises(UsageError, match=r"ontology .*bad\.ttl"):
        check(ontology=[bad])


def test_reports_are_lines_json_and_shacl(findings):
    """For people, for scripts, for other tools."""
    found = findings(AZAZ, changed("", f"{EVENT} rdfs:seeAlso _:x"))
    report = Report(tuple(found), 1)

    assert FORMATS["text"](report).count("\n") == len(found) == 1
    assert json.loads(FORMATS["json"](report))["conforms"] is False
    triples = list(pyoxigraph.parse(FORMATS["turtle"](report), format=RdfFormat.TURTLE))
    assert len(triples) == 7
