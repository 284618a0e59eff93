"""Seeded nonsense for the whole HTTP face of `kg serve`: no 500, no silence, and the server lives (F3).

python -m tests.fuzz_serve STORE --requests 10000 --seed 1
"""

import argparse
import http.client
import random
import string
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import quote

from tests.kgserver import TOKEN, ask, running

METHODS = (
    ["GET"] * 14 + ["POST"] * 4 + ["HEAD", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "QUERY"]
)
API = "about search events map timeline facets event entity document documents neighbours contradictions queries terms complete nothing".split()
PATHS = [
    "/", "/sparql", "/sparql/", "/graph", "/graph/x", "/id/a", "/id/a.ttl", "/id/%s", "/doc/%s", "/doc/a.html",
    "/ontology", "/ontology.jsonld", "/.well-known/void", "/health", "/reconcile", "/reconcile/suggest/entity",
    "/reconcile/preview", "/page/%s", "/page/../%s", "/events", "/search", "/query", "/%s",
    *(f"/api/{name}" for name in API), "/api/%s",
]  # fmt: skip
NAMES = (
    "query update default-graph-uri named-graph-uri using-graph-uri graph default q kind page size actor agent"
    " patient place class from to claimer factuality document publisher bbox dated located order unit zoom iri"
    " limit queries prefix id extend cursor union-default-graph"
).split()
VALUES = [
    "", "0", "-1", "1e999", "99999999999999999999", "%00", "NaN", "kg:Attack", "https://kg.example/id/a", "javascript:alert(1)",
    "ASK {}", "SELECT * { ?s ?p ?o } LIMIT 3", "SELECT (1/0 AS ?x) {}", "DESCRIBE <a:b>", "CONSTRUCT WHERE {?s ?p ?o}", "DROP ALL",
    "SELECT * { ?s ?p", "{" * 300, "((((", "1,2,3", "180,90,-180,-90", "inf,inf,inf,inf", "2015-99", "0000", "-5000",
    '{"q0":{"query":"Paris"}}', '{"q0":7}', "[]", "null", '{"ids":["Q1"],"properties":[{"id":"P1"}]}', "\u202etxt.exe", "<script>alert(1)</script>",
    "a" * 5000, "\udcff", "\x7f\x01", "é😀", "' OR 1=1 --", "../../etc/passwd", "%", "%zz", "+", "\\", "yes", "day",
]  # fmt: skip
TYPES = [
    "", "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update", "text/turtle",
    "application/n-triples", "application/rdf+xml", "application/ld+json", "multipart/form-data; boundary=x",
    "multipart/form-data", "application/json", "text/plain; charset=utf-16", "x", "text/csv", "a/b; charset=é",
]  # fmt: skip
ACCEPTS = [
    "",
    "*/*",
    "text/html",
    "text/turtle",
    "image/png",
    "text/*;q=x",
    "a,,;;q=",
    "*/*;q=0",
    "application/json;q=9",
    "é",
]


def value(pick):
    """Return a value for anything: known to be hard, or noise."""
    if pick.random() < 0.75:
        return pick.choice(VALUES)
    return "".join(
        pick.choice(string.printable + "é\u2028\U0001f600{}<>") for _ in range(pick.randrange(40))
    )


def escaped(pick, text):
    """Return it percent-encoded, mostly."""
    data = text.encode("utf-8", "surrogateescape")
    return (
        quote(data)
        if pick.random() < 0.9
        else "".join(chr(b) for b in data if 33 <= b < 127 and b != 35)
    )


def request(pick):
    """Return method, target, body and headers."""
    path = pick.choice(PATHS)
    if "%s" in path:
        path = path % escaped(pick, value(pick))
    told = "&".join(
        f"{pick.choice(NAMES)}={escaped(pick, value(pick))}" for _ in range(pick.randrange(4))
    )
    headers = {"Accept": pick.choice(ACCEPTS), "Content-Type": pick.choice(TYPES)}
    if pick.random() < 0.3:
        headers["Authorization"] = pick.choice(
            ["Bearer ", "Basic eDp5", f"Bearer {TOKEN}", "é", "Bearer \xff"]
        )
    for name in (
        "Origin",
        "If-None-Match",
        "Accept-Encoding",
        "Range",
        "Cookie",
        "Content-Encoding",
    ):
        if pick.random() < 0.1:
            headers[name] = pick.choice(["*", 'W/"x"', "gzip", "bytes=0-1", "http://x/", "é"])
    body = None
    if pick.random() < 0.5:
        text = pick.choice(
            [
                value(pick),
                f"query={escaped(pick, value(pick))}",
                f"update={escaped(pick, value(pick))}",
            ]
        )
        body = text.encode("utf-8", "surrogateescape")
    fields = {n: v.encode("utf-8") for n, v in headers.items() if v}
    return pick.choice(METHODS), f"{path}?{told}" if told else path, body, fields


def fuzz(port, count, seed):
    """Send requests; returns how often each status came, and those that it should not have come for."""
    pick, statuses, wrong = random.Random(seed), Counter(), []
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(count):
        asked = request(pick)
        try:
            client.request(*asked[:2], body=asked[2], headers=asked[3])
            answer = client.getresponse()
            answer.read()
            statuses[answer.status] += 1
            if answer.status == 500:
                wrong.append(asked)
        except http.client.InvalidURL:
            continue
        except (http.client.HTTPException, OSError) as error:
            statuses[type(error).__name__] += 1
            wrong.append((*asked, repr(error)))
            client.close()
    client.close()
    return statuses, wrong


def main():
    words = argparse.ArgumentParser()
    words.add_argument("store", type=Path)
    words.add_argument("--requests", type=int, default=10_000)
    words.add_argument("--seed", type=int, default=1)
    told = words.parse_args()
    with running(told.store, "--timeout", "10") as port:
        statuses, wrong = fuzz(port, told.requests, told.seed)
        alive = ask(port, "GET", "/sparql?query=ASK%7B%7D")[0] == 200
    for one in wrong[:20]:
        print(str(one)[:300])
    print(dict(statuses), "alive" if alive else "DEAD")
    return bool(wrong) or not alive


if __name__ == "__main__":
    sys.exit(main())
