"""endpoint: a SPARQL server gives the items that a dump gives; one that misbehaves is borne, or told in a line."""

import json
import time
from dataclasses import replace
from functools import partial

import pytest

from kg.errors import UsageError
from kg.wikidata import build
from kg.wikidata.dump import Scope
from kg.wikidata.endpoint import Service
from kg.wikidata.file import KnowledgeBase
from kg.wikidata.polite import RemoteError
from kg.wikidata.resolve import Chosen
from tests.command import kg
from tests.dumps import B, dump, triples, world
from tests.servers import oxigraph, serving, sparql

pytestmark = pytest.mark.skipif(oxigraph() is None, reason="the oxigraph program is not installed")

#: Small pages, and no patience with a server of our own.
QUICK = Service(page=3, batch=2, seconds=2, attempts=3, pause=0.01, patience=2)


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory):
    """A real server with the small world."""
    with sparql(tmp_path_factory.mktemp("sparql"), triples(world())) as url:
        yield url


def made(url, path, service=QUICK, **chosen):
    """Build from an endpoint and return the items."""
    settings = build.Settings(Scope(), Chosen(**chosen), service=service)
    build.build(url, path, settings)
    with KnowledgeBase.open(path) as base:
        return base.items(f"Q{B + n}" for n in range(100))


def test_an_endpoint_gives_the_items_of_the_dump(endpoint, tmp_path):
    """Page by page, with offices and their dates as precise as told, and all that is referred to."""
    kg("wikidata", "build", dump(tmp_path / "dump.json", world()), "-o", tmp_path / "json.kb")

    found = made(endpoint, tmp_path / "out.kb")

    with KnowledgeBase.open(tmp_path / "json.kb") as base:
        assert found == base.items(f"Q{B + n}" for n in range(100))


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        ({"classes": ("village",)}, [12, 13]),
        ({"classes": (f"Q{B + 3}",)}, [12, 13]),
        ({"classes": ("human settlement",)}, [12, 13]),
        ({"classes": ("person",)}, [20]),
        ({"classes": ("kg:Place",)}, [10, 11, 12, 13]),
        ({"countries": ("AX",), "classes": ("film",)}, [40]),
        ({"min_links": 12}, [10, 11, 20]),
        ({"limit": 1, "classes": ("village",)}, [12]),
    ],
)
def test_only_what_is_chosen_is_asked_for(endpoint, tmp_path, chosen, numbers):
    """Class, country and pages are part of the question; what is referred to is known all the same."""
    found = made(endpoint, tmp_path / "out.kb", **chosen)

    assert [int(i.qid[1:]) - B for i in found] == numbers
    assert {i.country for i in found} == {"AX"}


def test_a_class_that_nothing_is_called_is_wrong_usage(endpoint, tmp_path):
    """Asked of the endpoint, and said before anything else is asked."""
    with pytest.raises(UsageError, match="nothing is of class 'zebra'"):
        made(endpoint, tmp_path / "out.kb", classes=("zebra",))


def test_the_command_says_who_asks(endpoint, tmp_path):
    """The same by the command line."""
    said = kg(
        "wikidata", "build", endpoint, "-o", tmp_path / "out.kb", "--contact", "me@example.org"
    )

    assert said.exit_code == 0, said.stderr
    assert "7 items" in said.stderr


def relayed(endpoint, trouble):
    """A server in between that now and then answers with trouble: ``trouble(n)`` or the true answer."""
    from urllib.parse import urlencode
    from urllib.request import Request, urlopen

    def answer(told, n):
        bad = trouble(n)
        if bad is not None:
            return bad
        asked = Request(
            endpoint, urlencode(told).encode(), {"Accept": "application/sparql-results+json"}
        )
        with urlopen(asked, timeout=10) as reply:
            return 200, {"Content-Type": "application/sparql-results+json"}, reply.read()

    return serving(answer)


@pytest.mark.parametrize(
    "bad",
    [
        (429, {"Retry-After": "1"}, b""),
        (500, {}, b"java.lang.OutOfMemoryError"),
        (503, {"Retry-After": "0"}, b""),
        (200, {}, b"<html>sorry</html>"),
        (200, {}, b'{"head": {}'),
        (200, {}, b'{"results": {"bindings": 7}}'),
    ],
)
def test_trouble_now_and_then_is_borne(endpoint, tmp_path, bad):
    """Busy, broken or talking nonsense for a moment: asked again, and the file is the same."""
    expected = made(endpoint, tmp_path / "a.kb", classes=("village",))

    with relayed(endpoint, lambda n: bad if n in (2, 5) else None) as (url, asked):
        begun = time.monotonic()
        found = made(url, tmp_path / "b.kb", classes=("village",))
        seconds = time.monotonic() - begun

    assert found == expected
    assert seconds >= 2 * int(bad[1].get("Retry-After", 0))
    assert all("kg/" in fields["User-Agent"] for _, fields in asked)


def row(**terms):
    """An answer with one row."""
    said = {name: {"type": "literal", "value": value} for name, value in terms.items()}
    return 200, {}, json.dumps({"results": {"bindings": [said]}}).encode()


WD = "http://www.wikidata.org/entity/"
POPULATION = "http://www.wikidata.org/prop/direct/P1082"


@pytest.mark.parametrize(
    "hostile",
    [
        {"item": f"{WD}Q1", "p": POPULATION, "v": "7"},
        {"item": f"{WD}Q{B}", "v": "7"},
        {"p": POPULATION, "v": "7"},
        {"item": "mailto:nobody", "p": POPULATION, "v": "7"},
        {"item": f"{WD}Q{B}", "p": POPULATION, "v": "1e999"},
        {"item": f"{WD}Q{B}", "p": POPULATION, "v": "many"},
    ],
)
def test_rows_that_answer_another_question_are_told_in_a_line(tmp_path, hostile):
    """Items that were not asked for, cells that are missing, numbers that are none."""

    def answer(told, n):
        return row(item=f"{WD}Q{B}") if n == 1 else row(**hostile)

    with serving(answer) as (url, _), pytest.raises(RemoteError, match="rows that make no sense"):
        made(url, tmp_path / "out.kb")


def test_a_server_that_gives_one_page_for_ever_is_left(tmp_path):
    """It does not know FILTER, or does not care: what it lists has been listed."""

    def answer(told, n):
        return row(item=f"{WD}Q{B}")

    with serving(answer) as (url, _), pytest.raises(RemoteError, match="again and again"):
        made(url, tmp_path / "out.kb")


def test_a_server_that_hangs_is_left_in_time(endpoint, tmp_path):
    """One answer has its seconds; after some attempts it is status 3, not forever."""

    def hang(n):
        if n >= 3:
            time.sleep(3)

    with relayed(endpoint, hang) as (url, _):
        begun = time.monotonic()
        with pytest.raises(RemoteError, match=r"timed out|no answer in"):
            made(url, tmp_path / "b.kb", replace(QUICK, seconds=0.3))

    assert time.monotonic() - begun < 3


def test_what_was_read_before_the_trouble_is_not_asked_for_again(endpoint, tmp_path):
    """The same command goes on after the last page, and the file is that of an unbroken run."""
    output = tmp_path / "b.kb"
    expected = made(endpoint, tmp_path / "a.kb")
    down = True

    with relayed(endpoint, lambda n: (500, {}, b"") if down and n > 6 else None) as (url, asked):
        with pytest.raises(RemoteError, match=r"after Q9000000\d\d \(what was read is kept"):
            made(url, output)
        broken = len(asked)
        down = False
        found = made(url, output)
        pages = [told["query"] for told, _ in asked[broken:] if "ORDER BY" in told["query"]]

    assert found == expected
    assert f'STR(?item) > "http://www.wikidata.org/entity/Q{B + 12}"' in pages[0]


def test_trouble_that_stays_is_one_line_and_status_3(tmp_path, monkeypatch):
    """The command names the server and what it said; no file is left that looks like a good one."""
    monkeypatch.setattr("kg.wikidata.endpoint.Service", partial(Service, attempts=2, pause=0.01))

    with serving(lambda told, n: (500, {}, b"")) as (url, _):
        said = kg("wikidata", "build", url, "-o", tmp_path / "out.kb")

    assert said.exit_code == 3
    assert "HTTP 500" in said.stderr
    assert said.stderr.count("\n") == 1
    assert not (tmp_path / "out.kb").exists()


def test_the_queries_are_of_plain_sparql(endpoint, tmp_path):
    """No service of one maker is used: not the labels of Blazegraph, nor its hints."""
    with relayed(endpoint, lambda n: None) as (url, asked):
        made(url, tmp_path / "b.kb")

    for told, _ in asked:
        assert "SERVICE" not in told["query"]
        assert "hint:" not in told["query"]
