"""kg.store keeps named graphs on disk, each whole or not at all."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import KgError, UsageError
from kg.store import Store, document_graph
from tests.graphs import build, graphs

NQUADS = pyoxigraph.RdfFormat.N_QUADS

A = "https://kg.example/graph/a"
B = "https://kg.example/graph/b"


def quads(graph, *words):
    name = NamedNode("http://x.example/p")
    return [Quad(NamedNode(f"{graph}#s"), name, Literal(w), NamedNode(graph)) for w in words]


def put(path, graph, *words):
    with Store(path) as store, store.writer() as writer:
        return writer.put(graph, quads(graph, *words))


def words(path, graph):
    with Store(path, read_only=True) as store:
        return sorted(quad.object.value for quad in store.quads(graph))


@contextmanager
def mounted(path, options):
    path.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", path], check=False)
    if made.returncode:
        pytest.skip("mounting a file system is not permitted here")
    try:
        yield path
    finally:
        subprocess.run(["umount", "-l", path], check=True)


def test_graph_of_a_document_follows_the_base():
    """Users who publish under their own domain find their graphs there."""
    assert document_graph("https://me.example/", "a/b.txt") == "https://me.example/graph/a/b.txt"


def test_what_is_put_is_read_back(tmp_path):
    """A store in a folder that does not exist yet, parents included, holds what it was given."""
    path = tmp_path / "deep" / "store"

    assert put(path, A, "x", "y", "x") == "added"
    assert words(path, A) == ["x", "y"]


def test_the_same_graph_again_is_unchanged(tmp_path):
    """Doing it twice is doing it once, whatever the order of the quads."""
    put(tmp_path, A, "x", "y")

    assert put(tmp_path, A, "y", "x") == "unchanged"


@pytest.mark.parametrize(
    "new", [("x", "z"), ("x",), ("x", "y", "z"), ('"\\ \n}', "\u0001", "حماة 😀")]
)
def test_a_changed_graph_is_replaced(tmp_path, new):
    """Nothing of the old remains, and other graphs are untouched."""
    put(tmp_path, A, "x", "y")
    put(tmp_path, B, "other")

    assert put(tmp_path, A, *new) == "replaced"
    assert words(tmp_path, A) == sorted(new)
    assert words(tmp_path, B) == ["other"]


def test_a_graph_put_twice_in_one_batch_holds_the_second(tmp_path):
    """The spool is no way around replacing."""
    with Store(tmp_path) as store, store.writer() as writer:
        outcomes = [writer.put(A, quads(A, "x")), writer.put(A, quads(A, "y"))]

    assert outcomes == ["added", "replaced"]
    assert words(tmp_path, A) == ["y"]


def test_batches_are_all_loaded(tmp_path):
    """More quads than a batch takes arrive all the same."""
    with Store(tmp_path) as store, store.writer(batch=3) as writer:
        for n in range(20):
            writer.put(f"{A}{n}", quads(f"{A}{n}", "x", "y"))

    with Store(tmp_path, read_only=True) as store:
        assert len(store.graphs()) == 20
        assert len(store.oxigraph) == 40


def test_what_was_put_before_an_error_stays(tmp_path):
    """An interrupted build keeps its finished documents."""

    def interrupted():
        with Store(tmp_path) as store, store.writer() as writer:
            writer.put(A, quads(A, "x"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert words(tmp_path, A) == ["x"]


def test_what_is_written_is_stored_as_quads_are(tmp_path):
    """N-Quads add, replace and leave a graph alone as the same quads would."""
    first, second = (pyoxigraph.serialize(quads(A, w), format=NQUADS) for w in ("x", 'y"\n'))
    with Store(tmp_path) as store, store.writer() as writer:
        outcomes = [writer.write(A, written) for written in (first, first, second)]

    assert outcomes == ["added", "unchanged", "replaced"]
    assert words(tmp_path, A) == ['y"\n']


@pytest.mark.parametrize("wrong", [b"", pyoxigraph.serialize(quads(B, "x"), format=NQUADS)])
def test_text_of_no_or_another_graph_is_a_bug(tmp_path, wrong):
    """A caller that mixes up graphs is told at once."""
    with Store(tmp_path) as store, store.writer() as writer, pytest.raises(ValueError, match=A):
        writer.write(A, wrong)


@pytest.mark.parametrize("wrong", [[], quads(B, "x")])
def test_quads_of_no_or_another_graph_are_a_bug(tmp_path, wrong):
    """A caller that mixes up graphs is told at once."""
    with Store(tmp_path) as store, store.writer() as writer, pytest.raises(ValueError, match=A):
        writer.put(A, wrong)


def test_remove_takes_the_whole_graph(tmp_path):
    """Once forgotten, the graph is neither listed nor found."""
    put(tmp_path, A, "x")
    put(tmp_path, B, "y")

    with Store(tmp_path) as store:
        assert store.remove(A)
        assert not store.remove(A)
        assert store.graphs() == [B]
        assert not store.has(A)


def test_documents_and_runs_are_told_apart(tmp_path):
    """By what the graphs hold: a document may be called run/1 too."""
    build(tmp_path / "s")

    with Store(tmp_path / "s", read_only=True) as store:
        assert [d.rpartition("/doc/")[2] for d, _ in store.documents()] == [
            "feed.jsonl/1",
            "news/azaz.txt",
            "news/hama.txt",
        ]
        assert store.runs() == ["https://kg.example/graph/run/1"]


def test_every_kind_of_literal_survives(tmp_path):
    """What is dumped equals what was loaded (contract)."""
    build(tmp_path / "s")

    with Store(tmp_path / "s", read_only=True) as store:
        for graph, content in graphs().items():
            assert set(store.quads(graph)) == set(content)


def test_reading_where_there_is_no_store_says_how_to_build_one(tmp_path):
    """Nothing is created by asking."""
    with pytest.raises(UsageError, match=r"no store at .*kg build FOLDER"):
        Store(tmp_path / "none", read_only=True)

    assert not (tmp_path / "none").exists()


def test_a_folder_with_other_files_is_refused(tmp_path):
    """A database is never mixed into somebody's files."""
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(KgError, match="is not a store"):
        Store(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_no_store(tmp_path):
    """Neither to read nor to write."""
    path = tmp_path / "file"
    path.write_text("x")

    with pytest.raises(KgError, match="is a file"):
        Store(path)
    with pytest.raises(UsageError, match="no store"):
        Store(path, read_only=True)


def test_a_store_of_another_format_is_refused(tmp_path):
    """A later version that changes what is stored can say so."""
    put(tmp_path, A, "x")
    (tmp_path / "kg-store.json").write_text('{"format": 99}')

    for read_only in (True, False):
        with pytest.raises(KgError, match="format 99"):
            Store(tmp_path, read_only=read_only)


def test_a_plain_oxigraph_store_is_taken(tmp_path):
    """Users bring stores that Oxigraph itself made."""
    pyoxigraph.Store(tmp_path / "s").extend(quads(A, "x"))

    assert put(tmp_path / "s", B, "y") == "added"
    assert words(tmp_path / "s", A) == ["x"]


def test_leftovers_of_killed_loads_are_removed(tmp_path):
    """A killed bulk load leaves files that nothing refers to."""
    put(tmp_path, A, "x")
    (tmp_path / "bulk-123.sst").write_text("")

    Store(tmp_path).close()
    assert not list(tmp_path.glob("bulk-*"))


def test_a_second_writer_is_told_who_is_in_the_way(tmp_path):
    """One writer at a time; readers are welcome meanwhile."""
    put(tmp_path, A, "x")

    with Store(tmp_path):
        with pytest.raises(KgError, match="in use by another process"):
            Store(tmp_path)
        assert words(tmp_path, A) == ["x"]


def test_a_read_only_file_system_is_read_and_not_written(tmp_path):
    """A store on a read-only medium answers; writing it is one sentence."""
    with mounted(tmp_path / "m", "size=32m") as place:
        put(place / "s", A, "x")
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)

        assert words(place / "s", A) == ["x"]
        with pytest.raises(KgError, match="no permission"):
            Store(place / "s")
        with pytest.raises(KgError, match=r"no permission|cannot open"):
            Store(place / "new")


def fill(path):
    with Store(path) as store, store.writer(batch=1000) as writer:
        for n in range(300):
            writer.put(f"{B}{n}", quads(f"{B}{n}", *(os.urandom(40).hex() for _ in range(500))))


def test_a_full_disk_keeps_what_was_there(tmp_path):
    """The write that fails is one sentence, the graphs before it stay whole."""
    with mounted(tmp_path / "m", "size=6m") as place:
        put(place / "s", A, "x")
        with pytest.raises(KgError, match="the disk is full"):
            fill(place / "s")

        with Store(place / "s", read_only=True) as store:
            assert store.has(A)
            sizes = {len(list(store.quads(graph))) for graph in store.graphs()}
        assert sizes <= {1, 500}


KILLED = """
import sys
sys.path[:0] = {path!r}
from tests.test_store import A, put
n = 0
while True:
    n += 1
    put({store!r}, A, *(f"{{n}} {{k}}" for k in range(300)))
    print(n, flush=True)
"""


def test_kill_leaves_the_old_or_the_new(tmp_path):
    """kill -9 in the midst of replacing never leaves a part or a gap."""
    store = str(tmp_path / "s")
    code = KILLED.format(path=sys.path, store=store)
    for delay in (0.0, 0.013, 0.037):
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        child.stdout.readline()
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
        child.communicate()

        found = [word.split() for word in words(store, A)]
        assert len(found) == 300
        assert len({n for n, _ in found}) == 1
