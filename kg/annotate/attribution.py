"""spaCy component ``kg_attribution``: a parsed ``Doc`` gets ``doc._.attributions``, who says what by which words.

What counts follows PolNeAR (Newell et al. 2018): statements, beliefs, wishes and attitudes that the
author tells of; only the outermost, and none inside a quotation. A cue's label is its class in ``cues.txt``, a
content's the frame by which the cue governs it. ``doc.spans["quotations"]``: what stands between quotation marks.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.annotate.contents import OF_NOUN, content
from kg.annotate.cues import Cues, Frames, read
from kg.annotate.quotations import Quotations, Range
from kg.annotate.speakers import behind, own_subject, source
from kg.annotate.titles import according, alone, headed
from kg.annotate.trim import trimmed

#: Who says it, by which words, and what; a part that the text does not give is None.
Attribution = tuple[Span | None, Span | None, Span | None]
_Found = tuple[Span | None, Span, Span]

_BEFORE_VERB = frozenset(("aux", "aux:pass", "auxpass", "neg", "advmod", "cop"))
_BEHIND_VERB = frozenset(("compound:prt", "prt", "fixed"))

#: Words before a verb that make it a wish, a condition or a purpose, and no report.
_UNREAL = frozenset("to for that would could should must".split())

#: Who is spoken to by the text itself instead of being reported.
_READER = frozenset("you".split())

#: "said in a statement": such an occasion right behind the verb belongs to the cue.
_OCCASIONS = frozenset(
    (
        "statement interview email tweet speech release letter memo post blog editorial article"
        " message report"
    ).split()
)


#: Contents that begin before a cue and are looked at for one that holds it.
NEAR = 40


def _keep(doc: Doc, found: Sequence[Attribution]) -> None:
    """Keep attributions as plain numbers: a ``Doc`` with spans among its data cannot be stored or sent."""
    doc.user_data["attributions"] = [
        tuple((part.start, part.end, part.label_) if part is not None else None for part in one)
        for one in found
    ]


def _kept(doc: Doc) -> tuple[Attribution, ...]:
    def span(part: Sequence[Any] | None) -> Span | None:
        return None if part is None else Span(doc, part[0], part[1], label=part[2])

    rows = doc.user_data.get("attributions", ())
    return tuple((span(who), span(cue), span(what)) for who, cue, what in rows)


class Attributions:
    """The component; ``cues`` says which lemma may govern what."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        if not Doc.has_extension("attributions"):
            Doc.set_extension("attributions", getter=_kept, setter=_keep)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a parsed text."""
        quotations = Quotations(doc)
        doc.spans["quotations"] = [Span(doc, start, end) for start, end in quotations.ranges]
        doc._.attributions = tuple(_outermost(list(self._found(doc, quotations))))
        return doc

    def _found(self, doc: Doc, quotations: Quotations) -> Iterator[_Found]:
        for token in doc:
            frames = self._cues.get(token.lemma_.lower(), {})
            if not frames and token.text != ":" and token.lower_ != "according":
                continue
            if quotations.around(token.i) is not None:
                continue
            found = _at(token, frames, quotations)
            if found is not None:
                yield found


def _at(token: Token, frames: Frames, quotations: Quotations) -> _Found | None:
    """Return the attribution whose cue stands at a token."""
    doc = token.doc
    if _governs(token) and frames:
        return _governed(token, frames, quotations)
    if token.text == ":":
        parts, kind = headed(token), "assert"
    elif token.lower_ == "according":
        parts, kind = according(token), "assert"
    elif token.pos_ == "ADV" and "alone" in frames:
        parts, kind = alone(token), frames["alone"]
    else:
        return None
    return _spans(doc, *parts, kind) if parts is not None else None


def _governs(token: Token) -> bool:
    """Say whether a word heads a clause, or may have one below it."""
    if token.pos_ == "ADJ":
        return any(c.dep_ == "cop" for c in token.children)
    return token.pos_ in ("VERB", "NOUN")


def _governed(head: Token, frames: Frames, quotations: Quotations) -> _Found | None:
    said = content(head, frames, quotations)
    if said is None:
        return None
    what, frame, link = said
    who = None if frames[frame] == "seem" else source(head)
    if who is None and frame == "that" and what[1] <= head.i and own_subject(head) is None:
        who = behind(head)
    cue = _cue(head, link)
    if who is not None and who[0] < cue[1] and cue[0] < who[1]:
        who = None
    if who is not None and what[0] < who[0] < what[1]:
        what = (what[0], who[0])
    kept = trimmed(head.doc, *what)
    if kept is None or (kept[0] < cue[1] and cue[0] < kept[1]) or not _reported(head, who):
        return None
    if who is None and frame.startswith(OF_NOUN):
        return None
    return _spans(head.doc, who, cue, kept, frames[frame], frame)


def _reported(head: Token, who: Range | None) -> bool:
    """Say whether the clause reports, rather than wishes, supposes, or speaks to the reader."""
    before = {c.lower_ for c in head.children if c.dep_ in ("mark", "aux") and c.i < head.i}
    if before & _UNREAL:
        return False
    return who is None or who[1] - who[0] > 1 or head.doc[who[0]].lower_ not in _READER


def _cue(head: Token, link: Token | None) -> Range:
    """Return the word with the auxiliaries and adverbs before it, and its particle and preposition."""
    doc = head.doc
    start, end = head.i, head.i + 1
    before = {c.i for c in head.children if c.dep_ in _BEFORE_VERB and c.tag_ != "WRB"}
    behind = {c.i for c in head.children if c.dep_ in _BEHIND_VERB}
    while start - 1 in before:
        start -= 1
    while end in behind:
        end += 1
    for child in head.children:
        made_clear = child.dep_ == "xcomp" and child.pos_ == "ADJ" and head.lemma_ == "make"
        occasion = child.dep_ == "obl" and child.lemma_.lower() in _OCCASIONS
        near = end == child.left_edge.i if occasion else end <= child.i < end + 2
        if (made_clear or occasion) and near and child.i < end + 4:
            end = child.i + 1
    if link is not None and link.i < end + 4:
        end = max(end, link.i + 1)
    return start, end + (end < len(doc) and doc[end].text == ":")


def _spans(
    doc: Doc, who: Range | None, cue: Range, what: Range, kind: str, frame: str = "that"
) -> _Found:
    speaker = Span(doc, *who) if who is not None else None
    return speaker, Span(doc, *cue, label=kind), Span(doc, *what, label=frame)


def _outermost(found: Sequence[_Found]) -> Iterator[Attribution]:
    """Yield what is no part of what another says; a coordinated cue has the first one's source."""
    heads = [one[1].root.i for one in found]
    order = sorted(range(len(found)), key=lambda i: found[i][2].start)
    starts = [found[i][2].start for i in order]
    for i, one in enumerate(found):
        # Whoever holds a cue has a content that begins before it, and seldom long before.
        near = order[max(0, bisect_right(starts, heads[i]) - NEAR) : bisect_right(starts, heads[i])]
        holders = [j for j in sorted(near) if j != i and _holds(found[j], heads[j], one, heads[i])]
        if not holders:
            yield one
        elif _goes_on(one[1].root, found[holders[0]][1].root):
            yield found[holders[0]][0], one[1], one[2]


def _holds(outer: _Found, outer_head: int, inner: _Found, inner_head: int) -> bool:
    if not outer[2].start <= inner_head < outer[2].end:
        return False
    return not inner[2].start <= outer_head < inner[2].end


def _goes_on(head: Token, first: Token) -> bool:
    """Say whether a verb in a clause is rather coordinated with the one that reports it."""
    return head.dep_ == "conj" and head.tag_ == first.tag_ and own_subject(head) is None


@Language.factory(
    "kg_attribution",
    assigns=["doc._.attributions", "doc.spans"],
    requires=["token.dep", "token.lemma", "token.pos", "token.tag", "doc.sents"],
)
def make(nlp: Language, name: str) -> Attributions:  # noqa: ARG001
    """Build the component with the cues of the package."""
    return Attributions(read(Path(__file__).with_name("cues.txt")))
