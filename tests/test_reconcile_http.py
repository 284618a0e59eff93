"""The reconciliation service over HTTP: routes, forms, JSONP, CORS, limits, and whatever garbage comes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kg.mounting import mounted
from kg.reconcile import limits, reconcile_app
from tests.fewitems import KLOW, KLOW_BANK, FewItems

APP = reconcile_app(FewItems())
CLIENT = TestClient(APP, raise_server_exceptions=False)
BANK = {"query": "Klow Savings Bank"}


def one_line(answer):
    """Return the message of an error: one line of JSON."""
    assert answer.headers["content-type"] == "application/json"
    assert "\n" not in answer.text
    return answer.json()["message"]


def test_a_batch_comes_by_post_or_get():
    """As the specification has it, and with the keys of the client."""
    text = json.dumps({"row 7": BANK, "": {"query": "Klow", "limit": 1}})

    posted = CLIENT.post("/", data={"queries": text})
    got = CLIENT.get("/", params={"queries": text})

    assert posted.json() == got.json()
    assert {key: value["result"][0]["id"] for key, value in got.json().items()} == {
        "row 7": KLOW_BANK.qid, "": KLOW.qid,
    }  # fmt: skip


@pytest.mark.parametrize("query", ["Klow Savings Bank", json.dumps(BANK)])
def test_a_single_query_is_answered(query):
    """The form of the first clients: a name, or one object."""
    assert CLIENT.get("/", params={"query": query}).json()["result"][0]["id"] == KLOW_BANK.qid


@pytest.mark.parametrize("path", ["/match", "/", "/1.0-draft/match"])
def test_version_1_takes_json(path):
    """At /match as the draft says, and at the root for those who only have that."""
    batch = {"queries": [{"conditions": [{"matchType": "name", "propertyValue": "Klow"}]}]}

    answer = CLIENT.post(path, json=batch)

    assert [c["id"] for c in answer.json()["results"][0]["candidates"]][:1] == [KLOW.qid]


def test_the_manifest_tells_where_it_is():
    """Addresses are those that the client called, or those that the server was told."""
    client = TestClient(Starlette(routes=mounted("/reconcile", APP)), follow_redirects=False)
    here = client.get("/reconcile").json()
    there = TestClient(reconcile_app(FewItems(), base="https://data.example/rec/")).get("/").json()

    assert here["suggest"]["entity"]["service_url"] == "http://testserver/reconcile"
    assert client.get("/reconcile/").json() == here
    assert client.post("/reconcile", data={"queries": "{}"}).json() == {}
    assert client.get("/reconcile/suggest/type?prefix=x").status_code == 200
    assert there["preview"]["url"] == "https://data.example/rec/preview?id={{id}}"


def test_what_the_manifest_tells_is_there():
    """Each address of the manifest answers."""
    told = CLIENT.get("/").json()

    for suggest in told["suggest"].values():
        assert CLIENT.get(suggest["service_path"], params={"prefix": "k"}).status_code == 200
        found = CLIENT.get(suggest["service_path"], params={"prefix": "k"}).json()["result"]
        for one in found:
            flyout = suggest["flyout_service_path"].replace("${id}", one["id"])
            assert CLIENT.get(flyout).json()["id"] == one["id"]
    propose = told["extend"]["propose_properties"]["service_path"]
    assert CLIENT.get(propose, params={"type": "Place", "limit": 2}).json()["limit"] == 2
    assert "Klow" in CLIENT.get("/preview", params={"id": KLOW.qid}).text


def test_the_preview_runs_nothing():
    """No script, no image, no form; its own style only."""
    answer = CLIENT.get("/preview", params={"id": KLOW.qid})

    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/preview?id=Q1", "/nowhere", "/suggest/entity?prefix=k"])
def test_every_answer_may_be_read_by_any_page(path):
    """Errors too: else a browser hides the reason."""
    assert (
        CLIENT.get(path, headers={"Origin": "null"}).headers["access-control-allow-origin"] == "*"
    )


def test_a_preflight_is_answered():
    """A page asks before it sends JSON."""
    headers = {
        "Origin": "https://x.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = CLIENT.options("/match", headers=headers)

    assert answer.status_code == 204
    assert "Content-Type" in answer.headers["access-control-allow-headers"]


def test_jsonp_calls_the_function():
    """Version 0.2 allows it; old pages of OpenRefine use it."""
    answer = CLIENT.get("/suggest/type", params={"prefix": "comp", "callback": "jQuery.cb_1"})

    assert answer.headers["content-type"].startswith("application/javascript")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.text.startswith("/**/jQuery.cb_1({")
    assert answer.text.endswith("});")


@pytest.mark.parametrize(
    "name", ["alert(1)//", "a b", "a;b", "<script>", "é", "a..b", "1a", "a" * 500]
)
def test_a_callback_is_a_name(name):
    """Anything else would be code of somebody else's in the page of a third."""
    answer = CLIENT.get("/", params={"callback": name})

    assert (answer.status_code, one_line(answer)) == (400, "callback is no name of a function")


def test_jsonp_escapes_what_ends_a_string():
    """U+2028 is a line's end in old JavaScript."""
    answer = CLIENT.get("/", params={"query": "Q900000008", "callback": "f"})

    assert "\u2028" not in answer.text
    assert "\\u2028" in answer.text


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"queries": "{"}, "not JSON"),
        ({"queries": "[]"}, "queries should be a JSON object"),
        ({"queries": '{"a": {"query": "x", "limit": -1}}'}, "limit is no positive number"),
        ({"queries": "[" * 100_000}, "not JSON"),
        ({"queries": '{"a":' * 5000 + "1" + "}" * 5000}, "not JSON"),
        ({"queries": '{"a": {"query": "x", "limit": 1e999}}'}, "not JSON"),
        ({"queries": '{"a": {"query": "\\ud800"}}'}, "not JSON"),
        ({"extend": "{}"}, "a data extension without ids or properties"),
        ({}, "nothing is asked"),
    ],
)
def test_bad_input_is_400_with_one_line(form, message):
    """The reason, and no traceback."""
    answer = CLIENT.post("/", data=form)

    assert answer.status_code == 400
    assert one_line(answer).startswith(message)


def test_there_are_limits():
    """Too many queries, too many bytes, too far a cursor."""
    many = json.dumps({str(n): BANK for n in range(limits.BATCH + 1)})
    large = b"x" * (limits.BODY + 1)

    much = {"query": "x", "properties": [{"pid": "country", "v": ["SY"] * 50}]}
    crowd = json.dumps(dict.fromkeys(map(str, range(50)), much))

    assert CLIENT.post("/", data={"queries": many}).status_code == 413
    assert CLIENT.post("/", data={"queries": crowd}).status_code == 413
    assert CLIENT.post("/match", content=large).status_code == 413
    assert CLIENT.post("/", data={"queries": "x" * limits.BODY}).status_code == 413
    assert CLIENT.get("/suggest/entity?prefix=k&cursor=99999").status_code == 400
    assert CLIENT.get("/?" + "&".join(f"a{n}=1" for n in range(100))).status_code == 400


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404), ("GET", "/suggest/planet", 404), ("GET", "/preview?id=Q1", 404),
        ("GET", "/flyout/entity?id=", 404), ("GET", "/flyout/type?id=planet", 404), ("GET", "/match", 405),
        ("PUT", "/", 405), ("DELETE", "/extend", 405),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said(method, path, status):
    """404 and 405, in JSON as well."""
    answer = CLIENT.request(method, path)

    assert answer.status_code == status
    assert one_line(answer)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
KEYS = st.sampled_from(
    "query type limit properties type_strict pid v conditions matchType propertyId propertyValue required "
    "matchQuantifier queries ids id settings name".split()
)
NEARLY = st.recursive(
    st.sampled_from(["Klow", "country", "Q900000003", "any", "all", "name", "property", "limit", 0, 1, -1, 1e308, True, None, "", "١", "\x00"])
    | JSON,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)  # fmt: skip


@given(NEARLY, st.sampled_from(["queries", "query", "extend"]))
def test_garbage_in_a_form_is_never_our_fault(value, name):
    """Whatever JSON comes, the answer is no 500."""
    answer = CLIENT.post("/", data={name: json.dumps(value)})

    assert answer.status_code in (200, 400, 413)


@given(NEARLY, st.sampled_from(["/match", "/extend"]))
def test_garbage_in_json_is_never_our_fault(value, path):
    """Nor in the bodies of version 1.0."""
    wrapped = {"queries": value} if path == "/match" else {"ids": value, "properties": value}
    for content in (value, wrapped):
        assert CLIENT.post(path, content=json.dumps(content)).status_code in (200, 400, 413)


@given(
    st.dictionaries(
        st.text(max_size=9) | st.sampled_from(["prefix", "cursor", "id", "callback"]),
        st.text(),
        max_size=4,
    ),
    st.sampled_from(
        ["/", "/suggest/entity", "/suggest/type", "/flyout/entity", "/preview", "/extend/propose"]
    ),
)
def test_garbage_in_an_address_is_never_our_fault(parameters, path):
    """Nor in parameters."""
    assert CLIENT.get(path, params=parameters).status_code in (200, 400, 404)


@given(st.binary(max_size=200), st.sampled_from(["application/json", "application/x-www-form-urlencoded", "text/plain", "multipart/form-data"]))  # fmt: skip
def test_garbage_bytes_are_never_our_fault(content, kind):
    """Nor bytes of any type."""
    for path in ("/", "/match", "/extend"):
        assert CLIENT.post(path, content=content, headers={"Content-Type": kind}).status_code < 500
