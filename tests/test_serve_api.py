"""The views over HTTP: addresses, errors as JSON, entity tags, and what changes in the store while it is served."""

import json
import time
from urllib.parse import quote

import pytest

from tests.kgserver import ask, running
from tests.test_views import A, B
from tests.viewed import DOC, ID, forget, put


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("api") / "store"
    put(path, "a", A)
    return path


@pytest.fixture(scope="module")
def port(store):
    with running(store) as number:
        until(number, "about", lambda told: told["index"]["state"] == "ready")
        yield number


def get(port, address, **headers):
    status, told, body = ask(port, "GET", f"/api/{address}", headers=headers)
    return status, told, json.loads(body) if body else None


def until(port, address, holds, seconds=30):
    """Ask until it holds; returns the answer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        status, _, told = get(port, address)
        if status == 200 and holds(told):
            return told
        time.sleep(0.1)
    raise AssertionError(f"{address} stays {str(told)[:300]}")


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("about", "counts"), ("search?q=ham", "results"), ("complete?q=ham", "results"), ("events", "events"),
        ("map?zoom=3", "cells"), ("timeline", "bins"), ("facets", "actor"), (f"event?iri={ID}event/a/7-15", "others"),
        (f"entity?iri={ID}place/Q1", "names"), (f"document?iri={DOC}a", "mentions"), ("documents", "documents"),
        (f"neighbours?iri={ID}place/Q1", "edges"), ("contradictions", "pairs"), ("terms", "classes"),
    ],
)  # fmt: skip
def test_every_address_answers_with_json(port, address, key):
    """Status 200, a tag, and what it is there for."""
    status, headers, told = get(port, address)

    assert (status, headers["content-type"]) == (200, "application/json")
    assert headers["cache-control"] == "no-cache"
    assert headers["etag"]
    assert key in told


def test_the_queries_of_the_package_are_told_with_their_prefixes(port):
    """As they stand in an editor."""
    status, _, told = get(port, "queries")

    assert status == 200
    assert all(query["text"].startswith("PREFIX") for query in told)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("nothing", 404), ("event?iri=x", 404), ("entity?iri=%22%27%3E", 404), ("document", 400), ("events?page=0", 400),
        ("events?size=100000", 400), ("events?from=soon", 400), ("map?zoom=-1", 400), ("map?bbox=1", 400), ("map?fit=0x9", 400), ("map?fit=9", 400),
        ("search?kind=none", 400), ("timeline?unit=week", 400), ("search?q=%FF", 400), ("document?iri=x&from=y", 400),
        ("contradictions?place=nowhere-at-all", 400), ("../about", 404),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_told_in_a_sentence(port, address, status):
    """JSON with the error, and a status of the client's kind."""
    found, _, told = get(port, address)

    assert found == status
    assert told["error"]


def test_an_answer_that_is_known_is_not_sent_again(port):
    """304 as long as the index is the same."""
    _, headers, _ = get(port, "events")
    status, _, told = get(port, "events", **{"If-None-Match": headers["etag"]})

    assert (status, told) == (304, None)


def test_what_a_build_adds_appears_and_what_is_forgotten_goes(port, store):
    """Within seconds, without a restart, with another tag."""
    _, before, _ = get(port, "events")

    put(store, "b", B)
    told = until(port, "events", lambda t: t["total"] == 3)
    assert get(port, "events")[1]["etag"] != before["etag"]
    assert {e["evidence"][0]["document"]["label"] for e in told["events"]} == {
        "Title of a",
        "Title of b",
    }

    put(store, "b", B.replace("Title of b", "Changed"))
    until(port, f"documents?q={quote('changed')}", lambda t: t["total"] == 1)
    forget(store, "b")
    until(port, "events", lambda t: t["total"] == 1)


def test_two_servers_on_one_store_both_answer(port, store):
    """The second makes an index of its own."""
    with running(store) as other:
        until(other, "about", lambda told: told["index"]["state"] == "ready")

        assert get(other, "events")[2] == get(port, "events")[2]
