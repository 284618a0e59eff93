"""E-mail (RFC 5322, MIME) -> Piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.decode import Decoded, decode
from kg.read.html import article
from kg.read.metadata import Metadata
from kg.read.normalise import one_line
from kg.read.outcome import Opened, Piece, ReadError

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart

#: What the standard library's parser raises at some broken headers, beside its own errors.
_TRIPPED = (ValueError, TypeError, AttributeError, LookupError)


def mail(opened: Opened) -> Piece:
    """Return the text of a mail, of its HTML part where it has no plain one.

    Raises:
        ReadError: no part with text, or headers that the standard library trips over.
    """
    data = opened.whole()
    try:
        return _piece(data)
    except _TRIPPED as error:
        raise ReadError(f"broken mail ({one_line(str(error))[:80]})") from error


def _piece(data: bytes) -> Piece:
    from email import message_from_bytes, policy

    message = message_from_bytes(data, policy=policy.default)
    part = message.get_body(("plain", "html"))
    if part is None:
        raise ReadError("no text in this mail")
    decoded = _decoded(part)
    text = decoded.text
    if part.get_content_type() == "text/html":
        text = article(text).text
    return Piece(text, _about(message), notes=(*decoded.notes, *_attachments(message)))


def _decoded(part: MIMEPart) -> Decoded:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    return decode(data, declared=str(part.get_content_charset() or ""))


def _about(message: EmailMessage) -> Metadata:
    from email.utils import parseaddr

    name, address = parseaddr(_header(message, "From"))
    return Metadata(
        title=_header(message, "Subject"),
        issued=_header(message, "Date"),
        source=address,
        publisher=name or address,
        language=_header(message, "Content-Language"),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return one_line(str(message[name] or ""))
    except _TRIPPED:
        return ""


def _attachments(message: EmailMessage) -> tuple[str, ...]:
    names = [one_line(part.get_filename() or "unnamed") for part in message.iter_attachments()]
    return (f"attachments not read: {', '.join(names)}",) if names else ()
