"""File and record names -> document ids of unreserved URI characters (RFC 3986, 2.3)."""

import hashlib
from collections.abc import Sequence
from urllib.parse import quote

from kg.read.normalise import normalise, one_line


def path_id(parts: Sequence[str]) -> str:
    """Return the id of a file by the folders it lies in and its name.

    Names that are not UTF-8 keep their bytes.

    >>> path_id(["reports", "Alep à l'aube.txt"])
    'reports/Alep%20%C3%A0%20l%27aube.txt'
    """
    import unicodedata

    return "/".join(
        quote(unicodedata.normalize("NFC", part), safe="", errors="surrogateescape")
        for part in parts
    )


def marked(id_: str, digest: str) -> str:
    """Return the id with the first eight digits of a digest before its extension.

    >>> marked("2016/a.txt", "0123456789")
    '2016/a-01234567.txt'
    """
    folder, slash, name = id_.rpartition("/")
    stem, dot, extension = name.rpartition(".")
    stem, dot, extension = (stem, dot, extension) if stem else (name, "", "")
    return f"{folder}{slash}{stem}-{digest[:8]}{dot}{extension}"


def readable(path: str) -> str:
    """Return a path as one printable line, also when its bytes are not UTF-8."""
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in shown)


class RecordIds:
    """Gives every record of one file an id of its own.

    Holds what it gave only from the first record that has an id field on (about 90 bytes each),
    so a file of numbered records of any length costs nothing.
    """

    def __init__(self) -> None:
        self._given: set[int] = set()
        self._named_from: int | None = None

    def give(self, record: str, text: str, number: int) -> str:
        """Return a segment for a record, or nothing when the same text came under the same name.

        Args:
            record: the value of its id field, or its number.
            text: tells records of the same name apart.
            number: counts the records of the file.
        """
        name = one_line(record)
        name = name if name.strip(".") else str(number)
        segment = quote(name, safe="")
        if self._named_from is None and name == str(number):
            return segment
        if self._named_from is None:
            self._named_from = number
        if self._is_new(segment) and not self._was_number(name):
            return segment
        segment = f"{segment}-{hashlib.sha256(normalise(text).encode()).hexdigest()[:8]}"
        return segment if self._is_new(segment) else ""

    def _is_new(self, segment: str) -> bool:
        digest = int.from_bytes(hashlib.sha256(segment.encode()).digest()[:8])
        before = len(self._given)
        self._given.add(digest)
        return len(self._given) > before

    def _was_number(self, name: str) -> bool:
        return name.isdecimal() and int(name[:18]) < (self._named_from or 0)
