"""Entities of Wikidata's JSON, made by hand: what dumps, deltas and answers of the API hold."""

import json
from pathlib import Path

WD = "http://www.wikidata.org/entity/"


def item(number):
    """The value of a statement about another item."""
    return {"entity-type": "item", "numeric-id": number, "id": f"Q{number}"}


def time(text, precision=11):
    """The value of a date: ``2000-07-01`` with its precision (9 year, 10 month, 11 day)."""
    sign = "" if text[0] in "+-" else "+"
    return {
        "time": f"{sign}{text}T00:00:00Z", "timezone": 0, "before": 0, "after": 0,
        "precision": precision, "calendarmodel": f"{WD}Q1985727",
    }  # fmt: skip


def point(lat, lon, globe=f"{WD}Q2"):
    """The value of coordinates."""
    return {
        "latitude": lat,
        "longitude": lon,
        "altitude": None,
        "precision": 0.0001,
        "globe": globe,
    }


def amount(number):
    """The value of a count."""
    return {"amount": f"{number:+}", "unit": "1"}


def snak(prop, value, kind="value"):
    """A snak: ``kind`` is ``value``, ``somevalue`` or ``novalue``."""
    made = {
        "snaktype": kind,
        "property": prop,
        "hash": f"{prop}{abs(hash(str(value))) % 10**9:032d}",
    }
    if kind == "value":
        made["datavalue"] = {"value": value, "type": _type(value)}
    return made


def _type(value):
    if isinstance(value, str):
        return "string"
    for key, name in (("time", "time"), ("latitude", "globecoordinate"), ("amount", "quantity")):
        if key in value:
            return name
    return "wikibase-entityid"


def claim(prop, value, *, rank="normal", kind="value", **qualifiers):
    """A statement; qualifiers are ``P580=time("2000-01-01")``."""
    made = {
        "mainsnak": snak(prop, value, kind),
        "type": "statement",
        "id": f"{prop}$x",
        "rank": rank,
    }
    if qualifiers:
        made["qualifiers"] = {name: [snak(name, v)] for name, v in qualifiers.items()}
    return made


def entity(number, label="", *claims, labels=None, aliases=None, description="", pages=0):
    """An item; ``labels`` and ``aliases`` by language. What is empty is ``[]``, as PHP writes it."""
    labels = {**({"en": label} if label else {}), **(labels or {})}
    told = {}
    for one in claims:
        told.setdefault(one["mainsnak"]["property"], []).append(one)
    return {
        "type": "item",
        "id": f"Q{number}",
        "labels": {c: {"language": c, "value": v} for c, v in labels.items()} or [],
        "descriptions": {"en": {"language": "en", "value": description}} if description else [],
        "aliases": {
            c: [{"language": c, "value": v} for v in names] for c, names in (aliases or {}).items()
        } or [],
        "claims": told or [],
        "sitelinks": {f"w{n}wiki": {"site": f"w{n}wiki", "title": label, "badges": []} for n in range(pages)} or [],
        "lastrevid": 1,
    }  # fmt: skip


def line(document):
    """A document as a line of a dump has it, without its comma."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def dump(path: Path, documents) -> Path:
    """Write entities, and lines as they are, in the form of a dump."""
    lines = [d if isinstance(d, str) else line(d) for d in documents]
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")
    return path


#: Where the numbers of the small world begin: no item of Wikidata has such.
B = 900_000_000


def world():
    """A small world: classes, a country, its governorate, two villages, somebody in office, a film."""
    here = claim("P17", item(B + 10))
    return [
        entity(B + 1, "human"),
        entity(B + 2, "village", claim("P279", item(B + 3))),
        entity(B + 3, "human settlement"),
        entity(B + 4, "sovereign state"),
        entity(B + 5, "governorate of Aland"),
        entity(B + 6, "position"),
        entity(B + 7, "rural locality in Aland", claim("P279", item(B + 2))),
        entity(B + 8, "film"),
        entity(
            B + 10, "Aland", claim("P31", item(B + 4)), claim("P297", "AX"), claim("P625", point(10, 20)),
            labels={"ar": "ألاند", "xx": "Not asked for"}, pages=300,
        ),
        entity(B + 11, "North Aland", claim("P31", item(B + 5)), here, claim("P131", item(B + 10)), pages=20),
        entity(
            B + 12, "Atsha", claim("P31", item(B + 2)), here,
            claim("P131", item(B + 10)), claim("P131", item(B + 11)),
            claim("P625", point(10.5, 20.5)),
            claim("P1082", amount(100), P585=time("2001-01-01")),
            claim("P1082", amount(200), P585=time("2011-01-01")),
            claim("P1082", amount(9), rank="deprecated"),
            aliases={"en": ["Atshah"], "ru": ["Атша"]}, description="village in Aland", pages=3,
        ),
        entity(B + 13, "Tel Sik", claim("P31", item(B + 7)), claim("P131", item(B + 11)), pages=1),
        entity(
            B + 20, "Ada Aly", claim("P31", item(B + 1)), claim("P27", item(B + 10)),
            claim("P569", time("1960-05-03")), claim("P570", None, kind="novalue"),
            claim("P39", item(B + 30), P580=time("2001-01-01", 9), P582=time("2005-02-00", 10)),
            pages=12,
        ),
        entity(B + 30, "mayor of Atsha", claim("P31", item(B + 6)), claim("P1001", item(B + 10))),
        entity(B + 40, "The Road to Atsha", claim("P31", item(B + 8)), here, pages=5),
        entity(B + 41, "", claim("P31", item(B + 1))),
    ]  # fmt: skip


_SCHEMA = "http://schema.org/"
_XSD = "http://www.w3.org/2001/XMLSchema#"


def triples(documents):
    """The lines of N-Triples that say of entities what Wikidata's RDF says, grouped by entity."""
    for told in documents:
        if not isinstance(told, str):
            yield from _triples(told)


def _triples(told):
    subject = f"<{WD}{told['id']}>"
    data = f"<https://www.wikidata.org/wiki/Special:EntityData/{told['id']}>"
    yield f"{data} <{_SCHEMA}about> {subject} ."
    yield f'{data} <http://wikiba.se/ontology#sitelinks> "{len(told["sitelinks"])}"^^<{_XSD}integer> .'
    for code, name in (told["labels"] or {}).items():
        yield f"{subject} <http://www.w3.org/2000/01/rdf-schema#label> {json.dumps(name['value'])}@{code} ."
        yield f"{subject} <{_SCHEMA}name> {json.dumps(name['value'])}@{code} ."
    for code, name in (told["descriptions"] or {}).items():
        yield f"{subject} <{_SCHEMA}description> {json.dumps(name['value'])}@{code} ."
    for code, names in (told["aliases"] or {}).items():
        for name in names:
            yield f"{subject} <http://www.w3.org/2004/02/skos/core#altLabel> {json.dumps(name['value'])}@{code} ."
    for prop, claims in (told["claims"] or {}).items():
        best = [c for c in claims if c["rank"] == "preferred"] or [
            c for c in claims if c["rank"] == "normal"
        ]
        for n, one in enumerate(c for c in best if c["mainsnak"]["snaktype"] == "value"):
            value = _term(one["mainsnak"]["datavalue"]["value"])
            yield f"{subject} <http://www.wikidata.org/prop/direct/{prop}> {value} ."
            if prop == "P39":
                yield from _statement(subject, f"<{WD}statement/{told['id']}-{n}>", one, value)
    for site, page in (told["sitelinks"] or {}).items():
        yield f"<https://{site}.example/{page['title'].replace(' ', '_')}> <{_SCHEMA}about> {subject} ."


def _statement(subject, node, one, value):
    yield f"{subject} <http://www.wikidata.org/prop/P39> {node} ."
    yield f"{node} <http://www.wikidata.org/prop/statement/P39> {value} ."
    for prop, (told,) in one.get("qualifiers", {}).items():
        value = told["datavalue"]["value"]
        yield f"{node} <http://www.wikidata.org/prop/qualifier/{prop}> {_term(value)} ."
        full = f"{node[:-1]}-{prop}>"
        yield f"{node} <http://www.wikidata.org/prop/qualifier/value/{prop}> {full} ."
        yield f"{full} <http://wikiba.se/ontology#timeValue> {_term(value)} ."
        yield f'{full} <http://wikiba.se/ontology#timePrecision> "{value["precision"]}"^^<{_XSD}integer> .'


def _term(value):
    if isinstance(value, str):
        return json.dumps(value)
    if "id" in value:
        return f"<{WD}{value['id']}>"
    if "time" in value:
        return f'"{value["time"].lstrip("+").replace("-00", "-01")}"^^<{_XSD}dateTime>'
    if "latitude" in value:
        other = "" if value["globe"].endswith("/Q2") else f"<{value['globe']}> "
        return f'"{other}Point({value["longitude"]} {value["latitude"]})"^^<http://www.opengis.net/ont/geosparql#wktLiteral>'
    return f'"{value["amount"]}"^^<{_XSD}decimal>'
