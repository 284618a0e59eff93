"""Wikidata's own API -> the entities of a work file that changed since a day; asked only when told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from urllib.parse import urlencode
from urllib.request import Request

import orjson

from kg.errors import UsageError
from kg.wikidata.classes import batches
from kg.wikidata.polite import Busy, Polite
from kg.wikidata.raw import number
from kg.wikidata.work import Work

API: Final = "https://www.wikidata.org/w/api.php"

#: Entities in one request: what the API allows to everybody.
_BATCH: Final = 50

#: Seconds that the copies of the database may lag behind before a program waits.
MAXLAG: Final = 5

#: How long the list of recent changes reaches back, in days.
_RECENT: Final = 30


@dataclass(frozen=True, slots=True)
class Api:
    """The MediaWiki API at an address."""

    polite: Polite
    url: str = API

    def ask(self, **words: str) -> dict[str, Any]:
        """Return what the API answers.

        Raises:
            RemoteError: no answer, after all attempts.
        """
        told = {"format": "json", "formatversion": "2", "maxlag": str(MAXLAG), **words}
        return self.polite.ask(Request(self.url, urlencode(told).encode()), _read)  # noqa: S310

    def entities(self, numbers: list[int]) -> dict[str, Any]:
        """Return entities as the dumps have them, those that are no more among them."""
        props = "info|labels|aliases|descriptions|claims|sitelinks"
        ids = "|".join(f"Q{n}" for n in numbers)
        return self.ask(action="wbgetentities", ids=ids, props=props)


def _read(body: bytes) -> dict[str, Any]:
    answer = orjson.loads(body)
    if not isinstance(answer, dict):
        raise ValueError("an answer that is no answer of the API")
    error = answer.get("error")
    if error:
        text = (
            f"{error.get('code')}: {error.get('info')}" if isinstance(error, dict) else str(error)
        )
        raise Busy(text)
    return answer


def since(text: str, today: date | None = None) -> str:
    """Return a day as the API wants it.

    Raises:
        UsageError: it is no day, or longer ago than changes are listed.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"no day: {text!r}", hint="YYYY-MM-DD") from error
    ago = ((today or datetime.now(UTC).date()) - day).days
    if ago > _RECENT:
        raise UsageError(
            f"{text} is {ago} days ago", hint=f"changes are listed for {_RECENT} days: use a dump"
        )
    return f"{text}T00:00:00Z"


def changed(work: Work, api: Api, start: str) -> Iterator[object]:
    """Yield the answers with the entities of the work file that changed since a point in time."""
    known = set(work.numbers())
    found = sorted(known & set(_recent(api, start)))
    for batch in batches(found, _BATCH):
        yield api.entities(batch)


def _recent(api: Api, start: str) -> Iterator[int]:
    """Yield the items that were edited, merged or deleted, some more than once."""
    more: dict[str, str] = {}
    while True:
        answer = api.ask(
            action="query", list="recentchanges", rcnamespace="0", rcdir="newer", rcstart=start,
            rcprop="title", rctype="edit|new|log", rclimit="500", **more,
        )  # fmt: skip
        for change in answer.get("query", {}).get("recentchanges", ()):
            try:
                yield number(str(change.get("title", "")))
            except ValueError:
                continue
        if "continue" not in answer:
            return
        more = {name: str(value) for name, value in answer["continue"].items()}
