"""``Doc`` -> what its pipeline read of events: their words, who takes part; empty where it reads none."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

#: The group of spans, one for each event.
GROUP = "triggers"


def told(doc: Doc) -> frozenset[int] | None:
    """Return the head words of the events that the pipeline read; None where it does not look for any."""
    if GROUP not in doc.spans:
        return None
    return frozenset(span.root.i for span in doc.spans[GROUP])


def abstract(doc: Doc) -> frozenset[int]:
    """Return the head words of the mentions that the pipeline read as abstract: "the bill"."""
    spans = doc.spans.get("mentions", [])
    return frozenset(span.root.i for span in spans if span.label_ == "abstract")


def parts(trigger: Token) -> Iterator[tuple[str, Token]]:
    """Yield (role, head word of the filler) of an event, times left out."""
    if Token.has_extension("arguments"):
        for role, i in trigger._.arguments or ():
            if role != "time":
                yield role, trigger.doc[i]
