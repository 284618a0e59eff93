"""sidecar: the metadata beside a document."""

import pytest

from kg.read.metadata import Metadata
from kg.read.outcome import ReadError
from kg.read.sidecar import read_sidecar, sidecar


@pytest.mark.parametrize("name", ["a.txt.meta.json", "a.meta.json"])
def test_a_sidecar_is_found_under_both_names(tmp_path, name):
    """With the document's ending or without it."""
    (tmp_path / name).write_text('{"Title": "x"}')

    found = sidecar(tmp_path / "a.txt")

    assert read_sidecar(found) == Metadata(title="x")


def test_the_longer_name_wins(tmp_path):
    """It names one document, the other may name several."""
    for name in ("a.txt.meta.json", "a.meta.json"):
        (tmp_path / name).write_text("{}")

    assert sidecar(tmp_path / "a.txt").name == "a.txt.meta.json"


def test_there_may_be_none(tmp_path):
    """Also where the name with its ending would be too long."""
    assert sidecar(tmp_path / "a.txt") is None
    assert sidecar(tmp_path / ("a" * 250 + ".txt")) is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [("[]", "not an object"), ("{", "broken JSON"), ("\0", "not a text document")],
)
def test_a_broken_sidecar_is_refused(tmp_path, content, reason):
    """With what is wrong."""
    path = tmp_path / "a.meta.json"
    path.write_text(content)

    with pytest.raises(ReadError, match=reason):
        read_sidecar(path)
