"""A word that nothing is called by -> the names that are spelled alike."""

from collections.abc import Iterable
from difflib import get_close_matches


def near(word: str, known: Iterable[str]) -> str:
    """Return a hint that names what is spelled alike, or what there is when nothing is.

    >>> near("event", ["events", "mentions"])
    'did you mean events?'
    >>> near("zzz", ["events", "mentions"])
    'known: events, mentions'
    """
    names = sorted(known)
    return alike(word, names) or (f"known: {', '.join(names[:30])}" if names else "")


def alike(word: str, known: Iterable[str]) -> str:
    """Return a hint that names what is spelled alike, in whatever case; may be empty."""
    lower = {name.lower(): name for name in sorted(known, reverse=True)}
    found = [lower[name] for name in get_close_matches(word.lower(), lower, n=3)]
    return f"did you mean {' or '.join(found)}?" if found else ""
