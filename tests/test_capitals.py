"""A capital that acts as governments do is its country; elsewhere it is a city."""

import pytest

from kg.extract import extract
from kg.ontology import load
from kg.resources import folder
from tests import spell as s

IMPOSED = """
Washington  Washington  PROPN  NNP  2  nsubj  B-LOC
imposed     impose      VERB   VBD  0  root
sanctions   sanction    NOUN   NNS  2  obj
on          on          ADP    IN   5  case
Iran        Iran        PROPN  NNP  2  obl    B-LOC
"""
ACCUSED = """
Iran     Iran    PROPN  NNP  2  nsubj  B-LOC
accused  accuse  VERB   VBD  0  root
London   London  PROPN  NNP  2  obj    B-LOC
"""
BETWEEN = """
Talks       talk        NOUN   NNS  6  nsubj
between     between     ADP    IN   3  case
Washington  Washington  PROPN  NNP  1  nmod   B-LOC
and         and         CCONJ  CC   5  cc
Tehran      Tehran      PROPN  NNP  3  conj   B-LOC
began       begin       VERB   VBD  0  root
"""
COLD = """
Washington  Washington  PROPN  NNP  3  nsubj  B-LOC
is          be          AUX    VBZ  3  cop
cold        cold        ADJ    JJ   0  root
"""
PERSON = """
Washington  Washington  PROPN  NNP  2  nsubj  B-PERSON
rejected    reject      VERB   VBD  0  root
it          it          PRON   PRP  2  obj
"""


@pytest.fixture(scope="module")
def ontology():
    return load(folder("ontology"))


@pytest.mark.parametrize(
    ("table", "labels"),
    [
        (IMPOSED, ["United States of America", "Iran"]),
        (ACCUSED, ["Iran", "United Kingdom"]),
        (BETWEEN, ["United States of America", "Iran"]),
        (COLD, ["Washington"]),
        (PERSON, ["Washington"]),
    ],
)
def test_a_capital_is_its_country_where_governments_act(table, labels, ontology):
    """It depends on the class of event and on where the name stands in it; a person is no capital."""
    found = extract(s.spell(table), ontology, issued="")

    assert [e.label for e in found.entities if e.named] == labels
