"""NIF over HTTP as GERBIL sends it, and from the command line."""

import subprocess
import urllib.error
import urllib.request

import pytest
import rdflib
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kg.mounting import mounted
from kg.nif.app import annotate_app
from kg.nif.read import Limits
from tests.command import KG, kg
from tests.fewitems import MUSKARY, SYLDAVIA
from tests.namer import Namer
from tests.serving import served
from tests.test_nif import WD, document, mentions

CLIENT = TestClient(annotate_app(Namer(), limits=Limits(size=10_000)))
TEXT = "From Muskary to سيلدافيا 🚀"


def graph(answer, name="turtle"):
    return rdflib.Graph().parse(data=answer.content, format=name)


def test_gerbil_is_answered_over_a_socket():
    """POST application/x-turtle, the same back, with the mentions that it gave."""
    body = document(TEXT, (5, 12), (16, 24)).encode()
    headers = {
        "Content-Type": "application/x-turtle;charset=UTF-8",
        "Accept": "application/x-turtle",
    }

    with served(Starlette(routes=mounted("/annotate", annotate_app(Namer())))) as address:
        request = urllib.request.Request(address + "/annotate", body, headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            kind, data = answer.headers["Content-Type"], answer.read()

    assert kind == "application/x-turtle; charset=utf-8"
    found = mentions(rdflib.Graph().parse(data=data, format="turtle"))
    assert [row[3] for row in found] == [WD + MUSKARY.qid, WD + SYLDAVIA.qid]


@pytest.mark.parametrize(
    ("accept", "kind", "name"),
    [
        ("", "text/turtle", "turtle"),
        ("*/*", "text/turtle", "turtle"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("text/html, application/rdf+xml;q=0.9", "application/rdf+xml", "xml"),
        ("application/n-triples;q=0.1, text/turtle;q=0", "application/n-triples", "nt"),
        ("application/*", "application/x-turtle", "turtle"),
    ],
)
def test_the_client_chooses_the_format(accept, kind, name):
    """By its Accept header; without one as it sent it."""
    headers = {"Content-Type": "text/turtle", "Accept": accept}

    answer = CLIENT.post("/", content=document(TEXT, (5, 12)).encode(), headers=headers)

    assert answer.headers["content-type"].partition(";")[0] == kind
    assert mentions(graph(answer, name)) == [(5, 12, "Muskary", WD + MUSKARY.qid)]


def test_plain_text_is_taken_too():
    """It comes back as NIF with the names that are in it."""
    answer = CLIENT.post(
        "/", content=TEXT.encode(), headers={"Content-Type": "text/plain; charset=utf-8"}
    )

    assert [row[3] for row in mentions(graph(answer))][1:] == [WD + MUSKARY.qid, WD + SYLDAVIA.qid]


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"", {}, 400), (b"x", {"Content-Type": "text/turtle"}, 400), (b"\xff", {"Content-Type": "text/plain"}, 400),
        (b"  ", {"Content-Type": "text/plain"}, 400), (b"x", {"Content-Type": "application/pdf"}, 415),
        (b"x" * 10_001, {"Content-Type": "text/turtle"}, 413), (b"x", {"Accept": "image/png"}, 406),
        (b"{" * 5000, {"Content-Type": "application/ld+json"}, 400),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_said_in_a_line(content, headers, status):
    """With the status that fits."""
    answer = CLIENT.post("/", content=content, headers=headers)

    assert answer.status_code == status
    assert answer.text.count("\n") == 1


def test_the_date_is_checked():
    """Who held an office depends on it."""
    body = document(TEXT).encode()

    assert CLIENT.post("/?date=2015-10-10", content=body).status_code == 200
    assert CLIENT.post("/?date=yesterday", content=body).status_code == 400


def test_annotate_takes_nif_and_gives_it_back(reader, tmp_path):
    """Mentions that are given are linked by the file that ships, in the text's own offsets."""
    text = "🚀 Rebels met in Aleppo.\r\nSyria and Turkey were told on Friday."
    spans = [(text.index(n), text.index(n) + len(n)) for n in ("Aleppo", "Syria")]
    file = tmp_path / "asked.ttl"
    file.write_text(document(text, *spans), "utf-8")

    result = kg("annotate", file, "--format", "ntriples")

    assert result.exit_code == 0
    found = mentions(rdflib.Graph().parse(data=result.stdout, format="nt"))
    assert [row[:3] for row in found] == [(*spans[0], "Aleppo"), (*spans[1], "Syria")]
    assert found[1][3] == WD + "Q858"


def test_annotate_writes_names_only_when_asked_for_nif(reader, tmp_path):
    """Linked to Wikidata itself; without the format the graph's own entities stay."""
    file = tmp_path / "report.txt"
    file.write_text(
        "Rebels seized a village in Syria on Friday, officials in Turkey said.", "utf-8"
    )

    nif = mentions(
        rdflib.Graph().parse(data=kg("annotate", file, "--format", "nif").stdout, format="turtle")
    )
    whole = kg("annotate", file).stdout

    assert {(a, r) for _, _, a, r in nif} >= {("Syria", WD + "Q858"), ("Turkey", WD + "Q43")}
    assert "kg:Event" in whole


def test_nif_comes_through_a_pipe():
    """It is known by how it begins."""
    found = subprocess.run(
        [*KG, "annotate", "-", "--format", "nif"],
        input=document("Syria and Turkey", (0, 5)), capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert mentions(rdflib.Graph().parse(data=found.stdout, format="turtle")) == [
        (0, 5, "Syria", WD + "Q858")
    ]


def test_nif_that_cannot_be_read_ends_with_status_3(tmp_path):
    """One line with the name of the file."""
    file = tmp_path / "bad.ttl"
    file.write_text("this is no turtle", "utf-8")

    result = kg("annotate", file)

    assert result.exit_code == 3
    assert result.stderr.startswith(f"kg: {file}: cannot be parsed")
    assert result.stderr.count("\n") == 1
