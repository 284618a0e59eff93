"""mail: the text of a mail and what its header says."""

import io
from email.message import EmailMessage

import pytest

from kg.read.mail import mail
from kg.read.metadata import Metadata
from kg.read.outcome import Opened, ReadError


def read(data):
    return mail(Opened("a.eml", io.BytesIO(data), 10_000))


def message(**headers):
    found = EmailMessage()
    for name, value in headers.items():
        found[name] = value
    return found


def test_the_header_gives_the_metadata():
    """Subject, date and sender, encoded words decoded."""
    sent = message(
        Subject="Azaz é pris",
        From="Agence Été <desk@example.org>",
        Date="Mon, 08 Feb 2016 23:30:00 -0200",
    )
    sent.set_content("Rebels seized Azaz.\n")

    found = read(bytes(sent))

    assert found.text == "Rebels seized Azaz.\n"
    assert found.about == Metadata(
        title="Azaz é pris",
        issued="Mon, 08 Feb 2016 23:30:00 -0200",
        source="desk@example.org",
        publisher="Agence Été",
    )


def test_the_plain_part_is_preferred_and_attachments_are_said():
    """Nothing is dropped in silence."""
    sent = message()
    sent.set_content("plain")
    sent.add_alternative("<p>html</p>", subtype="html")
    sent.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")

    found = read(bytes(sent))

    assert (found.text.strip(), found.notes) == ("plain", ("attachments not read: a.pdf",))


def test_an_html_part_gives_its_words():
    """When there is no plain one."""
    sent = message()
    sent.set_content("<p>Azaz <b>fell</b>.</p>", subtype="html")

    assert read(bytes(sent)).text == "Azaz fell."


@pytest.mark.parametrize(
    ("charset", "note"), [("windows-1251", "windows-1251"), ("x-nonsense", "windows-1251")]
)
def test_the_charset_of_the_part_is_used(charset, note):
    """A wrong one is passed over for a guess."""
    words = "Он сказал: «Мы не согласны с этим решением»."
    head = f'Content-Type: text/plain; charset="{charset}"\n\n'

    found = read(head.encode() + words.encode("cp1251"))

    assert (found.text, found.notes) == (words, (f"read as {note}",))


def test_a_mail_without_text_is_refused():
    """A picture alone is no document."""
    with pytest.raises(ReadError, match="no text in this mail"):
        read(b"Content-Type: image/png\n\nx")


def test_a_mail_with_broken_parts_is_refused():
    """A null in the name of an encoding, which the standard library trips over."""
    part = b"Content-Disposition: attachment; filename*=u\0tf-8''x.pdf\n\nx"

    with pytest.raises(ReadError, match="broken mail"):
        read(b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\na\n--b\n' + part + b"\n--b--")


def test_broken_headers_do_no_harm():
    """What cannot be parsed is not there."""
    found = read(b"From: <<>>\nDate: =?x?q?\nSubject:\n\nAzaz fell.")

    assert found.text == "Azaz fell."
