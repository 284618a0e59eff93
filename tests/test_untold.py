"""States, definitions, orders and questions tell of no event; what is asked with "who" is hypothetical."""

import pytest

from kg.extract import extract
from kg.namespaces import KG
from kg.ontology import load
from kg.resources import folder
from tests.spell import spell

ORDER = """
Attack   attack   VERB  VB  0 root
the      the      DET   DT  3 det
town     town     NOUN  NN  1 obj
"""

FORBIDDEN = """
Do       do       AUX   VB  3 aux
not      not      PART  RB  3 advmod
attack   attack   VERB  VB  0 root
the      the      DET   DT  5 det
town     town     NOUN  NN  3 obj
"""

OPEN = """
Did      do       AUX   VBD 3 aux
rebels   rebel    NOUN  NNS 3 nsubj
attack   attack   VERB  VB  0 root
the      the      DET   DT  5 det
town     town     NOUN  NN  3 obj
?        ?        PUNCT .   3 punct
"""

DEFINED = """
War      war      NOUN  NN  3 nsubj
is       be       AUX   VBZ 3 cop
hell     hell     NOUN  NN  0 root
"""


@pytest.fixture(scope="module")
def ontology():
    return load(folder("ontology"))


def _sure(table, ontology):
    doc = spell(table)
    if table is ORDER:
        doc[0].set_morph("Mood=Imp")
    return [e.factuality.removeprefix(KG) for e in extract(doc, ontology).events]


@pytest.mark.parametrize("table", [ORDER, FORBIDDEN, OPEN, DEFINED])
def test_what_did_not_happen_is_no_event(table, ontology):
    """An order, a prohibition, a question that yes or no answers, a definition."""
    assert _sure(table, ontology) == []


def test_who_did_it_is_asked_of_what_is_taken_for_granted(ontology):
    """ "Who attacked the town?": the attack is there, but the text does not tell it."""
    who = OPEN.replace("Did      do       AUX   VBD 3 aux", "Why      why      ADV   WRB 3 advmod")

    assert _sure(who, ontology) == ["Hypothetical"]


def test_nobody_negates(ontology):
    """ "No rebels attacked the town" denies the attack."""
    nobody = OPEN.replace("Did      do       AUX   VBD 3 aux", "No       no       DET   DT  2 det")

    assert _sure(nobody.replace("?        ?", ".        ."), ontology) == ["Negated"]
