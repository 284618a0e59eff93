"""Skeleton -> the halves that it shares with those of names that differ from it in a consonant."""

from collections.abc import Iterator
from typing import Final

#: Length of the shortest skeleton that is searched with a consonant changed.
LEAST: Final = 4


def halves(sounds: str) -> Iterator[str]:
    """Yield the halves of a skeleton with its length: a wrong consonant leaves one of them as it was.

    >>> list(halves("jsrskr")), list(halves("ltk"))
    (['jsr6<', 'skr6>'], [])
    """
    yield from _of_length(sounds, len(sounds))


def near_halves(sounds: str) -> Iterator[str]:
    """Yield the halves of all skeletons that have a consonant more, less, or another one.

    >>> list(near_halves("jskr"))
    ['js4<', 'kr4>', 'jsk5<', 'kr5>']
    """
    for length in (len(sounds), len(sounds) - 1, len(sounds) + 1):
        yield from _of_length(sounds, length)


def _of_length(sounds: str, length: int) -> Iterator[str]:
    if length >= LEAST:
        first = (length + 1) // 2
        yield f"{sounds[:first]}{length}<"
        yield f"{sounds[first - length :]}{length}>"
