"""An update and the graphs the request names -> an update that says so itself (SPARQL Protocol, 2.2.3)."""

import re
from collections.abc import Sequence
from typing import Final

from pyoxigraph import NamedNode

from kg.query.guard import IRI, REST, STRING, bare
from kg.serve.errors import RefusedError

_TOKEN: Final = re.compile(
    rf"{STRING}|{IRI}|{REST}|[?$:][\w-]+|(?P<open>\{{)|(?P<close>\}})|(?P<where>\bWHERE\b(?!\s*:))",
    re.DOTALL | re.IGNORECASE,
)


def check_loads(text: str) -> None:
    """Refuse an update that reads from the network: the store has no switch for LOAD.

    Raises:
        RefusedError: it says LOAD.
    """
    if re.search(r"(?<![?$:\w-])LOAD\b(?!\s*:)", bare(text), re.IGNORECASE):
        raise RefusedError("LOAD is not done here", hint="PUT the data to /graph", status=403)


def with_dataset(text: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Return the update with USING and USING NAMED before each of its WHEREs.

    Raises:
        RefusedError: it has a dataset of its own, or the short form DELETE WHERE, which can have none.

    >>> with_dataset("INSERT {?s ?p 1} WHERE {?s ?p 2}", ["http://a/"], [])
    'INSERT {?s ?p 1}  USING <http://a/> WHERE {?s ?p 2}'
    """
    if not default and not named:
        return text
    words = bare(text)
    if re.search(r"(?<![?$:\w-])(?:USING|WITH)\b(?!\s*:)", words, re.IGNORECASE):
        raise RefusedError("the dataset is told twice: by the request and by USING or WITH")
    if re.search(r"\bDELETE\s+WHERE\b", words, re.IGNORECASE):
        raise RefusedError("DELETE WHERE takes no dataset", hint="write DELETE {…} WHERE {…}")
    clauses = [f" USING {NamedNode(g)} " for g in default]
    clauses += [f" USING NAMED {NamedNode(g)} " for g in named]
    return _inserted(text, "".join(clauses))


def _inserted(text: str, clauses: str) -> str:
    out, depth, done = [], 0, 0
    for token in _TOKEN.finditer(text):
        depth += 1 if token["open"] else -1 if token["close"] else 0
        if token["where"] and depth == 0:
            out += [text[done : token.start()], clauses]
            done = token.start()
    return "".join([*out, text[done:]])
