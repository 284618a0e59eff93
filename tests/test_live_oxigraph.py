"""The live path, and SERVICE, against a SPARQL server that we did not write."""

import pyoxigraph
import pytest

from kg.wikidata.live import Live
from kg.wikidata.live_settings import LiveSettings
from tests import wikidata_server as wd
from tests.command import kg
from tests.graphs import build
from tests.servers import oxigraph, sparql
from tests.test_live import File

pytestmark = pytest.mark.skipif(oxigraph() is None, reason="the oxigraph program is not installed")


@pytest.fixture(scope="module")
def lines():
    """The small Wikidata as N-Triples."""
    graph = pyoxigraph.parse(wd.DATA, format=pyoxigraph.RdfFormat.TURTLE)
    return pyoxigraph.serialize(graph, format=pyoxigraph.RdfFormat.N_TRIPLES).decode().splitlines()


@pytest.fixture(scope="module")
def endpoint(lines, tmp_path_factory):
    with sparql(tmp_path_factory.mktemp("oxigraph"), lines) as address:
        yield address


def test_a_real_endpoint_gives_the_same_items(endpoint, tmp_path):
    """What our own small server makes of the queries is no accident."""
    with wd.serving() as wikidata:
        answers = []
        for n, address in enumerate((wikidata.sparql, endpoint)):
            settings = LiveSettings(
                api=wikidata.api, sparql=address, cache=tmp_path / f"{n}.sqlite"
            )
            run = Live(File(), settings)
            answers.append(
                [run.named(n) for n in ("Samir Suleiman", "Atshan")] + [run.item("Q232355")]
            )

    assert answers[0] == answers[1]
    assert answers[1][1][0].item.parents == ("Q232355", "Q858")


def test_our_queries_join_with_it(endpoint, tmp_path):
    """SERVICE brings the coordinates of a place that the store links by owl:sameAs."""
    store = build(tmp_path / "s")
    query = f"""SELECT ?label ?point {{
      VALUES ?item {{ wd:Q900000002 }}
      SERVICE <{endpoint}> {{
        ?item <http://www.wikidata.org/prop/direct/P625> ?point ; rdfs:label ?label .
        FILTER (LANG(?label) = "en") }} }}"""

    told = kg("query", query, "--store", store, "--service", endpoint, "--format", "csv")

    assert (told.exit_code, told.stdout) == (0, "label,point\nAtshan,Point(36.75 35.37)\n")
