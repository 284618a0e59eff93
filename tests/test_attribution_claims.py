"""Claims of extraction, with and without the layer of attributions."""

import pytest
import spacy

from kg import ontology
from kg.annotate.attribution import make
from kg.extract import extract
from kg.resources import folder
from tests.spell import spell

COMPONENT = make(spacy.blank("en"), "kg_attribution")

#: The tree has cut the quotation off, as trees do where it ends in a full stop or a question mark.
CUT = """
“        “        PUNCT `` 3 punct
Rebels   rebel    NOUN  NNS 3 nsubj
seized   seize    VERB  VBD 0 root
Azaz     Azaz     PROPN NNP 3 obj      B-GPE
.        .        PUNCT .   3 punct
”        ”        PUNCT '' 3 punct
Reuters  Reuters  PROPN NNP 8 nsubj    B-ORG
said     say      VERB  VBD 0 root
.        .        PUNCT .   8 punct
"""


@pytest.fixture(scope="module")
def words():
    return ontology.load(folder("ontology"))


def contents(doc, words):
    """Return the words of what is claimed, and of who claims it."""
    found = extract(doc, words)
    return [
        (doc.text[c.source.start : c.source.end], doc.text[c.content.start : c.content.end])
        for c in found.claims
    ]


def test_the_layer_tells_of_a_quotation_that_the_tree_has_cut_off(words):
    """A quotation before "X said" is X's claim, whatever the tree says."""
    assert contents(spell(CUT), words) == []
    assert contents(COMPONENT(spell(CUT)), words) == [("Reuters", "“ Rebels seized Azaz. ”")]
