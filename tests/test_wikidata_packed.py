"""An item of which the rest is read when it is asked for is the same item to whoever uses it."""

import copy
import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, replace

import orjson
import pytest

from kg.wikidata.packed import Texts, pack, unpack
from kg.wikidata.values import Item, Office

TOWN = Item(
    "Q5", "Zenda", ("Zendah", "Zinda"), "town", "", "town in Ruritania", "RT", (50.1, 10.2), 1200, ("Q7",), "1201", "",
    (Office("Mayor", "1900"),), 0.25,
)  # fmt: skip


def read():
    """Return the town as the file gives it: the rest not asked for yet."""
    texts = Texts()
    cells = orjson.loads(pack(TOWN, texts))
    known = {number: text for text, number in texts.numbers.items()}
    return unpack(5, "town", "", cells, known.__getitem__)


@pytest.mark.parametrize(
    "same",
    [
        lambda item: item == TOWN,
        lambda item: hash(item) == hash(TOWN),
        lambda item: repr(item) == repr(TOWN),
        lambda item: pickle.loads(pickle.dumps(item)) == TOWN,
        lambda item: copy.deepcopy(item) == TOWN,
        lambda item: replace(item, label="Z") == replace(TOWN, label="Z"),
        lambda item: astuple(item) == astuple(TOWN),
        lambda item: orjson.loads(orjson.dumps(item)) == orjson.loads(orjson.dumps(TOWN)),
        lambda item: item.offices == TOWN.offices and item.description == TOWN.description,
    ],
)
def test_it_is_the_same_whatever_is_asked_first(same):
    """Compared, hashed, shown, pickled, copied, changed, or asked."""
    assert same(read())


def test_what_an_item_has_not_is_told_as_python_tells_it():
    """No field of that name: an AttributeError, before and after the rest was read."""
    item = read()
    for _ in range(2):
        with pytest.raises(AttributeError):
            _ = item.colour
        assert item.country == "RT"


@pytest.fixture
def restless():
    """Threads take turns all the time."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("restless")
def test_many_threads_may_ask_at_once():
    """Whoever comes second finds what the first has read."""
    with ThreadPoolExecutor(8) as hands:
        for _ in range(300):
            item = read()
            asked = [hands.submit(getattr, item, name) for name in ("country", "begin") * 4]
            assert {one.result() for one in asked} == {"RT", "1201"}
