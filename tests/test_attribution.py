"""Who says what as a component, on parses spelled out by hand."""

import spacy

from kg.annotate.attribution import make
from kg.annotate.cues import read
from kg.annotate.quotations import Quotations
from tests.spell import PASSIVE_CLEAR, PASSIVE_UD, SEIZED_UD, spell

COMPONENT = make(spacy.blank("en"), "kg_attribution")

CLAUSE = """
The      the      DET   DT  2 det
minister minister NOUN  NN  4 nsubj
has      have     AUX   VBZ 4 aux
said     say      VERB  VBN 0 root
that     that     SCONJ IN  7 mark
rebels   rebel    NOUN  NNS 7 nsubj
left     leave    VERB  VBD 4 ccomp
Azaz     Azaz     PROPN NNP 7 obj
.        .        PUNCT .   4 punct
"""

QUOTED = """
“        “        PUNCT `` 4 punct
They     they     PRON  PRP 4 nsubj
will     will     AUX   MD  4 aux
leave    leave    VERB  VB  8 ccomp
,        ,        PUNCT ,   8 punct
”        ”        PUNCT '' 8 punct
Khan     Khan     PROPN NNP 8 nsubj
said     say      VERB  VBD 0 root
:        :        PUNCT :   8 punct
"""

QUOTED_WITHIN = """
“        “        PUNCT `` 3 punct
I        I        PRON  PRP 3 nsubj
think    think    VERB  VBP 0 root
they     they     PRON  PRP 5 nsubj
left     leave    VERB  VBD 3 ccomp
.        .        PUNCT .   3 punct
”        ”        PUNCT '' 3 punct
"""

NESTED = """
Khan     Khan     PROPN NNP 2 nsubj
said     say      VERB  VBD 0 root
they     they     PRON  PRP 4 nsubj
denied   deny     VERB  VBD 2 ccomp
the      the      DET   DT  6 det
attack   attack   NOUN  NN  4 obj
.        .        PUNCT .   2 punct
"""

EXPECTED = """
Talks    talk     NOUN  NNS 3 nsubj:pass
are      be       AUX   VBP 3 aux:pass
expected expect   VERB  VBN 0 root
to       to       PART  TO  5 mark
fail     fail     VERB  VB  3 xcomp
.        .        PUNCT .   3 punct
"""

CALLED_FOR = """
Khan     Khan     PROPN NNP 3 nsubj
also     also     ADV   RB  3 advmod
called   call     VERB  VBD 0 root
for      for      ADP   IN  6 case
new      new      ADJ   JJ  6 amod
talks    talk     NOUN  NNS 3 obl
.        .        PUNCT .   3 punct
"""

ACCORDING = """
They     they     PRON  PRP 2 nsubj
left     leave    VERB  VBD 0 root
town     town     NOUN  NN  2 obj
,        ,        PUNCT ,   7 punct
according accord  VERB  VBG 7 case
to       to       ADP   TO  5 fixed
Khan     Khan     PROPN NNP 2 obl
.        .        PUNCT .   2 punct
"""

APPOSITION = """
Khan     Khan     PROPN NNP 6 nsubj
,        ,        PUNCT ,   4 punct
a        a        DET   DT  4 det
nurse    nurse    NOUN  NN  1 appos
,        ,        PUNCT ,   4 punct
praised  praise   VERB  VBD 0 root
them     they     PRON  PRP 6 obj
.        .        PUNCT .   6 punct
"""

WISH = """
They     they     PRON  PRP 2 nsubj
came     come     VERB  VBD 0 root
to       to       PART  TO  4 mark
praise   praise   VERB  VB  2 advcl
Khan     Khan     PROPN NNP 4 obj
.        .        PUNCT .   2 punct
"""

HEADED = """
Khan     Khan     PROPN NNP 4 nsubj B-PERSON
:        :        PUNCT :   1 punct
Rebels   rebel    NOUN  NNS 4 nsubj
left     leave    VERB  VBD 0 root
town     town     NOUN  NN  4 obj
.        .        PUNCT .   4 punct
"""

CLAIM = """
Khan     Khan     PROPN NNP 3 nmod:poss
's       's       PART  POS 1 case
claim    claim    NOUN  NN  7 nsubj
that     that     SCONJ IN  6 mark
they     they     PRON  PRP 6 nsubj
left     leave    VERB  VBD 3 acl
spread   spread   VERB  VBD 0 root
.        .        PUNCT .   7 punct
"""


def told(table):
    """Return (source, cue, class, content) in words of every attribution of a parse."""
    return [
        (source and source.text, cue.text, cue.label_, content.text)
        for source, cue, content in COMPONENT(spell(table))._.attributions
    ]


def test_a_clause_below_a_reporting_verb_is_its_content():
    """The subject is the source, auxiliaries belong to the cue, "that" to the content."""
    assert told(CLAUSE) == [("The minister", "has said", "assert", "that rebels left Azaz")]


def test_a_quotation_before_its_speaker_is_the_content_with_its_marks():
    """The marks belong to the content, a colon behind the verb to the cue."""
    assert told(QUOTED) == [("Khan", "said :", "assert", "“ They will leave, ”")]


def test_nothing_is_attributed_inside_a_quotation_or_a_content():
    """Only what the author tells counts; what the quoted tell of others is content."""
    assert told(QUOTED_WITHIN) == []
    assert [cue for _, cue, _, _ in told(NESTED)] == ["said"]


def test_a_passive_has_its_subject_as_content_and_no_source():
    """Who expects is not said; the subject and the infinitive are what is expected."""
    assert told(EXPECTED) == [(None, "are expected", "want", "to fail")]


def test_a_listed_preposition_ends_the_cue():
    """The content of "called for X" is X."""
    assert told(CALLED_FOR) == [("Khan", "also called for", "ask", "new talks")]


def test_cues_that_are_no_verbs():
    """ "According to X", a headline's "X: …" and "X's claim that …" attribute too."""
    assert told(ACCORDING) == [("Khan", "according to", "assert", "They left town")]
    assert told(HEADED) == [("Khan", ":", "assert", "Rebels left town.")]
    assert told(CLAIM) == [("Khan", "claim", "assert", "that they left")]


def test_a_heading_is_nobody():
    """What stands before a colon and names nobody says nothing: "Coordinates: …"."""
    heading = HEADED.replace("Khan     Khan ", "Access   Access ").replace(" B-PERSON", "")

    assert told(heading) == []


def test_an_apposition_belongs_to_the_source_with_its_commas():
    """The source is the whole noun phrase."""
    assert told(APPOSITION) == [("Khan, a nurse,", "praised", "judge", "them")]


def test_a_purpose_is_no_report():
    """What somebody came to say has not been said."""
    assert told(WISH) == []


def test_a_text_without_cues_has_no_attributions():
    """Empty is an empty tuple."""
    assert COMPONENT(spell(SEIZED_UD))._.attributions == ()


def test_both_kinds_of_trees_are_read():
    """An aside "…, X said" is found below the reported clause and above it."""
    assert [(s, c) for s, c, _, _ in told(PASSIVE_UD)] == [("Reuters", "said")]
    assert [(s, c) for s, c, _, _ in told(PASSIVE_CLEAR)] == [("Reuters", "said")]


def test_an_open_quotation_ends_with_its_paragraph():
    """Each paragraph of a long quotation opens anew, and only the last closes."""
    doc = spacy.blank("en").make_doc("“We go on and on here.\n\n“And end,” he said.")
    first, second = Quotations(doc).ranges

    assert doc[slice(*first)].text == "“We go on and on here."
    assert doc[slice(*second)].text == "“And end,”"


def test_the_table_of_cues_is_read(tmp_path):
    """A line gives its lemmas a frame of a class; other lines say nothing."""
    file = tmp_path / "cues.txt"
    file.write_text("# who says\nassert that: say tell\n\nask for: tell\n", encoding="utf-8")

    assert read(file) == {"say": {"that": "assert"}, "tell": {"that": "assert", "for": "ask"}}
