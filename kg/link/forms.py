"""A name that brings nobody -> other forms of it: without what stands around it, turned round, in the singular."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from kg.link.names import fold

#: What stands behind the name of a firm, and is often left out, or another one put there.
_LEGAL: Final = re.compile(
    r",? (?:Inc|Ltd|LLC|LLP|Corp|Co|plc|PLC|Plc|GmbH|AG|S\.?A|N\.?V|SE|Corporation|Company|Limited|Group|Holdings|"
    r"Incorporated|Federation|Communications|Jr|Sr)\.?$"
)
_OWNER: Final = re.compile(r"^.+['’]s? (?=[A-ZÀ-Þ])")
_KIND: Final = re.compile(
    r"^(?:the )?(?:state|city|town|village|county|province|district|port|republic) of (?=\S)",
    re.IGNORECASE,
)
_UNIVERSITY: Final = re.compile(r"(?:University of (?:the )?(.+))|(?:(.+) University)")
_INITIALS: Final = re.compile(
    r"((?:[A-ZÀ-Þ]\. ?)+(?:[A-ZÀ-Þ]\.? )?)([^\W\d_][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?)"
)
#: Most words before a name that are left out.
LEADING: Final = 4
#: Words that no name begins or ends with.
_SMALL: Final = frozenset(
    "a an and at by de del for from in la le of on or the to und van von".split()
)


def shorter(name: str, *, person: bool) -> Iterator[str]:
    """Yield forms of a name that may be somebody's own, the likeliest first.

    >>> list(shorter("Education Secretary Ann Roe", person=True))
    ['Secretary Ann Roe', 'Ann Roe']
    >>> list(shorter("Utopia's Reef Corp.", person=False))
    ["Utopia's Reef", 'Reef Corp.', 'Reef']
    """
    yield from dict.fromkeys(_forms(name, person=person))


def _forms(name: str, *, person: bool) -> Iterator[str]:
    yield from _trimmed(name, person=person)
    words = name.split()
    for n in range(1, min(len(words) - 1, LEADING + 1)):
        if words[n].lower() not in _SMALL and words[n - 1].lower() not in _SMALL:
            yield " ".join(words[n:])


def _trimmed(name: str, *, person: bool) -> Iterator[str]:
    bare = _LEGAL.sub("", name)
    if bare != name:
        yield bare
    own = _OWNER.sub("", name)
    if own != name:
        yield own
        if _LEGAL.sub("", own) != own:
            yield _LEGAL.sub("", own)
    kind = _KIND.sub("", name)
    if kind != name:
        yield kind
    university = _UNIVERSITY.fullmatch(name) if not person else None
    if university is not None:
        yield f"{university[1]} University" if university[1] else f"University of {university[2]}"
    first, _, rest = name.partition(" ")
    if rest and not person and first.endswith("ian"):
        yield f"{rest} of {first[:-1]}"


def middles_agree(one: str, other: str) -> bool:
    """Say whether what stands between first and last name may be the same, written out or not.

    >>> middles_agree("Ann Mary Roe", "Ann M. Roe"), middles_agree("Ann Mary Roe", "Ann Beth Roe")
    (True, False)
    """
    mine, theirs = (fold(name).split()[1:-1] for name in (one, other))
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(mine, theirs, strict=False))


def initials(name: str) -> tuple[str, str] | None:
    """Return the first letters and the surname of a name that has only those; None where it has not.

    >>> initials("J.B. Roe"), initials("J. van Roe"), initials("Jo Roe")
    (('jb', 'Roe'), ('j', 'van Roe'), None)
    """
    found = _INITIALS.fullmatch(name)
    return (re.sub(r"\W", "", found[1]).lower(), found[2]) if found is not None else None


def begins_so(letters: str, label: str) -> bool:
    """Say whether the first names of somebody may have these first letters.

    >>> begins_so("jb", "John Boynton Roe"), begins_so("jb", "John Roe"), begins_so("jb", "Bob Roe")
    (True, False, False)
    """
    theirs = "".join(word[0] for word in fold(label).split()[:-1])
    return theirs.startswith(letters)


def common(name: str) -> Iterator[str]:
    """Yield a common noun in the singular, then its last words alone.

    >>> list(common("radiation oncologists")), list(common("secretaries"))
    (['radiation oncologist', 'oncologist'], ['secretary'])
    """
    words = name.split()
    for n in range(min(len(words), 3)):
        tail = words[n:]
        one = _singular(tail[-1])
        if n or one != tail[-1]:
            yield " ".join((*tail[:-1], one))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:[sx]|[cs]h)es$", word):
        return word[:-2]
    if word.endswith("men"):
        return word[:-2] + "an"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def peoples(name: str, nations: Mapping[str, str]) -> list[str]:
    """Return what the people may be called whose adjective or members a name is.

    >>> peoples("Kurdish", {}), peoples("Britons", {"Britons": "Q900000001", "British": "Q900000001"})
    (['Kurdish people', 'Kurdishs', 'Kurds'], ['Britons', 'British people', 'Britishs', 'Brits'])
    """
    country = nations.get(name)
    same = (
        [n for n, qid in nations.items() if qid == country and " " not in n] if country else [name]
    )
    found = [name] if country else []
    for one in same:
        if one.endswith("s"):
            continue
        found += [f"{one} people", f"{one}s"]
        if one.endswith("ish"):
            found.append(f"{one[:-3]}s")
    return list(dict.fromkeys(found))
