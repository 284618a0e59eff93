"""The reconciliation service called by a client that is not ours, over a real socket, and by the command line."""

import re
import signal
import subprocess
import urllib.request
from json import loads

import pytest

from kg.reconcile import reconcile_app
from kg.wikidata.file import KnowledgeBase
from tests.command import KG, kg
from tests.fewitems import KLOW, KLOW_2, FewItems
from tests.serving import served

pytestmark = pytest.mark.filterwarnings("ignore")  # those of the client


@pytest.fixture
def reconciler():
    return pytest.importorskip("reconciler", reason="the client library is not installed")


def test_reconciler_finds_what_it_asks_for(reconciler):
    """A column of a pandas table, with a type and a second column, in batches of ten."""
    pandas = pytest.importorskip("pandas")
    towns = [f"Klow{' ' * n}" for n in range(12)]  # each of its own, so that there are two batches
    table = pandas.DataFrame({"town": towns, "country": ["BO"] * 12})

    with served(reconcile_app(FewItems())) as address:
        found = reconciler.reconcile(
            table["town"],
            type_id="Settlement",
            property_mapping={"country": table["country"]},
            reconciliation_endpoint=address,
        )

    assert list(found["id"]) == [KLOW_2.qid] * 12
    assert list(found["match"]) == [True] * 12
    assert list(found["input_value"]) == towns
    assert set(found["type_id"]) == {"Settlement"}


def test_reconciler_gets_all_candidates(reconciler):
    """With scores that fall."""
    pandas = pytest.importorskip("pandas")
    with served(reconcile_app(FewItems())) as address:
        found = reconciler.reconcile(
            pandas.Series(["Klow"]), top_res="all", reconciliation_endpoint=address
        )

    assert list(found["id"]) == [KLOW.qid, KLOW_2.qid]
    assert list(found["score"]) == sorted(found["score"], reverse=True)


def test_reconciler_is_told_of_an_error(reconciler):
    """The shape of our errors is one that it knows."""
    pandas = pytest.importorskip("pandas")
    with (
        served(reconcile_app(FewItems())) as address,
        pytest.raises(OSError, match="returned an error"),
    ):
        reconciler.reconcile(pandas.Series(["x" * 501]), reconciliation_endpoint=address)


def test_the_file_that_ships_is_served():
    """`kg wikidata serve` says where it listens, answers there, and ends when told."""
    process = subprocess.Popen(
        [*KG, "wikidata", "serve", "--port", "0"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    try:
        told = process.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", told)[0]
        with urllib.request.urlopen(address + "?query=Q858", timeout=30) as answer:
            found = loads(answer.read())["result"][0]
    finally:
        process.send_signal(signal.SIGTERM)
        rest = process.communicate(timeout=30)[1]

    assert (found["id"], found["name"], found["match"]) == ("Q858", "Syria", True)
    assert "Traceback" not in rest


def test_a_port_that_is_taken_is_said():
    """One line and status 3."""
    with served(reconcile_app(FewItems())) as address:
        result = kg("wikidata", "serve", "--port", address.rpartition(":")[2])

    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1
    assert "cannot listen on 127.0.0.1" in result.stderr


def test_namesakes_of_the_file_that_ships():
    """Aleppo is a city and a governorate; the type decides."""
    from starlette.testclient import TestClient

    with KnowledgeBase.open() as knowledge:
        client = TestClient(reconcile_app(knowledge))
        town = client.get("/", params={"query": '{"query": "Aleppo", "type": "city"}'}).json()[
            "result"
        ]
        both = client.get("/", params={"query": '{"query": "Aleppo"}'}).json()["result"]

    assert [(one["id"], one["match"]) for one in town] == [("Q41183", True)]
    assert {one["id"] for one in both} >= {"Q41183", "Q214064"}
    assert not any(one["match"] for one in both)
