"""The knowledge-base file: compiled from items, looked up by name."""

import sqlite3
import threading

import pytest

from kg.errors import KgError
from kg.wikidata.called import surnames
from kg.wikidata.compile import compile
from kg.wikidata.file import KnowledgeBase
from kg.wikidata.names import fold, skeleton
from kg.wikidata.values import Item, Office

COUNTRY = Item(
    "Q900000001",
    "Ruritania",
    ("République de Ruritanie",),
    "country",
    "urn:Country",
    "",
    "RU",
    None,
    9,
    prior=0.9,
)
CITY = Item(
    "Q900000002", "Strelsau", ("Штрельзау", "Strelsow"), "city", "urn:Settlement", "city in Ruritania", "RU",
    (50.5, 14.25), 120_000, ("Q900000001",), prior=0.01,
)  # fmt: skip
TOWN = Item(
    "Q900000003",
    "Strelsau",
    (),
    "town",
    "urn:Settlement",
    "town",
    "DE",
    (51.0, 7.5),
    9_000,
    prior=0.001,
)
KING = Item(
    "Q900000004", "Rudolf al-Elphberg", (), "person", "urn:Person", "King of Ruritania (1850-1890)", "RU",
    begin="1820-05", offices=(Office("King of Ruritania", "1850", "1890"), Office("Duke of Zenda")), prior=0.002,
)  # fmt: skip
CLERK = Item("Q900000005", "Anna Elphberg", (), "person", "urn:Person", prior=1e-9)
FIRM = Item("Q900000006", "Zenda Works (Ruritania)", ("ZW",), "company", "urn:Company", prior=1e-5)
ITEMS = (COUNTRY, CITY, TOWN, KING, CLERK, FIRM)


@pytest.fixture
def base(tmp_path):
    """The items above, compiled and open."""
    compile(
        ITEMS, tmp_path / "kb", meta={"version": "7"}, sources=lambda i: "a+b" if i is CITY else ""
    )
    with KnowledgeBase.open(tmp_path / "kb") as opened:
        yield opened


def qids(candidates):
    return [c.item.qid[-1] for c in candidates]


def test_an_item_comes_back_as_it_went_in(base):
    """What is looked up equals what was compiled, every field of it."""
    assert base.items([i.qid for i in ITEMS]) == list(ITEMS)


def test_an_item_outlives_the_file_that_it_was_read_from(base):
    """What was not asked for before the file was closed is there all the same."""
    found = base.items([i.qid for i in ITEMS])
    base.close()
    assert found == list(ITEMS)


def test_a_name_brings_all_that_bear_it_the_best_known_first(base):
    assert [(c.item, c.name, c.likeness) for c in base.named("STRELSAU")] == [
        (CITY, "Strelsau", 1.0),
        (TOWN, "Strelsau", 1.0),
    ]


@pytest.mark.parametrize(
    "name", ["republique de ruritanie", "The Republique-de Ruritanie", "RÉPUBLIQUE DE RURITANIE"]
)
def test_case_diacritics_hyphens_and_articles_do_not_matter(base, name):
    assert [(c.item.qid, c.name) for c in base.named(name)] == [
        (COUNTRY.qid, "République de Ruritanie")
    ]


def test_a_name_in_another_script_is_found(base):
    assert qids(base.named("штрельзау")) == ["2"]


def test_a_surname_brings_its_bearers_the_best_known_first_and_says_that_it_is_less(base):
    """Of two Elphbergs the king comes first; what belongs to his surname may be told with it."""
    found, other = base.named("Elphberg")

    assert (found.item, found.name, found.likeness) == (KING, "Rudolf al-Elphberg", 0.8)
    assert other.item.prior < found.item.prior
    assert qids(base.named("Al Elphberg")) == ["4"]


def test_a_name_that_goes_on_brings_the_longer_ones(base):
    """The likeness is the share of the letters that are told; the whole name itself is none of them."""
    found = base.completing("Rudolf al")

    assert [(c.item, c.name) for c in found] == [(KING, "Rudolf al-Elphberg")]
    assert 0 < found[0].likeness < 1
    assert base.completing("Rudolf al-Elphberg") == []


def test_what_stands_in_brackets_behind_a_name_can_be_left_out(base):
    (found,) = base.named("Zenda Works")

    assert found.item == FIRM
    assert 0.8 < found.likeness < 1


def test_a_city_and_its_country_bring_the_city_there(base):
    assert qids(base.named("Strelsau, Ruritania")) == ["2"]
    assert qids(base.named("Strelsau, Nowhere")) == []


@pytest.mark.parametrize(
    "name", ["Strelzau", "Shtrelsau", "Strellsau", "Strelau", "Stresau", "Srtelsau", "Shtrel'zau"]
)
def test_a_misspelled_name_brings_what_is_spelled_alike(base, name):
    assert base.named(name) == []
    assert qids(base.like(name))[:2] == ["2", "3"]
    assert 0.7 < base.like(name)[0].likeness < 1


@pytest.mark.parametrize("name", ["", "!?", "Qwxzvb", "x" * 5000])
def test_nobodys_name_brings_nobody(base, name):
    assert [*base.named(name), *base.like(name), *base.starting(name)] == []


@pytest.mark.parametrize(
    "qid", ["", "Q", "Q0", "Q1", "858", "P31", "Qx", "Q9" * 30, "Q" + "9" * 30, "Q٣"]
)
def test_what_is_no_known_qid_is_no_item(base, qid):
    assert base.item(qid) is None
    assert base.sources(qid) == ()


def test_the_beginning_of_a_name_brings_the_best_known_first_each_once(base):
    assert qids(base.starting("st", 5)) == ["2", "3"]
    assert qids(base.starting("Strels", 5)) == ["2", "3"]
    assert qids(base.starting("Strels", 1)) == ["2"]


def test_the_file_tells_of_itself(base):
    assert base.meta() == {"format": "2", "items": "6", "version": "7"}
    assert base.kinds() == [("person", 2), ("city", 1), ("company", 1), ("country", 1), ("town", 1)]
    assert base.sources(CITY.qid) == ("a", "b")
    assert base.sources(KING.qid) == ()


def test_several_threads_look_up_at_once(base):
    wrong = []

    def look():
        found = [
            qids(c) for _ in range(200) for c in (base.named("Strelsau"), base.like("Strelzau"))
        ]
        wrong.extend(one for one in found if one != ["2", "3"])

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_the_same_items_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        assert compile(iter(ITEMS), tmp_path / name, meta={"version": "1"}) == 6

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_second_item_with_a_qid_is_left_out(tmp_path):
    assert compile([CITY, TOWN, CITY], tmp_path / "kb", meta={}) == 2


def test_what_breaks_off_leaves_the_file_that_was_there(tmp_path):
    """A write is all or nothing, and leaves nothing lying about."""

    def broken():
        yield CITY
        raise RuntimeError

    compile([TOWN], tmp_path / "kb", meta={})
    before = (tmp_path / "kb").read_bytes()
    with pytest.raises(RuntimeError):
        compile(broken(), tmp_path / "kb", meta={})

    assert (tmp_path / "kb").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["kb"]


def test_no_file_and_a_file_of_another_sort_are_said_in_a_sentence(tmp_path):
    (tmp_path / "text").write_text("no database")
    compile([CITY], tmp_path / "old", meta={})
    with sqlite3.connect(tmp_path / "old") as db:
        db.execute("UPDATE meta SET value = '0' WHERE name = 'format'")
    db.close()
    for name in ("missing", "text", "old"):
        with pytest.raises(KgError, match="kg wikidata build"):
            KnowledgeBase.open(tmp_path / name)


def test_a_place_named_by_the_environment_that_is_not_there_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("KG_WIKIDATA", str(tmp_path / "gone"))

    with pytest.raises(KgError, match="KG_WIKIDATA"):
        KnowledgeBase.open()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łódź", "Lodz"), ("Malmö", "Malmo"), ("Sana'a", "Sanaa"), ("al-Qaeda", "Al Qaeda"), ("El-Arish", "al-Arish"),
        ("Deir ez-Zor", "Deir al-Zor"), ("St. Louis", "Saint Louis"), ("U.N.", "UN"), ("Straße", "STRASSE"),
        ("The Hague", "hague"), ("Guinea–Bissau", "Guinea-Bissau"), ("Rock & Roll", "rock and roll"),
    ],
)  # fmt: skip
def test_these_are_looked_up_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kyiv", "Kiev"), ("Lattakia", "Latakia"), ("Khan Sheikhoun", "Khan Shaykhun"), ("Qaddafi", "Gadhafi"),
        ("Jisr al-Shughour", "Jisr ash Shugur"), ("Zelenskyy", "Zelensky"), ("Osama", "Usama"), ("Киев", "Kiev"),
        ("Mohammed", "Muhamad"), ("Bagdad", "Baghdad"),
    ],
)  # fmt: skip
def test_these_sound_alike(one, other):
    assert skeleton(fold(one)) == skeleton(fold(other))


def test_a_name_of_one_word_has_no_surname():
    assert list(surnames("ronaldo")) == []
    assert list(surnames("martin luther king jr")) == ["king"]
