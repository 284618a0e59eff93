"""The view of events: each filter leaves what it says, in list, map and timeline alike, and in the address."""

from urllib.parse import parse_qs, urlsplit

import pytest

FACETS = ["class", "factuality", "actor", "place", "claimer", "publisher", "document"]

_READY = "() => Number(document.querySelector('.events-list').dataset.ready || 0)"


def changed(page, action):
    """Do something and wait until all parts have been asked anew."""
    before = page.evaluate(_READY)
    action()
    page.wait_for_function(f"before => ({_READY})() > before", arg=before)


def total(page):
    """Return how many events the list says there are."""
    return int(page.locator(".events-heading h2").inner_text().split()[0].replace(",", ""))


def told(page):
    """Return the filters that the address tells."""
    return parse_qs(urlsplit(page.url).query)


@pytest.fixture
def events(visit):
    return visit("/events")


@pytest.mark.parametrize("facet", FACETS)
def test_choice_leaves_as_many_events_as_it_says(facet, events):
    """The number beside a choice is the number of events after it; taking it off brings all back."""
    whole = total(events)
    group = events.locator(f"details[data-facet={facet}]")
    if group.get_attribute("open") is None:
        group.locator("> summary").click()
    choice = group.locator("label.choice").first
    said = int(choice.locator(".count").inner_text().replace(",", ""))

    changed(events, lambda: choice.locator("input").check())

    assert total(events) == said
    assert len(told(events)[facet]) == 1

    changed(events, lambda: events.locator(".events-chips button").first.click())

    assert total(events) == whole
    assert told(events) == {}


@pytest.mark.parametrize(
    ("name", "value"), [("q", "government"), ("from", "2019"), ("to", "2016-06")]
)
def test_words_and_dates_filter(name, value, events, site):
    """What is written leaves what the server finds for it."""
    field = events.locator(f".filters input[name={name}]")
    field.fill(value)

    changed(events, lambda: field.press("Enter"))

    assert 0 < total(events) == site.asked("events", **{name: value})["total"]
    assert told(events) == {name: [value]}


@pytest.mark.parametrize("name", ["dated", "located"])
@pytest.mark.parametrize("value", ["yes", "no"])
def test_known_and_unknown_filter(name, value, events, site):
    """What has no date or no place can be looked at alone: nothing vanishes."""
    changed(events, lambda: events.locator(f"select[name={name}]").select_option(value))

    assert 0 < total(events) == site.asked("events", **{name: value})["total"]


def test_no_date_is_told_and_not_asked(events):
    """Words that are no date change nothing."""
    whole = total(events)
    field = events.locator(".filters input[name=from]")
    field.fill("yesterday")
    field.press("Tab")

    assert events.get_by_text("not a date").is_visible()
    assert field.get_attribute("aria-invalid") == "true"
    assert total(events) == whole


def test_somebody_beyond_the_list_is_found_by_name(events, site):
    """The box finds who is not among the most frequent, and says how many events each has."""
    name = site.asked("search", q="", kind="actor")["results"][0]["label"]
    box = events.get_by_label("Find: who takes part", exact=True).first
    box.fill(name[:6])
    option = events.locator("[data-facet=actor] [role=option]").first
    said = int(option.locator(".count").inner_text())

    changed(events, lambda: box.press("Enter"))

    assert total(events) == said


def test_part_of_the_map_filters(events):
    """What the map shows after a move can be asked for alone; list and timeline follow."""
    whole = total(events)
    events.locator(".map-ground").focus()
    events.keyboard.press("+")
    button = events.get_by_role("button", name="Search this part of the map")

    changed(events, button.click)

    assert 0 < total(events) < whole
    assert len(told(events)["bbox"][0].split(",")) == 4


def test_stretch_of_time_filters(events):
    """Dragging over the timeline sets both dates; list and map follow."""
    ground = events.locator(".timeline .ground")
    ground.scroll_into_view_if_needed()
    box = ground.bounding_box()
    y = box["y"] + box["height"] / 2
    events.mouse.move(box["x"] + box["width"] * 0.6, y)
    events.mouse.down()
    events.mouse.move(box["x"] + box["width"] * 0.95, y, steps=4)

    changed(events, events.mouse.up)

    assert set(told(events)) == {"from", "to"}
    assert total(events) > 0


def test_filters_add_up_and_have_a_permalink(visit, site):
    """Two filters in an address are two chips; going back takes the last one off."""
    page = visit("/events?factuality=Actual")
    changed(page, lambda: page.locator("select[name=dated]").select_option("yes"))
    both = total(page)
    again = visit(page.url.removeprefix(site.root))

    assert again.locator(".events-chips .chip").count() == 2
    assert total(again) == both == site.asked("events", factuality="Actual", dated="yes")["total"]

    page.go_back()
    page.wait_for_function("() => !location.search.includes('dated')")
    page.wait_for_function(f"() => document.querySelector('.events-list') && ({_READY})() > 0")

    assert total(page) > both


def test_contradictions_filter_by_class(visit, site):
    """The pairs that are left are of the class."""
    whole = site.asked("contradictions")
    wanted = next(pair["class"] for pair in whole["pairs"] if pair["class"] != "kg:Event")
    page = visit("/contradictions")
    page.locator("select[name=class]").select_option(wanted)
    page.wait_for_url("**class=*")
    page.wait_for_function("() => !document.querySelector('#view .waiting')")

    assert 0 < page.locator(".pair").count() < whole["total"]


def test_documents_filter_by_words_and_dates(visit):
    """Words of the title and a date leave those documents."""
    page = visit("/documents")
    whole = page.locator("tbody tr").count()
    page.locator("#view input[name=q]").fill("Nairobi")
    page.wait_for_function("() => document.querySelectorAll('tbody tr').length === 1")

    assert whole > 1
    assert "q=Nairobi" in page.url


def test_search_filters_by_kind(visit, site):
    """Only places are left, and all of them."""
    page = visit("/search?q=ma")
    page.get_by_role("button", name="Places", exact=True).click()
    page.wait_for_url("**kind=place*")
    page.wait_for_function("() => !document.querySelector('#view .waiting')")
    kinds = page.locator(".results .kind").evaluate_all("all => all.map(n => n.dataset.family)")

    assert len(kinds) == site.asked("search", q="ma", kind="place")["total"] > 0
    assert set(kinds) == {"place"}
