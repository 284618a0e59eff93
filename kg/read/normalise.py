"""str -> str: the one form of a text that every offset in the graph counts."""

import re
import unicodedata

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
#: Controls, and characters that nobody sees but that split a name: soft hyphen, zero width space,
#: word joiner, byte order mark. Zero width joiner and non-joiner stay: Persian and emoji need them.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff]")
#: Lone surrogates and noncharacters: not for interchange (Unicode 23.6, 23.7).
_BROKEN = re.compile(
    "[\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)


def normalise(text: str) -> str:
    r"""Return the text in NFC, with ``\n`` line ends and no controls, outer blank lines gone.

    Doing it twice is doing it once.

    >>> normalise("\n\n  Cafe\u0301\r\nopen\x00\n")
    '  Café\nopen'
    """
    text = _LINE_END.sub("\n", text)
    text = _UNSEEN.sub("", text)
    text = _BROKEN.sub("\ufffd", text)
    return _without_outer_blank_lines(unicodedata.normalize("NFC", text))


def one_line(text: str) -> str:
    r"""Return the text normalised, every run of white space a single space.

    >>> one_line(" Rebels\n seize  Azaz ")
    'Rebels seize Azaz'
    """
    return " ".join(normalise(text).split())


def _without_outer_blank_lines(text: str) -> str:
    indented = len(text) - len(text.lstrip())
    return text[text.rfind("\n", 0, indented) + 1 :].rstrip()
