"""Credentials and a server's challenge -> the Authorization field of a request.

Basic: RFC 7617, always UTF-8; Digest: RFC 7616, qop "auth" or none; Bearer: RFC 6750.
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kg.errors import KgError

_PAIR: Final = re.compile(r'(\w+)\s*=\s*("(?:[^"\\]|\\.)*"|[^,\s]+)')

_HASHES: Final = {"MD5": "md5", "SHA-256": "sha256"}


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks; never printed. With a token it is sent at once, a password only when asked for."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


class Authorization:
    """Answers challenges; what it learned is used for the next request at once."""

    def __init__(self, credentials: Credentials) -> None:
        self._who = credentials
        self._basic = False
        self._digest: dict[str, str] = {}
        self._count = 0

    def field(self, method: str, uri: str) -> str:
        """Return what to send with a request for this path and query; may be empty."""
        if self._who.token:
            return f"Bearer {self._who.token}"
        if self._digest:
            return self._digested(method, uri)
        return self._plain() if self._basic else ""

    def learn(self, challenges: Iterable[str]) -> bool:
        """Take the challenges of a 401; return whether asking again may help.

        Raises:
            KgError: it asks for a way that we do not have.
        """
        if self._who.token or not self._who.user:
            return False
        told = [c.strip() for c in challenges]
        for challenge in told:
            if challenge.lower().startswith("digest"):
                return self._learn_digest(_pairs(challenge))
        if any("basic" in c.lower() for c in told):
            again, self._basic = not self._basic, True
            return again
        raise KgError(f"the server asks for {told or 'nothing'}", hint="known: basic, digest")

    def _learn_digest(self, pairs: dict[str, str]) -> bool:
        if pairs.get("algorithm", "MD5").upper() not in _HASHES:
            raise KgError(f"digest with {pairs['algorithm']} is not known", hint="MD5, SHA-256")
        again = not self._digest or pairs.get("stale", "").lower() == "true"
        again = again or pairs.get("nonce") != self._digest.get("nonce")
        self._digest, self._count = pairs, 0
        return again

    def _plain(self) -> str:
        pair = f"{self._who.user}:{self._who.password}".encode()
        return "Basic " + base64.b64encode(pair).decode()

    def _digested(self, method: str, uri: str) -> str:
        told = self._digest
        algorithm = told.get("algorithm", "MD5").upper()
        realm, nonce = told.get("realm", ""), told.get("nonce", "")
        self._count += 1
        count, ours = f"{self._count:08x}", secrets.token_hex(8)
        who = _hash(algorithm, f"{self._who.user}:{realm}:{self._who.password}")
        what = _hash(algorithm, f"{method}:{uri}")
        fields = {"username": self._who.user, "realm": realm, "nonce": nonce, "uri": uri}
        extra = f"algorithm={algorithm}"
        if "auth" in [q.strip() for q in told.get("qop", "").split(",")]:
            proof = _hash(algorithm, f"{who}:{nonce}:{count}:{ours}:auth:{what}")
            extra += f', qop=auth, nc={count}, cnonce="{ours}"'
        else:
            proof = _hash(algorithm, f"{who}:{nonce}:{what}")
        fields["response"] = proof
        if "opaque" in told:
            fields["opaque"] = told["opaque"]
        quoted = ", ".join(f'{name}="{_escaped(value)}"' for name, value in fields.items())
        return f"Digest {quoted}, {extra}"


def _pairs(challenge: str) -> dict[str, str]:
    return {
        name.lower(): re.sub(r"\\(.)", r"\1", value[1:-1]) if value[0] == '"' else value
        for name, value in _PAIR.findall(challenge)
    }


def _escaped(value: str) -> str:
    """Quote for a field of HTTP, whose bytes http.client writes as Latin-1."""
    return value.replace("\\", "\\\\").replace('"', '\\"').encode().decode("latin-1")


def _hash(algorithm: str, text: str) -> str:
    return hashlib.new(_HASHES[algorithm], text.encode(), usedforsecurity=False).hexdigest()
