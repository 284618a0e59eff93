"""Names -> keys under which their usual spellings meet."""

import re
import unicodedata
from functools import lru_cache

_ARTICLE = re.compile(r"^(?:the|al|el|an|as|ash|ar|at|ad|az)[ -](?=\w)")


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """Return a name without case, accents, hyphens, points, possessive and a leading article.

    >>> fold("Jisr al-Shughour"), fold("the U.N."), fold("Al Ansariya"), fold("São Paulo’s")
    ('jisr al shughour', 'un', 'ansariya', 'sao paulo')
    """
    plain = "".join(
        c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c)
    )
    plain = re.sub(r"['’ʼ]s\b|['’‘ʼʻ`.]", "", plain)
    plain = " ".join("".join(c if c.isalnum() else " " for c in plain).split())
    return _ARTICLE.sub("", plain) or name


def initials(words: list[str]) -> str:
    """Return the first letters of the words with a capital, and of all words, as an acronym might.

    >>> initials(["Syrian", "Observatory", "for", "Human", "Rights"])
    'SOHR'
    """
    return "".join(w[0] for w in words if w[:1].isupper())
