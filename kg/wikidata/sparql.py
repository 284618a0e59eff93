"""A SPARQL query -> rows of an endpoint: SPARQLWrapper writes the request, `polite` sends it.

Its own sending follows redirects, has no end in time, reads any number of bytes and drops ``Retry-After``.
"""

import json
import re
from collections.abc import Mapping
from typing import Final
from urllib.request import Request

from SPARQLWrapper import JSON, POST, SPARQLWrapper

from kg.wikidata.polite import Polite

#: Variable -> value: an IRI, or the lexical form of a literal. What is unbound or blank is not there.
Row = Mapping[str, str]

_QID: Final = re.compile(r"Q[1-9][0-9]{0,15}")


def rows(polite: Polite, endpoint: str, query: str) -> list[Row]:
    """Return the rows of a SELECT, in the order of the endpoint.

    Raises:
        RemoteError: no answer, after all attempts.
    """
    return polite.ask(request(endpoint, query), read)


def request(endpoint: str, query: str) -> Request:
    """Return the request of the SPARQL 1.1 Protocol (2.1.2: by POST, URL-encoded) for JSON."""
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setOnlyConneg(True)
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(query)
    made = wrapper._createRequest()
    assert isinstance(made, Request)
    return made


def read(body: bytes) -> list[Row]:
    """Return the rows of SPARQL 1.1 Query Results JSON.

    Raises:
        ValueError: it is something else.

    >>> read(b'{"results": {"bindings": [{"x": {"type": "literal", "value": "1"}}]}}')
    [{'x': '1'}]
    """
    said = json.loads(body)
    try:
        return [_row(binding) for binding in said["results"]["bindings"]]
    except (KeyError, TypeError, AttributeError):
        raise ValueError("an answer that is no table of SPARQL") from None


def _row(binding: Mapping[str, Mapping[str, str]]) -> Row:
    row = {name: term["value"] for name, term in binding.items() if term["type"] != "bnode"}
    if not all(isinstance(value, str) for value in row.values()):
        raise TypeError
    return row


def entities(qids: list[str]) -> str:
    """Return the items as terms of a ``VALUES`` block.

    Raises:
        ValueError: one is no QID.

    >>> entities(["Q900000001", "Q900000002"])
    '<http://www.wikidata.org/entity/Q900000001> <http://www.wikidata.org/entity/Q900000002>'
    """
    for qid in qids:
        if not _QID.fullmatch(qid):
            raise ValueError(f"not a QID: {qid!r}")
    return " ".join(f"<http://www.wikidata.org/entity/{qid}>" for qid in qids)
