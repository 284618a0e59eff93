"""Chains of a pipeline, as extraction uses them: pronouns and phrases find what they mean."""

import pytest
from spacy.tokens import Span

from kg import ontology
from kg.extract import extract
from kg.extract.coreferent import has_chains, same
from kg.resources import folder
from tests.spell import spell

TEXT = """
Karim    Karim    PROPN NNP 5 nsubj  B-PERSON
met      meet     VERB  VBD 0 root
Omar     Omar     PROPN NNP 2 obj    B-PERSON
.        .        PUNCT .   2 punct
He       he       PRON  PRP 6 nsubj
left     leave    VERB  VBD 0 root
.        .        PUNCT .   6 punct
"""


@pytest.fixture(scope="module")
def ours():
    return ontology.load(folder("ontology"))


def parsed(*chains):
    doc = spell(TEXT.replace(" 5 nsubj  B-", " 2 nsubj  B-"))
    for number, chain in enumerate(chains, 1):
        doc.spans[f"coref_clusters_{number}"] = [Span(doc, a, b) for a, b in chain]
    return doc


def of_he(doc, ours):
    """Return the label of the entity that "He" is a mention of."""
    start = doc[4].idx
    found = [
        e.label
        for e in extract(doc, ours).entities
        if any(m.span.start == start for m in e.mentions)
    ]
    return found[0] if found else ""


def test_a_pronoun_means_what_its_chain_means(ours):
    """The pipeline's chain decides, not the grammar; without chains the subject before is meant."""
    assert of_he(parsed([(2, 3), (4, 5)]), ours) == "Omar"
    assert of_he(parsed([(0, 1), (4, 5)]), ours) == "Karim"
    assert of_he(parsed(), ours) == "Karim"


def test_a_pronoun_in_no_chain_means_nobody_known(ours):
    """Where the pipeline chains at all, a pronoun that it left alone stays alone."""
    assert of_he(parsed([(0, 1), (2, 3)]), ours) == ""


def test_heads_of_a_chain_lead_to_each_other():
    """Each mention's head word names the others, in order."""
    doc = parsed([(0, 1), (2, 3), (4, 5)])

    assert has_chains(doc)
    assert not has_chains(parsed())
    assert same(doc) == {0: [2, 4], 2: [0, 4], 4: [0, 2]}
