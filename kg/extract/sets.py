"""Union-find over the mentions of a document, with a veto: two names are never joined by a noun."""

from kg.extract.found import Found


class Sets:
    """Mentions that denote one thing, by their indices; the lowest index speaks for its set."""

    def __init__(self, found: list[Found]) -> None:
        self._up = list(range(len(found)))
        self._names = [{one.key} if one.kind == "Name" else set() for one in found]

    def find(self, i: int) -> int:
        """Return the index that speaks for the set of ``i``."""
        while self._up[i] != i:
            self._up[i] = self._up[self._up[i]]
            i = self._up[i]
        return i

    def join(self, a: int, b: int) -> None:
        """Make one set of the sets of ``a`` and ``b``."""
        a, b = self.find(a), self.find(b)
        if a != b:
            self._up[max(a, b)] = min(a, b)
            self._names[min(a, b)] |= self._names[max(a, b)]

    def may_join(self, a: int, b: int) -> bool:
        """Say whether no two different names would come together."""
        mine, other = self._names[self.find(a)], self._names[self.find(b)]
        return not mine or not other or bool(mine & other)
