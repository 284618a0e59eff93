"""Arguments by grammar alone: who takes part in an event, from parses spelled out by hand."""

import pytest

from kg.annotate.syntactic import roles
from tests.spell import spell

ACTIVE = """
Rebels   rebel   NOUN  NNS 2 nsubj
gave     give    VERB  VBD 0 root
them     they    PRON  PRP 2 iobj
food     food    NOUN  NN  2 obj
"""

PASSIVE = """
Azaz     Azaz    PROPN NNP 3 nsubj:pass
was      be      AUX   VBD 3 aux:pass
taken    take    VERB  VBN 0 root
by       by      ADP   IN  5 case
rebels   rebel   NOUN  NNS 3 obl:agent
"""

SHARED = """
Rebels   rebel   NOUN  NNS 2 nsubj
came     come    VERB  VBD 0 root
and      and     CCONJ CC  4 cc
left     leave   VERB  VBD 2 conj
"""

RELATIVE = """
men      man     NOUN  NNS 0 root
who      who     PRON  WP  3 nsubj
fled     flee    VERB  VBD 1 acl:relcl
"""

PARTICIPLE = """
men      man     NOUN  NNS 0 root
killed   kill    VERB  VBN 1 acl
"""

RAISED = """
They     they    PRON  PRP 2 nsubj
told     tell    VERB  VBD 0 root
Omar     Omar    PROPN NNP 2 obj
to       to      PART  TO  5 mark
leave    leave   VERB  VB  2 xcomp
"""

NOUN = """
the      the     DET   DT  3 det
army     army    NOUN  NN  3 nmod:poss
attack   attack  NOUN  NN  0 root
on       on      ADP   IN  5 case
Azaz     Azaz    PROPN NNP 3 nmod
"""


@pytest.mark.parametrize(
    ("table", "trigger", "found"),
    [
        (ACTIVE, 1, {0: "agent", 2: "recipient", 3: "patient"}),
        (PASSIVE, 2, {0: "patient", 4: "agent"}),
        (SHARED, 3, {0: "agent"}),
        (RELATIVE, 2, {0: "agent"}),
        (PARTICIPLE, 1, {0: "patient"}),
        (RAISED, 4, {2: "agent"}),
        (NOUN, 2, {1: "agent", 4: "patient"}),
    ],
)
def test_roles(table, trigger, found):
    """Active and passive, verbs and nouns, and what a verb shares with the clause around it."""
    assert roles(spell(table)[trigger]) == found
