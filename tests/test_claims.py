"""Claims of extraction, on parses spelled out by hand and read by the layer of attributions."""

import pytest
import spacy

from kg import ontology
from kg.annotate.attribution import make
from kg.extract import extract
from kg.namespaces import KG
from kg.resources import folder
from tests.spell import spell

COMPONENT = make(spacy.blank("en"), "kg_attribution")

PLAIN = """
Khan     Khan     PROPN NNP 2 nsubj    B-PERSON
said     say      VERB  VBD 0 root
the      the      DET   DT  4 det
road     road     NOUN  NN  6 nsubj
was      be       AUX   VBD 6 cop
open     open     ADJ   JJ  2 ccomp
.        .        PUNCT .   2 punct
"""

UNNAMED = """
A        a        DET   DT  3 det
tribal   tribal   ADJ   JJ  3 amod
elder    elder    NOUN  NN  4 nsubj
told     tell     VERB  VBD 0 root
AFP      AFP      PROPN NNP 4 iobj     B-ORG
rebels   rebel    NOUN  NNS 7 nsubj
seized   seize    VERB  VBD 4 ccomp
Azaz     Azaz     PROPN NNP 7 obj      B-GPE
.        .        PUNCT .   4 punct
"""

DENIED = """
Khan     Khan     PROPN NNP 2 nsubj    B-PERSON
denied   deny     VERB  VBD 0 root
that     that     SCONJ IN  5 mark
rebels   rebel    NOUN  NNS 5 nsubj
seized   seize    VERB  VBD 2 ccomp
Azaz     Azaz     PROPN NNP 5 obj      B-GPE
.        .        PUNCT .   2 punct
"""

REJECTED = """
Khan     Khan     PROPN NNP 2 nsubj    B-PERSON
rejected reject   VERB  VBD 0 root
claims   claim    NOUN  NNS 2 obj
that     that     SCONJ IN  6 mark
rebels   rebel    NOUN  NNS 6 nsubj
seized   seize    VERB  VBD 3 acl
Azaz     Azaz     PROPN NNP 6 obj      B-GPE
.        .        PUNCT .   2 punct
"""

WANTED = """
Khan     Khan     PROPN NNP 2 nsubj    B-PERSON
wants    want     VERB  VBZ 0 root
to       to       PART  TO  4 mark
seize    seize    VERB  VB  2 xcomp
Azaz     Azaz     PROPN NNP 4 obj      B-GPE
.        .        PUNCT .   2 punct
"""

DOUBTED = """
Khan     Khan     PROPN NNP 4 nsubj    B-PERSON
does     do       AUX   VBZ 4 aux
not      not      PART  RB  4 advmod
believe  believe  VERB  VB  0 root
that     that     SCONJ IN  7 mark
rebels   rebel    NOUN  NNS 7 nsubj
seized   seize    VERB  VBD 4 ccomp
Azaz     Azaz     PROPN NNP 7 obj      B-GPE
.        .        PUNCT .   4 punct
"""

UNCONFIRMED = DOUBTED.replace("does     do ", "could    can").replace("believe ", "confirm ")

DISMISSED = REJECTED.replace("rejected reject", "dismissed dismiss").replace("3 acl", "2 ccomp")

DID = """
Khan     Khan     PROPN NNP 2 nsubj    B-PERSON
{verb} VERB VBD 0 root
the      the      DET   DT  4 det
{thing} NOUN NN 2 obj
.        .        PUNCT .   2 punct
"""

QUESTIONED = """
Khan     Khan     PROPN NNP 2 nsubj    B-PERSON
questioned question VERB VBD 0 root
whether  whether  SCONJ IN  5 mark
rebels   rebel    NOUN  NNS 5 nsubj
seized   seize    VERB  VBD 2 advcl
Azaz     Azaz     PROPN NNP 5 obj      B-GPE
.        .        PUNCT .   2 punct
"""

ACCUSED = """
Khan     Khan     PROPN NNP 2 nsubj    B-PERSON
accused  accuse   VERB  VBD 0 root
rebels   rebel    NOUN  NNS 2 obj
of       of       SCONJ IN  5 mark
seizing  seize    VERB  VBG 2 advcl
Azaz     Azaz     PROPN NNP 5 obj      B-GPE
.        .        PUNCT .   2 punct
"""

REPEATED = """
Khan     Khan     PROPN NNP 2 nsubj    B-PERSON
repeated repeat   VERB  VBD 0 root
his      his      PRON  PRP$ 4 nmod:poss
claim    claim    NOUN  NN  2 obj
that     that     SCONJ IN  7 mark
rebels   rebel    NOUN  NNS 7 nsubj
seized   seize    VERB  VBD 4 acl
Azaz     Azaz     PROPN NNP 7 obj      B-GPE
.        .        PUNCT .   2 punct
"""

UNSAID = """
Khan     Khan     PROPN NNP 4 nsubj    B-PERSON
did      do       AUX   VBD 4 aux
not      not      PART  RB  4 advmod
say      say      VERB  VB  0 root
that     that     SCONJ IN  7 mark
rebels   rebel    NOUN  NNS 7 nsubj
seized   seize    VERB  VBD 4 ccomp
Azaz     Azaz     PROPN NNP 7 obj      B-GPE
.        .        PUNCT .   4 punct
"""

NOBODY = """
No       no       DET   DT  2 det
minister minister NOUN  NN  3 nsubj
said     say      VERB  VBD 0 root
that     that     SCONJ IN  6 mark
rebels   rebel    NOUN  NNS 6 nsubj
left     leave    VERB  VBD 3 ccomp
.        .        PUNCT .   3 punct
"""

RELAYED = """
AFP      AFP      PROPN NNP 2 nsubj    B-ORG
quoted   quote    VERB  VBD 0 root
Khan     Khan     PROPN NNP 2 obj      B-PERSON
as       as       SCONJ IN  5 mark
saying   say      VERB  VBG 2 advcl
rebels   rebel    NOUN  NNS 7 nsubj
left     leave    VERB  VBD 5 ccomp
.        .        PUNCT .   2 punct
"""

CITING = """
AFP      AFP      PROPN NNP 2 nsubj    B-ORG
said     say      VERB  VBD 0 root
rebels   rebel    NOUN  NNS 4 nsubj
left     leave    VERB  VBD 2 ccomp
,        ,        PUNCT ,   6 punct
citing   cite     VERB  VBG 2 advcl
Khan     Khan     PROPN NNP 6 obj      B-PERSON
.        .        PUNCT .   2 punct
"""

GOES_ON = """
“        “        PUNCT `` 3 punct
They     they     PRON  PRP 3 nsubj
left     leave    VERB  VBD 6 ccomp
,        ,        PUNCT ,   6 punct
”        ”        PUNCT '' 6 punct
said     say      VERB  VBD 0 root
Khan     Khan     PROPN NNP 6 nsubj    B-PERSON
.        .        PUNCT .   6 punct
“        “        PUNCT `` 12 punct
The      the      DET   DT  11 det
road     road     NOUN  NN  12 nsubj
opened   open     VERB  VBD 0 root
.        .        PUNCT .   12 punct
”        ”        PUNCT '' 12 punct
"""


@pytest.fixture(scope="module")
def read():
    words = ontology.load(folder("ontology"))
    return lambda table: extract(COMPONENT(spell(table)), words)


def claims(table, read):
    """Return (claimer, stance, medium, number of events) of each claim, in order."""
    said = read(table)
    names = [entity.label for entity in said.entities]
    return [
        (
            names[c.claimer],
            c.stance.removeprefix(KG),
            names[c.medium] if c.medium is not None else "",
            len(c.about),
        )
        for c in said.claims
    ]


def seized(table, read):
    """Return (factuality, labels of the sources) of the seizing."""
    said = read(table)
    event = next(e for e in said.events if "seize" in e.label)
    return event.factuality.removeprefix(KG), [said.entities[i].label for i in event.sources]


def test_what_tells_no_event_is_a_claim_too(read):
    """Who said what can be asked of all that was said."""
    assert claims(PLAIN, read) == [("Khan", "Asserts", "", 0)]


def test_an_unnamed_source_is_kept_as_what_it_is(read):
    """It is an actor of the document's own, and whom it told is the medium."""
    assert claims(UNNAMED, read) == [("tribal elder", "Asserts", "AFP", 1)]
    assert seized(UNNAMED, read) == ("Actual", ["tribal elder"])


def test_what_is_denied_is_negated_and_nobody_vouches_for_it(read):
    """The claim says who denies it."""
    assert claims(DENIED, read) == [("Khan", "Denies", "", 1)]
    assert seized(DENIED, read) == ("Negated", [])


def test_a_denial_of_claims_is_of_what_they_claim(read):
    """The claiming itself is not denied."""
    assert claims(REJECTED, read) == [("Khan", "Denies", "", 1)]
    assert seized(REJECTED, read) == ("Negated", [])


def test_a_wish_is_no_claim(read):
    """It reports nothing, and nobody is said to vouch for what is wished."""
    assert claims(WANTED, read) == []
    assert seized(WANTED, read)[1] == []


def test_what_is_not_believed_is_doubted(read):
    """ "Does not believe that" calls it in question."""
    assert claims(DOUBTED, read) == [("Khan", "Doubts", "", 1)]
    assert seized(DOUBTED, read) == ("Possible", [])


def test_what_could_not_be_confirmed_is_doubted(read):
    """What nobody could confirm is no fact of the document's."""
    assert claims(UNCONFIRMED, read) == [("Khan", "Doubts", "", 1)]
    assert seized(UNCONFIRMED, read) == ("Possible", [])


def test_a_clause_that_hangs_on_the_verb_is_what_the_reports_say(read):
    """ "Dismissed reports that" is a denial of what they say, however the tree is cut."""
    assert claims(DISMISSED, read) == [("Khan", "Denies", "", 1)]
    assert seized(DISMISSED, read) == ("Negated", [])


def test_what_is_questioned_is_possible(read):
    """Also where the tree takes "whether" for a condition; nobody vouches for it."""
    assert claims(QUESTIONED, read) == [("Khan", "Doubts", "", 1)]
    assert seized(QUESTIONED, read) == ("Possible", [])


@pytest.mark.parametrize(
    ("verb", "thing", "stances"),
    [
        ("attacked attack", "base base", []),
        ("condemned condemn", "attack attack", []),
        ("rejected reject", "proposal proposal", []),
        ("opposed oppose", "attack attack", []),
        ("denied deny", "attack attack", ["Denies"]),
        ("doubted doubt", "attack attack", ["Doubts"]),
        ("confirmed confirm", "attack attack", ["Asserts"]),
    ],
)
def test_deeds_and_attitudes_are_no_claims(verb, thing, stances, read):
    """A noun is claimed only by words that tell that what it names is so, or not so."""
    assert [c[1] for c in claims(DID.format(verb=verb, thing=thing), read)] == stances


def test_who_accuses_says_so(read):
    """What somebody is accused of stands on whoever accuses them."""
    assert claims(ACCUSED, read) == [("Khan", "Asserts", "", 1)]
    said = read(ACCUSED)
    (charge,) = (e for e in said.events if e.label == "seizing")
    assert [said.entities[i].label for i in charge.sources] == ["Khan"]


def test_whose_claim_is_repeated_claims_once(read):
    """ "Repeated his claim that" is one claim."""
    assert [c[:2] for c in claims(REPEATED, read)] == [("Khan", "Asserts")]


def test_what_is_not_said_is_not_vouched_for(read):
    """ "Did not say that" reports nothing."""
    assert claims(UNSAID, read) == []
    assert seized(UNSAID, read)[1] == []


def test_nobody_claims_nothing(read):
    """ "No minister said" has no claimer."""
    assert claims(NOBODY, read) == []


def test_who_is_quoted_by_another_is_the_claimer(read):
    """The one who quotes is the medium."""
    assert [c[:3] for c in claims(RELAYED, read)] == [("Khan", "Asserts", "AFP")]


def test_who_is_cited_claims_the_same(read):
    """The one who cites claims it too, and is the medium of the other."""
    assert [c[:3] for c in claims(CITING, read)] == [
        ("AFP", "Asserts", ""),
        ("Khan", "Asserts", "AFP"),
    ]


def test_a_quotation_of_whole_sentences_goes_on_with_the_speaker(read):
    """The sentence behind "…," said Khan is Khan's too."""
    assert [c[:2] for c in claims(GOES_ON, read)] == [("Khan", "Asserts")] * 2
