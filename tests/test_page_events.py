"""The views of events and of contradictions in a real browser, on a store built from the seeds."""

import csv
import json
import re
import shutil
import time
from contextlib import contextmanager
from urllib.parse import quote, urlencode

import pytest

from tests.browser import chromium, opened, shot
from tests.kgserver import ask, running
from tests.pages.visit import asked, indexed

ID = "https://kg.example/id/"

#: Each filter with a value that some events of the seeds have, and not all.
FILTERS = {
    "class": "kg:Attack",
    "factuality": "Planned",
    "actor": f"{ID}place/Q858",
    "agent": "agent",
    "patient": "patient",
    "place": "place",
    "claimer": "claimer",
    "document": "https://kg.example/doc/syria-hama-advance.txt",
    "publisher": "kg seeds",
    "from": "2016",
    "to": "2015-12",
    "q": "ferry",
    "bbox": "-20,30,40,60",
    "dated": "no",
    "located": "yes",
}


@pytest.fixture(scope="module")
def port(seeds, tmp_path_factory):
    copy = tmp_path_factory.mktemp("events") / "store"
    shutil.copytree(seeds, copy)
    with running(copy) as number:
        indexed(number)
        yield number


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@contextmanager
def events(browser, port, path="/events", ready=True, **options):
    with opened(browser, f"http://127.0.0.1:{port}{path}", **options) as page:
        if ready:
            page.wait_for_selector(".events-list[data-ready]")
        yield page


@contextmanager
def settling(page):
    """Wait, after what is done inside, until the view shows what was chosen."""
    before = _turns(page)
    yield
    _until(lambda: _turns(page) > before)


def _until(holds):
    """Wait until something holds; the page itself may not look, for its policy lets no text run."""
    for _ in range(200):
        if holds():
            return
        time.sleep(0.1)
    raise TimeoutError("the page does not get there")


def _turns(page):
    return int(page.get_attribute(".events-list", "data-ready") or 0)


def total(page):
    return int(page.inner_text(".events-heading h2").split()[0].replace(",", ""))


@pytest.fixture(scope="module")
def filters(port):
    """Filters with values; those of people and places are the first choices that the server offers."""
    found = asked(port, "facets")
    first = {name: found[name][0]["value"] for name in ("actor", "place", "claimer")}
    roles = [e["roles"] for e in asked(port, "events", size=200)["events"]]
    for name in ("agent", "patient"):
        first[name] = next(role[name][0]["iri"] for role in roles if role[name])
    return FILTERS | first


@pytest.mark.parametrize("name", FILTERS)
def test_filter_of_the_address_is_shown_and_can_be_taken_off(browser, port, filters, name):
    """The list holds what the server counts for the filter; without its chip all events are back."""
    wanted = asked(port, "events", **{name: filters[name]})["total"]
    everything = asked(port, "events")["total"]

    with events(browser, port, f"/events?{urlencode({name: filters[name]})}") as page:
        assert total(page) == wanted > 0
        assert page.locator(".chip").count() == 1
        with settling(page):
            page.click(".chip button")
        assert total(page) == everything
        assert page.url.endswith("/events")


@pytest.mark.parametrize("name", FILTERS)
def test_sparql_of_a_filter_finds_the_same_events(browser, port, filters, name):
    """The query behind "Open in SPARQL" and the view agree event by event."""
    events_ = asked(port, "events", size=500, **{name: filters[name]})["events"]

    with events(browser, port, f"/events?{urlencode({name: filters[name]})}") as page:
        text = page.evaluate(
            "decodeURIComponent(new URL(document.querySelector('.events-tools a').href).hash.slice(7))"
        )
    headers = {
        "Content-Type": "application/sparql-query",
        "Accept": "application/sparql-results+json",
    }
    status, _, body = ask(port, "POST", "/sparql", text.encode(), headers)

    assert status == 200, body
    found = {row["event"]["value"] for row in json.loads(body)["results"]["bindings"]}
    assert found == {event["iri"] for event in events_}


def test_text_of_a_filter_cannot_leave_its_place_in_the_query(browser, port):
    """Signs that end an IRI or a string in SPARQL stay within it: the query is one, and finds nothing."""
    bad = urlencode({"actor": "x> } SELECT", "q": '"} \\', "publisher": '"\n}'})
    with events(browser, port, f"/events?{bad}", ready=False) as page:
        page.wait_for_selector(".events-tools a")
        text = page.evaluate(
            "decodeURIComponent(new URL(document.querySelector('.events-tools a').href).hash.slice(7))"
        )
        headers = {
            "Content-Type": "application/sparql-query",
            "Accept": "application/sparql-results+json",
        }
        status, _, body = ask(port, "POST", "/sparql", text.encode(), headers)

        assert status == 200, body
        assert json.loads(body)["results"]["bindings"] == []


def test_refused_filter_is_told_once(browser, port):
    """A filter that the server refuses is told in one sentence, with what would be right."""
    page_ = browser.new_page()
    page_.goto(f"http://127.0.0.1:{port}/events?bbox=1,2")
    page_.wait_for_selector(".notice.bad")
    page_.wait_for_selector(".events-list[data-ready]")

    assert page_.locator(".notice.bad").count() == 1
    assert "west,south,east,north" in page_.inner_text(".notice.bad")
    page_.close()


def test_filter_over_the_date_line_is_shown(browser, port):
    """A box whose west is greater than its east is one over the date line, and no error."""
    wanted = asked(port, "map", bbox="120,-60,-70,60")
    with events(browser, port, "/events?bbox=120,-60,-70,60") as page:
        assert total(page) == wanted["total"] > 0


def test_choices_have_counts_and_none_is_empty(browser, port):
    """Every box to tick tells how many events it leaves, at least one; ticking it leaves as many."""
    with events(browser, port) as page:
        counts = page.locator(".facet .choice .count").all_text_contents()
        assert len(counts) > 20
        assert all(int(text.replace(",", "")) > 0 for text in counts)

        label = page.locator('.facet[data-facet="factuality"] .choice', has_text="Negated")
        count = int(label.locator(".count").inner_text())
        with settling(page):
            label.click()
        assert total(page) == count
        assert "factuality=Negated" in page.url


def test_subclasses_unfold_and_count_into_their_class(browser, port):
    """A class with kinds of its own can be unfolded; its count holds theirs."""
    with events(browser, port) as page:
        fold = page.get_by_role("button", name="Kinds of attack")
        fold.click()

        item = page.locator(".tree > li", has=page.locator('input[value="kg:Attack"]')).first
        counts = [int(text) for text in item.locator(".count").all_inner_texts()]
        assert counts[0] >= sum(counts[1:]) > 0
        assert (
            page.get_by_role("button", name="Kinds of attack").get_attribute("aria-expanded")
            == "true"
        )


def test_somebody_is_found_by_name_and_chosen_by_keys(browser, port):
    """Typing offers names with counts; Enter chooses; the chip bears the name."""
    with events(browser, port) as page:
        box = page.locator('.facet[data-facet="place"] [role="combobox"]')
        box.fill("syr")
        page.wait_for_selector('.facet[data-facet="place"] [role="option"]')
        with settling(page):
            box.press("Enter")

        assert "place=" in page.url
        assert page.inner_text(".chip").startswith("in Syria")
        assert total(page) > 0


def test_nothing_vanishes_in_silence(browser, port):
    """How many events are not on the map and not on the timeline is told, and a button shows them."""
    on_map, in_time = asked(port, "map"), asked(port, "timeline")
    missing = on_map["total"] - on_map["located"]

    with events(browser, port) as page:
        assert f"{on_map['located']} of {on_map['total']} events on the map" in page.inner_text(
            ".events-said"
        )
        assert f"Of {missing} no place is told" in page.inner_text(".events-said")
        assert f"{in_time['undated']} events without a date" in page.inner_text(".timeline")
        with settling(page):
            page.click(".events-said button:has-text('Show these')")
        assert total(page) == missing


def test_map_stands_as_a_list_and_a_place_of_it_can_be_chosen(browser, port):
    """Without seeing the map: a row for each place, a button that tells of it, and one that filters."""
    cells = asked(port, "map", zoom=3)["cells"]
    with events(browser, port) as page:
        page.click(".map-list summary")
        assert page.locator(".map-list tbody tr").count() >= min(len(cells), 10)
        page.locator(".map-list tbody button").first.press("Enter")
        page.wait_for_selector(".leaflet-popup-content")
        button = page.locator(".leaflet-popup-content button", has_text="Show").first
        count = int(re.search(r"(\d+) event", page.inner_text(".leaflet-popup-content"))[1])
        with settling(page):
            button.press("Enter")

        assert "place=" in page.url
        assert total(page) >= count


def test_map_filters_only_when_asked(browser, port):
    """Moving the map by keys filters nothing; the button that comes then does, and Back takes it off."""
    with events(browser, port) as page:
        everything = total(page)
        page.focus(".map-ground")
        page.keyboard.press("+")
        page.wait_for_selector("text=Search this part of the map")
        assert total(page) == everything
        assert "bbox" not in page.url
        with settling(page):
            page.click("text=Search this part of the map")
        assert 0 < total(page) < everything
        assert "bbox=" in page.url
        page.go_back()
        _until(lambda: total(page) == everything)


def test_a_click_on_the_map_tells_of_what_is_there(browser, port):
    """The disc under the pointer opens beside it, and names the place."""
    with events(browser, port, f"/events?place={quote(ID)}place/Q858") as page:
        page.wait_for_timeout(300)
        box = page.locator(".map-ground").bounding_box()
        found = False
        for x in range(4, 97, 2):
            for y in (40, 45, 50, 55, 60):
                page.mouse.move(
                    box["x"] + box["width"] * x / 100, box["y"] + box["height"] * y / 100
                )
                if page.evaluate("document.querySelector('.map-ground').style.cursor") == "pointer":
                    page.mouse.down()
                    page.mouse.up()
                    found = True
                    break
            if found:
                break
        assert found
        page.wait_for_selector(".leaflet-popup-content strong")


def test_dragging_on_the_timeline_chooses_dates(browser, port):
    """A stretch that is dragged over becomes the dates of the filter, of which the fields tell."""
    with events(browser, port) as page:
        page.locator(".timeline .ground").scroll_into_view_if_needed()
        box = page.locator(".timeline .ground").bounding_box()
        y = box["y"] + 30
        page.mouse.move(box["x"] + box["width"] * 0.8, y)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.9, y, steps=3)
        with settling(page):
            page.mouse.up()

        from_, to = page.input_value('input[name="from"]'), page.input_value('input[name="to"]')
        assert f"from={from_}" in page.url
        assert "" < from_ <= to
        assert total(page) == asked(port, "events", from_=from_, to=to)["total"]


def test_keys_move_the_ends_of_the_time_and_escape_frees_it(browser, port):
    """Arrows on a handle move it by a bin and keep the focus; Escape takes the choice back."""
    with events(browser, port, "/events?from=2015&to=2020") as page:
        page.locator(".handle").first.focus()
        with settling(page):
            page.keyboard.press("ArrowRight")
        assert "from=2016" in page.url
        assert page.evaluate("document.activeElement.getAttribute('aria-valuetext')") == "2016"
        with settling(page):
            page.keyboard.press("Escape")
        assert "from" not in page.url


def test_chosen_time_can_be_looked_at_alone(browser, port):
    """The chosen time alone has finer bins than the whole."""
    with events(browser, port, "/events?from=2015-10&to=2015-10") as page:
        with settling(page):
            page.click("text=Only the chosen time")
        page.click("text=The timeline as a table")

        first = page.locator(".timeline tbody td").first.inner_text()
        assert re.match(r"\d+ \w+ 2015", first)


@pytest.mark.parametrize("wrong", ["2015-13", "2015-02-30", "soon"])
def test_what_is_no_date_is_told_and_not_asked(browser, port, wrong):
    """A field that holds no date says so; the list stays as it is."""
    with events(browser, port) as page:
        page.fill('input[name="from"]', wrong)
        page.press('input[name="from"]', "Enter")

        assert page.get_attribute('input[name="from"]', "aria-invalid") == "true"
        assert "from" not in page.url


def test_box_is_ticked_by_keys_and_keeps_the_focus(browser, port):
    """Space on a choice filters; when all is drawn anew, the same choice has the focus."""
    with events(browser, port) as page:
        page.locator('input[value="Planned"]').focus()
        with settling(page):
            page.keyboard.press("Space")

        assert page.evaluate("document.activeElement.value") == "Planned"
        assert page.is_checked('input[value="Planned"]')


def test_every_part_is_reached_by_tab(browser, port):
    """Words, dates, choices, map, handles, list: all come in their turn, and none keeps the focus."""
    wanted = {'[name="q"]', '[name="from"]', ".choice input", ".map-ground", ".leaflet-control-zoom-in", ".handle", ".events-heading select", "article.event a"}  # fmt: skip
    with events(browser, port) as page:
        reached = set()
        for _ in range(160):
            page.keyboard.press("Tab")
            reached |= {
                s for s in wanted if page.evaluate("s => document.activeElement.matches(s)", s)
            }
            if reached == wanted:
                break
        assert reached == wanted


def test_pages_of_the_list_go_on(browser, port):
    """The next page has other events, in the address, too."""
    with events(browser, port) as page:
        first = page.locator("article.event").first.get_attribute("data-iri")
        with settling(page):
            page.click("text=Next →")
        assert "page=2" in page.url
        assert page.locator("article.event").first.get_attribute("data-iri") != first


def test_files_hold_the_filtered_list(browser, port, tmp_path):
    """CSV, JSON and GeoJSON hold each event once; those without a place are there without a point."""
    found = asked(port, "events", size=500, **{"class": "kg:Attack"})["events"]
    iris = sorted(event["iri"] for event in found)
    with events(browser, port, "/events?class=kg:Attack") as page:
        for kind in ("CSV", "JSON", "GeoJSON"):
            with page.expect_download() as waiting:
                page.click(f".downloads button:text-is('{kind}')")
            waiting.value.save_as(tmp_path / kind)

    with (tmp_path / "CSV").open(newline="") as file:
        assert sorted(row["iri"] for row in csv.DictReader(file)) == iris
    assert sorted(e["iri"] for e in json.loads((tmp_path / "JSON").read_text())) == iris
    features = json.loads((tmp_path / "GeoJSON").read_text())["features"]
    assert sorted(f["id"] for f in features) == iris
    placed = {e["iri"] for e in found if e["location"]}
    assert {f["id"] for f in features if f["geometry"]} == placed


MODULE = (
    "name => import(new URL(`./${name}.js`, document.querySelector('script[type=module]').src))"
)


def run(page, name, script):
    """Return what a script makes of a module ``m`` of the page."""
    return page.evaluate(f"({MODULE})('{name}').then(m => {script})")


def test_text_that_a_spreadsheet_would_run_is_kept_from_it(browser, port):
    """A label that begins like a formula begins with an apostrophe; a negative number stays one."""
    with events(browser, port) as page:
        event = '{iri: "x", label: "=cmd()|1", roles: {}, evidence: [], location: {lon: -1.5, lat: 2, radius_m: null}}'
        line = run(page, "save", f"m.csv([{event}])").splitlines()[1]

    assert "'=cmd()|1" in line
    assert ",-1.5,2,," in line


@pytest.mark.parametrize(
    ("first", "last", "unit", "labels"),
    [
        ("2015", "2018", "year", ["2015", "2016", "2017", "2018"]),
        ("2015-10-09", "2015-10-11", "day", ["9 Oct 2015", "10 Oct 2015", "11 Oct 2015"]),
        ("2015-01", "2015-11", "month", ["Jan 2015", "Apr 2015", "Jul 2015", "Oct 2015"]),
        ("0090", "0093", "year", ["90", "91", "92", "93"]),
    ],
)
def test_ticks_stand_at_beginnings(browser, port, first, last, unit, labels):
    """An axis has at most four ticks here, at the beginnings of years, quarters, days; years before 100, too."""
    with events(browser, port) as page:
        found = run(
            page, "dates", f"m.ticks(m.firstDay('{first}'), m.dayAfter('{last}'), 4, '{unit}')"
        )

    assert [tick["label"] for tick in found] == labels


def test_small_screen_has_no_sideways_scrolling(browser, port):
    """At 360 pixels all fits; filters are folded at first, and can be unfolded."""
    for path in ("/events", "/contradictions"):
        with events(browser, port, path, ready=path == "/events", width=360, height=740) as page:
            page.wait_for_selector("h2")
            assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
            if path == "/events":
                assert not page.is_visible('input[name="from"]')
                page.click(".events-panel summary")
                assert page.is_visible('input[name="from"]')
                assert page.evaluate("document.scrollingElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_pictures_are_kept(browser, port, scheme, width):
    """Both views, light and dark, wide and narrow, to be looked at; nothing complains while they are made."""
    with events(browser, port, "/events?from=2015", scheme=scheme, width=width) as page:
        page.wait_for_timeout(300)
        shot(page, f"events-{scheme}-{width}", full=False)
    with events(browser, port, "/contradictions", ready=False, scheme=scheme, width=width) as page:
        page.wait_for_selector("article.pair")
        shot(page, f"contradictions-{scheme}-{width}", full=False)


def test_theme_changes_the_colours_of_the_map(browser, port):
    """What is painted follows the switch between light and dark at once."""
    with events(browser, port) as page:
        page.wait_for_timeout(300)
        light = page.locator(".map-ground canvas").screenshot()
        page.click("#theme")
        page.mouse.move(0, 0)
        page.wait_for_timeout(200)
        assert page.locator(".map-ground canvas").screenshot() != light


def test_contradictions_stand_side_by_side_with_their_sentences(browser, port):
    """Each pair has two sides, each with who says so, a sentence and its document."""
    pairs = asked(port, "contradictions")
    with events(browser, port, "/contradictions", ready=False) as page:
        page.wait_for_selector("article.pair")
        assert page.locator("article.pair").count() == len(pairs["pairs"]) > 0
        for side in page.locator(".side").all():
            assert side.locator("strong").inner_text()
            assert side.locator(".sentence").inner_text()
            assert "/doc/" in side.locator("footer a").get_attribute("href")


def test_contradictions_are_filtered_by_class(browser, port):
    """Choosing a class asks for its pairs alone, in the address, too."""
    first = asked(port, "contradictions")["pairs"]
    cls = next(pair["class"] for pair in first if pair["class"] != "kg:Event")
    wanted = asked(port, "contradictions", **{"class": cls})["total"]
    with events(browser, port, "/contradictions", ready=False) as page:
        page.wait_for_selector("article.pair")
        page.select_option('select[name="class"]', cls)
        _until(lambda: page.inner_text("h2").startswith(f"{wanted} "))

        assert page.locator("article.pair").count() == wanted > 0
        assert page.url.endswith(urlencode({"class": cls}))


def test_too_many_events_to_compare_are_told(browser, port):
    """When the time was not enough, the view says so and what to do, instead of showing nothing."""
    cut = json.dumps({"total": None, "page": 1, "size": 20, "cut": True, "pairs": []})
    with opened(browser, f"http://127.0.0.1:{port}/contradictions") as page:
        page.route(
            "**/api/contradictions*",
            lambda route: route.fulfill(body=cut, content_type="application/json"),
        )
        page.reload()

        assert "no time to compare" in page.inner_text(".notice[role=status]")
