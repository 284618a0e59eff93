"""HTML -> Piece: the article of a page, without what stands around it."""

import re

from kg.read.decode import decode
from kg.read.markup import Markup, markup
from kg.read.metadata import Metadata
from kg.read.outcome import Opened, Piece, ReadError, quiet, too_long

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
#: No word is that long: a picture in base64, or a script.
_NO_WORD = 100
#: Below this many characters trafilatura falls back to cutting a page at every tag
#: (MIN_EXTRACTED_SIZE of its settings), which breaks sentences at each bold word.
_SHORT = 250
#: Dates of pages are searched in these years whatever the clock says, so that a rerun finds the
#: same; only what the page marks as its date counts, not any date in its words.
_DATE_SEARCH = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1900-01-01",
    "max_date": "2100-01-01",
    "outputformat": "%Y-%m-%d",
}


def html(opened: Opened) -> Piece:
    """Return the article of a page.

    Raises:
        ReadError: no words in the page, or too many.
    """
    data = opened.whole()
    declared = _DECLARED.search(data[:2048])
    decoded = decode(data, declared=declared[1].decode("ascii") if declared else "")
    _refuse_long(decoded.text, opened.max_chars)
    piece = article(decoded.text)
    return Piece(piece.text, piece.about, notes=decoded.notes)


def _refuse_long(page: str, limit: int) -> None:
    """Raise before the page is parsed: that takes 70 bytes and two microseconds a character."""
    if len(page) > limit:
        words = _TAG.sub(" ", page).split()
        length = sum(len(word) + 1 for word in words if len(word) < _NO_WORD)
        if length > limit:
            raise ReadError(too_long(length, limit))


def article(page: str) -> Piece:
    """Return the article of a decoded page.

    Raises:
        ReadError: no words in the page.
    """
    seen = markup(page)
    text, found = _extracted(page)
    text = text if len(text) >= _SHORT else seen.text or text
    if not text.strip():
        raise ReadError("no text in this page; save the article itself, not a frame or an app")
    return Piece(text, _about(seen, found))


def _about(seen: Markup, found: dict[str, str]) -> Metadata:
    return Metadata(
        title=found.get("title") or seen.title,
        issued=seen.issued,
        guessed=found.get("date", ""),
        source=found.get("url", ""),
        publisher=found.get("sitename", ""),
        language=seen.language,
    )


def _extracted(page: str) -> tuple[str, dict[str, str]]:
    """Return what trafilatura finds: the text, a blank line between blocks, and metadata."""
    import kg.unconnected  # noqa: F401, before trafilatura

    # isort: split
    import trafilatura

    with quiet("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer"):
        tree = trafilatura.load_html(page)
        if tree is None:
            return "", {}
        _unwrap(tree)
        try:
            found = trafilatura.bare_extraction(
                tree,
                with_metadata=True,
                include_comments=False,
                date_extraction_params=_DATE_SEARCH,
            )
        except Exception:  # the libraries behind it fail in many ways; our own words are left
            return "", {}
    if found is None:
        return "", {}
    named = {name: getattr(found, name) or "" for name in ("title", "date", "url", "sitename")}
    return _blocks(found.text or ""), named


def _unwrap(tree: object) -> None:
    """Make every line break inside a text node a space, so that those left divide blocks."""
    for node in tree.iter():  # type: ignore[attr-defined]
        if node.tag not in ("pre", "code", "script"):
            node.text = node.text and re.sub(r"\s+", " ", node.text)
        node.tail = node.tail and re.sub(r"\s+", " ", node.tail)


def _blocks(text: str) -> str:
    lines = (re.sub(r"^- ", "", line.strip(" |")) for line in text.split("\n"))
    return "\n\n".join(filter(None, lines))
