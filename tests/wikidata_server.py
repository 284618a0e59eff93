"""A Wikidata of a few items on this machine: search API and SPARQL over HTTP, well or badly behaved."""

import gzip
import json
import socket
import struct
import threading
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph

#: Q858 and Q232355 are Syria and the governorate of Hama; what begins with Q9000 is made up.
DATA = """
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix p: <http://www.wikidata.org/prop/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix pq: <http://www.wikidata.org/prop/qualifier/> .
@prefix wds: <http://www.wikidata.org/entity/statement/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <http://schema.org/> .
@prefix wikibase: <http://wikiba.se/ontology#> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

wd:Q900000101 rdfs:label "human"@en .
wd:Q900000102 rdfs:label "village in Syria"@en ; wdt:P279 wd:Q900000103 .
wd:Q900000103 rdfs:label "village"@en ; wdt:P279 wd:Q900000104 .
wd:Q900000104 rdfs:label "human settlement"@en ; wdt:P279 wd:Q900000103 .
wd:Q900000105 rdfs:label "sovereign state"@en .
wd:Q900000106 rdfs:label "governorate of Syria"@en ; wdt:P279 wd:Q900000107 .
wd:Q900000107 rdfs:label "governorate"@en .
wd:Q900000108 rdfs:label "Wikimedia disambiguation page"@en .

wd:Q858 rdfs:label "Syria"@en ; wdt:P31 wd:Q900000105 ; wdt:P297 "SY" ; wikibase:sitelinks 330 ;
  wdt:P625 "Point(38.5 35.2)"^^geo:wktLiteral .
wd:Q232355 rdfs:label "Hama Governorate"@en ; wdt:P31 wd:Q900000106 ; wdt:P17 wd:Q858 ; wdt:P131 wd:Q858 ;
  wikibase:sitelinks 60 .
wd:Q900000001 rdfs:label "Samir Suleiman"@en, "سمير سليمان"@ar ; schema:description "Syrian officer"@en ;
  wdt:P31 wd:Q900000101 ; wdt:P27 wd:Q858 ; wdt:P569 "1960-01-01T00:00:00Z"^^xsd:dateTime ;
  wdt:P39 wd:Q900000201 ; p:P39 wds:one ; wikibase:sitelinks 3 .
wds:one ps:P39 wd:Q900000201 ; pq:P580 "2013-05-02T00:00:00Z"^^xsd:dateTime .
wd:Q900000201 rdfs:label "army spokesman"@en ; wikibase:sitelinks 1 .
wd:Q900000002 rdfs:label "Atshan"@en ; skos:altLabel "Tell Atshan"@en ; wdt:P31 wd:Q900000102 ;
  wdt:P17 wd:Q858 ; wdt:P131 wd:Q232355 ; wdt:P625 "Point(36.75 35.37)"^^geo:wktLiteral ;
  wdt:P1082 1500 ; wikibase:sitelinks 5 .
wd:Q900000003 rdfs:label "Atshan"@en ; wdt:P31 wd:Q900000108 ; wikibase:sitelinks 2 .
wd:Q900000004 rdfs:label "Atshana"@en ; wdt:P31 wd:Q900000102 ; wdt:P17 wd:Q858 ; wdt:P131 wd:Q232355 ;
  wikibase:sitelinks 1 .
"""

NAMES = """SELECT ?item ?name ?label WHERE {
  ?item <http://www.w3.org/2000/01/rdf-schema#label>|<http://www.w3.org/2004/02/skos/core#altLabel> ?name ;
        <http://www.w3.org/2000/01/rdf-schema#label> ?label ; <http://wikiba.se/ontology#sitelinks> ?links .
  FILTER (LANG(?name) = "en" && LANG(?label) = "en") } ORDER BY DESC(?links)"""


def hits(store, words, limit):
    """Return what wbsearchentities answers: who has a name that begins so, the best known first."""
    found = {}
    for row in store.query(NAMES):
        qid = row["item"].value.rpartition("/")[2]
        if row["name"].value.lower().startswith(words.lower()):
            found.setdefault(qid, (row["label"].value, row["name"].value))
    return [
        {
            "id": qid,
            "title": qid,
            "concepturi": f"http://www.wikidata.org/entity/{qid}",
            "display": {"label": {"value": label, "language": "en"}},
            "label": label,
            "match": {
                "type": "label" if label == name else "alias",
                "language": "en",
                "text": name,
            },
        }
        for qid, (label, name) in list(found.items())[:limit]
    ]


class Handler(BaseHTTPRequestHandler):
    """Answers as Wikidata does, unless the server was told to misbehave at this path."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self._answer(urlsplit(self.path).query)

    def do_POST(self):
        self._answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())

    def _answer(self, form):
        path = urlsplit(self.path).path
        asked = {name: values[0] for name, values in parse_qs(form).items()}
        self.server.asked.append((path, asked, dict(self.headers)))
        behave = self.server.behave.get(path)
        if behave is not None:
            behave(self)
            self.close_connection = True
        elif path == "/api":
            limit = int(asked["limit"])
            self.send(json.dumps({"searchinfo": {"search": asked["search"]}, "success": 1,
                                  "search": hits(self.server.store, asked["search"], limit)}))  # fmt: skip
        else:
            kind = pyoxigraph.QueryResultsFormat.JSON
            self.send(self.server.store.query(asked["query"]).serialize(format=kind))

    def send(self, body, status=200, **headers):
        """Send a whole answer."""
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        if status == 200 and "gzip" in self.headers.get("Accept-Encoding", ""):
            data = gzip.compress(data, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def wait(self, seconds):
        """Wait, but not past the end of the test."""
        self.server.over.wait(seconds)

    def log_message(self, *_):
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """The server; ``asked`` is what came: path, form, headers. ``behave``: path -> what it does instead."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        """Say nothing: clients that leave are what the tests are about."""

    @property
    def api(self):
        return f"http://127.0.0.1:{self.server_port}/api"

    @property
    def sparql(self):
        return f"http://127.0.0.1:{self.server_port}/sparql"

    @property
    def environ(self):
        """What tells kg where this Wikidata is."""
        return {"KG_WIKIDATA_API": self.api, "KG_WIKIDATA_SPARQL": self.sparql}


@contextmanager
def serving(data=DATA):
    """Serve the data for the length of a block."""
    server = Server(("127.0.0.1", 0), Handler)
    server.store = pyoxigraph.Store()
    server.store.load(data.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    server.asked, server.behave, server.over = [], {}, threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def status(code, body="", **headers):
    """Answer with a status."""
    return lambda handler: handler.send(body, code, **headers)


def body(data):
    """Answer 200 with a body."""
    return lambda handler: handler.send(data)


def slow(seconds):
    """Say nothing for so long, then close."""
    return lambda handler: handler.wait(seconds)


def hangs_after_headers(handler):
    """Promise a body and send none."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    handler.wait(60)


def drips(handler):
    """Send a byte now and then, so that no read ever times out."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while not handler.server.over.wait(0.05):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def drips_headers(handler):
    """The same before the body begins."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not handler.server.over.wait(0.05):
        handler.wfile.write(b"X: y\r\n")
        handler.wfile.flush()


def resets(handler):
    """Break the connection."""
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.connection.close()


def no_http(handler):
    """Send bytes that are no HTTP."""
    handler.wfile.write(b"\x16\x03\x01\x00garbage\r\n\r\n")


def breaks_off(handler):
    """Promise more than comes."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"search": [')


def huge(handler):
    """Send without end."""
    handler.send_response(200)
    handler.end_headers()
    piece = b" " * (1 << 20)
    while not handler.server.over.is_set():
        handler.wfile.write(piece)


@cache
def unpacks_to(size):
    return gzip.compress(b" " * size, 9)


def bomb(handler):
    """Send a little that unpacks to a lot."""
    data = unpacks_to(1 << 26)
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


def turns(*behaves):
    """Misbehave in turn, one question each; then answer well."""
    left = list(behaves)

    def next_one(handler):
        behave = left.pop(0)
        if not left:
            del handler.server.behave[urlsplit(handler.path).path]
        behave(handler)

    return next_one
