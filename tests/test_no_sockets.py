"""Nothing is asked over a network unless somebody says so: the default run opens no socket, in Python or natively."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.nosockets import TRIED

PAGE = """<!DOCTYPE html SYSTEM "http://127.0.0.1:9/page.dtd">
<html><head><title>Azaz</title><base href="http://127.0.0.1:9/">
<link rel="stylesheet" href="http://127.0.0.1:9/x.css"><link rel="canonical" href="http://127.0.0.1:9/azaz">
<script src="http://127.0.0.1:9/x.js"></script><meta http-equiv="refresh" content="0; url=http://127.0.0.1:9/"></head>
<body><article><p>Rebels seized Azaz on Friday, the UN said. <img src="http://127.0.0.1:9/x.png"></p>
<p>Government forces shelled the town of Marea in Aleppo, Syria, a spokesman told Reuters in Damascus.</p>
</article><iframe src="http://127.0.0.1:9/frame"></iframe></body></html>
"""

MAIL = """From: desk@news.example
Subject: Azaz
Date: Fri, 5 Feb 2016 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=cut

--cut
Content-Type: message/external-body; access-type=URL; URL="http://127.0.0.1:9/body"

--cut
Content-Type: text/plain

Rebels seized Azaz on Friday, the UN said.
--cut--
"""

ONTOLOGY = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix kg: <https://kg.example/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix my: <https://my.example/#> .
<https://my.example/> a owl:Ontology ; owl:imports <http://127.0.0.1:9/other.ttl> .
my:Seizure a owl:Class ; rdfs:subClassOf kg:TerritorialGain ; rdfs:label "seizure"@en .
"""


@pytest.fixture
def inputs(tmp_path):
    """A folder of documents that point to addresses, and an ontology that imports one."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "page.html").write_text(PAGE)
    (folder / "mail.eml").write_text(MAIL)
    (folder / "note.md").write_text(
        "# Azaz\n\n![x](http://127.0.0.1:9/x.png) Rebels seized Azaz on Friday.\n"
    )
    (folder / "list.jsonl").write_text(
        '{"text": "Rebels seized Azaz.", "url": "http://127.0.0.1:9/a"}\n'
    )
    (folder / "plain.txt").write_text(
        "Rebels seized Azaz in Syria on Friday, the UN said in Damascus."
    )
    (tmp_path / "my.ttl").write_text(ONTOLOGY)
    return tmp_path


def run(*commands, cwd, env=None):
    """Run commands one after another in one process that cannot open a socket."""
    words = [word for command in commands for word in (",", *command)][1:]
    settings = {"PYTHONPATH": str(Path.cwd()), "OMP_NUM_THREADS": "1", "KG_TEST_NATIVE": "1"}
    return subprocess.run(
        [sys.executable, "-m", "tests.nosockets", *words],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, **settings, **(env or {})},
    )


def free_of_sockets(ended):
    """Return whether nobody tried one; else fail with the stack of whoever did (a negative status is the kernel's)."""
    if ended.returncode in (0, 1) and "SOCKET" not in ended.stderr:
        return True
    pytest.fail(f"status {ended.returncode}\n{ended.stderr}")


def test_the_default_run_opens_no_socket(inputs):
    """Build, query, show, validate, export and the rest, in one process, over every kind of document."""
    ended = run(
        ["build", "in", "--ontology", "my.ttl"],
        ["query", "events"],
        ["query", "events-by-place", "--param", "place=Azaz"],
        ["show", "plain.txt"],
        ["validate"],
        ["stats"],
        ["export", "-o", "out.trig"],
        ["diff", "out.trig", "out.trig"],
        ["forget", "plain.txt"],
        ["ontology"],
        cwd=inputs,
    )

    assert free_of_sockets(ended)
    assert "5 documents" in ended.stderr
    assert "TerritorialGain" in ended.stdout


def test_annotating_opens_no_socket(inputs):
    """Nor does writing what is found as NIF, in its formats."""
    ended = run(
        ["annotate", "in/plain.txt"],
        ["annotate", "in/page.html", "--format", "jsonld"],
        cwd=inputs,
    )

    assert free_of_sockets(ended)
    assert "nif:anchorOf" in ended.stdout


def test_linking_opens_no_socket(inputs):
    """Names are looked up in the file; links are listed, explained, corrected, and the file is looked into."""
    ended = run(
        ["build", "in/plain.txt", "--wikidata", ""],
        ["link"],
        ["link", "--explain", "Syria", "--wikidata", ""],
        ["link", "--nil", "Damascus", "--wikidata", "", "--author", "me"],
        ["link", "--undo", "Damascus", "--wikidata", "", "--author", "me"],
        ["link", "--duplicates"],
        ["wikidata", "show", "Syria"],
        ["annotate", "in/plain.txt", "--wikidata", ""],
        cwd=inputs,
    )

    assert free_of_sockets(ended)
    assert "Q858" in ended.stdout


def test_addresses_in_the_environment_are_not_asked(inputs):
    """Where the live service would be is no order to ask it."""
    live = {
        "KG_WIKIDATA_API": "http://127.0.0.1:9/api",
        "KG_WIKIDATA_SPARQL": "http://127.0.0.1:9/sparql",
    }

    assert free_of_sockets(run(["build", "in/plain.txt", "--wikidata", ""], cwd=inputs, env=live))


def test_what_speaks_http_is_not_even_loaded(inputs):
    """The live path is imported when it is told to be used."""
    code = (
        "import sys; from kg.cli import main; main(['build', 'in/plain.txt', '--wikidata', ''], standalone_mode=False);"
        "print([n for n in sys.modules if n.startswith(('SPARQLWrapper', 'kg.wikidata.live', 'kg.wikidata.polite'))])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=inputs,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )

    assert ended.stdout.strip() == "[]", ended.stderr


def test_the_watch_sees_a_socket_of_python(tmp_path):
    """A test that cannot fail proves nothing."""
    code = "from tests.nosockets import forbid_python as f; f(); import socket; socket.getaddrinfo('localhost', 1)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert ended.returncode == TRIED
    assert "SOCKET socket.getaddrinfo" in ended.stderr


def test_the_watch_sees_a_socket_of_native_code(inputs):
    """The store calls SERVICE from Rust: Python sees nothing of it, the kernel does."""
    address = "http://127.0.0.1:18231/sparql"
    query = f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"
    ended = run(["build", "in/plain.txt"], ["query", query, "--service", address], cwd=inputs)
    if "no seccomp" in ended.stderr:
        pytest.skip("this system cannot forbid a call")

    assert ended.returncode < 0
    assert "1 document" in ended.stderr


def test_the_runtime_of_the_reader_is_told_to_send_nothing():
    """ONNX Runtime reports to its makers some seconds after it is loaded, unless this is set before."""
    code = (
        "import os, sys, kg.annotate.network; print(os.environ['ORT_DISABLE_TELEMETRY'])\n"
        "assert list(sys.modules).index('kg.unconnected') < list(sys.modules).index('onnxruntime')"
    )
    env = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env)

    assert (ended.returncode, ended.stdout) == (0, "1\n"), ended.stderr
