"""JSON of a request -> plain values, for both versions of the protocol; anything else is refused with its reason."""

import math
from collections.abc import Mapping

import orjson

from kg.reconcile import limits
from kg.reconcile.values import Condition, Query, Ref, RefusedError, Value


def decoded(text: str | bytes) -> object:
    """Return the value of a JSON text (RFC 8259; depth, NaN and lone surrogates are checked).

    Raises:
        RefusedError: it is no JSON.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise RefusedError(f"not JSON: {error}") from None
    except UnicodeEncodeError:
        raise RefusedError("not JSON: not Unicode") from None


def batch(value: object) -> dict[str, Query]:
    """Return the queries of version 0.2, by the keys that the client gave them.

    Raises:
        RefusedError: the value is no batch, or holds more than ``limits.BATCH``.
    """
    found = _object(value, "queries")
    _few(len(found))
    return dict(zip(found, _modest([query(one) for one in found.values()]), strict=True))


def query(value: object) -> Query:
    """Return one query of version 0.2: an object, or the bare name.

    Raises:
        RefusedError: it has neither a name nor properties, or something in it has the wrong form.
    """
    if isinstance(value, str):
        value = {"query": value}
    asked = _object(value, "a query", ("query", "type", "limit", "properties", "type_strict"))
    name = _text(asked.get("query", ""), "query")
    conditions = [_property(p) for p in _list(asked.get("properties"), "properties")]
    if "query" not in asked and not conditions:
        raise RefusedError("a query without query and properties", hint="one of them is needed")
    strict = asked.get("type_strict") or "any"
    if strict not in ("any", "all", "should"):
        raise RefusedError(f"type_strict is {strict!r}", hint="any, all or should")
    kinds = asked.get("type") or []
    types = _list([kinds] if isinstance(kinds, str) else kinds, "type")
    names, rest = _names(conditions)
    return Query(
        names=tuple(n for n in (name, *names) if n.strip()),
        types=tuple(_text(t, "type") for t in types),
        every=strict == "all",
        strict=strict != "should",
        limit=limit(asked.get("limit")),
        conditions=rest,
    )


def queries(value: object) -> list[Query]:
    """Return the queries of version 1.0, in their order.

    Raises:
        RefusedError: as above.
    """
    asked = _object(value, "the request")
    if "queries" not in asked:
        raise RefusedError(
            "a request without queries", hint='such as {"queries": [{"conditions": […]}]}'
        )
    found = asked["queries"]
    if not isinstance(found, list):
        raise RefusedError("queries is not an array")
    _few(len(found))
    return _modest([_query(one) for one in found])


def _modest(found: list[Query]) -> list[Query]:
    """Let a batch pass whose values can be compared with all candidates in a few seconds."""
    values = sum(len(c.values) for q in found for c in q.conditions)
    if values > limits.VALUES:
        hint = f"at most {limits.VALUES}"
        raise RefusedError(f"{values} values in a batch", hint=hint, status=413)
    return found


def _query(value: object) -> Query:
    asked = _object(value, "a query", ("conditions", "type", "limit", "lang", "dir"))
    told = _list(asked.get("conditions"), "conditions")
    if not told:
        raise RefusedError("a query without conditions", hint="at least one is needed")
    kind = _text(asked.get("type") or "", "type")
    names: list[str] = []
    ids: list[str] = []
    conditions = []
    for one in told:
        condition, match = _condition(one)
        if match == "property":
            conditions.append(condition)
        else:
            (names if match == "name" else ids).extend(_words(v) for v in condition.values)
    more, rest = _names(conditions)
    return Query(
        names=tuple(n for n in (*names, *more) if n.strip()),
        ids=tuple(ids),
        types=(kind,) if kind else (),
        limit=limit(asked.get("limit")),
        conditions=rest,
    )


def _condition(value: object) -> tuple[Condition, str]:
    asked = _object(value, "a condition")
    match = asked.get("matchType")
    if match not in ("name", "id", "property"):
        raise RefusedError(f"matchType is {match!r}", hint="name, id or property")
    if "propertyValue" not in asked:
        raise RefusedError("a condition without propertyValue")
    quantifier = asked.get("matchQuantifier", "any")
    if quantifier not in ("any", "all", "none"):
        raise RefusedError(f"matchQuantifier is {quantifier!r}", hint="any, all or none")
    required = asked.get("required", False)
    if not isinstance(required, bool):
        raise RefusedError("required is neither true nor false")
    prop = _text(asked.get("propertyId") or "", "propertyId")
    if match == "property" and not prop:
        raise RefusedError("a condition on a property without propertyId")
    return Condition(prop, _values(asked["propertyValue"]), str(quantifier), required), str(match)


def _property(value: object) -> Condition:
    asked = _object(value, "a property")
    if "pid" not in asked or "v" not in asked:
        raise RefusedError(
            "a property without pid or v", hint='such as {"pid": "country", "v": "SY"}'
        )
    return Condition(_text(asked["pid"], "pid"), _values(asked["v"]))


def _names(conditions: list[Condition]) -> tuple[list[str], tuple[Condition, ...]]:
    """Take the labels out of the conditions: they are further names to look under."""
    names = [_words(v) for c in conditions if c.prop in ("label", "aliases") for v in c.values]
    return names, tuple(c for c in conditions if c.values)


def _words(value: Value) -> str:
    return (value.id or value.name) if isinstance(value, Ref) else str(value)


def _values(value: object) -> tuple[Value, ...]:
    """Return the values of a property; an empty cell of a table says nothing."""
    several = value if isinstance(value, list) else [value]
    if len(several) > limits.CONDITIONS:
        raise RefusedError(
            f"{len(several)} values of a property", hint=f"at most {limits.CONDITIONS}"
        )
    found = [_value(one) for one in several if one not in (None, "")]
    return tuple(found)


def _value(value: object) -> Value:
    if isinstance(value, str):
        return _text(value, "a value")
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, dict) and "id" in value:
        return Ref(_text(value["id"], "id"), _text(value.get("name") or "", "name"))
    raise RefusedError("a value that is no text, number, truth value or entity")


def limit(value: object, usual: int = limits.USUAL) -> int:
    """Return how many to answer with: at least one, at most ``limits.CANDIDATES``.

    Raises:
        RefusedError: the value is no positive number.
    """
    if value is None:
        return usual
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 1:
        raise RefusedError("limit is no positive number")
    return int(min(value, limits.CANDIDATES))


def extension(value: object) -> tuple[list[str], dict[str, Mapping[str, object]]]:
    """Return the entities and the properties, each with its settings, of a data extension.

    Raises:
        RefusedError: it is no data extension, or asks for too much.
    """
    asked = _object(value, "a data extension")
    if "ids" not in asked or "properties" not in asked:
        raise RefusedError("a data extension without ids or properties")
    ids = [_text(i, "id") for i in _list(asked["ids"], "ids", limits.ENTITIES)]
    props: dict[str, Mapping[str, object]] = {}
    for one in _list(asked["properties"], "properties"):
        prop = _object(one, "a property")
        if "id" not in prop:
            raise RefusedError("a property without id")
        props[_text(prop["id"], "id")] = _object(prop.get("settings") or {}, "settings")
    return ids, props


def _object(value: object, what: str, fields: tuple[str, ...] = ()) -> dict[str, object]:
    """Return an object; where its fields are told, it has no others, as the schemas say."""
    if not isinstance(value, dict):
        raise RefusedError(f"{what} should be a JSON object")
    for name in value:
        if fields and name not in fields:
            raise RefusedError(f"{what} with {name[:40]!r}", hint=f"known: {', '.join(fields)}")
    return value


def _list(value: object, what: str, most: int = limits.CONDITIONS) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise RefusedError(f"{what} should be an array")
    if len(value) > most:
        raise RefusedError(f"{len(value)} {what}", hint=f"at most {most}", status=413)
    return value


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise RefusedError(f"{what} should be a text")
    if len(value) > limits.NAME:
        raise RefusedError(f"{what} has {len(value)} characters", hint=f"at most {limits.NAME}")
    return value


def _few(number: int) -> None:
    if number > limits.BATCH:
        hint = f"at most {limits.BATCH}, as batchSize of the manifest says"
        raise RefusedError(f"{number} queries in a batch", hint=hint, status=413)
