"""Beside the store, one server answers reconciliation and annotation at their addresses."""

import json
from urllib.parse import quote

import pytest
from pyoxigraph import NamedNode, Quad

from kg.store import Store
from tests.kgserver import ask, running


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    store = tmp_path_factory.mktemp("mounts") / "store"
    with Store(store) as made, made.writer() as writer:
        ex = NamedNode("https://kg.example/graph/a")
        writer.put(ex.value, [Quad(ex, ex, ex, ex)])
    with running(store, "--annotate") as port:
        yield port


def test_reconciliation_answers_beside_the_store(port):
    asked = quote(json.dumps({"q": {"query": "Khan Shaykhun"}}))

    status, _, body = ask(port, "GET", f"/reconcile?queries={asked}")

    assert status == 200
    assert json.loads(body)["q"]["result"][0]["id"] == "Q603516"


def test_annotation_links_a_text_that_is_posted(port):
    status, _, body = ask(
        port,
        "POST",
        "/annotate",
        b"Rebels seized the town of Khan Shaykhun in Syria.",
        {"Content-Type": "text/plain; charset=utf-8", "Accept": "application/n-triples"},
        timeout=60,
    )

    assert status == 200
    assert b"http://www.wikidata.org/entity/Q603516" in body


def test_annotation_refuses_what_is_no_text(port):
    status, _, body = ask(
        port, "POST", "/annotate", b"<broken", {"Content-Type": "application/rdf+xml"}
    )

    assert status == 400
    assert b"Traceback" not in body
