"""PDF -> Piece: the pages joined, and words mended that a line end had cut."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.read.metadata import Metadata
from kg.read.normalise import one_line
from kg.read.outcome import Opened, Piece, ReadError, quiet, too_long

if TYPE_CHECKING:
    from pypdf import PdfReader

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_CUT = re.compile(r"(\w+)[-\u2010\u00ad][ \t]*\n[ \t]*(\w+)")
_PAGE_NUMBER = re.compile(r"\A\s*[-–]?\s*\d{1,4}\s*[-–]?\s*\n|\n\s*[-–]?\s*\d{1,4}\s*[-–]?\s*\Z")
#: Titles that word processors leave behind.
_NO_TITLE = re.compile(r"(?i)(untitled|microsoft word|document\d*$|.*\.(docx?|indd|qxd|pdf|tmp)$)")


def pdf(opened: Opened) -> Piece:
    """Return the text of all pages, with the title that the file carries.

    Raises:
        ReadError: broken, locked or scanned.
    """
    with quiet("pypdf"):
        reader = _open(opened)
        pages, notes = _pages(reader, opened.max_chars)
        title = _title(reader)
    if not any(page.strip() for page in pages):
        count = f"{len(pages)} page{'s' * (len(pages) != 1)}"
        raise ReadError(f"no text in {count} (scanned?); run text recognition (OCR) first")
    return Piece(mended(joined(pages)), Metadata(title=title), notes=notes)


def joined(pages: list[str]) -> str:
    """Return the pages as one text, without page numbers; a sentence may run over a page's end.

    >>> joined(["The rebels\\n1", "2\\nleft.", "Then"])
    'The rebels\\nleft.\\n\\nThen'
    """
    text = ""
    for page in (_PAGE_NUMBER.sub("", f"\n{page}\n").strip() for page in pages):
        ends = not text or text[-1] in ".!?\"'”’:)"
        text += f"\n\n{page}" if ends or not page[:1].islower() else f"\n{page}"
    return text.strip()


def mended(text: str) -> str:
    """Return the text with words joined that a hyphen at a line's end had cut.

    The hyphen stays before a capital, and in a word that the text has elsewhere with it.

    >>> mended("a well-known coali-\\ntion, well-\\nknown to pro-\\nAssad forces")
    'a well-known coalition, well-known to pro-Assad forces'
    """
    hyphened = {word.lower() for word in re.findall(r"\w+-\w+", text)}

    def whole(match: re.Match[str]) -> str:
        first, second = match.groups()
        kept = f"{first}-{second}"
        if first.isdigit() or not second[0].islower() or kept.lower() in hyphened:
            return kept
        return first + second

    return _CUT.sub(whole, text)


def _open(opened: Opened) -> "PdfReader":
    from pypdf import PdfReader

    try:
        reader = PdfReader(opened.stream)
        locked = reader.is_encrypted and not reader.decrypt("")
    except Exception as error:
        raise _broken(error) from error
    if locked:
        raise ReadError("encrypted; save a copy without a password")
    return reader


def _pages(reader: "PdfReader", max_chars: int) -> tuple[list[str], tuple[str, ...]]:
    pages: list[str] = []
    unread: list[str] = []
    chars = 0
    for number, page in enumerate(_each(reader), 1):
        if isinstance(page, Exception):
            unread.append(str(number))
        pages.append("" if isinstance(page, Exception) else page.translate(_LIGATURES))
        chars += len(pages[-1])
        if chars > max_chars:
            raise ReadError(too_long(chars, max_chars, at_least=True))
    return pages, (f"page {', '.join(unread)} could not be read",) if unread else ()


def _each(reader: "PdfReader") -> Iterator[str | Exception]:
    """Yield each page's text, or what went wrong with it."""
    try:
        count = len(reader.pages)
    except Exception as error:
        raise _broken(error) from error
    for number in range(count):
        try:
            yield reader.pages[number].extract_text()
        except Exception as error:  # a broken font ends in any of a dozen types
            yield error


def _title(reader: "PdfReader") -> str:
    try:
        title = one_line(str((reader.metadata and reader.metadata.title) or ""))
    except Exception:  # a title is not worth a document
        return ""
    return "" if _NO_TITLE.match(title) else title


def _broken(error: Exception) -> ReadError:
    """Broken files fail in pypdf as PyPdfError, KeyError, TypeError, RecursionError, …"""
    if type(error).__name__ in ("DependencyError", "FileNotDecryptedError"):
        return ReadError("encrypted; save a copy without a password")
    return ReadError(f"broken PDF ({one_line(str(error))[:80] or type(error).__name__})")
