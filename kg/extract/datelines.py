"""``Doc`` -> the words of its datelines ("LIMA, 3 May (AP) -"), which say where and by whom, and take no part."""

import re
from typing import Final

from spacy.tokens import Doc

#: One to four words with capitals, what the line says further, an agency in brackets, a dash.
_LINE: Final = re.compile(
    r"^[ \t]*(?P<city>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})(?:, ?[^()\n—–]{1,40}?)?"
    r"(?P<agency> ?\([^()\n]{2,40}\))?[ \t]*(?:--|[-–—])[ \t]+",
    re.MULTILINE,
)


def datelines(doc: Doc) -> frozenset[int]:
    """Return the tokens of the lines before the first sentence of a report, or of one of its parts.

    Without an agency, the city must be in capitals in a text that is not.
    """
    text = doc.text
    loud = text.isupper()
    found: set[int] = set()
    for line in _LINE.finditer(text):
        if line["agency"] or (line["city"].isupper() and len(line["city"]) > 3 and not loud):
            span = doc.char_span(*line.span("city"), alignment_mode="expand")
            end = doc.char_span(line.start("city"), line.end(), alignment_mode="expand")
            if span is not None and end is not None:
                found.update(range(span.start, end.end))
    return frozenset(found)
