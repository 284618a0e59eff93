"""Requests and answers against the JSON schemas of the specification, in both versions."""

import json
import os
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.reconcile import reconcile_app
from tests.fewitems import FewItems

jsonschema = pytest.importorskip("jsonschema")
referencing = pytest.importorskip("referencing")

FOLDER = (
    Path(os.environ.get("KG_SHARED", Path(__file__).parents[2] / "shared"))
    / "standards/reconciliation"
)
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the specification's schemas are not here"
)

CLIENT = TestClient(reconcile_app(FewItems()))
IDS = ["Q900000003", "Q900000006", "Q900000008", "Q1"]
PROPS = [{"id": name} for name in "label aliases kind country locatedIn coordinates latitude population born offices founded x".split()]  # fmt: skip


def valid(version, name, value):
    """Check a value; a schema's reference to another is looked up beside it."""
    folder = FOLDER / version / "schemas"
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}
    swagger = {"definitions": {"securityDefinitions": {"additionalProperties": {}}}}
    dialect = referencing.jsonschema.DRAFT202012
    registry = referencing.Registry().with_resources(
        [("http://swagger.io/v2/schema.json", dialect.create_resource(swagger))]
        + [(s["$id"], dialect.create_resource(s)) for n, s in schemas.items() if n != "openapi.json"]
        # The draft's references are relative to ids that name another version than their folder.
        + [(s["$id"].rpartition("/")[0] + "/" + n, dialect.create_resource(s)) for n, s in schemas.items() if n != "openapi.json"]
    )  # fmt: skip
    jsonschema.Draft202012Validator(schemas[name + ".json"], registry=registry).validate(value)


@pytest.mark.parametrize("version", ["0.2", "1.0-draft"])
def test_the_check_itself_can_fail(version):
    """A manifest without a name is none."""
    with pytest.raises(jsonschema.ValidationError):
        valid(version, "manifest", {"versions": [version]})


def test_manifests():
    """Each version has its own: they cannot be had in one, for suggest differs."""
    valid("0.2", "manifest", CLIENT.get("/").json())
    valid("1.0-draft", "manifest", CLIENT.get("/1.0-draft/").json())
    asked = CLIENT.get("/", headers={"Accept": "application/reconciliation.v1+json"})
    valid("1.0-draft", "manifest", asked.json())


def test_batches_of_0_2():
    """All forms that the schema of queries knows."""
    country = {"pid": "country", "v": ["Syldavia", {"id": "Q900000001", "name": "x"}, 3, 1.5, True]}
    batch = {
        "a": {"query": "Klow"},
        "b": {"query": "Klow", "type": "city", "limit": 3, "type_strict": "should"},
        "c": {
            "query": "Klow",
            "type": ["city", "village"],
            "type_strict": "any",
            "properties": [country],
        },
        "d": {"properties": [country]},
        "e": {"query": "nobody"},
    }
    valid("0.2", "reconciliation-query-batch", batch)

    answer = CLIENT.post("/", data={"queries": json.dumps(batch)})

    assert answer.status_code == 200
    valid("0.2", "reconciliation-result-batch", answer.json())
    assert [bool(v["result"]) for v in answer.json().values()] == [True, True, True, False, False]


def test_batches_of_1_0():
    """All forms that the schema of queries knows."""
    prop = {
        "matchType": "property",
        "propertyId": "country",
        "propertyValue": ["SY", {"id": "Q900000001"}, 1, True],
    }
    name = {"matchType": "name", "propertyValue": "Klow"}
    batch = {
        "queries": [
            {"conditions": [name]},
            {"type": "city", "limit": 2, "lang": "en", "dir": "ltr", "conditions": [name, prop]},
            {
                "conditions": [
                    name,
                    {**prop, "required": True, "matchQuantifier": "all", "matchQualifier": "x"},
                ]
            },
            {"conditions": [{"matchType": "id", "propertyValue": "Q900000003"}]},
            {"conditions": [prop]},
        ]
    }
    valid("1.0-draft", "reconciliation-query-batch", batch)

    answer = CLIENT.post("/match", json=batch)

    assert answer.status_code == 200
    valid("1.0-draft", "reconciliation-result-batch", answer.json())
    assert [bool(v["candidates"]) for v in answer.json()["results"]] == [
        True,
        True,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("version", ["0.2", "1.0-draft"])
@pytest.mark.parametrize("what", ["entity", "property", "type"])
def test_suggestions(version, what):
    """One answer fits both versions."""
    plural = {"entity": "entities", "property": "properties", "type": "types"}[what]

    answer = CLIENT.get(f"/suggest/{what}", params={"prefix": "co" if what != "entity" else "klo"})

    assert answer.json()["result"]
    valid(version, f"suggest-{plural}-response", answer.json())


def test_extensions():
    """Rows by entity in 0.2, in a list in 1.0."""
    asked = {"ids": IDS, "properties": PROPS}
    valid("0.2", "data-extension-query", asked)
    valid("1.0-draft", "data-extension-query", asked)

    old = CLIENT.post("/", data={"extend": json.dumps(asked)}).json()
    new = CLIENT.post("/extend", json=asked).json()

    valid("0.2", "data-extension-response", old)
    valid("1.0-draft", "data-extension-response", new)
    assert [row["id"] for row in new["rows"]] == IDS
    assert list(old["rows"]) == IDS


@pytest.mark.parametrize("version", ["0.2", "1.0-draft"])
def test_proposals(version):
    """With and without a limit."""
    valid(
        version,
        "data-extension-property-proposal",
        CLIENT.get("/extend/propose?type=Person").json(),
    )
    valid(
        version,
        "data-extension-property-proposal",
        CLIENT.get("/extend/propose?type=x&limit=2").json(),
    )
