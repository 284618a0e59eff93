"""Page -> plain values for JSON."""

from typing import Any

from kg.show.page import Page
from kg.show.values import Line, Segment


def record(page: Page) -> dict[str, Any]:
    """Return the page as dictionaries and lists; offsets count code points of the document."""
    return {
        "document": page.iri,
        "title": page.title,
        "issued": page.issued,
        "publisher": page.publisher,
        "sentences": [_sentence(page.text, segment) for segment in page.segments],
    }


def _sentence(text: str, segment: Segment) -> dict[str, Any]:
    return {
        "begin": segment.start,
        "end": segment.end,
        "text": text[segment.start : segment.end],
        "mentions": [
            {"begin": m.start, "end": m.end, "words": text[m.start : m.end], "kind": m.kind}
            for m in segment.marks
        ],
        **{f"{kind}s": _told(segment, kind) for kind in ("event", "claim", "relation")},
    }


def _told(segment: Segment, kind: str) -> list[dict[str, Any]]:
    return [_line(line) for line in segment.lines if line.kind == kind]


def _line(line: Line) -> dict[str, Any]:
    return {"iri": line.iri, **{name or "what": list(values) for name, values in line.parts}}
