"""How factual an event is, by the grammar around its trigger, from parses spelled out by hand."""

import pytest

from kg.annotate.realis import realis
from tests.spell import spell

WORDS = {
    "left": "",
    "not": "not not PART RB 3 advmod",
    "may": "may may AUX MD 3 aux",
    "will": "will will AUX MD 3 aux",
    "if": "if if SCONJ IN 3 mark",
}


@pytest.mark.parametrize(
    ("word", "found"),
    [("not", "Negated"), ("may", "Possible"), ("will", "Planned"), ("if", "Hypothetical")],
)
def test_a_word_beside_the_verb_decides(word, found):
    """A denial, a doubt, what is to come, a condition."""
    doc = spell(f"\nThey they PRON PRP 3 nsubj\n{WORDS[word]}\nleave leave VERB VB 0 root\n")

    assert realis(doc[2]) == found


def test_what_is_told_is_actual():
    """Nothing beside the verb speaks against it."""
    assert (
        realis(spell("\nThey they PRON PRP 2 nsubj\nleft leave VERB VBD 0 root\n")[1]) == "Actual"
    )


def test_a_purpose_is_planned_and_so_is_what_is_joined_to_it():
    """ "plans to leave and return": neither has happened."""
    doc = spell(
        """
plans    plan     VERB  VBZ 0 root
to       to       PART  TO  3 mark
leave    leave    VERB  VB  1 xcomp
and      and      CCONJ CC  5 cc
return   return   VERB  VB  3 conj
"""
    )

    assert [realis(doc[i]) for i in (0, 2, 4)] == ["Actual", "Planned", "Planned"]
