"""Whatever a server sends, reading it ends in an answer or in the errors that mean "no answer"."""

import json
from contextlib import suppress
from email.message import Message

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.wikidata import live_search, sparql
from kg.wikidata.polite import wanted

#: Words that answers are made of, so that some are nearly right.
KEYS = st.sampled_from(
    "search id label match text error code info results bindings item type value head Q900000001 bnode uri maxlag".split()
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | KEYS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(), inner, max_size=5)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("read", [live_search.read, sparql.read])
@given(st.binary())
def test_any_bytes_are_an_answer_or_none(read, data):
    """ValueError is what the retries know; nothing else comes out."""
    with suppress(ValueError):
        read(data)


@pytest.mark.parametrize("read", [live_search.read, sparql.read])
@given(JSON)
def test_any_json_is_an_answer_or_none(read, said):
    """Fields of the right name and the wrong kind too."""
    try:
        found = read(json.dumps(said).encode())
    except ValueError:
        return
    assert isinstance(found, list)


@given(JSON)
def test_what_is_found_has_a_number_and_a_plain_name(hits):
    """Of a well-formed list each item is either refused with it or clean."""
    try:
        found = live_search.read(
            json.dumps({"search": [{"id": "Q900000001", "label": hits}]}).encode()
        )
    except ValueError:
        return
    assert all(one.number == 900000001 and one.name.isprintable() for one in found)


@example("Fri, 31 Dec 2015 23:59:59 +99999999999999999999")
@example("Fri, 31 Dec 99999999999999999999 23:59:59 GMT")
@example("Fri, 31 Dec 2015 23:59:59 +2400")
@given(
    st.text()
    | st.dates().map(str)
    | st.from_regex(r"[A-Z][a-z]{2}, \d{1,9} [A-Z][a-z]{2} \d{1,9} [\d:]{1,8} [+-]?\w{1,20}")
)
def test_any_wish_to_wait_is_seconds_or_none(text):
    """Retry-After holds what a server likes."""
    headers = Message()
    headers._headers = [("Retry-After", text)]  # As it came, past the checks for what one may send.
    seconds = wanted(headers)

    assert seconds is None or seconds >= 0
