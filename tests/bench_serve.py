"""`kg serve` against Oxigraph's own server and rdflib-endpoint, on the same store, in one run (F4).

python -m tests.bench_serve                     # a million quads; --quads 100000 --rounds 40 --clients 32
python -m tests.bench_serve --endpoint DIR      # keep the environment of rdflib-endpoint there (made with pip)

No two requests to a server are the same, so nobody answers from memory (but where the last line says so); all
servers get the same bytes over connections that stay open, in turns. Printed: the median in ms, and the median over
rounds of the ratio.
"""

import argparse
import itertools
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from kg.namespaces import PREFIXES
from kg.store import Store
from tests.events import ACTORS, PLACES, write_events
from tests.keepalive import Connection, crowd
from tests.kgserver import ask, free_port, running
from tests.servers import _wait, oxigraph

NAMES = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("kg", "rdfs", "xsd"))
D = "https://kg.example/id"

#: Stands in each query, so that it is unlike all others.
SERIAL = itertools.count()

#: What is asked, with a place for a number.
QUERIES = {
    "lookup": f"SELECT ?p ?o {{ <{D}/event/%(event)s> ?p ?o }}",
    "3-hop join": f"SELECT ?event ?place ?name {{ ?event kg:agent <{D}/actor/%(actor)s> ; kg:place ?place ."
    " ?place kg:locatedIn ?country . ?country rdfs:label ?name }",
    "aggregate": f"SELECT ?class (COUNT(*) AS ?n) {{ ?event kg:place <{D}/place/%(place)s> ; a ?class }}"
    " GROUP BY ?class ORDER BY DESC(?n)",
    "large aggregate": 'SELECT ?year (COUNT(*) AS ?n) { ?e kg:earliestStart ?d . FILTER(?d >= "%(year)s-%(month)s-01"^^xsd:date)'
    " BIND(YEAR(?d) AS ?year) } GROUP BY ?year ORDER BY ?year",
}  # fmt: skip


def requests(kind, count, seed, events):
    """Return requests of one kind, all different, as bytes."""
    pick = random.Random(f"{kind}{seed}")
    return [_request(QUERIES[kind], pick, events) for _ in range(count)]


def _request(query, pick, events):
    numbers = {"event": events, "actor": ACTORS, "place": PLACES}
    chosen = {name: pick.randrange(below) for name, below in numbers.items()}
    text = NAMES + query % (
        chosen | {"year": 1990 + pick.randrange(30), "month": f"{1 + pick.randrange(12):02}"}
    )
    told = urlencode({"query": f"{text} # {next(SERIAL)}", "union-default-graph": "true"})
    return (
        f"GET /sparql?{told} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Accept: application/sparql-results+json\r\n\r\n"
    ).encode()


@contextmanager
def process(words, port):
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(20):
            try:
                _wait(port)
                break
            except TimeoutError:
                assert server.poll() is None, words
        yield port
    finally:
        server.kill()
        server.wait()


def their_server(store):
    port = free_port()
    words = [oxigraph(), "serve-read-only", "-l", str(store), "-b", f"127.0.0.1:{port}"]
    return process(words, port)


#: rdflib-endpoint over the same files; its own command would want to write to them.
ENDPOINT = """
import sys, pyoxigraph, uvicorn
from oxrdflib import OxigraphStore
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
graph = Dataset(store=OxigraphStore(store=pyoxigraph.Store.read_only(sys.argv[1])), default_union=True)
app = SparqlEndpoint(graph=graph, path="/sparql")
uvicorn.run(app, port=int(sys.argv[2]), log_level="critical")
"""


def rdflib_endpoint(store, folder):
    """Serve by rdflib-endpoint, from an environment of its own."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        words = [python, "-m", "pip", "install", "-q", "rdflib-endpoint", "oxrdflib", "uvicorn"]
        subprocess.run(words, check=True)
    port = free_port()
    return process([str(python), "-c", ENDPOINT, str(store), str(port)], port)


def paired(kind, ports, rounds, events):
    """Ask the servers in turns; returns the milliseconds of each by name."""
    took = {name: [] for name in ports}
    with ExitStack() as opened:
        to = {name: opened.enter_context(Connection(port)) for name, port in ports.items()}
        for number, request in enumerate(requests(kind, rounds + 10, 1, events)):
            answers = {}
            names = list(to) if number % 2 else list(to)[::-1]
            for name in names:
                begun = time.perf_counter()
                answers[name] = to[name].ask(request)
                took[name].append((time.perf_counter() - begun) * 1000)
            assert len({a.count(b"}") for a in answers.values()}) == 1, answers
    return {name: times[10:] for name, times in took.items()}


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--quads", type=int, default=1_000_000)
    words.add_argument("--rounds", type=int, default=300)
    words.add_argument("--clients", type=int, default=32)
    words.add_argument(
        "--seconds", type=float, default=2.0, help="of each turn of the many clients"
    )
    words.add_argument("--turns", type=int, default=7)
    words.add_argument("--store", type=Path, help="keep the store here, and take it from here")
    words.add_argument(
        "--endpoint", type=Path, help="environment of rdflib-endpoint; none: without it"
    )
    words.add_argument("--wait", type=float, default=600, help="seconds for the index of the page")
    words.add_argument("--no-endpoint", action="store_true")
    words.add_argument("options", nargs="*", help="for kg serve, after --")
    told = words.parse_args()
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        store = told.store or folder / "store"
        if not store.exists():
            with Store(store) as new:
                write_events(new, told.quads)
        with Store(store, read_only=True) as made:
            events = len(
                list(
                    made.oxigraph.query(
                        f"SELECT ?e {{ GRAPH ?g {{ ?e <{PREFIXES['kg']}factuality> ?f }} }}"
                    )
                )
            )
        ours = opened.enter_context(running(store, *told.options))
        theirs = opened.enter_context(their_server(store))
        ports = {"kg": ours, "oxigraph": theirs}
        print(f"index of the page: {indexed(ours, told.wait)}", flush=True)
        print(f"{events} events; one client, {told.rounds} rounds", flush=True)
        for kind in QUERIES:
            rounds = told.rounds if kind != "large aggregate" else max(told.rounds // 15, 5)
            tell(kind, paired(kind, ports, rounds, events))
        print(f"{told.clients} clients, requests a second in {told.turns} turns each", flush=True)
        for name, kinds in {"lookup": ["lookup"], "mixed": list(QUERIES)[:3]}.items():
            many(name, kinds, ports, told, events)
        many("300 again", list(QUERIES)[:3], ports, told, events, again=300)
        if not told.no_endpoint:
            opened_ = rdflib_endpoint(store, told.endpoint or folder / "endpoint")
            port = opened.enter_context(opened_)
            print("rdflib-endpoint", flush=True)
            for kind in list(QUERIES)[:3]:
                tell(kind, paired(kind, {"kg": ours, "rdflib": port}, 5, events))


def indexed(port, seconds):
    """Wait until the server has nothing to do beside; returns how far it is."""
    until = time.monotonic() + seconds
    while True:
        state = json.loads(ask(port, "GET", "/api/about")[2])["index"]
        if state["state"] == "ready" or time.monotonic() > until:
            return state
        time.sleep(1)


def tell(kind, took):
    """Print medians, and the median of the ratios of pairs."""
    (one, ours), (other, theirs) = took.items()
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    medians = (
        f"{one} {statistics.median(ours):8.3f} ms  {other} {statistics.median(theirs):8.3f} ms"
    )
    print(f"  {kind:16} {medians}  ratio {ratio:.2f}", flush=True)


def many(name, kinds, ports, told, events, *, again=0):
    """Let many clients ask for some seconds, the servers in turns; ``again``: so many queries over and over."""
    most = again or int(told.seconds * told.turns * 20_000)
    pick = random.Random(2)
    asked = [_request(QUERIES[pick.choice(kinds)], pick, events) for _ in range(most)]
    left = {server: itertools.cycle(asked) if again else iter(asked) for server in ports}
    done = {server: [] for server in ports}
    for turn in range(told.turns):
        for server in list(ports) if turn % 2 else list(ports)[::-1]:
            done[server].append(crowd(ports[server], left[server], told.clients, told.seconds))
    ours, theirs = done["kg"], done["oxigraph"]
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(
        f"  {name:16} kg {statistics.median(ours):8.0f}/s  oxigraph {statistics.median(theirs):8.0f}/s  ratio {ratio:.2f}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
