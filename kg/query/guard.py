"""Text of a query -> its tokens, as far as safety asks: nesting, and words outside strings."""

import re
from typing import Final

from kg.errors import UsageError

#: Deeper queries overrun the parser's stack and end the process (20,000 do, 2,000 do not).
MAX_DEPTH: Final = 200

#: So do long chains of operators: 20,000 end the process, 3,000 do not (measured).
MAX_CHAIN: Final = 3_000

IRI: Final = r'<[^<>"{}|^`\\\x00-\x20]*>'
STRING: Final = (
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
)
#: Comments, and signs that a backslash makes part of a name: the quote in ``ex:o\'brien`` opens no string.
REST: Final = r"#[^\n\r]*|\\."
_SKIPPED: Final = re.compile(f"{STRING}|{IRI}|{REST}", re.DOTALL)
_JOINED: Final = re.compile(r"\|\||&&|[-+*/|!^]|\b(?:UNION|OPTIONAL|MINUS)\b", re.IGNORECASE)


def bare(text: str) -> str:
    """Return the query without what its strings, IRIs and comments hold.

    >>> bare("SELECT * { ?s ?p '{' } # {")
    'SELECT * { ?s ?p   }  '
    """
    return _SKIPPED.sub(" ", text)


def check_depth(text: str) -> None:
    """Refuse a query deeper than `MAX_DEPTH` or with more than `MAX_CHAIN` operators.

    Raises:
        UsageError: it is.
    """
    rest = bare(text)
    depth = deepest = 0
    for bracket in re.findall(r"<<|>>|[][{}()]", rest):
        depth += 1 if bracket in ("{", "(", "[", "<<") else -1
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        raise UsageError(f"the query is nested deeper than {MAX_DEPTH} levels")
    if sum(1 for _ in _JOINED.finditer(rest)) > MAX_CHAIN:
        raise UsageError(f"the query has more than {MAX_CHAIN} operators")


def names_its_dataset(text: str) -> bool:
    """Return whether the query says with FROM which graphs it is about."""
    return re.search(r"(?<![?$:\w-])FROM\b(?!\s*:)", bare(text), re.IGNORECASE) is not None
