"""Bulk files: what an offline loader reads is what the store holds."""

import gzip
import subprocess

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.bulk import LOADERS, Loader, commands, write_parts
from kg.push import Credentials, Remote, addresses
from kg.push.sparql import all_counts
from kg.store import Store
from tests.command import kg
from tests.graphs import build, graphs
from tests.push_servers import INI, free, isql, running, virtuoso


@pytest.fixture
def store(tmp_path):
    return build(tmp_path / "s", {**graphs(), **odd()})


def odd():
    """Values that loaders stumble over, and one triple that two graphs state."""
    said = NamedNode("https://schema.org/text")
    words = ["two\nlines", 'a "quote"', "back\\slash", "حماة 😀", "Ort"]
    made = {}
    for n in range(7):
        g = NamedNode(f"https://kg.example/graph/odd/{n}")
        made[g.value] = [
            Quad(NamedNode(f"https://kg.example/x#{i}"), said, Literal(w), g)
            for i, w in enumerate(words)
        ]
    return made


def counts(files):
    found = {}
    for file in files:
        for quad in parse(gzip.decompress(file.read_bytes()), RdfFormat.N_QUADS):
            found[quad.graph_name.value] = found.get(quad.graph_name.value, 0) + 1
    return found


def held(store, *, without=()):
    with Store(store, read_only=True) as opened:
        return {g: len(list(opened.quads(g))) for g in opened.graphs() if g not in without}


def test_parts_end_between_graphs_and_hold_all(store, tmp_path):
    """A blank node keeps its graph together."""
    with Store(store, read_only=True) as opened:
        files, count = write_parts(opened, tmp_path / "bulk", Loader("x", 8, ()))
        runs = opened.runs()

    each = [set(counts([file])) for file in files]
    assert len(files) > 3
    assert sum(map(len, each)) == len(set.union(*each))
    assert counts(files) == held(store, without=runs)
    assert count == sum(counts(files).values())


def test_the_same_facts_give_the_same_bytes(store, tmp_path):
    """No time and no name in the compressed file."""
    again = build(tmp_path / "t", dict(reversed({**graphs(), **odd()}.items())))

    for path, name in ((store, "one"), (again, "two")):
        with Store(path, read_only=True) as opened:
            write_parts(opened, tmp_path / name, LOADERS["jena"])

    assert (tmp_path / "one/graph-0000.nq.gz").read_bytes() == (
        tmp_path / "two/graph-0000.nq.gz"
    ).read_bytes()


@pytest.mark.parametrize("name", LOADERS)
def test_the_command_line_tells_how_to_load(store, tmp_path, name):
    """Nothing on stdout; the lines to copy on stderr."""
    done = kg("export", "--for", name, "-o", tmp_path / "bulk", "--store", store)

    assert done.exit_code == 0
    assert done.stdout == ""
    assert str(tmp_path / "bulk") in done.stderr.splitlines()[-1] + done.stderr.splitlines()[-2]
    assert LOADERS[name].name in done.stderr
    assert len(list((tmp_path / "bulk").glob("*.nq.gz"))) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--for", "jena"], "name a folder"),
        (["--for", "jena", "-o", "X", "--format", "turtle"], "without --format"),
        (["--for", "jena", "-o", "FULL"], "holds something"),
    ],
)
def test_wrong_usage_is_one_line(store, tmp_path, words, said):
    """And nothing is written."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full/file").write_text("mine")
    words = [{"X": tmp_path / "x", "FULL": tmp_path / "full"}.get(w, w) for w in words]
    before = sorted(tmp_path.iterdir())

    done = kg("export", *words, "--store", store)

    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_with_odd_characters_reaches_the_loader_whole():
    """Past the shell and past SQL."""
    from pathlib import Path

    line = commands(LOADERS["virtuoso"], [], Path("/it's a $HOME"))[0]
    seen = subprocess.run(
        ["sh", "-c", line.replace("isql", "printf '%s\\n'")], capture_output=True, text=True
    )

    assert "ld_dir('/it''s a $HOME', '*.nq.gz'" in seen.stdout


@pytest.mark.skipif(virtuoso() is None, reason="virtuoso-opensource-7 is not installed")
def test_virtuoso_loads_it_by_the_command_that_is_told(store, tmp_path):
    """Every graph arrives with as many triples as it has here; several files, several graphs each."""
    folder = tmp_path / "b's"
    loader = Loader("", 20, LOADERS["virtuoso"].commands)
    with Store(store, read_only=True) as opened:
        files, _ = write_parts(opened, folder, loader, provenance=True)
    sql, http = free(), free()
    (tmp_path / "v.ini").write_text(INI.format(sql=sql, http=http))

    with running([virtuoso(), "+foreground", "+configfile", "v.ini"], http, tmp_path) as address:
        said = ""
        for line in commands(loader, files, folder):
            line = line.replace("isql 1111 dba PASSWORD", f"{isql()} {sql} dba dba")
            said = subprocess.run(["sh", "-c", line], capture_output=True, text=True).stdout
        at = addresses(address, "virtuoso")
        found = all_counts(Remote(Credentials("dba", "dba")), at.query)

    assert len(files) > 2
    assert "0 Rows." in said, said
    assert {g: n for g, n in found.items() if not g.startswith(at.own)} == held(store)
