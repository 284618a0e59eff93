"""kinds: by the name, else by the first bytes."""

import pytest

from kg.read.kinds import kind, sniff


def test_the_ending_tells_the_kind():
    """In any case; an ending that nobody knows tells nothing."""
    assert [kind(n) for n in ("a.TXT", "b.htm", "c.ndjson", "d.docx", "e")] == [
        "text", "html", "jsonl", "", ""]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"Rebels seized Azaz.", "text"),
        (b"[Reuters] Rebels seized Azaz.", "text"),
        (b"{sic} he said", "text"),
        (b"\n<!DOCTYPE html><p>", "html"),
        (b'<?xml version="1.0"?>\n<!-- x -->\n<html>', "html"),
        (b'{"text": "a"}', "json"),
        (b'{\n "text": "a"}', "json"),
        (b'[\n{"text": "a"}]', "json"),
        (b'{"text": "a"}\n{"text": "b"}\n', "jsonl"),
        ('\ufeff{"text": "a"}'.encode("utf-16-le"), "json"),
        (b"%PDF-1.4\0", "pdf"),
        ("Алеппо".encode()[:-1], "text"),
    ],
)
def test_the_first_bytes_tell_the_kind(head, expected):
    """Of standard input and of files without a known ending."""
    assert sniff(head) == expected
