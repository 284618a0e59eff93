"""A request and how to read its answer -> the answer, asked as Wikimedia wants to be asked.

Retries with back-off, honours ``Retry-After``, says who asks, and gives up in time; see
https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy and
https://www.mediawiki.org/wiki/API:Etiquette.
"""

import platform
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from math import inf
from typing import Final, TypeVar
from urllib.parse import urlsplit
from urllib.request import Request

from kg import __version__
from kg.errors import KgError, UsageError
from kg.wikidata.transport import BROKEN, Reply, send

T = TypeVar("T")

#: Statuses that may be another one the next time.
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


class RemoteError(KgError):
    """A remote service gave no answer today, which says nothing about what it knows."""


class Busy(ValueError):  # noqa: N818
    """An answer that says "not now" in its body; raised by who reads it (Wikimedia's ``maxlag``)."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How a service is asked.

    Attributes:
        agent: who asks, as `agent` writes it.
        seconds: for one answer, from the look-up of the name to the last byte.
        attempts: how often one thing is asked before it counts as not answered.
        pause: seconds before the second attempt, doubled before each further one; a random part
            of up to one half is added, so that many clients do not come back together.
        patience: longest pause in seconds; a service that asks for a longer one is not asked again.
        budget: seconds for all that is asked, pauses among them.
        largest: bytes of one answer.
    """

    agent: str
    seconds: float = 60.0  # The query service ends a query after 60 s itself.
    attempts: int = 5
    pause: float = 1.0
    patience: float = 60.0
    budget: float = inf
    largest: int = 1 << 28


class Polite:
    """Asks remote services, one thing at a time; ``clock``, ``sleep`` and ``chance`` are for tests."""

    def __init__(
        self,
        manners: Manners,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.manners = manners
        self._clock, self._sleep, self._chance = clock, sleep, chance
        self._spent = 0.0

    @property
    def left(self) -> float:
        """Seconds of the budget that are left."""
        return self.manners.budget - self._spent

    def ask(self, request: Request, read: Callable[[bytes], T]) -> T:
        """Return what ``read`` makes of the answer.

        Args:
            request: what to ask; asking it twice must be as good as once.
            read: raises ValueError for an answer that makes no sense, `Busy` for "not now".

        Raises:
            RemoteError: no attempt brought an answer, or the budget is used up.
        """
        request.add_header("User-Agent", self.manners.agent)
        begun = self._clock()
        try:
            return self._attempts(request, read, begun)
        finally:
            self._spent += self._clock() - begun

    def _attempts(self, request: Request, read: Callable[[bytes], T], begun: float) -> T:
        host = urlsplit(request.full_url).netloc.rpartition("@")[2]
        reason = ""
        for attempt in range(self.manners.attempts):
            left = self.left - (self._clock() - begun)
            if left <= 0:
                reason = reason or f"the {self.manners.budget:.3g} s for all questions are used up"
                break
            wait: float | None = None
            try:
                reply = send(
                    request,
                    seconds=min(self.manners.seconds, left),
                    largest=self.manners.largest,
                )
                wait = wanted(reply.headers)
                if reply.status == 200:
                    return read(reply.body)
                reason = _status(reply)
                if reply.status not in _PASSING:
                    break
            except (*BROKEN, OverflowError, RecursionError) as error:
                reason = _words(error)
            pause = self._pause(attempt, wait)
            if attempt + 1 == self.manners.attempts or pause is None or pause >= left:
                break
            self._sleep(pause)
        raise RemoteError(f"no answer from {host}: {reason}")

    def _pause(self, attempt: int, wanted: float | None) -> float | None:
        """Return the seconds to wait, or None when the service asks for more than our patience."""
        if wanted is not None and wanted > self.manners.patience:
            return None
        own = min(self.manners.pause * 2.0**attempt, self.manners.patience)
        return max(own * (1 + self._chance() / 2), wanted or 0.0)


def agent(contact: str = "") -> str:
    """Return the ``User-Agent``: name and version, whom to write to, and what sends.

    Args:
        contact: an address of mail or web, which Wikimedia asks for; empty: none.

    Raises:
        UsageError: the contact cannot stand in a header field.

    >>> agent("me@example.org").startswith("kg/")
    True
    """
    if not (contact.isascii() and contact.isprintable()) or set(contact) & set("()\\"):
        raise UsageError(f"not a contact: {contact!r}", hint="an address of mail or web, in ASCII")
    whom = contact.strip() or "no contact given"
    return f"kg/{__version__} ({whom}) Python-urllib/{platform.python_version()}"


def wanted(headers: Message, now: datetime | None = None) -> float | None:
    """Return the seconds that ``Retry-After`` asks for (RFC 9110, 10.2.3), or None."""
    text = (headers.get("Retry-After") or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    seconds = (when - (now or datetime.now(UTC))).total_seconds()
    return max(0.0, seconds)


def _status(reply: Reply) -> str:
    if 300 <= reply.status < 400:
        where = _words(reply.headers.get("Location") or "nowhere")
        return f"HTTP {reply.status}, sends us to {where}"
    return f"HTTP {reply.status}"


def _words(trouble: object) -> str:
    """Return a trouble in one short line, whatever a server wrote into it."""
    reason = getattr(trouble, "reason", None) or trouble
    text = str(getattr(reason, "strerror", None) or reason) or type(reason).__name__
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line[:120]
