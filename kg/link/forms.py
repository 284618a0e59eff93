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
#: Ends of a word for the members of a nation: Britons, Spaniards, Frenchmen, Danes, Turks; letters before it.
_MEMBERS: Final = re.compile(r"(?:ons|iards?|m[ea]n|wom[ea]n|es?|s)$")
_STEM: Final = 3
#: What is counted in words in one place and in numerals in another: "Second World War", "World War II".
_ORDINALS: Final = {"First": "I", "Second": "II", "Third": "III", "Fourth": "IV", "Fifth": "V"}
#: How the members of a party are called, and what a party so called adds to that.
_PARTISAN: Final = re.compile(
    r"\w+(?:ist|ive|al|can|crat|cratic|Labour|Labor|Green|Christian)s?|Labour|Labor|Greens?"
)
_SHORT_NATION: Final = re.compile(
    r"^(?:the )?(U\.? ?S\.?(?: ?A\.?)?|U\.? ?K\.?|E\.? ?U\.?|U\.? ?N\.?) (?=\S)"
)
_NATIONS: Final = {
    "us": "United States",
    "usa": "United States",
    "uk": "United Kingdom",
    "eu": "European Union",
    "un": "United Nations",
}
_UMLAUT: Final = re.compile(r"([aou])e")
_SEVERAL: Final = re.compile(r"(?<=. )(Count|State|Province|District|Governorate|River)(?:ies|s)$")
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
    if not person and words[0] in _ORDINALS and len(words) > 1:
        yield " ".join((*words[1:], _ORDINALS[words[0]]))
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
    several = _SEVERAL.search(name)
    if several is not None and not person:
        yield name[: several.start()] + (several[1] if several[1] != "Count" else "County")
    university = _UNIVERSITY.fullmatch(name) if not person else None
    if university is not None:
        yield f"{university[1]} University" if university[1] else f"University of {university[2]}"
    first, _, rest = name.partition(" ")
    if rest and not person and first.endswith("ian"):
        yield f"{rest} of {first[:-1]}"


def spelled_same(one: str, other: str) -> bool:
    """Say whether two names differ at most in spaces, and in umlauts written as two letters.

    >>> spelled_same("Fuehler", "Fühler"), spelled_same("Mac Roe", "MacRoe"), spelled_same("Roe", "Rowe")
    (True, True, False)
    """
    plain = [_UMLAUT.sub(r"\1", fold(name).replace(" ", "")) for name in (one, other)]
    return plain[0] == plain[1]


def written_out(name: str) -> str:
    """Return a name that begins with the letters of a nation with its words instead; else as it is.

    >>> written_out("U.S. Office of Reefs"), written_out("USB Office")
    ('United States Office of Reefs', 'USB Office')
    """
    found = _SHORT_NATION.match(name)
    if found is None:
        return name
    return f"{_NATIONS[fold(found[1]).replace(' ', '')]} {name[found.end() :]}"


def parties(name: str) -> list[str]:
    """Return what the party may be called whose adjective or members one word is.

    >>> parties("Socialists"), parties("Democratic"), parties("Reef")
    (['Socialist Party', 'Socialists Party'], ['Democratic Party'], [])
    """
    if " " in name or not _PARTISAN.fullmatch(name):
        return []
    one = name.removesuffix("s")
    return list(dict.fromkeys((f"{one} Party", f"{name} Party")))


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


def nation(name: str, nations: Mapping[str, str]) -> str:
    """Return the QID of the country whose adjective or members a name is; empty where there is none.

    >>> [nation(n, {"Swedish": "Q900000001", "Utopian": "Q900000002"}) for n in ("Swedes", "Utopians", "Reds")]
    ['Q900000001', 'Q900000002', '']
    """
    if name in nations:
        return nations[name]
    stem = _MEMBERS.sub("", name)
    if stem == name or len(stem) < _STEM:
        return ""
    return next((nations[n] for n in (name[:-1], stem, f"{stem}ish") if n in nations), "")


def peoples(name: str, nations: Mapping[str, str]) -> list[str]:
    """Return what the people may be called whose adjective or members a name is.

    >>> peoples("Kurdish", {}), peoples("Britons", {"British": "Q900000001"})
    (['Kurdish people', 'Kurdishs', 'Kurds'], ['Britons', 'British people', 'Britishs', 'Brits'])
    """
    country = nation(name, nations)
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
