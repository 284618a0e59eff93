"""`--wikidata live` and `kg link --live`: the graph with a service, and the same bytes as without when it fails."""

from pathlib import Path

import pytest

from kg.store import Store
from tests import wikidata_server as wd
from tests.command import kg, rows
from tests.test_live_trouble import TROUBLES

TEXT = (
    "Syrian government forces shelled the village of Atshan in Hama on Friday, the army spokesman "
    "Samir Suleiman said in Damascus. Rebels denied that Atshan had fallen."
)

SAME = "SELECT ?e ?w { ?e owl:sameAs ?w } ORDER BY ?e"


@pytest.fixture(scope="module")
def server():
    with wd.serving() as server:
        yield server


def documents(folder):
    (folder / "a.txt").write_text(TEXT)
    (folder / "b.txt").write_text("The army spokesman Samir Suleiman visited Aleppo in Syria.")


@pytest.fixture(scope="module")
def offline(reader, tmp_path_factory):
    """A store that was built with the file alone."""
    folder = tmp_path_factory.mktemp("offline")
    documents(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        build("store", "")
    return folder / "store"


@pytest.fixture
def here(reader, server, tmp_path, monkeypatch):
    """A folder with a document and a service beside it."""
    server.behave.clear()
    server.asked.clear()
    monkeypatch.chdir(tmp_path)
    documents(tmp_path)
    for name, value in server.environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("KG_WIKIDATA_CACHE", str(tmp_path / "cache.sqlite"))
    monkeypatch.setenv("KG_WIKIDATA_TIMEOUT", "0.3")
    return server


def build(store, wikidata, *more):
    built = kg(
        "build",
        "a.txt",
        "b.txt",
        "--date",
        "2015-10-10",
        "--store",
        store,
        "--wikidata",
        wikidata,
        *more,
    )
    assert built.exit_code == 0, built.stderr
    return built


def bytes_of(store):
    """Return all that documents contributed, as sorted lines; a run's graph tells its time."""
    with Store(store, read_only=True) as graph:
        names = set(graph.graphs()) - set(graph.runs())
        return sorted(str(q) for name in names for q in graph.quads(name))


def linked(store):
    return {wd.rpartition("/")[2] for _, wd in rows(store, SAME)}


def test_a_build_with_the_service_links_whom_only_it_knows(here, offline):
    """What the file links is linked as before, and a village and a spokesman are no strangers any more."""
    built = build("live", "live")

    assert linked("live") - linked(offline) == {"Q900000001", "Q900000002"}
    assert linked(offline) <= linked("live")
    assert built.stderr.count("\n") == 1


def test_a_second_build_asks_nobody_and_makes_the_same_bytes(here):
    """The cache is the memory of the service: same cache, same graph."""
    build("one", "live")
    asked = len(here.asked)
    here.behave.update({"/api": wd.status(500), "/sparql": wd.status(500)})
    again = build("two", "live")

    assert len(here.asked) == asked
    assert bytes_of("two") == bytes_of("one")
    assert again.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("path", "trouble"),
    [
        ("/sparql", "slow"),
        ("/sparql", "429"),
        ("/sparql", "500"),
        ("/sparql", "garbage"),
        ("/sparql", "hangs after headers"),
        ("/api", "hangs after headers"),
    ],
)
def test_a_service_that_fails_leaves_the_graph_of_the_file(path, trouble, here, offline):
    """Byte for byte; said once, whatever the number of documents; status 0."""
    here.behave[path] = TROUBLES[trouble]
    built = build("live", "live", "--quiet")

    assert bytes_of("live") == bytes_of(offline)
    assert built.stderr.count("\n") == 1
    assert built.stderr.startswith(
        "kg: Wikidata is not asked any more, the file goes on alone: no answer from 127.0.0.1"
    )


def test_the_environment_can_tell_it(here, monkeypatch):
    """KG_WIKIDATA=live is the option; the file beside the service is the one that ships."""
    monkeypatch.setenv("KG_WIKIDATA", "live")
    built = kg("build", "b.txt", "--store", "live")

    assert built.exit_code == 0, built.stderr
    assert "Q900000001" in linked("live")


def test_annotating_can_ask_too(here):
    """The same option, the same answers."""
    told = kg("annotate", "b.txt", "--wikidata", "live", "--format", "ntriples")

    assert "person/Q900000001" in told.stdout
    assert told.stderr == ""


def test_explaining_a_link_can_ask_too(here):
    """`kg link --live` weighs what the service knows; without, nobody is asked."""
    build("kg-store", "")
    explain = ("link", "--explain", "Samir Suleiman", "--doc", "b.txt", "--wikidata", "")

    without = kg(*explain)
    asked = len(here.asked)
    told = kg(*explain, "--live")

    assert asked == 0
    assert "Q900000001" not in without.stdout
    assert "Q900000001" in told.stdout


def test_a_setting_that_makes_no_sense_stops_before_anything_is_read(here, monkeypatch):
    """Status 2 and one line; no store is left behind."""
    monkeypatch.setenv("KG_WIKIDATA_SPARQL", "ftp://host.example/")
    built = kg("build", "a.txt", "--wikidata", "live")

    assert built.exit_code == 2
    assert built.stderr.startswith("kg: not an address of the web: 'ftp://host.example/'")
    assert not Path("kg-store").exists()
