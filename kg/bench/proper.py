"""A mention's words -> whether it is a name, and where the name itself begins and ends."""

import re
from typing import Final

from kg.bench.spans import Span

#: Words that open a mention and are no part of the name, in lower case.
DETERMINERS: Final = frozenset("the a an this that these those our his her its their my".split())

#: Words before a person's name that some sets have inside and others not, in lower case.
TITLES: Final = frozenset(
    """mr mrs ms miss dr prof professor sir madam president vice prime minister foreign defence
    defense general gen colonel col lieutenant lt captain capt major maj sergeant sgt admiral adm
    commander corporal private officer senator sen representative rep governor gov mayor secretary
    judge justice king queen prince princess sheikh sheik imam pope father sister saint chairman
    chief director spokesman spokeswoman spokesperson ambassador envoy chancellor former acting
    deputy premier leader ceo coach emperor empress lord lady reverend rev bishop""".split()
)

#: Common nouns that a text may write with a capital: alone they name nobody.
COMMON: Final = frozenset(
    """government governments state states ministry army parliament department council committee
    members residents people forces police officials troops group city country""".split()
)

#: Peoples, which are no persons, organisations or places (our NORP has them).
PEOPLES: Final = frozenset(
    """americans britons egyptians europeans iranians iraqis israelis jordanians kurds lebanese
    palestinians russians syrians turks alawites catholics christians muslims shias shiites sunnis
    yazidis""".split()
)

#: Small words that open names.
PARTICLES: Final = frozenset("al el bin ibn abu de del da di du la le van von der den ter".split())

PRONOUNS: Final = frozenset(
    """i you he she it we they me him us them mine yours hers ours theirs myself yourself himself
    herself itself ourselves themselves who whom whose which what there here one everyone everybody
    someone somebody nobody anyone others another both all some many most several""".split()
)

#: Where the head's phrase ends and what describes it begins.
_AFTER = re.compile(r"\s(?:of|in|at|on|for|from|to|with|by|near|who|which|that|and)\s|,|\(")

_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*\.?")


def trimmed(text: str, span: Span) -> Span:
    """Return the span without what sets disagree on: words around the name itself.

    Cut are opening determiners and words in lower case, a closing possessive, all from a comma or a
    bracket on, and of a person all up to a title.

    >>> trimmed("the Prime Minister Ana Sol's", (0, 28, "person"))
    (19, 26, 'person')
    >>> trimmed("northern New Town", (0, 17, "place"))
    (9, 17, 'place')
    """
    start, end, label = span
    if label == "person":
        start = _after_title(text, start, end)
    end = start + len(re.split(r"(?<=.),|\s\(", text[start:end], maxsplit=1)[0])
    cut = re.search(r"(?:['’]s?|[\s,;:\"“”]+)$", text[start:end])
    if cut and cut.start() > 0:
        end = start + cut.start()
    if any(c.isupper() for c in text[start:end]):
        while (word := re.match(r"([^\s-]+)\S*\s+(?=\S)", text[start:end])) and _opening(word):
            start += word.end()
    return start, end, label


def _after_title(text: str, start: int, end: int) -> int:
    """Return where the name begins after the last title that a capitalised word follows."""
    for word in re.finditer(r"([\w]+)[\w.-]*,?\s+(?=[A-ZÀ-Þ]|al-|el-)", text[start:end]):
        if word[1].lower() in TITLES:
            last = word.end()
            break
    else:
        return start
    return _after_title(text, start + last, end)


def _opening(word: re.Match[str]) -> bool:
    lower = word[1].lower()
    return lower in DETERMINERS or (word[0].islower() and lower not in PARTICLES)


def is_name(text: str, start: int, end: int) -> bool:
    """Say whether the head of a mention is written as a name.

    The head is the last word before what describes it. One word at the start of a sentence says
    nothing by its capital: it is a name if the text has it nowhere in lower case.

    >>> text = "The rebels left. Rebels of Azaz met President Sol in New Town."
    >>> [is_name(text, text.index(m), text.index(m) + len(m))
    ...  for m in ("The rebels", "Rebels of Azaz", "President Sol", "New Town")]
    [False, False, True, True]
    """
    while (word := re.match(r"(\w+)\s+(?=\S)", text[start:end])) and word[1].lower() in DETERMINERS:
        start += word.end()
    words = _WORD.findall(_AFTER.split(text[start:end], maxsplit=1)[0])
    if (
        not words
        or words[0].lower() in PRONOUNS | DETERMINERS
        or not any(c.isupper() for c in words[-1])
    ):
        return False
    head = words[-1].lower().partition("-")[0]
    if head in TITLES or (len(words) == 1 and head in COMMON | PEOPLES):
        return False
    alone = len(words) == 1 and words[0][1:].islower() and _opens(text, start)
    return not (alone and re.search(rf"\b{re.escape(words[0].lower())}\b", text))


def _opens(text: str, start: int) -> bool:
    """Say whether a sentence or a line begins at ``start``, whatever opening determiner is before it."""
    before = re.sub(r"(?:^|(?<=\s))(?:The|A|An)\s+$", "", text[:start])
    return not before or bool(re.search(r"[.!?:\n\"“”'‘’]\s*$", before))
