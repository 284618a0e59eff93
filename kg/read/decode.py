"""bytes -> str, with the name of the encoding, so that a guess can be said."""

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from kg.read.outcome import Opened, ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What files of a kind begin with, and what people call them.
_MAGIC = (
    (b"PK\x03\x04", "zip archive or office file"),
    (b"\xd0\xcf\x11\xe0", "office file"),
    (b"{\\rtf", "RTF file"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"II*\x00", "TIFF image"),
    (b"MM\x00*", "TIFF image"),
    (b"%!PS", "PostScript file"),
    (b"\x1f\x8b", "gzip archive"),
    (b"BZh91AY", "bzip2 archive"),
    (b"\xfd7zXZ", "xz archive"),
    (b"7z\xbc\xaf", "7z archive"),
    (b"Rar!\x1a", "rar archive"),
    (b"SQLite format 3", "SQLite database"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\x00", "program"),
)
_HEAD = 8192
_CHUNK = 2**20
#: Three letters beyond ASCII in a row: no Western European word has them, all Cyrillic ones do.
_NOT_WESTERN = re.compile("[À-ÖØ-öø-ÿŠŒŽšœžŸƒ]{3}")
#: WHATWG Encoding: pages that say Latin-1 or ASCII mean windows-1252.
_MEANS_1252 = frozenset({"iso8859-1", "ascii"})


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was read with."""

    text: str
    encoding: str

    @property
    def notes(self) -> tuple[str, ...]:
        """What to say: nothing for UTF-8, with or without its mark."""
        return () if self.encoding.startswith("utf-8") else (f"read as {_spoken(self.encoding)}",)


def decode(data: bytes, *, declared: str = "") -> Decoded:
    """Return the text: by its mark, else UTF-8 if it is, else as declared, else as guessed.

    Args:
        data: all bytes of a text.
        declared: name of the encoding that a header or tag claims; may be empty or nonsense.

    Raises:
        ReadError: these bytes are no text.
    """
    refuse_binary(data[:_HEAD])
    mark = _mark(data)
    for encoding in (mark,) if mark else ("utf-8", _known(declared)):
        try:
            return Decoded(data.decode(encoding), encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    encoding = mark or _guess(data)
    return Decoded(data.decode(encoding, "replace"), encoding)


def peek(head: bytes) -> str:
    """Return roughly the text that begins with these bytes, which may end inside a character.

    Raises:
        ReadError: these bytes are no text.
    """
    refuse_binary(head[:_HEAD])
    return head.decode(_mark(head) or "utf-8", "ignore")


@contextmanager
def open_text(opened: Opened) -> Iterator[tuple[io.TextIOWrapper, tuple[str, ...]]]:
    """Give the lines of a file of any size, and the notes on its encoding.

    Raises:
        ReadError: these bytes are no text.
    """
    head = opened.stream.read(_HEAD)
    refuse_binary(head)
    opened.stream.seek(0)
    encoding = _mark(head) or _scan(opened)
    opened.stream.seek(0)
    stream = io.TextIOWrapper(opened.stream, encoding, errors="replace", newline="")
    try:
        yield stream, Decoded("", encoding).notes
    finally:
        with suppress(ValueError):  # whoever opened the bytes may have closed them already
            stream.detach()


def refuse_binary(head: bytes) -> None:
    """Raise ReadError when a file that begins with these bytes is no text."""
    what = next((words for magic, words in _MAGIC if head.startswith(magic)), "")
    if not what and b"\0" in head and not _mark(head):
        what = "binary data"
    if what:
        raise ReadError(f"not a text document ({what}); save it as .txt, .html or .pdf")


def _mark(data: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def _scan(opened: Opened) -> str:
    """Return UTF-8 if the whole stream is, else a guess from around the first byte that is not."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    before = b""
    while chunk := opened.stream.read(_CHUNK):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            return _guess(before + chunk)
        before = chunk[-8:]
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _guess(before)
    return "utf-8"


def _known(name: str) -> str:
    """Return Python's name of an encoding for text, or a name that no encoding has."""
    try:
        found = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return "unknown"
    if not found._is_text_encoding:
        return "unknown"
    return "cp1252" if found.name in _MEANS_1252 else found.name


def _guess(data: bytes) -> str:
    """Return an encoding; windows-1252 unless the letters speak against it.

    charset-normalizer alone reads an English text with a few curly quotes as Big5 or
    windows-1250: there is too little beyond ASCII for its statistics.
    """
    sample = _around_first_high_byte(data)
    try:
        if not _NOT_WESTERN.search(sample.decode("cp1252")):
            return "cp1252"
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise ReadError("not a text document (no known encoding); save it as UTF-8")
    return best.encoding


def _around_first_high_byte(data: bytes) -> bytes:
    first = next((match.start() for match in re.finditer(rb"[\x80-\xff]", data)), 0)
    return data[max(0, first - 1024) : first + 65536]


def _spoken(encoding: str) -> str:
    return re.sub(r"^cp(125\d)$", r"windows-\1", encoding).replace("_", "-")
