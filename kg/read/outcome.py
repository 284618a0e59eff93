"""What reading can answer besides a Document: Skipped and Note, and the pieces on the way there."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

from kg.read.metadata import Metadata

#: How the reason begins for a file in a folder that is no document.
NO_DOCUMENT = "not a known kind of document"

#: Bytes of a page, a mail or a JSON file that may be held in memory in one piece: sixty times the
#: longest news page of the open web corpora, and still read in seconds.
IN_ONE_PIECE = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that gave no document.

    Attributes:
        name: path as the user gave it, with the record's place behind it where there is one.
        reason: one line: what is wrong, and what to do about it.
        severe: True for a failure outside of us (exit status 3); False for what is rightly left
            alone, such as a text that is not English.
    """

    name: str
    reason: str
    severe: bool = True

    @property
    def no_document(self) -> bool:
        """Whether this is a file in a folder whose kind is none that we read."""
        return not self.severe and self.reason.startswith(NO_DOCUMENT)


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth saying about a document that was read, such as a guessed encoding."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One text as its format gave it, before it is normalised and judged.

    Attributes:
        text: the words, markup taken off.
        about: what the format says about them.
        record: names the record inside its file; empty when the file is one document.
        place: where in the file it stands (``line 3``); empty likewise.
        shared: True when the file holds other documents too.
        notes: to be said if this becomes a document.
    """

    text: str
    about: Metadata = field(default_factory=Metadata)
    record: str = ""
    place: str = ""
    shared: bool = False
    notes: tuple[str, ...] = ()


class ReadError(Exception):
    """This input gives no document; the message is the reason of a Skipped."""

    def __init__(self, reason: str, *, severe: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.severe = severe


@dataclass(frozen=True, slots=True)
class Opened:
    """A seekable stream of bytes at its start, and how many characters one document may have."""

    name: str
    stream: BinaryIO
    max_chars: int

    @property
    def longest(self) -> int:
        """Bytes or characters of a format that may be held in memory in one piece."""
        return max(IN_ONE_PIECE, 8 * self.max_chars)

    def text(self) -> bytes:
        """Return all bytes of a plain text.

        Raises:
            ReadError: when they are more than ``max_chars`` characters in any encoding.
        """
        size = self._size()
        if size > 4 * self.max_chars:
            raise ReadError(_too_long(f"{_bytes(size)} of text", self.max_chars))
        return self.stream.read()

    def whole(self) -> bytes:
        """Return all bytes of a format whose text is shorter than its file.

        Raises:
            ReadError: when they are more than fit into memory in one piece.
        """
        size = self._size()
        if size > self.longest:
            most = _bytes(self.longest)
            raise ReadError(f"{_bytes(size)} in one piece, more than {most}; split it")
        return self.stream.read()

    def _size(self) -> int:
        size = self.stream.seek(0, os.SEEK_END)
        self.stream.seek(0)
        return size


def too_long(chars: int, limit: int, *, at_least: bool = False) -> str:
    """Return the reason for a text of more characters than the limit.

    >>> too_long(50_000_000, 5_000_000)[:55]
    '50.0 million characters, more than the limit of 5 milli'
    """
    words = f"{chars / 1e6:.1f} million" if chars >= 1_000_000 else str(chars)
    return _too_long(f"{'at least ' * at_least}{words} characters", limit)


def _bytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{size} bytes"


def _too_long(amount: str, limit: int) -> str:
    most = f"{limit / 1e6:g} million" if limit >= 1_000_000 else str(limit)
    return f"{amount}, more than the limit of {most}; split it, or raise --max-chars"


def because(error: OSError) -> str:
    """Return the reason for an error of the file system."""
    if isinstance(error, PermissionError):
        return "permission denied; make it readable for this user"
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    return f"cannot be read: {error.strerror or error}"


@contextmanager
def quiet(*loggers: str) -> Iterator[None]:
    """Keep a library's warnings off stderr: what matters of them is said in a Skipped."""
    import logging
    import warnings

    found = [logging.getLogger(name) for name in loggers]
    before = [(logger.propagate, logger.handlers) for logger in found]
    for logger in found:
        logger.propagate, logger.handlers = False, [logging.NullHandler()]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, (propagate, handlers) in zip(found, before, strict=True):
            logger.propagate, logger.handlers = propagate, handlers


#: What a reader of files with many documents gives, in the order of the file.
Pieces = Iterable[Piece | Skipped]
