"""Words of people and of texts -> what is compared: without case and diacritics; and addresses of things."""

import unicodedata
from functools import lru_cache
from hashlib import blake2b

#: Characters of a sentence that the index keeps; the store has the rest.
LONGEST = 2000


def fold(text: str) -> str:
    """Return text without case, diacritics and doubled spaces.

    >>> fold("  Ḥamāh  Šehir ")
    'hamah sehir'
    """
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


@lru_cache(maxsize=100_000)
def key(iri: str) -> int:
    """Return the number by which the index knows an IRI: 63 bits of its digest.

    Among ten million IRIs the chance that two share a number is five in a million.
    """
    return int.from_bytes(blake2b(iri.encode(), digest_size=8).digest(), "big") >> 1


def path(iri: str, base: str) -> str:
    """Return the address of a thing on this server; of what is not ours, the IRI if it is one of the web, or nothing.

    >>> path("https://kg.example/id/person/Q1", "https://kg.example/")
    '/id/person/Q1'
    """
    if iri.startswith(base):
        return "/" + iri.removeprefix(base)
    return iri if iri.startswith(("http://", "https://")) else ""
