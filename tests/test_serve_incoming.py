"""A thing that very many others point to: its description is cut, and says so."""

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from kg.serve.jobs import INCOMING
from kg.store import Store
from tests.kgserver import ask, running

PLACE = "https://kg.example/id/place/hama"


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    path = tmp_path_factory.mktemp("incoming") / "store"
    event, at = "<https://kg.example/id/event/{}>", f"<https://kg.example/ontology#place> <{PLACE}>"
    lines = [f"{event.format(n)} {at} <http://g/{n}> ." for n in range(INCOMING + 100)]
    few = "<https://kg.example/id/event/0> <http://p/> <https://kg.example/id/place/few> <http://g/0> ."
    with Store(path) as store:
        store.oxigraph.bulk_load("\n".join([*lines, few]).encode(), RdfFormat.N_QUADS)
        store.oxigraph.flush()
    with running(path) as number:
        yield number


def test_incoming_links_are_cut_and_it_is_told(port):
    """As many triples as are allowed, and a header."""
    _, headers, body = ask(port, "GET", "/id/place/hama.nt")

    assert headers["x-kg-truncated"] == "incoming"
    assert len(list(pyoxigraph.parse(body, RdfFormat.N_TRIPLES))) == INCOMING


def test_what_is_whole_says_nothing_of_a_cut(port):
    """No header where nothing is missing."""
    _, headers, body = ask(port, "GET", "/id/place/few.nt")

    assert "x-kg-truncated" not in headers
    assert len(list(pyoxigraph.parse(body, RdfFormat.N_TRIPLES))) == 1
