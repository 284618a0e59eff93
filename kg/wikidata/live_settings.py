"""Environment -> where the live service is, who asks, how long, and where its answers are kept."""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from kg.errors import UsageError
from kg.wikidata import cache
from kg.wikidata.polite import Manners, agent

API: Final = "https://www.wikidata.org/w/api.php"
SPARQL: Final = "https://query.wikidata.org/sparql"


@dataclass(frozen=True, slots=True)
class LiveSettings:
    """How Wikidata is asked while a text is linked.

    Attributes:
        api: address of the search API of Wikidata, or of another Wikibase with Wikidata's items.
        sparql: address of a SPARQL endpoint with Wikidata's triples.
        contact: an address of mail or web, which Wikimedia asks for.
        cache: file of the answers.
        days: how long an answer counts.
        seconds: for one answer; a reader waits, so it is less than the service's own minute.
        budget: seconds of waiting in one run; when they are used up, the rest is offline.
        attempts, pause, patience: as in `polite.Manners`.
    """

    api: str = API
    sparql: str = SPARQL
    contact: str = ""
    cache: Path = field(default_factory=cache.place)
    days: float = 30.0
    seconds: float = 10.0
    budget: float = 600.0
    attempts: int = 3
    pause: float = 0.5
    patience: float = 5.0

    def __post_init__(self) -> None:
        for address in (self.api, self.sparql):
            _check(address)

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> "LiveSettings":
        """Return the settings that the environment tells; what is empty there is as usual.

        Raises:
            UsageError: an address or a number makes no sense.
        """
        return cls(
            api=environ.get("KG_WIKIDATA_API") or API,
            sparql=environ.get("KG_WIKIDATA_SPARQL") or SPARQL,
            contact=environ.get("KG_CONTACT", ""),
            cache=Path(environ.get("KG_WIKIDATA_CACHE") or cache.place()),
            days=_number(environ, "KG_WIKIDATA_DAYS", 30.0),
            seconds=_number(environ, "KG_WIKIDATA_TIMEOUT", 10.0),
            budget=_number(environ, "KG_WIKIDATA_BUDGET", 600.0),
        )

    def manners(self) -> Manners:
        """Return how it is asked."""
        return Manners(
            agent(self.contact),
            self.seconds,
            self.attempts,
            self.pause,
            self.patience,
            self.budget,
            largest=1 << 24,  # A batch of items takes some 300 kB.
        )


def _check(address: str) -> None:
    """Refuse what is no address of the web, and one with a password, which would stand in messages."""
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        good = False
    if not good or not address.isascii() or any(c <= " " or c == "\x7f" for c in address):
        raise UsageError(f"not an address of the web: {address!r}", hint="such as https://…/sparql")
    if "@" in parts.netloc:
        raise UsageError(
            f"an address with a user or password: {parts.hostname}", hint="these services need none"
        )


def _number(environ: Mapping[str, str], name: str, usual: float) -> float:
    text = environ.get(name, "")
    try:
        number = float(text) if text else usual
    except ValueError:
        number = math.nan
    if not 0 <= number < 1e9:
        raise UsageError(f"{name} is not a number of {_UNITS[name]}: {text!r}")
    return number


_UNITS: Final = {
    "KG_WIKIDATA_DAYS": "days",
    "KG_WIKIDATA_TIMEOUT": "seconds",
    "KG_WIKIDATA_BUDGET": "seconds",
}
