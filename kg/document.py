"""The first value of the way: a text with what is known about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """A text, normalised once, and its metadata.

    Attributes:
        id: names the document inside its base IRI: path-like, of unreserved URI characters, percent-encoding
            and ``/`` only (``reports/a.txt``, ``feed.jsonl/17``). Minted from what the input names, never
            from a counter or the clock.
        text: Unicode in NFC, lines ended by ``\\n``, no C0 control characters but ``\\n`` and ``\\t``.
            Every offset of the graph counts code points of this text.
        title: one line, or empty.
        issued: publication date as ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or a dateTime ending in ``Z``;
            empty when unknown.
        source: IRI or words that say where the text comes from; empty when unknown.
        publisher: name of the publisher; empty when unknown.
        language: BCP 47 tag in lower case.
        news: True when the document is a news article (``schema:NewsArticle``), else a
            ``schema:CreativeWork``.
    """

    id: str
    text: str
    title: str = ""
    issued: str = ""
    source: str = ""
    publisher: str = ""
    language: str = "en"
    news: bool = True
