"""File name or first bytes -> the kind of a file, one of the readers' names."""

import json
import re
from pathlib import PurePosixPath

from kg.read.decode import peek

KINDS: dict[str, str] = {
    **dict.fromkeys((".txt", ".text"), "text"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    ".pdf": "pdf",
    ".json": "json",
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    ".eml": "mail",
}
_HTML = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b", re.I | re.S
)
_JSON = re.compile(r'\s*(\[\s*\{|\{\s*["}])')


def kind(name: str) -> str:
    """Return the kind by a file's name, or nothing when its ending is not known.

    >>> kind("reports/A.TXT"), kind("notes.docx")
    ('text', '')
    """
    return KINDS.get(PurePosixPath(name).suffix.lower(), "")


def sniff(head: bytes) -> str:
    """Return the kind by the first bytes of a file.

    Raises:
        ReadError: this is no text.
    """
    if head.startswith(b"%PDF-"):
        return "pdf"
    text = peek(head)
    if _HTML.match(text):
        return "html"
    if not _JSON.match(text):
        return "text"
    first, _, rest = text.strip().partition("\n")
    return "jsonl" if rest.lstrip().startswith("{") and _is_json(first) else "json"


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True
