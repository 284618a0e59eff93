"""Name -> who is called so or begins so, as the search API of Wikidata knows it.

The API: https://www.wikidata.org/w/api.php?action=help&modules=wbsearchentities
"""

import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode
from urllib.request import Request

from kg.wikidata.polite import Busy
from kg.wikidata.raw import number

#: Answers to one name, the best known first as a rule; who comes later is hardly meant.
LIMIT: Final = 10

#: Longest name that is asked for, in code points: the API refuses longer ones.
LONGEST: Final = 250

#: Seconds that Wikidata's copies may lag behind before this question is put off, as its etiquette asks.
_LAG: Final = "5"


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: the number of the item, and the name of it that fits."""

    number: int
    name: str


def askable(name: str) -> bool:
    """Return whether a name makes sense as a question."""
    return len(name) <= LONGEST and name.isprintable() and any(c.isalnum() for c in name)


def request(api: str, name: str) -> Request:
    """Return the request for the items that a name of begins with ``name``, in English or in no language."""
    asked = {
        "action": "wbsearchentities",
        "search": name,
        "language": "en",
        "uselang": "en",
        "type": "item",
        "limit": str(LIMIT),
        "format": "json",
        "formatversion": "2",
        "maxlag": _LAG,
    }
    return Request(f"{api}{'&' if '?' in api else '?'}{urlencode(asked)}")  # noqa: S310, checked


def read(body: bytes) -> list[Found]:
    """Return the answers in their order, each item once.

    Raises:
        Busy: the service asks for patience.
        ValueError: it is no answer.

    >>> read(b'{"search": [{"id": "Q900000001", "label": "Aza", "match": {"text": "Azza"}}]}')
    [Found(number=900000001, name='Azza')]
    """
    said = json.loads(body)
    try:
        if "error" in said:
            raise (Busy if said["error"].get("code") == "maxlag" else ValueError)(
                _error(said["error"])
            )
        found = [Found(number(hit["id"]), _name(hit)) for hit in said["search"]]
    except (KeyError, TypeError, AttributeError):
        raise ValueError("an answer that is no list of items") from None
    first: dict[int, Found] = {}
    for one in found[:LIMIT]:
        first.setdefault(one.number, one)
    return list(first.values())


def _name(hit: dict[str, Any]) -> str:
    matched = hit.get("match") or {}
    name = matched.get("text") or hit.get("label") or hit["id"]
    if not isinstance(name, str):
        raise TypeError
    return " ".join("".join(c if c.isprintable() else " " for c in name[:LONGEST]).split())


def _error(error: dict[str, Any]) -> str:
    return f"{error.get('code')}: {error.get('info')}"
