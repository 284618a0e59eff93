"""``Doc`` -> what its pipeline read of events: their words, who takes part; empty where it reads none."""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from kg.extract.table import once

#: The group of spans, one for each event.
GROUP = "triggers"


@once
def told(doc: Doc) -> frozenset[int] | None:
    """Return the head words of the events that the pipeline read; None where it does not look for any."""
    if GROUP not in doc.spans:
        return None
    return frozenset(span.root.i for span in doc.spans[GROUP])


def abstract(doc: Doc) -> frozenset[int]:
    """Return the head words of the mentions that the pipeline read as abstract: "the bill"."""
    return frozenset(span.root.i for span in mentions(doc) if span.label_ == "abstract")


@once
def mentions(doc: Doc) -> Sequence[Span]:
    """Return the mentions that the pipeline read, the shortest first."""
    return sorted(doc.spans.get("mentions", ()), key=lambda span: span.end - span.start)


@once
def parts(trigger: Token) -> Sequence[tuple[str, Token]]:
    """Return (role, head word of the filler) of an event, times left out."""
    if not Token.has_extension("arguments"):
        return ()
    read = trigger._.arguments or ()
    return [(role, trigger.doc[i]) for role, i in read if role != "time"]
