"""A cue's word -> the words for who says it."""

from spacy.tokens import Token

from kg.annotate.quotations import MARKS, Range
from kg.annotate.trim import trimmed

SUBJECT = frozenset(("nsubj", "nsubj:pass", "csubj", "nsubj:outer", "nsubjpass"))
_PASSIVE = frozenset(("aux:pass", "nsubj:pass", "auxpass", "nsubjpass"))
_POSSESSIVE = frozenset(("nmod:poss", "poss"))
_DASHES = frozenset(("—", "–", "--"))

#: Labels of clauses that have the subject of the word above them.
_SHARING = frozenset(("conj", "xcomp", "advcl", "parataxis"))

#: Labels of what may stand between commas behind a noun and belongs to it.
_ASIDE = frozenset(("appos", "acl:relcl", "acl", "relcl", "advcl:relcl"))


def passive(verb: Token) -> bool:
    """Say whether a verb's subject is what is said."""
    return any(c.dep_ in _PASSIVE for c in verb.children)


def _owns(noun: Token) -> bool:
    """Say whether what a noun tells is somebody's: "Khan's claim", "criticism by Khan"."""
    if noun.dep_ == "nmod" and noun.i > noun.head.i:
        return any(c.dep_ == "case" and c.lower_ in ("by", "from", "among") for c in noun.children)
    return noun.dep_ in _POSSESSIVE


def _reduced(verb: Token) -> bool:
    """Say whether a participle has its subject for content: "asked whether …", "a plan announced …"."""
    if verb.tag_ != "VBN" or verb.dep_ not in ("acl", "advcl"):
        return False
    return not any(c.dep_ == "aux" for c in verb.children)


def own_subject(verb: Token) -> Token | None:
    """Return the subject that stands below the verb itself."""
    return next((c for c in verb.children if c.dep_ in SUBJECT), None)


def behind(verb: Token) -> Range | None:
    """Return who stands behind a verb as its object by the tree: "…," said the minister."""
    things = (c for c in verb.children if c.dep_ in ("obj", "dobj"))
    return _below(next((c for c in things if c.left_edge.i == verb.i + 1), None))


def source(head: Token) -> Range | None:
    """Return who says it: the subject, own or shared, the agent of a passive, the owner of a claim."""
    if head.pos_ == "NOUN":
        return _below(next((c for c in head.children if _owns(c)), None))
    if passive(head) or _reduced(head):
        return _below(next((c for c in head.children if c.dep_ in ("obl:agent", "agent")), None))
    node = head
    for _ in range(5):
        if own_subject(node) is not None:
            return _subject(node, head)
        if node.dep_ == "acl" and node.tag_ == "VBG":
            return _phrase(node.head, node.head.left_edge.i, node.left_edge.i)
        if node.dep_ not in _SHARING or node.head is node:
            return None
        node = node.head
    return None


def _below(noun: Token | None) -> Range | None:
    return _phrase(noun, noun.left_edge.i, noun.right_edge.i + 1) if noun is not None else None


def _subject(node: Token, head: Token) -> Range | None:
    """Return the phrase of a subject; two side by side are one that the tree has cut in two."""
    first, *others = (c for c in node.children if c.dep_ in SUBJECT)
    start, end = first.left_edge.i, first.right_edge.i + 1
    for other in others:
        if other.left_edge.i == end:
            first, end = other, other.right_edge.i + 1
    if start <= head.i < end:
        end = head.i
    return _phrase(first, start, end)


def _phrase(noun: Token, start: int, end: int) -> Range | None:
    """Return a noun phrase without preposition, conjunction, dateline or end of a quotation before it."""
    doc = noun.doc
    start = _behind_dateline(noun, start, end)
    while start < min(noun.i, end) and doc[start].dep_ in ("case", "cc", "mark"):
        start += 1
    for i in range(start, min(noun.i, end)):
        joins = doc[i].dep_ in ("case", "cc") and doc[i].head is noun
        if joins or doc[i].text in _DASHES or doc[i].text in MARKS:
            start = i + 1
    if end - 1 > noun.i and doc[end - 1].tag_ == "POS":
        end -= 1
    found = trimmed(doc, start, end)
    if found is None or not _closes(noun, found[1]):
        return found
    return found[0], found[1] + 1


def _behind_dateline(noun: Token, start: int, end: int) -> int:
    """Return where a phrase begins behind "PARIS, May 3 (AP) —", else its start."""
    doc = noun.doc
    for i in range(start + 1, end - 1):
        if doc[i].text in _DASHES and doc[i - 1].text == ")":
            return i + 1
    return start


def _closes(noun: Token, end: int) -> bool:
    """Say whether the comma or dash at ``end`` closes an aside that belongs to the noun."""
    doc = noun.doc
    if end >= len(doc) or doc[end].text not in (",", "—", "–"):
        return False
    asides = [c for c in noun.children if c.dep_ in _ASIDE and c.i > noun.i]
    return any(doc[end].text in (t.text for t in doc[noun.i : aside.i]) for aside in asides)
