"""How long the page waits for its data on a store of many events: the index made, brought up to date, asked.

    python -m tests.bench_views [EVENTS] [--folder FOLDER] [--asked-only]

Makes the store in the folder unless it is there; writes figures to stdout. A filter is asked for three times, nothing
kept between; told are the median over all filters and the longest of them, in process and over HTTP.
"""

import argparse
import json
import resource
import statistics
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlencode

from pyoxigraph import RdfFormat

from kg.store import Store
from kg.views import about, events, facets, maps, search, timeline
from kg.views.filters import filters
from kg.views.index import Index
from kg.views.refresh import refresh
from kg.views.words import key
from tests import manyevents
from tests.kgserver import ask, running

ID = "https://kg.example/id/"
FILTERS = {
    "none": [],
    "actor, the most told of": [("actor", f"{ID}person/Q1000")],
    "actor, rare": [("actor", f"{ID}person/Q1800")],
    "agent": [("agent", f"{ID}person/Q1001")],
    "country": [("place", f"{ID}place/Q5")],
    "town": [("place", f"{ID}place/Q500000")],
    "class": [("class", "kg:Attack")],
    "two classes": [("class", "kg:Attack"), ("class", "kg:Talks")],
    "time": [("from", "2015-03"), ("to", "2016-02-10")],
    "day": [("from", "2015-03-02"), ("to", "2015-03-02")],
    "box": [("bbox", "-20,30,40,60")],
    "factuality": [("factuality", "Planned")],
    "claimer": [("claimer", f"{ID}person/Q1000")],
    "word": [("q", "captured")],
    "two words": [("q", "shelled kami")],
    "undated": [("dated", "no")],
    "actor, class, time, box": [
        ("actor", f"{ID}person/Q1000"), ("class", "kg:Attack"), ("from", "2014"), ("to", "2018"), ("bbox", "-60,-60,60,60"),
    ],
}  # fmt: skip
WORDS = [
    "",
    "kami",
    "ta",
    "ben",
    "martu",
    "Pegradul Veljizowen",
    "pegradul veljizovenn",
    "no such name at all",
]
VIEWS = {
    "map": lambda index, chosen: maps.cells(index, filters(chosen), zoom=4),
    "timeline": lambda index, chosen: timeline.timeline(index, filters(chosen)),
    "events": lambda index, chosen: events.events(index, filters(chosen)),
    "facets": lambda index, chosen: facets.facets(index, filters(chosen)),
}


def took(call):
    """Return the milliseconds of the middle one of three calls."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def told(name, times):
    """Print the median and the longest of some times by name."""
    worst = max(times, key=times.get)
    middle = statistics.median(times.values())
    print(
        f"{name:22} median {middle:7.0f} ms   longest {times[worst]:7.0f} ms ({worst})", flush=True
    )


def indexed(folder):
    """Make the index and bring it up to date after one more document; print times and memory."""
    start = time.perf_counter(), time.process_time()
    index = Index(folder)
    refresh(index)
    wall, cpu = time.perf_counter() - start[0], time.process_time() - start[1]
    print(f"first index            {wall:.0f} s ({cpu:.0f} s of processor)", flush=True)
    with Store(folder) as store:
        more = manyevents.quads(10_000_000, manyevents.World()).encode()
        store.oxigraph.bulk_load(more, RdfFormat.N_QUADS)
        store.oxigraph.flush()
    start = time.perf_counter()
    found = key(f"{manyevents.BASE}doc/news/10000/10000000.txt")
    seen = []

    def tell(done, total):
        if not seen and index.rows("SELECT 1 FROM documents WHERE document = ?", [found]):
            seen.append(time.perf_counter() - start)

    refresh(index, tell=tell, again=False)
    print(f"one more document      seen after {seen[0]:.1f} s")
    index.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(
        f"memory                 at most {peak:.0f} MB; index {sum(f.stat().st_size for f in Path(folder).glob('views.duckdb*')) / 1e6:.0f} MB",
        flush=True,
    )


def in_process(folder):
    """Ask every view with every filter."""
    index = Index(folder)
    print(f"in process: {about.about(index)['counts']}")
    for name, view in VIEWS.items():
        told(
            name,
            {what: took(lambda v=view, c=chosen: v(index, c)) for what, chosen in FILTERS.items()},
        )
    told("search", {word: took(lambda w=word: search.search(index, w)) for word in WORDS})
    told("about", {"": took(lambda: about.about(index))})
    index.close()


def over_http(folder):
    """Ask every view with every filter, and for the start page."""
    with running(folder, "--no-log") as port:
        for name in VIEWS:
            zoom = [("zoom", 4)] if name == "map" else []
            told(f"/api/{name}", {w: once(port, name, [*c, *zoom]) for w, c in FILTERS.items()})
        told("/api/search", {w: once(port, "search", [("q", w)]) for w in WORDS})
        told("/api/about", {"": once(port, "about", [])})


def once(port, name, chosen):
    """Return the milliseconds of one answer, the first time that it is asked for."""
    start = time.perf_counter()
    status, _, body = ask(
        port, "GET", f"/api/{name}?{urlencode(chosen, quote_via=quote)}", timeout=60
    )
    assert status == 200, body
    json.loads(body)
    return (time.perf_counter() - start) * 1000


def main():
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("events", type=int, nargs="?", default=1_000_000)
    options.add_argument("--folder", type=Path, default=Path("/tmp/big-store"))
    options.add_argument("--asked-only", action="store_true", help="the index is there already")
    given = options.parse_args()
    if not (given.folder / "CURRENT").exists() and not given.asked_only:
        manyevents.make(given.folder, given.events)
    if not given.asked_only:
        indexed(given.folder)
    in_process(given.folder)
    if (given.folder / "CURRENT").exists():
        over_http(given.folder)


if __name__ == "__main__":
    sys.exit(main())
