"""An entity as Wikidata writes it in JSON -> ``Raw``.

The data model: https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kg.wikidata.raw import FOREIGN, HUMAN, Held, Raw, number

#: What malformed JSON of the right syntax makes the functions here raise.
MALFORMED: Final = (KeyError, TypeError, AttributeError, ValueError, IndexError)

#: The globe that coordinates are on when they are on Earth, by the data model's own default.
_EARTH: Final = "http://www.wikidata.org/entity/Q2"

Json = Mapping[str, Any]


def read(entity: Json, languages: Sequence[str]) -> Raw | None:
    """Return what an item says; None for properties, lexemes, and redirects.

    Raises:
        One of `MALFORMED`: it is no entity.
    """
    if entity.get("type", "item") != "item" or "redirect" in entity:
        return None
    claims = entity.get("claims") or {}
    labels = {code: told["value"] for code, told in (entity.get("labels") or {}).items()}
    aliases = {c: [a["value"] for a in told] for c, told in (entity.get("aliases") or {}).items()}
    label, names, rank = spoken(labels, aliases, languages)
    born = dates(claims, "P569") or dates(claims, "P571")
    died = dates(claims, "P570") or dates(claims, "P576")
    return Raw(
        number(entity["id"]),
        label,
        names,
        _first(entity.get("descriptions") or {}, languages),
        items(claims, "P31"),
        items(claims, "P279"),
        items(claims, "P17") or items(claims, "P27") or items(claims, "P1001"),
        _iso(claims),
        items(claims, "P131") or items(claims, "P276") or items(claims, "P159"),
        _point(claims),
        _population(claims),
        born,
        died,
        _offices(claims),
        len(entity.get("sitelinks") or ()),
        any(name in claims for name in HUMAN),
        rank,
    )


def spoken(
    labels: Mapping[str, str], aliases: Mapping[str, Sequence[str]], languages: Sequence[str]
) -> tuple[str, tuple[str, ...], int]:
    """Return label, other names, and the rank of the label; by language: of the chosen and ``mul``, else any.

    White space is straightened, the names are sorted.
    """
    order = list(dict.fromkeys(("en", "mul", *languages)))
    ranks = [n for n, code in enumerate(order) if code in labels]
    names = {labels[order[n]] for n in ranks}
    for code in order:
        names.update(aliases.get(code, ()))
    rank = ranks[0] if ranks else FOREIGN if labels else 0
    label = labels[order[rank]] if ranks else labels[min(labels)] if labels else ""
    label = " ".join(label.split())
    return label, tuple(sorted({" ".join(n.split()) for n in names} - {label, ""})), rank


def _first(texts: Json, languages: Sequence[str]) -> str:
    for code in (*languages, "en", "mul"):
        if code in texts:
            return " ".join(texts[code]["value"].split())
    return ""


def best(claims: Json, prop: str) -> list[Json]:
    """Return the statements of the best rank; what is deprecated never counts."""
    told = claims.get(prop) or ()
    preferred = [s for s in told if s.get("rank") == "preferred"]
    return preferred or [s for s in told if s.get("rank", "normal") == "normal"]


def _values(statements: Sequence[Json]) -> Iterator[Any]:
    """Yield what is told; "unknown" and "none" are snaks without a value."""
    for statement in statements:
        snak = statement["mainsnak"]
        if snak["snaktype"] == "value":
            yield snak["datavalue"]["value"]


def items(claims: Json, prop: str) -> tuple[int, ...]:
    """Return the items of a property, each once; what has ended only when nothing else is told."""
    told = best(claims, prop)
    open_ = [s for s in told if "P582" not in (s.get("qualifiers") or ())]
    return tuple(dict.fromkeys(map(_number, _values(open_ or told))))


def _number(value: Json) -> int:
    return int(value["numeric-id"]) if "numeric-id" in value else number(value["id"])


def _iso(claims: Json) -> str:
    codes = sorted(str(v).strip() for v in _values(best(claims, "P297")))
    return next(
        (c for c in codes if len(c) == 2 and c.isascii() and c.isalpha() and c.isupper()), ""
    )


def _point(claims: Json) -> tuple[float, float] | None:
    for value in _values(best(claims, "P625")):
        lat, lon = float(value["latitude"]), float(value["longitude"])
        if (value.get("globe") or _EARTH) == _EARTH and abs(lat) <= 90 and abs(lon) <= 180:
            return round(lat, 5), round(lon, 5)  # A metre; more digits are noise of conversion.
    return None


def _population(claims: Json) -> int:
    """Return the number of the latest count; one without a date is older than any."""
    counts = [
        (_qualified(s, "P585"), int(float(v["amount"])))
        for s in best(claims, "P1082")
        for v in _values([s])
    ]
    return max(0, max(counts)[1]) if counts else 0


def dates(claims: Json, prop: str) -> str:
    """Return the first date of a property, in order of time, or an empty text."""
    return min(filter(None, map(date, _values(best(claims, prop)))), default="")


def date(value: Json) -> str:
    """Return a time as precise as it is known; empty when less so than a year, or before our era.

    It is in the calendar that Wikidata names.

    >>> date({"time": "+2000-07-00T00:00:00Z", "precision": 10})
    '2000-07'
    """
    text, precision = str(value["time"]), int(value["precision"])
    year, _, rest = text[1:].partition("-")
    if precision < 9 or text[0] != "+" or not year.isdigit() or not 0 < int(year) < 10000:
        return ""
    month, _, day = rest[:5].partition("-")
    parts = [f"{int(year):04}"]
    for part, least in ((month, 10), (day, 11)):
        if precision < least or part == "00":
            break
        parts.append(part)
    return "-".join(parts)


def _qualified(statement: Json, prop: str) -> str:
    snaks = (statement.get("qualifiers") or {}).get(prop) or ()
    known = [s["datavalue"]["value"] for s in snaks if s["snaktype"] == "value"]
    return min(filter(None, map(date, known)), default="")


def _offices(claims: Json) -> tuple[Held, ...]:
    return tuple(
        (_number(value), _qualified(statement, "P580"), _qualified(statement, "P582"))
        for statement in claims.get("P39") or ()
        if statement.get("rank") != "deprecated"
        for value in _values([statement])
    )
