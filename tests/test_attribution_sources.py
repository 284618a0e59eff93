"""Who is the source where the tree puts it elsewhere, on parses spelled out by hand."""

from tests.spell import spell
from tests.test_attribution import COMPONENT, told

BEHIND = """
“        “        PUNCT `` 3 punct
It       it       PRON  PRP 3 nsubj
fell     fall     VERB  VBD 6 ccomp
,        ,        PUNCT ,   6 punct
”        ”        PUNCT '' 6 punct
read     read     VERB  VBD 0 root
the      the      DET   DT  8 det
note     note     NOUN  NN  6 obj
.        .        PUNCT .   6 punct
"""

DATELINE = """
PARIS    Paris    PROPN NNP 7 nsubj
(        (        PUNCT (   3 punct
AP       AP       PROPN NNP 1 appos
)        )        PUNCT )   3 punct
—        —        PUNCT :   6 punct
Khan     Khan     PROPN NNP 1 appos
said     say      VERB  VBD 0 root
they     they     PRON  PRP 9 nsubj
left     leave    VERB  VBD 7 ccomp
.        .        PUNCT .   7 punct
"""

ASKED = """
Asked    ask      VERB  VBN 7 advcl
whether  whether  SCONJ IN  4 mark
he       he       PRON  PRP 4 nsubj
left     leave    VERB  VBD 1 ccomp
,        ,        PUNCT ,   7 punct
Khan     Khan     PROPN NNP 7 nsubj
laughed  laugh    VERB  VBD 0 root
.        .        PUNCT .   7 punct
"""

SEEMS = """
Khan     Khan     PROPN NNP 2 nsubj
seems    seem     VERB  VBZ 0 root
to       to       PART  TO  4 mark
fail     fail     VERB  VB  2 xcomp
.        .        PUNCT .   2 punct
"""

SUPPORT = """
Khan     Khan     PROPN NNP 3 nmod:poss
's       's       PART  POS 1 case
support  support  NOUN  NN  7 nsubj
for      for      ADP   IN  6 case
the      the      DET   DT  6 det
deal     deal     NOUN  NN  3 nmod
grew     grow     VERB  VBD 0 root
.        .        PUNCT .   7 punct
"""


ASIDE = """
They     they     PRON  PRP 2 nsubj
left     leave    VERB  VBD 0 root
,        ,        PUNCT ,   6 punct
as       as       SCONJ IN  6 mark
Khan     Khan     PROPN NNP 6 nsubj
continued continue VERB VBD 2 advcl
.        .        PUNCT .   2 punct
"""

MEANWHILE = """
They     they     PRON  PRP 2 nsubj
left     leave    VERB  VBD 0 root
,        ,        PUNCT ,   6 punct
as       as       SCONJ IN  6 mark
Khan     Khan     PROPN NNP 6 nsubj
continued continue VERB VBD 2 advcl
talks    talk     NOUN  NNS 6 obj
.        .        PUNCT .   2 punct
"""

ACCORDING = """
Rebels   rebel    NOUN  NNS 2 nsubj
left     leave    VERB  VBD 0 root
Azaz     Azaz     PROPN NNP 2 obj
,        ,        PUNCT ,   8 punct
according accord  VERB  VBG 3 case
to       to       ADP   IN  5 fixed
the      the      DET   DT  8 det
mayor    mayor    NOUN  NN  2 obl
.        .        PUNCT .   2 punct
"""


def test_who_does_something_meanwhile_says_nothing():
    """ "as X continued" may be an aside; with an object it tells what X did."""
    assert told(ASIDE) == [("Khan", "continued", "assert", "They left")]
    assert told(MEANWHILE) == []


def test_a_source_is_found_where_its_cue_hangs_on_a_word_before():
    """ "according to" belongs to the noun behind it, wherever the tree has put it."""
    assert [one[0] for one in told(ACCORDING)] == ["the mayor"]


def test_an_object_behind_a_quotation_is_its_source():
    """Trees of "…," read the note" take the note for what is read."""
    assert told(BEHIND) == [("the note", "read", "assert", "“ It fell, ”")]


def test_a_dateline_is_no_part_of_the_source():
    """Place and agency stand before a dash."""
    (one,) = told(DATELINE)

    assert one[0] == "Khan"


def test_who_is_asked_is_not_the_source():
    """A participle without auxiliary is passive: who asks is not told."""
    assert told(ASKED) == [(None, "Asked", "ask", "whether he left")]


def test_who_seems_is_not_the_source():
    """To whom it seems is not told."""
    assert told(SEEMS) == [(None, "seems", "seem", "to fail")]


def test_a_noun_with_its_owner_attributes():
    """ "X's support for Y" tells a view; without an owner it tells none."""
    assert told(SUPPORT) == [("Khan", "support for", "judge", "the deal")]
    assert told(SUPPORT.replace("nmod:poss", "compound")) == []


def test_what_stands_in_quotation_marks_is_a_group_of_spans():
    """With its marks, in the order of the text."""
    doc = COMPONENT(spell(BEHIND))

    assert [span.text for span in doc.spans["quotations"]] == ["“ It fell, ”"]
    assert doc._.attributions[0][2].label_ == "that"
