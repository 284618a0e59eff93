"""Which event a time expression dates: the nearest in the tree, and its fellows of the same tense."""

import pytest

from kg.extract import extract
from kg.ontology import load
from kg.resources import folder
from tests import spell as s

NEAREST = """
Rebels   rebel    NOUN  NNS 2 nsubj
seized   seize    VERB  VBD 0 root
Azaz     Azaz     PROPN NNP 2 obj      B-GPE
in       in       ADP   IN  5 case
May      May      PROPN NNP 2 obl      B-DATE
after    after    ADP   IN  8 case
an       a        DET   DT  8 det
attack   attack   NOUN  NN  2 obl
on       on       ADP   IN  10 case
Friday   Friday   PROPN NNP 8 nmod     B-DATE
.        .        PUNCT .   2 punct
"""

CONJUNCTS = """
Rebels   rebel    NOUN  NNS 2 nsubj
seized   seize    VERB  VBD 0 root
Azaz     Azaz     PROPN NNP 2 obj      B-GPE
on       on       ADP   IN  5 case
Friday   Friday   PROPN NNP 2 obl      B-DATE
and      and      CCONJ CC  7 cc
{verb}   attack   VERB  {tag} 2 conj
Homs     Homs     PROPN NNP 7 obj      B-GPE
.        .        PUNCT .   2 punct
"""


@pytest.fixture(scope="module")
def ontology():
    return load(folder("ontology"))


def dates(table, ontology):
    """Return trigger -> value of its time, empty where it has none."""
    doc = s.spell(table)
    found = extract(doc, ontology, issued="2015-10-12")
    return {
        doc.text[e.trigger.start : e.trigger.end]: found.times[e.time].value
        if e.time is not None
        else ""
        for e in found.events
    }


def test_a_noun_keeps_its_own_time(ontology):
    """What happened after an attack on Friday did not happen on Friday."""
    assert dates(NEAREST, ontology) == {"seized": "2015-05", "attack": "2015-10-09"}


@pytest.mark.parametrize(
    ("verb", "tag", "expected"), [("attacked", "VBD", "2015-10-09"), ("attack", "VBP", "")]
)
def test_a_conjunct_shares_the_time_of_its_tense(verb, tag, expected, ontology):
    """What is told in the present is not dated by what was."""
    found = dates(CONJUNCTS.format(verb=verb, tag=tag), ontology)

    assert found == {"seized": "2015-10-09", verb: expected}
