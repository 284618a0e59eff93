"""Nouns -> counts: the comparator, what is counted, sums of money; and who does what is counted."""

import pytest

from kg.extract import extract
from kg.extract.numbers import quantity
from kg.extract.values import Span
from kg.namespaces import KG
from kg.ontology import load
from kg.resources import folder
from tests import spell as s

TENS = """
Tens       ten       NOUN   NNS  6  nsubj
of         of        ADP    IN   3  case
thousands  thousand  NOUN   NNS  1  nmod
of         of        ADP    IN   5  case
people     people    NOUN   NNS  1  nmod
marched    march     VERB   VBD  0  root
.          .         PUNCT  .    6  punct
"""
LOAN = """
It        it       PRON   PRP  2  nsubj
approved  approve  VERB   VBD  0  root
a         a        DET    DT   6  det
$         $        SYM    $    6  compound
3.5bn     3.5bn    NUM    CD   4  nummod
loan      loan     NOUN   NN   2  obj
"""
POUNDS = """
The      the      DET    DT   2  det
firm     firm     NOUN   NN   3  nsubj
paid     pay      VERB   VBD  0  root
nearly   nearly   ADV    RB   5  advmod
2.5      2.5      NUM    CD   6  compound
million  million  NUM    CD   7  nummod
pounds   pound    NOUN   NNS  3  obj
"""
SIDES = """
The    the    DET   DT   3  det
two    two    NUM   CD   3  nummod
sides  side   NOUN  NNS  4  nsubj
met    meet   VERB  VBD  0  root
"""


@pytest.fixture(scope="module")
def ontology():
    return load(folder("ontology"))


@pytest.mark.parametrize(
    ("table", "word", "value", "comparator", "unit"),
    [
        (TENS, 0, "10000", "AtLeast", "people"),
        (LOAN, 5, "3500000000", "Exactly", "dollar"),
        (POUNDS, 6, "2500000", "About", "pound"),
        (SIDES, 2, "2", "Exactly", "side"),
    ],
)
def test_a_noun_carries_its_count(table, word, value, comparator, unit, ontology):
    """Signs, short and plural scales are read; nobody knows how many tens of thousands there are."""
    found = quantity(s.spell(table)[word], ontology)

    assert found is not None
    assert (found.value, found.comparator, found.unit) == (value, KG + comparator, unit)


def test_the_words_of_a_sum_begin_with_its_sign(ontology):
    """The evidence is "$ 3.5bn"."""
    doc = s.spell(LOAN)

    found = quantity(doc[5], ontology)

    assert found is not None
    assert found.span == Span(doc[3].idx, doc[4].idx + len("3.5bn"))


def test_who_acts_is_counted_where_nothing_is_acted_on(ontology):
    """Thousands march: the event counts them; "the two sides" are no crowd."""
    marched, met = (extract(s.spell(t), ontology, issued="") for t in (TENS, SIDES))

    assert [q.value for e in marched.events for q in e.quantities] == ["10000"]
    assert [q for e in met.events for q in e.quantities] == []


def test_money_is_counted_and_takes_no_part(ontology):
    """2.5 million pounds are nobody and nothing in the event."""
    found = extract(s.spell(POUNDS), ontology, issued="")

    (event,) = found.events
    assert [q.unit for q in event.quantities] == ["pound"]
    assert all("pound" not in found.entities[r.filler].label for r in event.roles)
