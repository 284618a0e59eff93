"""A cue's word -> the words for what is said, along the quotation marks and along the tree."""

from spacy.tokens import Token

from kg.annotate.cues import Frames
from kg.annotate.quotations import Quotations, Range
from kg.annotate.speakers import SUBJECT, own_subject, passive

#: Content, the frame by which it is governed, and the preposition before it.
Said = tuple[Range, str, Token | None]

#: How a frame is called that is a preposition below a noun: "noun-for".
OF_NOUN = "noun-"

#: Verbs beside which nearly anything is what is said.
_PLAIN = frozenset(("say", "tell", "add", "write", "tweet"))

#: Words of a reporting clause that stands in another as an aside: "…, X said on Friday, …".
_LONGEST_ASIDE = 15


def content(head: Token, frames: Frames, quotations: Quotations) -> Said | None:
    """Return what a cue's word attributes; None where it governs nothing that is listed."""
    if head.pos_ == "NOUN":
        return (_clause_of(head) if "clause" in frames else None) or _below_noun(head, frames)
    if "that" in frames:
        adjacent = None if _clause_behind(head, quotations) else _prepositional(head, frames)
        if adjacent is not None and adjacent[2] is not None and adjacent[2].i == head.i + 1:
            return adjacent
        found = _said(head, quotations)
        if found is not None:
            return found, "that", None
    return _prepositional(head, frames) or _governed(head, frames)


def _range(token: Token) -> Range:
    return token.left_edge.i, token.right_edge.i + 1


def _clause_of(noun: Token) -> Said | None:
    """Return the clause of "the claim that …", not that of "the claim that he made"."""
    for child in noun.children:
        marks = (c.lower_ for c in child.children if c.dep_ == "mark")
        if child.dep_ in ("acl", "ccomp") and child.i > noun.i and "that" in marks:
            return _range(child), "clause", None
    return None


def _below_noun(noun: Token, frames: Frames) -> Said | None:
    """Return what is behind the preposition of "X's support for", "criticism of Y by X"."""
    for child in noun.children:
        if child.dep_ == "nmod" and child.i > noun.i:
            for case in (c for c in child.children if c.dep_ == "case"):
                if OF_NOUN + case.lower_ in frames and case.i == noun.i + 1:
                    return (case.i + 1, child.right_edge.i + 1), OF_NOUN + case.lower_, case
    return None


def _prepositional(head: Token, frames: Frames) -> Said | None:
    done = passive(head)
    for child in head.children:
        if child.dep_.startswith("obl") and child.i > head.i:
            cases = (c for c in child.children if c.dep_ == "case" and c.lower_ in frames)
            case = next(cases, None)
            if case is not None and not (done and case.lower_ == "by"):
                return (case.i + 1, child.right_edge.i + 1), case.lower_, case
    return None


def _governed(verb: Token, frames: Frames) -> Said | None:
    """Return an infinitive or noun phrase that the verb governs."""
    below = {c.dep_: c for c in reversed([*verb.children])}
    done = passive(verb)
    clause, thing = below.get("xcomp"), below.get("obj") or below.get("dobj")
    subject = below.get("nsubj:pass") or below.get("nsubjpass")
    if "infinitive" in frames and clause is not None and clause.i > verb.i:
        return _range(clause), "infinitive", None
    if done and subject is not None and "passive" in frames:
        return _range(subject), "passive", None
    if "object" in frames and done and subject is not None:
        return _range(subject), "object", None
    if "object" in frames and not done and thing is not None and thing.i > verb.i:
        return _range(thing), "object", None
    return None


def _said(verb: Token, quotations: Quotations) -> Range | None:
    """Return a clause or quotation: behind the verb, before it, or around it."""
    return (
        _clause_behind(verb, quotations)
        or _quoted_before(verb, quotations)
        or _clause_before(verb, quotations)
        or _around(verb, quotations)
        or _quoted_behind(verb, quotations)
        or _that_behind(verb, quotations)
        or (_anything(verb, quotations) if verb.lemma_ in _PLAIN else None)
    )


def _clause_behind(verb: Token, quotations: Quotations) -> Range | None:
    clauses = [c for c in verb.children if c.i > verb.i and (c.dep_ == "ccomp" or _asked(c))]
    if not clauses:
        return None
    (start, end), *more = [_range(clause) for clause in clauses]
    for further, last in more:  # "that X had come and Y had gone", each hung on the verb
        end = last if further <= end + 1 else end
    return quotations.widened(max(start, verb.i + 1), end)


def _asked(clause: Token) -> bool:
    """Say whether a clause with "whether" only hangs on a verb because the tree takes it for a condition."""
    marks = (c for c in clause.children if c.dep_ == "mark" and c.i == clause.left_edge.i)
    return clause.dep_ == "advcl" and any(c.lower_ == "whether" for c in marks)


def _quoted_before(verb: Token, quotations: Quotations) -> Range | None:
    """Return the quotation that ends where "X said" begins, be it in the sentence before."""
    if verb.tag_ in ("VBG", "VBN"):
        return None
    doc = verb.doc
    starts = [verb.i]
    for child in verb.children:
        if child.dep_ in ("aux", "advmod") and child.i < verb.i:
            starts.append(child.i)
        elif child.dep_ in SUBJECT and quotations.around(child.left_edge.i) is None:
            starts.append(min(child.left_edge.i, verb.i))
    at = min(starts) - 1
    while at > 0 and (doc[at].text in (",", "—") or _same_paragraph(doc[at])):
        at -= 1
    return quotations.around(at) if at >= 0 else None


def _same_paragraph(token: Token) -> bool:
    return bool(token.is_space and token.text.count("\n") < 2)


def _clause_before(verb: Token, quotations: Quotations) -> Range | None:
    """Return the clause of "…, X said"."""
    if verb.tag_ == "VBG":
        return None
    for child in verb.children:
        if child.dep_ in ("ccomp", "parataxis") and child.i < verb.i:
            start, end = _range(child)
            behind = (c.left_edge.i for c in verb.children if c.dep_ in SUBJECT and c.i > child.i)
            return quotations.widened(start, min([end, verb.i, *behind]))
    return None


def _around(verb: Token, quotations: Quotations) -> Range | None:
    """Return the sentence that "X said" or "as X said" is an aside of: what stands before it, or behind."""
    as_aside = verb.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ == "as" for c in verb.children
    )
    beside = verb.dep_ == "parataxis" and verb.tag_ != "VBG" and own_subject(verb) is not None
    as_aside = as_aside and not any(c.dep_ == "obj" for c in verb.children)  # "as both do X"
    start, end = _range(verb)
    if not (as_aside or beside) or end - start > _LONGEST_ASIDE:
        return None
    sentence = verb.sent
    found = (sentence.start, start) if start > sentence.start + 1 else (end, sentence.end)
    return quotations.widened(*found) if found[0] < found[1] else None


def _quoted_behind(verb: Token, quotations: Quotations) -> Range | None:
    found = quotations.first_within(verb.i + 1, min(verb.sent.end + 1, len(verb.doc)))
    if found is None or any(t.pos_ == "VERB" for t in verb.doc[verb.i + 1 : found[0]]):
        return None
    return found


def _that_behind(verb: Token, quotations: Quotations) -> Range | None:
    """Return the clause of "told … that …" where the tree has hung it elsewhere."""
    for token in verb.doc[verb.i + 1 : min(verb.i + _LONGEST_ASIDE, verb.sent.end)]:
        if token.lower_ == "that" and token.tag_ == "IN":
            return quotations.widened(token.i, max(verb.right_edge.i, token.i) + 1)
        if token.pos_ == "VERB":
            return None
    return None


def _anything(verb: Token, quotations: Quotations) -> Range | None:
    """Return the rest of the sentence behind the verb, or else what stands before its clause."""
    doc, sentence, end = verb.doc, verb.sent, verb.sent.end
    while end > verb.i and (doc[end - 1].is_space or doc[end - 1].is_punct):
        end -= 1
    if end - verb.i > 2:
        return quotations.widened(verb.i + 1, end)
    subject = own_subject(verb)
    start = min(verb.i, subject.left_edge.i) if subject is not None else verb.i
    return (sentence.start, start) if start - sentence.start > 2 else None
