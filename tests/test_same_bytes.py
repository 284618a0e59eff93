"""The same files and settings give the same bytes, whatever stood or ran before."""

import shutil

import pytest

from tests.command import AZAZ, ids, kg, kg_process
from tests.conftest import SEEDS

FILES = ("beira-cholera.txt", "bergen-takeover.txt", "nepal-earthquake.txt")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A folder of documents that share people and places."""
    folder = tmp_path_factory.mktemp("files")
    for name in FILES:
        shutil.copy(SEEDS / name, folder)
    (folder / "a.txt").write_text(f"{AZAZ} Syria's president, Bashar al-Assad, denied it.")
    (folder / "b.txt").write_text(f"{AZAZ} President Bashar al-Assad spoke to the UN in Syria.")
    return folder


@pytest.fixture(scope="module")
def exported(reader, files, tmp_path_factory):
    """What one plain build of the files gives."""
    store = tmp_path_factory.mktemp("plain") / "s"
    assert kg("build", files, "--store", store).exit_code == 0
    return kg("export", "--store", store).stdout


def test_an_export_is_sorted(exported):
    """Lines in order, each once."""
    lines = exported.splitlines()

    assert len(lines) > 1000
    assert lines == sorted(set(lines))


@pytest.mark.parametrize("seed", ["1", "20"])
def test_order_of_files_and_hashes_change_nothing(seed, files, exported, tmp_path):
    """Two processes with their own hash seeds, files named one by one in another order."""
    names = sorted(files.iterdir(), reverse=seed == "1")
    env = {"PYTHONHASHSEED": seed}

    built = kg_process("build", *names, "--store", tmp_path / "s", env=env)

    assert built.returncode == 0, built.stderr
    assert kg("export", "--store", tmp_path / "s").stdout == exported


def test_building_again_changes_nothing(reader, files, exported, tmp_path):
    """Every document is unchanged, and there is no second run to tell of."""
    kg("build", files, "--store", tmp_path / "s")
    before = kg("export", "--provenance", "--store", tmp_path / "s").stdout

    again = kg("build", files, "--store", tmp_path / "s")

    assert "(5 unchanged)" in again.stderr
    assert kg("export", "--store", tmp_path / "s").stdout == exported
    assert kg("export", "--provenance", "--store", tmp_path / "s").stdout == before


@pytest.mark.parametrize("first", ["a.txt", "nepal-earthquake.txt"])
def test_a_document_built_alone_first_changes_nothing(reader, first, files, exported, tmp_path):
    """What a document contributes depends on nothing but itself."""
    kg("build", files / first, "--store", tmp_path / "s")

    kg("build", files, "--store", tmp_path / "s")

    assert kg("export", "--store", tmp_path / "s").stdout == exported


def test_a_document_forgotten_and_built_again_changes_nothing(reader, files, exported, tmp_path):
    """There and back."""
    kg("build", files, "--store", tmp_path / "s")

    kg("forget", "a.txt", "--store", tmp_path / "s")
    assert "a.txt" not in ids(tmp_path / "s")
    kg("build", files / "a.txt", "--store", tmp_path / "s")

    assert kg("export", "--store", tmp_path / "s").stdout == exported


def test_a_text_that_changed_and_changed_back_leaves_no_trace(reader, files, exported, tmp_path):
    """A document says what its text says now."""
    shutil.copytree(files, tmp_path / "in")
    (tmp_path / "in" / "b.txt").write_text("Fighters left Hama on Monday, Reuters reported.")
    kg("build", tmp_path / "in", "--store", tmp_path / "s")

    (tmp_path / "in" / "b.txt").write_text((files / "b.txt").read_text())
    kg("build", tmp_path / "in", "--store", tmp_path / "s")

    assert kg("export", "--store", tmp_path / "s").stdout == exported


@pytest.mark.parametrize("format_", ["ntriples", "turtle", "trig", "jsonld", "rdfxml"])
def test_every_format_has_the_same_bytes_from_two_stores(reader, format_, files, tmp_path):
    """Not only lines: prefixes and order are chosen too."""
    kg("build", files, "--store", tmp_path / "s")
    for name in sorted(files.iterdir(), reverse=True)[:3]:
        kg("build", name, "--store", tmp_path / "t")
    kg("build", files, "--store", tmp_path / "t")

    one, other = (
        kg("export", "--format", format_, "--store", tmp_path / s).stdout_bytes for s in "st"
    )

    assert one == other
