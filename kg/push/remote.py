"""A call -> its answer, from a server that may drop it: repeated, with credentials, or one sentence.

Every call must be as good twice as once: it may have been done although no answer came.
"""

import random
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit
from urllib.request import Request

from kg.errors import KgError
from kg.push.auth import Authorization, Credentials
from kg.wikidata.polite import RemoteError, agent, wanted
from kg.wikidata.transport import BROKEN, Reply, send

_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})

#: Characters of what a server says of an error.
_SAID: Final = 160


#: Bytes of a body that a server reads even if it refuses the request.
_SMALL: Final = 4_000


@dataclass(frozen=True, slots=True)
class Call:
    """One request, as often as needed; ``accepted``: the statuses that mean it is done."""

    method: str
    address: str
    fields: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    accepted: tuple[int, ...] = (200, 201, 202, 204)


@dataclass(slots=True)
class Remote:
    """Asks one server, one call at a time, and counts.

    Attributes:
        seconds: for one answer.
        attempts: how often a call is made before it counts as failed.
        pause: seconds before the second attempt, doubled each time, up to ``patience``.
        sent: calls made; ``repeated``: those of them that were not the first for their purpose.
    """

    credentials: Credentials = field(default_factory=Credentials)
    seconds: float = 120.0
    attempts: int = 8
    pause: float = 0.1
    patience: float = 30.0
    sleep: Callable[[float], None] = time.sleep
    sent: int = 0
    repeated: int = 0
    _auth: Authorization = field(init=False)
    _known: bool = False

    def __post_init__(self) -> None:
        self._auth = Authorization(self.credentials)

    def ask(self, call: Call) -> bytes:
        """Return the body of the answer.

        Raises:
            RemoteError: refused, or no answer after all attempts.
        """
        host = urlsplit(call.address).netloc
        reason = ""
        attempt = challenged = 0
        while attempt < self.attempts:
            pause: float | None = None
            self.repeated += attempt > 0
            try:
                reply = self._once(call)
                if reply.status in call.accepted:
                    return reply.body
                if reply.status == 401 and challenged < 3 and self._learned(reply):
                    challenged += 1
                    continue
                reason, pause = _said(reply), wanted(reply.headers)
                if reply.status not in _PASSING:
                    raise refusal(call, reply)
            except BROKEN as error:
                reason = _words(error)
                if _is_tls(error):
                    raise RemoteError(f"no TLS with {host}: {reason}", hint=_TLS_HINT) from error
            attempt += 1
            own = min(self.pause * 2.0**attempt / 2, self.patience) * (1 + random.random() / 2)  # noqa: S311
            if attempt == self.attempts or (pause or 0) > self.patience:
                break
            self.sleep(max(own, pause or 0))
        raise RemoteError(f"no answer from {host} after {attempt} attempts: {reason}")

    def _once(self, call: Call) -> Reply:
        if self.credentials.user and not self._known and len(call.body or b"") > _SMALL:
            # Virtuoso closes the connection on a large body that comes without its nonce.
            reply = self._send(Call("HEAD", call.address))
            if reply.status == 401:
                self._learned(reply)
        self._known = True
        try:
            return self._send(call)
        except BROKEN:
            self._known = False
            raise

    def _send(self, call: Call) -> Reply:
        request = Request(call.address, call.body, call.fields, method=call.method)  # noqa: S310
        request.add_header("User-Agent", agent())
        if said := self._auth.field(call.method, request.selector):
            request.add_header("Authorization", said)
        self.sent += 1
        return send(request, seconds=self.seconds, largest=1 << 30)

    def _learned(self, reply: Reply) -> bool:
        return self._auth.learn(reply.headers.get_all("WWW-Authenticate") or [])


_TLS_HINT: Final = "trust its authority with SSL_CERT_FILE=FILE"


def refusal(call: Call, reply: Reply) -> KgError:
    """Return what to tell about an answer that another attempt does not change."""
    where = call.address.partition("?")[0]
    if 300 <= reply.status < 400:
        to = _line(reply.headers.get("Location") or "nowhere").partition("?")[0]
        return RemoteError(f"{where} sends us to {to}", hint="give that address, if you trust it")
    if reply.status in (401, 403):
        hint = "--user with KG_REMOTE_PASSWORD, or KG_REMOTE_TOKEN"
        return RemoteError(f"{where} refuses us: HTTP {reply.status}", hint=hint)
    if reply.status == 413:
        return RemoteError(f"{where}: the request is too large", hint="a smaller --request-size")
    if reply.status in (404, 405):
        hint = "see --kind, --update and --graph-store"
        return RemoteError(f"{where} does not take {call.method}: {_said(reply)}", hint=hint)
    return RemoteError(f"{where}: {_said(reply)}")


def _is_tls(error: BaseException) -> bool:
    return isinstance(getattr(error, "reason", error), ssl.SSLCertVerificationError) or (
        "WRONG_VERSION_NUMBER" in str(error)
    )


def _said(reply: Reply) -> str:
    body = _line(reply.body[:2000].decode("utf-8", "replace"))
    return f"HTTP {reply.status}" + (f", {body}" if body else "")


def _words(error: BaseException) -> str:
    reason = getattr(error, "reason", None) or error
    return _line(str(getattr(reason, "strerror", None) or reason) or type(reason).__name__)


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_SAID]
