"""What a pipeline reads of events, beside what the ontology's words tell."""

import pytest
from spacy.tokens import Span, Token

from kg.extract import extract
from kg.namespaces import KG
from kg.ontology import load
from kg.resources import folder
from tests.spell import spell

KNEADED = """
Bakers   baker   NOUN  NNS 2 nsubj
kneaded  knead   VERB  VBD 0 root
Azaz     Azaz    PROPN NNP 2 obj      B-GPE
.        .       PUNCT .   2 punct
"""

LOAVES = """
Turkey   Turkey  PROPN NNP 2 nsubj    B-GPE
sliced   slice   VERB  VBD 0 root
loaves   loaf    NOUN  NNS 2 obj
.        .       PUNCT .   2 punct
"""

PLANS = """
If       if      SCONJ IN  3 mark
rebels   rebel   NOUN  NNS 3 nsubj
seize    seize   VERB  VBP 6 advcl
Azaz     Azaz    PROPN NNP 3 obj      B-GPE
,        ,       PUNCT ,   3 punct
flee     flee    VERB  VB  0 root
"""

AGAIN = """
Rebels   rebel   NOUN  NNS 2 nsubj
attacked attack  VERB  VBD 0 root
Azaz     Azaz    PROPN NNP 2 obj      B-GPE
.        .       PUNCT .   2 punct
The      the     DET   DT  6 det
attack   attack  NOUN  NN  7 nsubj
failed   fail    VERB  VBD 0 root
.        .       PUNCT .   7 punct
"""


@pytest.fixture(scope="module")
def ontology():
    return load(folder("ontology"))


def _read(table, triggers=(), things=()):
    """Return a Doc in which these words are read as events, and these as objects that take part."""
    doc = spell(table)
    if triggers:
        doc.spans["triggers"] = [Span(doc, i, i + 1, "event") for i in triggers]
    doc.spans["mentions"] = [Span(doc, i, i + 1, "object", span_id="nominal") for i in things]
    if not Token.has_extension("arguments"):
        Token.set_extension("arguments", default=None)
    for i in triggers:
        doc[i]._.arguments = tuple(("patient", j) for j in things)
    return doc


def _labels(found, event):
    return {(r.role.removeprefix(KG), found.entities[r.filler].label) for r in event.roles}


def test_a_word_of_no_class_is_a_plain_event_where_it_is_read_as_one(ontology):
    """Nothing is forced into a class, and nothing that is read is lost."""
    found = extract(_read(KNEADED, triggers=[1]), ontology)

    assert [(e.cls, e.label) for e in found.events] == [(KG + "Event", "kneaded")]
    assert ("patient", "Azaz") in _labels(found, found.events[0])


def test_a_word_of_no_class_is_nothing_without_a_reading(ontology):
    """A pipeline that reads no events leaves the ontology's words alone."""
    assert extract(spell(KNEADED), ontology).events == ()


def test_what_takes_part_and_has_no_word_is_an_object(ontology):
    """A filler that the pipeline read becomes an entity of the most general class that fits."""
    found = extract(_read(LOAVES, triggers=[1], things=[2]), ontology)

    assert _labels(found, found.events[0]) == {("agent", "Turkey"), ("patient", "loaves")}
    assert [e.cls for e in found.entities if e.label == "loaves"] == [KG + "Object"]


def test_what_a_condition_holds_is_hypothetical(ontology):
    """The event under "if" is no fact."""
    found = extract(spell(PLANS), ontology)

    seized = next(e for e in found.events if e.cls == KG + "TerritorialGain")
    assert seized.factuality == KG + "Hypothetical"


def test_a_definite_noun_tells_the_event_again(ontology):
    """ "The attack" after "attacked" is the same event with a second trigger."""
    found = extract(spell(AGAIN), ontology)

    attacks = [e for e in found.events if e.cls == KG + "Attack"]
    assert [len(e.again) for e in attacks] == [1]
