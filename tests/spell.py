"""Parses spelled out by hand: one word a line, ``word lemma POS TAG head dep [ENT]``."""

import spacy
from spacy.tokens import Doc, Span

_VOCAB = spacy.blank("en").vocab
_TIMES = frozenset(("DATE", "TIME", "DURATION", "SET"))
_TIGHT = frozenset(".,)'\"") | {"'s", "n't"}


def spell(table: str) -> Doc:
    """Return the Doc of a table; heads are 1-based, 0 the root; ENT is ``B-ORG``, ``I-ORG`` or of a time, ``B-DATE``."""
    rows = [line.split() for line in table.strip().splitlines()]
    words = [r[0] for r in rows]
    spaces = [i + 1 < len(words) and words[i + 1] not in _TIGHT for i in range(len(words))]
    doc = Doc(
        _VOCAB,
        words,
        spaces,
        lemmas=[r[1] for r in rows],
        pos=[r[2] for r in rows],
        tags=[r[3] for r in rows],
        heads=[int(r[4]) - 1 if int(r[4]) else i for i, r in enumerate(rows)],
        deps=["ROOT" if r[5] == "root" else r[5] for r in rows],
    )
    ents: list[Span] = []
    for i, row in enumerate(rows):
        mark = row[6] if len(row) > 6 else "O"
        if mark.startswith("B-"):
            ents.append(Span(doc, i, i + 1, mark[2:]))
        elif mark.startswith("I-"):
            ents[-1] = Span(doc, ents[-1].start, i + 1, mark[2:])
    doc.ents = [e for e in ents if e.label_ not in _TIMES]
    doc.spans["timex"] = [e for e in ents if e.label_ in _TIMES]
    return doc


SEIZED_UD = """
Rebels   rebel   NOUN  NNS 2 nsubj
seized   seize   VERB  VBD 0 root
Azaz     Azaz    PROPN NNP 2 obj      B-GPE
on       on      ADP   IN  5 case
Friday   Friday  PROPN NNP 2 obl      B-DATE
.        .       PUNCT .   2 punct
"""

SEIZED_CLEAR = """
Rebels   rebel   NOUN  NNS 2 nsubj
seized   seize   VERB  VBD 0 ROOT
Azaz     Azaz    PROPN NNP 2 dobj     B-GPE
on       on      ADP   IN  2 prep
Friday   Friday  PROPN NNP 4 pobj     B-DATE
.        .       PUNCT .   2 punct
"""

PASSIVE_UD = """
Azaz     Azaz    PROPN NNP 4 nsubj:pass B-GPE
was      be      AUX   VBD 4 aux:pass
not      not     PART  RB  4 advmod
seized   seize   VERB  VBN 0 root
by       by      ADP   IN  6 case
rebels   rebel   NOUN  NNS 4 obl:agent
,        ,       PUNCT ,   4 punct
Reuters  Reuters PROPN NNP 9 nsubj    B-ORG
said     say     VERB  VBD 4 parataxis
.        .       PUNCT .   4 punct
"""

PASSIVE_CLEAR = """
Azaz     Azaz    PROPN NNP 4 nsubjpass B-GPE
was      be      AUX   VBD 4 auxpass
not      not     PART  RB  4 neg
seized   seize   VERB  VBN 9 ccomp
by       by      ADP   IN  4 agent
rebels   rebel   NOUN  NNS 5 pobj
,        ,       PUNCT ,   9 punct
Reuters  Reuters PROPN NNP 9 nsubj    B-ORG
said     say     VERB  VBD 0 ROOT
.        .       PUNCT .   9 punct
"""
