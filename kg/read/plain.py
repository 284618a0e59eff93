"""Plain text -> Piece."""

from kg.read.decode import decode
from kg.read.metadata import front_matter
from kg.read.normalise import normalise
from kg.read.outcome import Opened, Piece


def plain(opened: Opened) -> Piece:
    """Return the text without its front matter."""
    decoded = decode(opened.text())
    about, text = front_matter(normalise(decoded.text))
    return Piece(text, about, notes=decoded.notes)
