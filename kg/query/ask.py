"""Question and store -> Answer, or where the query is wrong."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

import pyoxigraph
from pyoxigraph import QueryBoolean, QuerySolution, QuerySolutions, QueryTriples

from kg.errors import KgError, UsageError
from kg.namespaces import PREFIXES
from kg.query.guard import check_depth, names_its_dataset
from kg.query.parameters import fill
from kg.query.questions import Question
from kg.query.services import check_services

#: Rows, yes or no, or triples; to be used in the thread that asked (another ends the process).
Answer = QuerySolutions | QueryBoolean | QueryTriples

_POSITION: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def ask(
    store: pyoxigraph.Store,
    question: Question,
    given: Mapping[str, str],
    *,
    services: Collection[str] = (),
) -> Answer:
    """Ask the union of all named graphs, or those the query names with FROM.

    Args:
        store: what is asked.
        question: the query.
        given: a value for each of its parameters that is told one.
        services: IRIs of the endpoints that it may call over the network with SERVICE.

    Raises:
        UsageError: the query is wrong, nested too deeply, lacks a given parameter, or calls a service
            that it may not.
        NoSuchNameError: nothing in the store has the name a parameter gave.
        KgError: the store or a service that the query calls cannot be read.
    """
    check_depth(question.text)
    text = fill(question, given, store)
    check_services(text, services)
    union = not names_its_dataset(text)
    try:
        return store.query(text, prefixes=PREFIXES, use_default_graph_as_union=union)
    except SyntaxError as error:
        raise UsageError(explain(text, str(error))) from error
    except (OSError, RuntimeError) as error:
        raise KgError(f"the query failed: {one_line(error)}") from error


def rows(answer: QuerySolutions) -> Iterator[QuerySolution]:
    """Yield the rows; some are only read, and some services only called, when it is their turn.

    Raises:
        KgError: reading on failed: the store, or a service that the query calls.
    """
    try:
        yield from answer
    except OSError as error:
        raise KgError(f"the query failed: {one_line(error)}") from error


def one_line(error: Exception) -> str:
    """Return a trouble in one short line: a service may have written pages into it."""
    words = "".join(c if c.isprintable() else " " for c in str(error)).split()
    return " ".join(words)[:300]


def explain(text: str, error: str) -> str:
    """Return what is wrong with a query: the place, the reason, the line and a caret.

    >>> print(explain("ASK { ?s ?p }", "error at 1:13: expected one of LATERAL, [_]"))
    the query is wrong at line 1, column 13: expected LATERAL
      ASK { ?s ?p }
                  ^
    """
    found = _POSITION.match(error)
    if found is None:
        return f"the query is wrong: {error}"
    line, column = int(found[1]), int(found[2])
    lines = text.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1].replace("\t", " ")
    where = f"the query is wrong at line {line}, column {column}: {_reason(found[3])}"
    return f"{where}\n  {shown}\n  {' ' * (column - 1)}^"


def _reason(expected: str) -> str:
    """Return what the parser expected without its character classes."""
    words = re.sub(r"\[[^\]]*\]", "", re.sub(r"'[^']*'", "", expected), flags=re.DOTALL)
    items = [w.strip() for w in words.removeprefix("expected").removeprefix(" one of").split(",")]
    told = [w for w in items if " " in w and re.fullmatch(r"[\w ?]+", w)]
    kept = [w for w in items if re.fullmatch(r'[\w" ?<({]+', w)]
    if told:
        return told[0]
    return f"expected {', '.join(kept[:6])}" if kept else "unexpected end or character"
