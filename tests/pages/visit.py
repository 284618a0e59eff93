"""Pages of a server, opened and looked at."""

import json
import os
import tempfile
import time
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, urlencode

from tests.browser import PATIENCE, Complaints
from tests.kgserver import ask

#: Where pictures of the views are kept: to be looked at, and for the documentation.
SHOTS = Path(os.environ.get("KG_SHOTS") or tempfile.mkdtemp(prefix="kg-shots-"))

#: A view is there when its heading stands, nothing is on its way, and all parts of the events are drawn.
_READY = """() => {
    const { view } = document.body.dataset;
    const parts = document.querySelector(".events-list");
    return document.querySelector(view ? "#view h1" : "h1") && !document.querySelector("#view .waiting, [aria-busy=true]")
        && (view !== "events" || parts?.dataset.ready);
}"""

WIDE, NARROW = (1280, 900), (360, 740)


def indexed(port):
    """Wait until all documents are in the index of the views."""
    for _ in range(600):
        if asked(port, "about")["index"]["state"] == "ready":
            return
        time.sleep(0.1)
    raise TimeoutError("the index is not made")


def asked(port, name, **filters):
    """Return the answer of the server to a view; ``from_`` is the filter from."""
    pairs = {key.rstrip("_"): value for key, value in filters.items()}
    status, _, body = ask(port, "GET", f"/api/{name}?{urlencode(pairs, doseq=True)}")
    assert status == 200, body
    return json.loads(body)


def settled(page):
    """Wait until a view has come to rest."""
    page.wait_for_function(_READY)


def shot(page, name, *, whole=False):
    """Take a picture of a page."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=SHOTS / f"{name}.png", full_page=whole, animations="disabled")


class Site:
    """A server over a store, and a browser to visit it with."""

    def __init__(self, browser, port):
        self.browser, self.port = browser, port
        self.root = f"http://127.0.0.1:{port}"

    @contextmanager
    def visiting(self):
        """Yield a function that opens an address in a page of its own; fails if a page complains."""
        contexts, complaints = [], Complaints()

        def open_(address, *, size=WIDE, **options):
            width, height = size
            context = self.browser.new_context(
                viewport={"width": width, "height": height}, reduced_motion="reduce", **options
            )
            context.set_default_timeout(PATIENCE)
            contexts.append(context)
            page = context.new_page()
            complaints.watch(page)
            page.goto(self.root + address)
            settled(page)
            return page

        try:
            yield open_
        finally:
            for context in contexts:
                context.close()
        assert complaints == []

    def asked(self, name, **filters):
        """Return the answer of the server to a view."""
        return asked(self.port, name, **filters)

    @cached_property
    def claimed(self):
        """An event that somebody told by name says something about."""
        for event in self.asked("events", order="relevance", size=100)["events"]:
            if event["sources"] and event["roles"].get("agent") and event["class"] != "kg:Event":
                return event
        raise AssertionError("nobody says anything in this store")

    def around(self, iri, **filters):
        """Return the nodes around somebody, with how many more each has."""
        return self.asked("neighbours", iri=iri, **filters)["nodes"]

    @cached_property
    def center(self):
        """Somebody with neighbours that have others beside; of those who do, the one with most."""
        known = [p["iri"] for p in self.asked("search", q="", kind="actor")["results"][:12]]
        graphs = {iri: self.around(iri) for iri in known}
        return max(known, key=lambda i: (any(n["more"] for n in graphs[i][1:]), len(graphs[i])))

    @cached_property
    def views(self):
        """Each view's name -> an address of it."""
        person = self.asked("search", q="", kind="actor")["results"][0]
        place = self.asked("search", q="", kind="place")["results"][0]
        document = self.claimed["evidence"][0]["document"]
        query = "SELECT ?event ?label WHERE { ?event a kg:Event ; rdfs:label ?label } LIMIT 20"
        return {
            "start": "/",
            "search": "/search?q=government",
            "events": "/events",
            "documents": "/documents",
            "contradictions": "/contradictions",
            "network": f"/network?iri={quote(self.center)}",
            "query": f"/query#query={quote(query)}",
            "entity": f"{person['path']}.html",
            "place": f"{place['path']}.html",
            "event": f"{self.claimed['path']}.html",
            "document": document["path"],
            "ontology": "/ontology",
        }
