"""The live service beside the file: what it adds, what it is asked, and what it is not asked again."""

import json
import random
from dataclasses import replace

import pyoxigraph
import pytest

from kg.errors import UsageError
from kg.wikidata.live import Live
from kg.wikidata.live_settings import API, SPARQL, LiveSettings
from kg.wikidata.polite import Polite, agent
from kg.wikidata.values import Candidate, Item, Office
from tests.wikidata_server import serving

SYRIA = Item("Q858", "Syria", ("Syrian Arab Republic",), "country", country="SY", prior=0.9)


class File:
    """A file that knows one country."""

    def named(self, name):
        return [Candidate(SYRIA, name)] if name in ("Syria", "Syrian Arab Republic") else []

    def like(self, name):
        return [Candidate(SYRIA, "Syria", 0.9)] if name == "Siria" else []

    def item(self, qid):
        return SYRIA if qid == "Q858" else None


@pytest.fixture
def wikidata():
    with serving() as server:
        yield server


@pytest.fixture
def settings(wikidata, tmp_path):
    return LiveSettings(api=wikidata.api, sparql=wikidata.sparql, cache=tmp_path / "cache.sqlite")


def live(settings, told=None):
    """Return a new run, as a new process would begin it."""
    return Live(File(), settings, tell=(told if told is not None else []).append)


def test_a_person_that_the_file_lacks_is_found_with_all_that_counts(settings):
    """Class, country, birth and offices come from the endpoint, in the form that the file has them."""
    (found,) = live(settings).named("Samir Suleiman")

    assert found == Candidate(
        Item(
            qid="Q900000001",
            label="Samir Suleiman",
            kind="person",
            cls="https://kg.example/ontology#Person",
            description="Syrian officer",
            country="SY",
            begin="1960",
            offices=(Office("army spokesman", "2013-05-02"),),
            prior=found.item.prior,
        ),
        "Samir Suleiman",
    )
    assert 0 < found.item.prior < 0.001


def test_a_village_comes_with_its_point_and_the_places_around_it(settings):
    """The nearest first, a country last; pages that only tell names apart are nobody."""
    (found,) = live(settings).named("Atshan")

    assert (found.item.qid, found.item.kind) == ("Q900000002", "village")
    assert found.item.point == (35.37, 36.75)
    assert found.item.parents == ("Q232355", "Q858")


def test_an_alias_of_the_service_counts(settings):
    """The candidate carries the name that fits."""
    (found,) = live(settings).named("tell atshan")

    assert (found.item.label, found.name, found.likeness) == ("Atshan", "Tell Atshan", 1.0)


def test_the_file_comes_first_and_keeps_its_items(settings):
    """An item that both know is the file's, once, wherever the name came from."""
    run = live(settings)

    assert run.named("Syria") == [Candidate(SYRIA, "Syria")]
    assert run.item("Q858") is SYRIA


def test_what_begins_so_is_like_it_and_not_called_so(settings):
    """The search finds by beginnings; only the same name, spelling folded, is the same."""
    run = live(settings)

    assert [c.item.qid for c in run.named("Atsha")] == []
    assert [(c.item.qid, c.likeness) for c in run.like("Atshan")] == [
        ("Q900000002", 1.0),
        ("Q900000004", 0.923077),
    ]
    assert [c.item.qid for c in run.like("Siria")] == ["Q858"]


def test_parents_are_items_too(settings, wikidata):
    """Who asks for what a place lies in gets it, without another question."""
    run = live(settings)
    run.named("Atshan")
    asked = len(wikidata.asked)

    assert run.item("Q232355").label == "Hama Governorate"
    assert len(wikidata.asked) == asked


def test_nothing_is_asked_twice(settings, wikidata):
    """Not in a run, nor in the next one: neither who somebody is nor that nobody is called so."""
    first = live(settings)
    answers = [first.named(n) for n in ("Atshan", "Nobody at all", "Atshan")]
    asked = len(wikidata.asked)

    again = live(settings)

    assert [again.named(n) for n in ("Atshan", "Nobody at all", "Atshan")] == answers
    assert len(wikidata.asked) == asked


def test_the_cache_answers_without_the_service(settings, wikidata):
    """The same cache gives the same answers, whether or not anybody is there."""
    answer = live(settings).named("Samir Suleiman")
    gone = replace(settings, attempts=1)
    wikidata.behave.update(
        {"/api": lambda h: h.send("", 503), "/sparql": lambda h: h.send("", 503)}
    )
    told = []

    again = live(gone, told)

    assert again.named("Somebody else") == []
    assert again.named("Samir Suleiman") == answer
    assert len(told) == 1


def test_an_old_answer_is_asked_anew(settings, wikidata):
    """`days` says how long one counts."""
    live(settings).named("Atshan")
    asked = len(wikidata.asked)

    live(replace(settings, days=0)).named("Atshan")

    assert len(wikidata.asked) == 2 * asked


def test_names_asked_together_need_few_answers(settings, wikidata):
    """`prepare` asks for the items of all names at once; the names themselves cannot be."""
    together = live(settings)
    together.prepare(
        {"samir suleiman": "Samir Suleiman", "atshan": "Atshan", "tell atshan": "Tell Atshan"}
    )
    asked = [path for path, _, _ in wikidata.asked]

    assert asked.count("/api") == 3
    assert together.named("atshan")
    assert together.named("samir suleiman")
    assert len(wikidata.asked) == len(asked)


def test_the_service_is_asked_for_what_the_text_writes(settings, wikidata):
    """Not for the folded name, nor for names that linking makes up: those are the file's affair."""
    run = live(settings)
    run.prepare({"us army": "U.S. Army", "obrien": "O'Brien"})
    run.named("us army")
    run.named("army of the us")
    run.like("OBrien")

    assert [form["search"] for _, form, _ in wikidata.asked] == ["U.S. Army", "O'Brien"]


def test_each_document_has_its_own_names(settings, wikidata):
    """What an earlier one wrote does not change what a later one gets."""
    run = live(settings)
    run.prepare({"atshan": "ATSHAN"})
    run.prepare({"atshan": "Atshan", "syria": "Syria"})

    assert [c.name for c in run.named("atshan")] == ["Atshan"]
    assert run.named("tell atshan") == []
    assert [form["search"] for path, form, _ in wikidata.asked if path == "/api"] == [
        "ATSHAN",
        "Atshan",
        "Syria",
    ]


def test_answers_do_not_depend_on_what_was_asked_before(settings, tmp_path):
    """Whatever the order and company of the names, an item is the same."""
    names = ["Samir Suleiman", "Atshan", "Atshana", "Syria", "Hama Governorate", "Tell Atshan"]
    answers = set()
    for n in range(4):
        run = live(replace(settings, cache=tmp_path / f"{n}.sqlite"))
        for name in random.Random(n).sample(names, len(names)):
            run.named(name)
        answers.add(str([(run.named(name), run.like(name)) for name in names]))

    assert len(answers) == 1


def test_the_service_is_asked_as_it_wants_to_be(settings, wikidata):
    """Who asks, whom to write to, packed answers, and patience with its copies."""
    run = live(replace(settings, contact="desk@news.example"))
    run.named("Atshan")

    assert all(h["User-Agent"] == agent("desk@news.example") for _, _, h in wikidata.asked)
    assert all(h["Accept-Encoding"] == "gzip" for _, _, h in wikidata.asked)
    (search,) = [form for path, form, _ in wikidata.asked if path == "/api"]
    assert search["maxlag"] == "5"
    assert search["format"] == "json"


@pytest.mark.parametrize(
    "name",
    [
        'O\'Brien "the" <b>',
        "a} UNION { ?s ?p ?o } #",
        "one\ntwo\r\nHost: evil.example",
        "x&action=edit&search=y",
        "Q858|Q900000001",
        "\x00\x1b[31mred",
        "\ud800 lone",
        "ا" * 250,
        "?",
        "",
        "   ",
        "x" * 251,
    ],
    ids=range(12),
)
def test_no_name_is_more_than_a_name(name, settings, wikidata):
    """Quotes, line breaks, SPARQL and parameters are letters of a name; what is none is not asked."""
    told = []

    assert list(live(settings, told).named(name)) == []
    assert told == []
    assert all(path == "/api" for path, _, _ in wikidata.asked)
    assert all(form["search"] == " ".join(name.split()) for _, form, _ in wikidata.asked)
    assert all(form["action"] == "wbsearchentities" for _, form, _ in wikidata.asked)


def test_the_cache_holds_no_secret(settings, tmp_path):
    """Not the address, which may carry a key, nor the contact."""
    keyed = replace(settings, api=settings.api + "?key=SECRET", contact="desk@news.example")
    live(keyed).named("Atshan")

    held = (tmp_path / "cache.sqlite").read_bytes()
    assert b"Atshan" in held
    assert b"SECRET" not in held
    assert b"127.0.0.1" not in held
    assert b"desk@" not in held


def test_the_environment_says_where_the_service_is(tmp_path):
    """All of it has a name there; nothing said is Wikidata's own."""
    told = LiveSettings.read(
        {
            "KG_WIKIDATA_API": "http://127.0.0.1:1/api",
            "KG_WIKIDATA_SPARQL": "http://127.0.0.1:1/sparql",
            "KG_WIKIDATA_CACHE": str(tmp_path / "c"),
            "KG_WIKIDATA_DAYS": "1",
            "KG_WIKIDATA_TIMEOUT": "2.5",
            "KG_WIKIDATA_BUDGET": "30",
            "KG_CONTACT": "desk@news.example",
        }
    )
    usual = LiveSettings.read({})

    assert (told.api, told.sparql) == ("http://127.0.0.1:1/api", "http://127.0.0.1:1/sparql")
    assert (told.days, told.seconds, told.budget) == (1.0, 2.5, 30.0)
    assert (usual.api, usual.sparql) == (API, SPARQL)


@pytest.mark.parametrize(
    "environ",
    [
        {"KG_WIKIDATA_API": "file:///etc/passwd"},
        {"KG_WIKIDATA_API": "www.wikidata.org"},
        {"KG_WIKIDATA_SPARQL": "https://me:secret@host.example/sparql"},
        {"KG_WIKIDATA_SPARQL": "http://host.example:99999/"},
        {"KG_WIKIDATA_SPARQL": "http://host.example/a b\r\nX: y"},
        {"KG_WIKIDATA_DAYS": "soon"},
        {"KG_WIKIDATA_BUDGET": "-1"},
        {"KG_WIKIDATA_TIMEOUT": "nan"},
    ],
    ids=lambda e: next(iter(e)),
)
def test_settings_that_make_no_sense_are_wrong_usage(environ):
    """One line, and a password is not repeated."""
    with pytest.raises(UsageError) as error:
        LiveSettings.read(environ)

    assert "\n" not in str(error.value)
    assert "secret" not in str(error.value)


def test_a_contact_that_is_no_header_is_wrong_usage(settings):
    """Nobody writes header fields through it."""
    with pytest.raises(UsageError, match="not a contact"):
        live(replace(settings, contact="me\r\nX: y"))


def test_settings_are_those_of_the_asker(settings):
    """The budget is that of the run."""
    assert Polite(replace(settings, budget=7).manners()).left == 7


def test_recorded_answers_are_read():
    """The form of Wikidata's own answers: more fields than we need, some absent."""
    from kg.wikidata.live_search import Found, read

    recorded = {
        "searchinfo": {"search": "atshan"},
        "search": [
            {
                "id": "Q900000002",
                "title": "Q900000002",
                "pageid": 1,
                "concepturi": "http://www.wikidata.org/entity/Q900000002",
                "repository": "wikidata",
                "url": "//www.wikidata.org/wiki/Q900000002",
                "display": {"label": {"value": "Atshan", "language": "en"}},
                "label": "Atshan",
                "match": {"type": "alias", "language": "mul", "text": "Tell  Atshan"},
                "aliases": ["Tell Atshan"],
            },
            {
                "id": "Q900000003",
                "display": {},
                "label": "",
                "match": {"type": "entityId", "text": ""},
            },
            {"id": "Q900000002", "label": "Atshan", "match": {"text": "Atshan"}},
        ],
        "search-continue": 7,
        "success": 1,
    }

    assert read(json.dumps(recorded).encode()) == [
        Found(900000002, "Tell Atshan"),
        Found(900000003, "Q900000003"),
    ]


def test_names_from_afar_are_plain_words(settings, wikidata):
    """Controls, colours for the terminal, halves of characters and whole books are no part of a name."""
    strange = "Tell\\u0000 \\u001B[31mSkik\\u0007" + "k" * 5000
    wikidata.store.load(
        f"""<http://www.wikidata.org/entity/Q900000009>
          <http://www.w3.org/2000/01/rdf-schema#label> "{strange}"@en ;
          <http://schema.org/description> "{strange}"@en ; <http://wikiba.se/ontology#sitelinks> 1 ;
          <http://www.wikidata.org/prop/direct/P31> <http://www.wikidata.org/entity/Q900000102> .""".encode(),
        format=pyoxigraph.RdfFormat.TURTLE,
    )

    item = live(settings).item("Q900000009")

    assert item.label.isprintable()
    assert item.label.startswith("Tell")
    assert len(item.label) <= 250
    assert item.description.isprintable()


def test_what_is_no_qid_is_nobody(settings, wikidata):
    """Nothing else gets into a query."""
    run = live(settings)

    assert [run.item(qid) for qid in ("", "Q", "Q0", "P31", "Q1> ?p ?o } #", "Q" + "9" * 40)] == [
        None
    ] * 6
    assert wikidata.asked == []
