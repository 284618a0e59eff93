"""kg.export writes what independent parsers read, and whole files or none."""

import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import KgError
from kg.export import FORMATS, select, whole, write
from kg.store import Store
from tests.graphs import build, graphs

G = "https://kg.example/graph/odd"
ODD = (
    '"quoted"',
    "two\nlines\tand a tab",
    "حماة مدينة",
    "😀 emoji",
    "back\\slash",
    "<b>&amp;</b>",
    "\u0001",
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    said = NamedNode("https://schema.org/text")
    odd = [Quad(NamedNode(f"{G}#{n}"), said, Literal(t), NamedNode(G)) for n, t in enumerate(ODD)]
    return build(tmp_path_factory.mktemp("export") / "s", {**graphs(), G: odd})


def export(path, format_, **options):
    output = io.BytesIO()
    with Store(path, read_only=True) as store:
        count = write(select(store, **options), format_, output)
    return output.getvalue(), count


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_facts_give_the_same_bytes(path, format_, tmp_path):
    """Whatever the order in which they came to the store."""
    with Store(path, read_only=True) as store:
        backwards = {g: list(store.quads(g))[::-1] for g in reversed(store.graphs())}

    again = build(tmp_path / "s", backwards)

    assert export(path, format_) == export(again, format_)


@pytest.mark.parametrize("format_", ["ntriples", "turtle", "rdfxml"])
def test_rdflib_reads_every_format_of_triples(path, format_):
    """The same number of triples in each."""
    data, count = export(path, format_)
    name = {"ntriples": "nt", "turtle": "turtle", "rdfxml": "xml"}[format_]

    assert len(rdflib.Graph().parse(data=data, format=name)) == count == export(path, "ntriples")[1]


@pytest.mark.parametrize("format_", ["nquads", "trig", "jsonld"])
def test_rdflib_reads_every_format_of_graphs(path, format_):
    """The same number of quads in each."""
    data, count = export(path, format_)
    name = {"nquads": "nquads", "trig": "trig", "jsonld": "json-ld"}[format_]
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=name)

    assert len(list(dataset.quads())) == count == export(path, "nquads")[1]


@pytest.mark.parametrize("format_", ["nquads", "ntriples", "turtle", "trig"])
def test_serd_reads_it(path, format_, tmp_path):
    """A parser in C, written by others."""
    if not shutil.which("serdi"):
        pytest.skip("serdi is not installed")
    data, count = export(path, format_)
    (tmp_path / "x").write_bytes(data)

    command = ["serdi", "-i", format_, "-o", "nquads", tmp_path / "x"]
    read = subprocess.run(command, capture_output=True, check=True)

    assert len(set(read.stdout.splitlines())) == count


@pytest.mark.parametrize("format_", ["ntriples", "turtle", "rdfxml"])
def test_raptor_reads_it(path, format_, tmp_path):
    """Another parser in C, with an XML parser of its own choice."""
    if not shutil.which("rapper"):
        pytest.skip("rapper is not installed")
    data, count = export(path, format_)
    if format_ != "rdfxml":
        data = data.replace(b"\\u0001", b"?").replace(b"\x01", b"?")  # raptor 2.0.15 refuses it
    (tmp_path / "x").write_bytes(data)

    command = ["rapper", "-q", "-i", format_, "-o", "ntriples", tmp_path / "x"]
    read = subprocess.run(command, capture_output=True, check=True)

    assert len(set(read.stdout.splitlines())) == count


def test_texts_come_through_every_format(path):
    """RDF/XML alone cannot say a control character."""
    for format_, name in (("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml")):
        graph = rdflib.Graph().parse(data=export(path, format_)[0], format=name)
        found = {str(o) for o in graph.objects(None, rdflib.URIRef("https://schema.org/text"))}
        assert found == {t.replace("\u0001", "\ufffd" if name == "xml" else "\u0001") for t in ODD}


def test_a_triple_of_two_documents_is_written_once(path):
    """Formats without graphs merge them."""
    assert export(path, "ntriples")[1] < export(path, "nquads")[1]


def test_provenance_is_left_out_until_asked_for(path):
    """Two builds of one input export the same bytes, though they ran at different times."""
    assert b"/graph/run/" not in export(path, "nquads")[0]
    assert b"/graph/run/1" in export(path, "nquads", provenance=True)[0]


def test_one_document_alone(path):
    """Its graph and nothing else."""
    data, _ = export(path, "nquads", document="https://kg.example/graph/news/hama.txt")

    assert {line.split()[-2] for line in data.splitlines()} == {
        b"<https://kg.example/graph/news/hama.txt>"
    }


def test_jsonld_is_json(path):
    """A list of graphs, as JSON-LD writes a dataset."""
    assert json.loads(export(path, "jsonld")[0])


def test_a_failed_write_leaves_the_old_file(tmp_path):
    """No half file, no leftovers."""
    target = tmp_path / "graph.nq"
    target.write_text("old")

    def fail():
        with whole(target) as file:
            file.write(b"new")
            raise OSError(28, "No space left on device")

    with pytest.raises(KgError, match=r"cannot write .*No space left"):
        fail()
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["graph.nq"]


def test_a_file_in_a_missing_folder_is_one_sentence(tmp_path):
    """Not a traceback."""
    with pytest.raises(KgError, match="No such file"), whole(Path(tmp_path / "no" / "x")):
        pass
