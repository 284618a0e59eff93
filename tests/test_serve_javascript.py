"""A client in JavaScript that others wrote works against the endpoint."""

import shutil
import subprocess

import pytest
from pyoxigraph import RdfFormat

from kg.store import Store
from tests.kgserver import running

CLIENT = "fetch-sparql-endpoint@4"

SCRIPT = """
import { SparqlEndpointFetcher } from "fetch-sparql-endpoint";
const fetcher = new SparqlEndpointFetcher();
const address = process.argv[2];
const rows = await fetcher.fetchBindings(address, "SELECT * { ?s ?p ?o }");
let count = 0;
rows.on("data", () => count++);
await new Promise((resolve, reject) => { rows.on("end", resolve); rows.on("error", reject); });
const yes = await fetcher.fetchAsk(address, "ASK { ?s ?p 1 }");
const triples = await fetcher.fetchTriples(address, "CONSTRUCT WHERE { ?s ?p ?o }");
let made = 0;
triples.on("data", () => made++);
await new Promise((resolve, reject) => { triples.on("end", resolve); triples.on("error", reject); });
console.log(JSON.stringify([count, yes, made]));
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("javascript")
    if not shutil.which("npm") or not shutil.which("node"):
        pytest.skip("no node and npm here")
    words = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), CLIENT]
    try:
        done = subprocess.run(words, capture_output=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip("the registry of npm does not answer")
    if done.returncode:
        pytest.skip("the registry of npm cannot be reached")
    (folder / "ask.mjs").write_text(SCRIPT)
    return folder


def test_a_client_in_javascript_can_ask(client, tmp_path):
    """Rows, yes or no, and triples, by fetch-sparql-endpoint."""
    path = tmp_path / "store"
    with Store(path) as store:
        data = "\n".join(f"<http://s/{n}> <http://p/> {n} ." for n in range(5))
        store.oxigraph.load(data.encode(), RdfFormat.TURTLE)
        store.oxigraph.flush()
    with Store(path) as store:
        store.oxigraph.update("MOVE DEFAULT TO <http://g/>")
        store.oxigraph.flush()
    with running(path) as port:
        words = ["node", "ask.mjs", f"http://127.0.0.1:{port}/sparql"]
        done = subprocess.run(
            words, cwd=client, capture_output=True, text=True, timeout=60, check=False
        )

    assert done.stdout.strip() == "[5,true,5]", done.stderr
