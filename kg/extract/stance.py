"""A reporting word and what it governs -> what its source holds of it, and whether it is told as so or not so."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.report import ASSERTS, DENIES
from kg.extract.sources import telling
from kg.extract.syntax import INDIRECT
from kg.ontology import Ontology

#: Classes of cues that tell an attitude or a deed, and no claim.
ATTITUDES = frozenset(("want", "judge", "do", "seem"))

#: What a cue governs when it is a clause or a quotation.
_CLAUSES = frozenset(("that", "clause", "alone"))

#: Words in quotation marks that are more than a name or a single word of somebody's.
LEAST = 4

_NOT = frozenset(("not", "n't", "never"))
_MARKS = frozenset(('"', "“", "«", "''", "``", "‘"))


@dataclass(frozen=True, slots=True)
class Stance:
    """What somebody holds of what stands behind a reporting word.

    Attributes:
        stance: IRI.
        told: whether it is told as so or not so, and not asked or merely spoken of.
        clause: whether it is a clause, a quotation or what somebody said, and not the name of an event.
    """

    stance: str
    told: bool
    clause: bool


def stance(
    word: Token, kind: str, frame: str, what: tuple[int, int], ontology: Ontology
) -> Stance | None:
    """Return the stance of a word, None where it makes no claim.

    Args:
        kind, frame: the class of the cue and how it governs its content, as in ``cues.txt``.
        what: the content, a half-open range of tokens.
    """
    doc = word.doc
    root = doc[what[0] : what[1]].root
    if frame in _CLAUSES or telling(root, ontology):
        quoted = _quotes(doc, what) or (frame in _CLAUSES and _quoted(doc, what))
        return _of_clause(word, kind, quoted, ontology)
    if negated(word) or (kind == "deny" and _given(word, root)):
        return None
    known = of(word, _manner(frame, root), ontology)
    if known is not None:
        return Stance(known, told=True, clause=False)
    if kind == "deny" or (kind in ATTITUDES and not _quotes(doc, what)):
        return None
    return Stance(ASSERTS, told=False, clause=False)


def _of_clause(word: Token, kind: str, quoted: bool, ontology: Ontology) -> Stance | None:
    known = of(word, "", ontology)
    if negated(word) or (kind in ATTITUDES and known is None and not quoted):
        return None if known is None else Stance(known, told=True, clause=True)
    known = known or (DENIES if kind == "deny" else ASSERTS)
    asked = kind in ("ask", *ATTITUDES) and known == ASSERTS
    return Stance(known, told=not asked, clause=True)


def of(word: Token, manner: str, ontology: Ontology) -> str | None:
    """Return the stance that the ontology has for a word: "deny", "deny it", "not believe"."""
    key = (word.lemma_.lower(), *([manner] if manner else []))
    return ontology.stances.get(("not", *key) if negated(word) else key)


def negated(word: Token) -> bool:
    """Say whether "not" or "never" stands below a word."""
    return any(c.lower_ in _NOT and c.dep_ in ("advmod", "neg") for c in word.children)


def _given(word: Token, root: Token) -> bool:
    """Say whether somebody is not given something, instead of something being denied: "denied him entry"."""
    whom = root.tag_ == "PRP" and root.lower_ not in ("it", "them")
    return whom or any(c.dep_ in INDIRECT for c in word.children)


def _manner(frame: str, root: Token) -> str:
    """Return what stands behind a word of the ontology that governs so: "it", "to", or a preposition."""
    if frame == "infinitive":
        if any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in root.children):
            return "to"
        return "it" if root.tag_ == "VBG" else "as"
    return "it" if frame in ("object", "passive", "noun-of") else frame


def _quotes(doc: Doc, what: tuple[int, int]) -> bool:
    """Say whether a content holds words of somebody's in quotation marks, more than a name."""
    inside = (q for q in doc.spans.get("quotations", ()) if what[0] <= q.start and q.end <= what[1])
    return any(sum(t.is_alpha for t in q) >= LEAST for q in inside)


def _quoted(doc: Doc, what: tuple[int, int]) -> bool:
    return doc[what[0]].text in _MARKS
