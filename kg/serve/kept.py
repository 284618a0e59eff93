"""Answers that were given -> the same for the next who asks, as long as there is room."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Final

#: Bytes of all answers, and of one that is worth keeping.
ROOM: Final = 64_000_000
LARGEST: Final = 4_000_000


class Kept:
    """The answers given last, by what was asked.

    >>> kept = Kept(room=3)
    >>> kept.put("a", b"12"), kept.put("b", b"34"), kept.get("a"), kept.get("b")
    (None, None, None, b'34')
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._answers: OrderedDict[Hashable, bytes] = OrderedDict()

    def get(self, asked: Hashable) -> bytes | None:
        """Return the answer."""
        found = self._answers.get(asked)
        if found is not None:
            self._answers.move_to_end(asked)
        return found

    def put(self, asked: Hashable, answer: bytes) -> None:
        """Keep an answer; those not asked for longest go."""
        if len(answer) > LARGEST or asked in self._answers:
            return
        self._answers[asked] = answer
        self._room -= len(answer)
        while self._room < 0:
            self._room += len(self._answers.popitem(last=False)[1])
