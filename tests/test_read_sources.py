"""sources: every file once, with an id that does not depend on the order of the inputs."""

import hashlib
import os
import socket
from pathlib import Path

import pytest

from kg.read.outcome import Note, Skipped
from kg.read.sources import sources

KNOWN = (
    "known kinds: .txt .text .md .markdown .html .htm .xhtml .pdf .json .jsonl .ndjson .csv .tsv"
    " .eml"
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder of its own, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*paths, text="x"):
    for path in map(Path, paths):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def ids(*inputs):
    return [source.id for source in sources(inputs)[0]]


def said(*inputs):
    return sources(inputs)[1]


def test_a_folder_is_searched_to_its_depth(here):
    """Ids are paths from the folder on; hidden files and sidecars are left out."""
    write("r/b.txt", "r/x/Алеппо 😀.md", "r/.a.txt", "r/.git/a.txt", "r/b.txt.meta.json")

    assert ids("r") == ids("r/") == ids("./r") == [
        "b.txt",
        "x/%D0%90%D0%BB%D0%B5%D0%BF%D0%BF%D0%BE%20%F0%9F%98%80.md",
    ]  # fmt: skip
    assert said("r") == []


def test_a_file_goes_by_its_name(here):
    """Whether the shell or we expand a pattern makes no difference."""
    write("r/a.txt", "r/b.txt", "r/x/c.txt")

    assert ids("r/a.txt", "r/b.txt") == ids("r/*.txt") == ["a.txt", "b.txt"]
    assert ids("r/**/*.txt") == ["a.txt", "b.txt", "c.txt"]


def test_a_name_with_pattern_signs_is_a_name_first(here):
    """A file called ``a[1].txt`` is meant itself."""
    write("a[1].txt", "a1.txt")

    assert ids("a[1].txt") == ["a%5B1%5D.txt"]


def test_a_file_is_read_once(here):
    """However often and on whatever ways it is named; the way from the folder furthest up wins."""
    write("r/x/a.txt")
    Path("r/a-link.txt").symlink_to("x/a.txt")

    assert ids("r", "r/x", "r/x/a.txt", "r/x/../x/a.txt", str(here / "r")) == ["x/a.txt"]


def test_loops_of_links_end(here):
    """A folder that holds itself is searched once."""
    write("r/a.txt")
    Path("r/loop").symlink_to("../r")
    Path("r/self").symlink_to("self")

    assert ids("r") == ["a.txt"]


def test_a_linked_folder_is_searched(here):
    """Collections are often put together from links."""
    write("elsewhere/a.txt", "r/b.txt")
    Path("r/more").symlink_to("../elsewhere")

    assert ids("r") == ["b.txt", "more/a.txt"]


def test_equal_ids_get_a_mark_in_any_order(here):
    """Two files of one name are two documents, and which is which their bytes tell."""
    write("x/a.txt", text="one")
    write("y/a.txt", text="two")

    marks = sorted(hashlib.sha256(text).hexdigest()[:8] for text in (b"one", b"two"))
    assert ids("x", "y") == ids("y", "x") == [f"a-{mark}.txt" for mark in marks]


def test_equal_files_of_one_id_are_read_once(here):
    """And it is said."""
    write("x/a.txt", "y/a.txt")

    assert ids("x", "y") == ["a.txt"]
    assert said("y", "x") == [Note("y/a.txt", "the same bytes as x/a.txt, read once")]


def test_what_is_no_document_is_said(here):
    """One line for each, with what to do; only in a folder may other files lie about."""
    write("r/a.txt", "r/b.docx", "r/README", "empty/x.png", "e.meta.json", "r/c\n.doc")
    Path("r/gone.txt").symlink_to("nowhere")
    os.mkfifo("r/pipe.txt")
    os.mkfifo("pipe")
    Path("nothing").mkdir()

    assert said("r", "empty", "nothing", "missing", "no*", "z*", "pipe", "e.meta.json", "") == [
        Skipped("''", "no such file or folder"),
        Skipped("e.meta.json", "metadata of the document beside it, not itself one", severe=False),
        Skipped("empty", f"no documents in empty; {KNOWN}"),
        Skipped("empty/x.png", "not a known kind of document (.png)", severe=False),
        Skipped("missing", "no such file or folder"),
        Skipped("nothing", f"no documents in nothing; {KNOWN}"),
        Skipped("pipe", "a pipe, not a file; give - to read standard input"),
        Skipped("r/README", "not a known kind of document", severe=False),
        Skipped("r/b.docx", "not a known kind of document (.docx)", severe=False),
        Skipped("r/c\ufffd.doc", "not a known kind of document (.doc)", severe=False),
        Skipped("r/gone.txt", "a link to nothing"),
        Skipped("r/pipe.txt", "a pipe, not a file; give - to read standard input", severe=False),
        Skipped("z*", "no file matches"),
    ]


def test_sockets_and_devices_are_left_alone(here):
    """Nothing hangs."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")

        assert [s.reason for s in said("s", "/dev/null")] == [
            "a device, not a file; give - to read standard input",
            "a socket, not a file; give - to read standard input",
        ]


def test_a_folder_that_cannot_be_listed_is_said(here, monkeypatch):
    """What lies beside it is read."""
    write("r/a.txt", "r/locked/b.txt")
    listed = Path.iterdir

    def iterdir(path):
        if path.name == "locked":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)

    assert ids("r") == ["a.txt"]
    assert said("r") == [Skipped("r/locked", "permission denied; make it readable for this user")]


def test_a_path_that_cannot_be_is_missing():
    """Even one that no file system allows."""
    assert said("a\0b") == [Skipped("a\ufffdb", "no such file or folder")]
    assert [s.reason for s in said("x" * 300)] == ["cannot be read: File name too long"]
