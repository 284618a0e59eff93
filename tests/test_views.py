"""Views of a store: who is one with whom, what lies within what, filters, pages; what changed; and hostile values."""

import os
import shutil

import pytest

from kg.errors import UsageError
from kg.views.index import FILE, Index, TooLongError
from kg.views.refresh import refresh
from kg.views.take import note
from kg.views.views import NothingKnownError, Views
from tests.viewed import BASE, DOC, ID, document, event, forget, put, thing

PERSON = "kg:Person, kg:Actor, sem:Actor"
TEXT = "Rebels attacked Hama, said Ann."
SYRIA = (
    thing("place/Q858", "Syria", "kg:Country, kg:Place, kg:Actor", "; owl:sameAs wd:Q858")
    + thing(
        "place/Q1", "Ḥamāh", "kg:Settlement, kg:Place",
        f"; owl:sameAs wd:Q1 ; kg:locatedIn <{ID}place/Q858> ; geo:hasGeometry <{ID}g> ; skos:altLabel 'Hama'",
    )
    + f'<{ID}g> geo:asWKT "POINT(36.75 35.13)"^^geo:wktLiteral ; kg:radius "3"^^xsd:double .\n'
)  # fmt: skip
WHO = thing("person/a/ann", 'Ann \\"X\\"\\nY', PERSON) + thing(
    "group/a/rebels", "Rebels", "kg:Group, kg:Actor"
)
DATED = '; kg:earliestStart "2015-10"^^xsd:gYearMonth ; kg:latestEnd "2015-10"^^xsd:gYearMonth'
A = document(
    "a", TEXT,
    SYRIA + WHO
    + event("a", 7, 15, 31, more=f"; kg:agent <{ID}group/a/rebels> ; kg:place <{ID}place/Q1> ; kg:attributedTo <{ID}person/a/ann> {DATED}")
    + f"<{ID}claim/a/1> a kg:Claim ; kg:claimer <{ID}person/a/ann> ; kg:about <{ID}event/a/7-15> ; kg:stance kg:Asserts ;"
    f" kg:medium <{ID}group/a/rebels> ; kg:cue <{DOC}a#char=22,26> .\n"
    + f"<{ID}relation/a/1> a rdf:Statement ; rdf:subject <{ID}person/a/ann> ; rdf:predicate kg:holdsRole ;"
    f' rdf:object "spokeswoman" ; kg:factuality kg:Actual ; prov:wasDerivedFrom <{DOC}a#char=27,30> .\n',
)  # fmt: skip
B = document(
    "b", TEXT,
    thing("person/b/ann", "Ann", PERSON) + thing("org/Q858", "Damascus", "kg:Organisation, kg:Actor", "; owl:sameAs wd:Q858")
    + event("b", 7, 15, 31, "kg:AirStrike, kg:Attack, kg:Event", f"; kg:agent <{ID}person/b/ann>, <{ID}org/Q858>", "Planned")
    + event("b", 16, 20, 31, "kg:Talks, kg:Event", label="talks"),
    publisher="Two News", issued="2016-01-01",
)  # fmt: skip


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "store"
    put(path, "a", A)
    put(path, "b", B)
    put(
        path,
        "identity",
        f"<{ID}person/b/ann> kg:canonical <{ID}person/a/ann> . <{ID}person/a/ann> kg:canonical <{ID}person/a/ann> .",
    )
    return path


@pytest.fixture
def views(store):
    with Views(store) as opened:
        yield opened


def found(views, **chosen):
    told = views.events({name.rstrip("_"): value for name, value in chosen.items()})
    assert told["total"] == len(told["events"])
    return [one["iri"].removeprefix(f"{ID}event/") for one in told["events"]]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, ["a/7-15", "b/7-15", "b/16-20"]),
        ({"class_": "kg:Attack"}, ["a/7-15", "b/7-15"]),
        ({"class_": "https://kg.example/ontology#AirStrike"}, ["b/7-15"]),
        ({"class_": ["kg:AirStrike", "kg:Talks"]}, ["b/7-15", "b/16-20"]),
        ({"place": f"{ID}place/Q858"}, ["a/7-15"]),
        ({"place": f"{ID}place/Q1"}, ["a/7-15"]),
        ({"actor": f"{ID}place/Q858"}, ["b/7-15"]),
        ({"actor": f"{ID}org/Q858"}, ["b/7-15"]),
        ({"actor": f"{ID}person/a/ann"}, ["b/7-15"]),
        ({"claimer": f"{ID}person/b/ann"}, ["a/7-15"]),
        ({"agent": f"{ID}group/a/rebels"}, ["a/7-15"]),
        ({"patient": f"{ID}group/a/rebels"}, []),
        ({"from_": "2015-10-31", "to": "2015-12"}, ["a/7-15"]),
        ({"from_": "2015-11"}, []),
        ({"to": "2015-09-30"}, []),
        ({"dated": "no"}, ["b/7-15", "b/16-20"]),
        ({"located": "yes"}, ["a/7-15"]),
        ({"bbox": "36,35,37,36"}, ["a/7-15"]),
        ({"bbox": "170,-90,-170,90"}, []),
        ({"factuality": "Planned"}, ["b/7-15"]),
        ({"document": f"{DOC}b", "q": "HÁMA  rebels"}, ["b/7-15", "b/16-20"]),
        ({"q": "talks"}, ["b/16-20"]),
        ({"publisher": "Two News"}, ["b/7-15", "b/16-20"]),
        ({"publisher": "'; DROP TABLE events; --"}, []),
        ({"actor": "no IRI at all \"' >"}, []),
    ],
)  # fmt: skip
def test_filters_find_the_events_they_say(views, chosen, expected):
    """Merged actors, places inside, subclasses, overlapping times, folded words; a choice of several is any of them."""
    assert found(views, **chosen) == expected


@pytest.mark.parametrize(
    "chosen", [{"from": "soon"}, {"bbox": "1,2"}, {"bbox": "nan,0,0,0"}, {"dated": "maybe"}]
)
def test_a_filter_that_is_none_is_refused(views, chosen):
    """UsageError with the value in it."""
    with pytest.raises(UsageError, match=next(iter(chosen))):
        views.events(chosen)


def test_an_event_is_told_with_dates_as_precise_as_known_and_its_sentence(views):
    """Roles, date, place with radius in metres, source, and the sentence with its trigger."""
    one = views.event(f"{ID}event/a/7-15")

    assert (one["date"], one["start"], one["end"]) == ("2015-10", "2015-10", "2015-10")
    assert (one["location"]["lon"], one["location"]["radius_m"]) == (36.75, 3000)
    assert one["evidence"][0]["sentence"] == TEXT
    assert one["trigger"] == "attacked"
    assert one["sources"][0]["label"] == 'Ann "X"\nY'
    assert one["claims"][0]["claimer"]["path"] == "/id/person/a/ann"
    assert one["claims"][0]["medium"]["label"] == "Rebels"
    assert one["claims"][0]["cue"] == "said"


def test_things_that_are_one_share_a_page(views):
    """By kg:canonical and by the same item of Wikidata; either IRI leads there."""
    ann, syria = views.entity(f"{ID}person/b/ann"), views.entity(f"{ID}org/Q858")

    assert {ann["iri"], *(s["iri"] for s in ann["same"])} == {
        f"{ID}person/a/ann",
        f"{ID}person/b/ann",
    }
    assert ann["claims_made"] == 1
    assert ann["relations"][0]["text"] == "spokeswoman"
    assert syria["wikidata"]["id"] == "Q858"
    assert syria["events"] == {"total": 1, "roles": {"agent": 1}, "inside": 1}


def test_no_choice_leaves_nothing_and_counts_are_those_of_the_filter(views):
    """Each choice that is offered finds as many events as it says."""
    told = views.facets({})

    assert told["class"][0] == {"value": "kg:Event", "label": "event", "count": 3}
    for facet in ("class", "factuality", "actor", "place", "claimer", "publisher", "document"):
        assert told[facet]
        for choice in told[facet]:
            assert (
                choice["count"] == views.events({facet: choice["value"]})["total"] > 0
                or facet == "place"
            )


def test_who_has_two_roles_in_an_event_is_counted_once(tmp_path):
    """A choice leaves as many events as it says."""
    me = f"<{ID}person/a/ann>"
    more = f"; kg:agent {me} ; kg:patient {me} ; kg:place <{ID}place/Q1> ; kg:origin <{ID}place/Q1>"
    put(
        tmp_path / "store", "a", document("a", TEXT, SYRIA + WHO + event("a", 7, 15, 31, more=more))
    )
    with Views(tmp_path / "store") as views:
        told = views.facets({})

    assert [(c["label"], c["count"]) for c in told["actor"]] == [('Ann "X"\nY', 1)]
    assert [(c["label"], c["count"]) for c in told["place"]] == [("Ḥamāh", 1)]


def test_choices_of_a_chosen_kind_are_its_alternatives(views):
    """The filter of a kind does not empty its own list."""
    told = views.facets({"publisher": "Two News"})

    assert [c["value"] for c in told["publisher"]] == ["Two News", "One News"]
    assert [c["value"] for c in told["document"]] == [f"{DOC}b"]


def test_map_and_timeline_count_what_the_list_has(views):
    """Cells and bins sum up to located and dated; the rest is told as a number."""
    cells, bins = views.map({}, zoom=5), views.timeline({})

    assert (cells["total"], cells["located"]) == (3, 1)
    assert cells["box"] == pytest.approx([36.717, 35.103, 36.783, 35.157], abs=1e-3)  # 3 km around
    assert cells["cells"][0]["place"]["label"] == "Ḥamāh"
    assert cells["cells"][0]["event"]["iri"] == f"{ID}event/a/7-15"
    assert (bins["dated"], bins["undated"]) == (1, 2)
    assert bins["bins"] == [
        {"start": "2015-10-01", "end": "2015-10-01", "count": 1, "kinds": {"Actual": 1}}
    ]


@pytest.mark.parametrize(
    ("fit", "zoom"), [((100, 900), 0), ((256, 900), 1), ((200, 900), 1), ((1000, 100), 1), ((9000, 4000), 6)]
)  # fmt: skip
def test_a_map_looks_as_near_as_it_can_and_shows_all(tmp_path, fit, zoom):
    """Two places half the world apart, 46 pixels in height at zoom 0; half a step is rounded up."""
    place = (
        "; kg:place <{id}place/{name}> . <{id}place/{name}> a kg:Place ; rdfs:label 'Here' ; geo:hasGeometry <{id}g{name}>"
        " . <{id}g{name}> geo:asWKT 'POINT({lon} {lat})'^^geo:wktLiteral"
    )
    for name, lon, lat in (("a", -90, 10), ("b", 90, 60)):
        told = event(name, 7, 15, 31, more=place.format(id=ID, name=name, lon=lon, lat=lat))
        put(tmp_path / "store", name, document(name, TEXT, told))

    with Views(tmp_path / "store") as views:
        cells = views.map({}, fit=fit)

    assert cells["box"] == [-90, 10, 90, 60]
    assert cells["zoom"] == zoom
    assert cells["size"] == 30 / 2**zoom
    assert [c["count"] for c in cells["cells"]] == [1, 1]


def test_words_are_looked_for_in_every_sentence_that_tells_of_an_event(tmp_path):
    """In the first and in the others; the event is found, by filters and by the search."""
    text = "Rebels attacked Hama. The strike hit a bakery."
    again = f"<{DOC}a#char=26,32>"
    more = (
        f"{again} a nif:Phrase ; kg:mentionKind kg:Trigger ; itsrdf:taIdentRef <{ID}event/a/7-15> ; "
        f"nif:sentence <{DOC}a#char=22,46> .\n"
    )
    put(tmp_path / "store", "a", document("a", text, event("a", 7, 15, 21) + more))
    with Views(tmp_path / "store") as views:
        assert [found(views, q=q) for q in ("bakery", "hama", "strike hama", "school")] == [
            ["a/7-15"]
        ] * 3 + [[]]
        assert [one["label"] for one in views.search("bakery", kind="event")["results"]] == [
            "attacked"
        ]


def test_an_expression_of_time_has_its_value(tmp_path):
    """In the mentions of a document."""
    when = f'<{DOC}a#char=16,20> a nif:Phrase ; kg:mentionKind kg:TimeExpression ; kg:timexValue "2015-10" .\n'
    put(tmp_path / "store", "a", document("a", TEXT, event("a", 7, 15, 31) + when))
    with Views(tmp_path / "store") as views:
        mentions = views.document(f"{DOC}a")["mentions"]

    assert [(m["kind"], m["value"]) for m in mentions] == [
        ("Trigger", None),
        ("TimeExpression", "2015-10"),
    ]


@pytest.mark.parametrize(
    ("words", "kind", "first"),
    [
        ("hamah", "", "Ḥamāh"), ("HAMA", "", "Ḥamāh"), ("ham", "place", "Ḥamāh"), ("rebls", "", "Rebels"),
        ("x ann", "", 'Ann "X"\nY'), ("of b title", "", "Title of b"), ("talks", "event", "talks"), ("", "actor", None),
    ],
)  # fmt: skip
def test_search_takes_parts_other_spellings_and_slips(views, words, kind, first):
    """Beginnings, words in any order, without case and diacritics, then what is spelled nearly so."""
    told = views.search(words, kind=kind)

    assert told["total"] == len(told["results"]) > 0
    assert first is None or told["results"][0]["label"] == first


def test_neighbours_are_those_of_the_same_events(views):
    """Nodes with counts, edges with examples."""
    told = views.neighbours(f"{ID}place/Q1")

    assert {n["label"] for n in told["nodes"]} == {"Ḥamāh", "Rebels", "Syria"} or len(
        told["nodes"]
    ) == 3
    edge = next(e for e in told["edges"] if e["kind"] == "event")
    assert edge["examples"] == [f"{ID}event/a/7-15"]


def test_what_is_not_there_is_told_so(views):
    """No entity, event or document of an IRI."""
    for view in (views.entity, views.event, views.document, views.neighbours):
        with pytest.raises(NothingKnownError):
            view("https://nowhere.example/\"'>")


def test_a_changed_document_replaces_what_it_told(store):
    """New, changed and forgotten graphs, each seen at the next refresh; an unchanged store costs nothing."""
    index = Index(store)
    assert refresh(index)
    assert not refresh(index)
    version = index.version

    put(store, "b", B.replace("Title of b", "Another"))
    assert refresh(index)
    assert index.version != version
    forget(store, "a")
    assert refresh(index)

    titles = [row[0] for row in index.rows("SELECT title FROM documents")]
    assert titles == ["Another"]
    assert index.rows("SELECT count(*) FROM roles JOIN events USING (event)") == index.rows(
        "SELECT count(*) FROM roles"
    )
    index.close()


def test_what_was_taken_and_not_settled_is_settled_by_the_next(store, monkeypatch):
    """A process that was ended between two steps leaves no index that is ready and empty."""
    index = Index(store)
    with monkeypatch.context() as patched:
        patched.setattr("kg.views.refresh.settle", _ended)
        with pytest.raises(KeyboardInterrupt):
            refresh(index)
    index.close()

    with Views(store) as views:
        assert len(found(views)) == 3
        assert views.facets({})["actor"]


@pytest.mark.parametrize("name", ["actor", "place", "claimer"])
def test_lists_of_an_event_tell_the_same_as_its_roles(store, views, monkeypatch, name):
    """Whoever is asked for, by any of its IRIs."""
    things = [iri for (iri,) in views.index.rows("SELECT DISTINCT iri FROM things ORDER BY iri")]

    def asked():
        return {
            iri: sorted(e["iri"] for e in views.events({name: iri})["events"]) for iri in things
        }

    quick = asked()
    monkeypatch.setattr("kg.views.filters.LISTED", ())
    assert quick == asked()
    assert any(quick.values())


def _ended(index):
    raise KeyboardInterrupt


def test_the_version_changes_only_when_what_is_new_can_be_seen(store, monkeypatch):
    """An answer given while the index is settled would be kept for ever as one of the new version."""
    index = Index(store)
    refresh(index)
    before, during = index.version, []

    def noted(cursor, name, value):
        during.append((index.version, index.rows("SELECT count(*) FROM slim")[0][0]))
        note(cursor, name, value)

    monkeypatch.setattr("kg.views.settle.note", noted)
    forget(store, "b")
    refresh(index)

    assert set(during) == {(before, 3)}
    assert index.version != before
    assert index.rows("SELECT count(*) FROM slim")[0][0] == 1
    index.close()


def test_the_index_is_kept_beside_the_store(store):
    """The second who opens it has nothing to do."""
    Views(store).close()

    index = Index(store)
    assert index.path == store / FILE
    assert not refresh(index)
    index.close()


def test_who_finds_the_index_in_use_makes_one_of_its_own(store):
    """Two at once, in one process or two, have the same answers."""
    with Views(store) as one, Views(store) as other:
        assert one.events({})["events"] == other.events({})["events"]
    assert [p.name for p in store.glob("views*")] == [FILE]


def test_an_index_that_is_broken_or_old_is_made_anew(store):
    """Whatever bytes are in its file."""
    (store / FILE).write_bytes(b"no database" * 1000)
    with Views(store) as views:
        assert len(found(views)) == 3
    index = Index(store)
    with index.cursor() as cursor:
        cursor.execute("UPDATE about SET value = '0' WHERE name = 'format'")
    index.close()
    with Views(store) as views:
        assert len(found(views)) == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_read(store):
    """The index lies elsewhere, and goes with its owner."""
    store.chmod(0o555)
    try:
        with Views(store) as views:
            folder = views.index.folder
            assert len(found(views)) == 3
    finally:
        store.chmod(0o755)
    assert not folder.exists()


def test_an_empty_store_has_empty_views(tmp_path):
    """Nothing fails where there is nothing."""
    put(tmp_path / "store", "x", "<http://a/> <http://b/> 'c' .")
    with Views(tmp_path / "store") as views:
        assert views.about()["counts"] == {"documents": 0, "events": 0, "entities": 0, "claims": 0}
        assert (
            views.map({})["cells"] == views.timeline({})["bins"] == views.events({})["events"] == []
        )
        assert (
            views.facets({})["class"]
            == views.search("x")["results"]
            == views.documents()["documents"]
            == []
        )


def test_hostile_values_are_only_values(tmp_path):
    """Quotes, newlines, right-to-left marks, names and labels of a million characters, points that are none."""
    long = "x" * 1_000_000
    put(
        tmp_path / "store",
        "a",
        document(
            "a",
            long,
            thing("person/a/1", "\\u202Eevil' OR 1=1 --<script>", PERSON)
            + thing("person/a/2", long, PERSON, f"; geo:hasGeometry <{ID}g>")
            + f'<{ID}g> geo:asWKT "POINT(1e999 nan)" .\n'
            + event(
                "a",
                0,
                1_000_000,
                1_000_000,
                more=f"; kg:agent <{ID}person/a/1>, <{ID}person/a/2> ; kg:earliestStart 'soon'",
                label=long,
            ),
        ),
    )
    with Views(tmp_path / "store") as views:
        assert views.search("EVIL' or")["results"][0]["label"].endswith("<script>")
        assert len(views.events({})["events"][0]["label"]) < 5000
        assert views.events({})["events"][0]["date"] in ("", "since soon")
        assert views.timeline({})["undated"] == 1
        assert views.search(long)["total"] >= 0


def test_a_long_text_comes_in_parts(tmp_path):
    """A million characters at a time, with what begins in them; all parts are the whole text."""
    text = "Äx " * 800_000
    put(tmp_path / "store", "a", document("a", text, event("a", 2_000_000, 2_000_001, len(text))))
    with Views(tmp_path / "store") as views:
        parts, start = [], 0
        while start is not None:
            part = views.document(f"{DOC}a", start=start)
            parts.append(part)
            start = part["next"]

    assert "".join(p["text"] for p in parts) == text
    assert [len(p["events"]) for p in parts] == [0, 0, 1]


def test_a_question_that_takes_too_long_is_ended(store):
    """By its limit; the next one is answered."""
    index = Index(store, seconds=0.3)

    with pytest.raises(TooLongError):
        index.rows("SELECT count(*) FROM range(10_000_000_000) a, range(10_000_000_000) b")
    assert index.rows("SELECT 1") == [(1,)]
    index.close()


def test_others_who_tell_it_otherwise_are_found(tmp_path):
    """The same class, agent and time in another paper: a contradiction, or one who agrees."""
    agent = f"; kg:agent <{ID}place/Q858> {DATED}"
    for name, factuality in (("a", "Actual"), ("b", "Negated"), ("c", "Actual")):
        told = event(name, 7, 15, 31, more=agent, factuality=factuality)
        put(tmp_path / "store", name, document(name, TEXT, SYRIA + told, publisher=f"{name} News"))
    with Views(tmp_path / "store") as views:
        others = views.event(f"{ID}event/a/7-15")["others"]

    assert [(o["why"], o["one"], o["other"]) for o in others] == [
        ("factuality", "Actual", "Negated"),
        ("corroborates", "Actual", "Actual"),
    ]


def test_a_copy_of_the_store_takes_its_index_along(store, tmp_path):
    """The folder may be moved."""
    Views(store).close()
    shutil.copytree(store, tmp_path / "copy")

    with Views(tmp_path / "copy", base=BASE) as views:
        assert len(found(views)) == 3
