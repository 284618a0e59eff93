"""All can be done with the keyboard, and one sees where one is."""

import pytest

from tests.pages.test_filters import changed, told, total
from tests.pages.visit import shot

_FOCUS = """() => {
    const node = document.activeElement;
    const style = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return {
        name: node.tagName + " " + (node.getAttribute("aria-label") || node.textContent || node.name || "").slice(0, 40),
        ring: seen || style.boxShadow !== "none" || node.closest("svg") !== null || node.closest(".CodeMirror-focused") !== null || node.tagName === "BODY",
        shown: box.width > 0 && box.height > 0,
    };
}"""


def test_first_stop_leads_past_the_menu(visit):
    """The skip link is first, is seen when it has the focus, and leads to the content."""
    page = visit("/events")
    page.keyboard.press("Tab")
    link = page.locator("a.skip")

    assert link.evaluate("n => n === document.activeElement")
    assert link.bounding_box()["y"] >= 0

    page.keyboard.press("Enter")

    assert page.evaluate("() => document.activeElement.id") == "view"


@pytest.mark.parametrize("name", ["start", "events", "contradictions", "network", "query"])
def test_every_stop_is_seen(name, site, visit):
    """Each of the first forty stops of the Tab key is on the page and has a ring."""
    page = visit(site.views[name])
    stops = []
    for _ in range(40):
        page.keyboard.press("Escape")  # In the editor of SPARQL Tab writes a tab, until Escape.
        page.keyboard.press("Tab")
        stops.append(page.evaluate(_FOCUS))

    assert [stop for stop in stops if not (stop["ring"] and stop["shown"])] == []
    assert len({stop["name"] for stop in stops}) > 15


def test_colours_are_switched_and_kept(visit):
    """The switch works by key, and the next page has the same colours."""
    page = visit("/")
    page.locator("#theme").focus()
    page.keyboard.press("Enter")

    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"

    page.reload()

    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("() => getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_suggestion_is_chosen_by_arrows(visit, site):
    """Arrows walk through the suggestions, Escape closes them, Enter opens the thing."""
    thing = site.asked("search", q="", kind="actor")["results"][0]
    page = visit("/")
    box = page.locator("#view input[role=combobox]")
    box.focus()
    page.keyboard.type(thing["label"][:8])
    page.wait_for_selector("#view [role=option]")
    page.keyboard.press("ArrowDown")
    shot(page, "combobox")
    at = box.get_attribute("aria-activedescendant")

    assert page.locator(f"[id='{at}']").get_attribute("aria-selected") == "true"

    page.keyboard.press("Escape")

    assert box.get_attribute("aria-expanded") == "false"

    page.keyboard.type(" ")
    page.wait_for_selector("#view [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/**")

    assert page.locator("#view h1").inner_text()


def test_time_is_chosen_by_arrows(visit):
    """The handles of the timeline move by arrows; Escape takes the choice back."""
    page = visit("/events")
    whole = total(page)
    handle = page.get_by_role("slider", name="First day of the selection")
    handle.focus()
    changed(page, lambda: page.keyboard.press("Shift+ArrowRight"))

    assert "from" in told(page)
    assert total(page) < whole
    assert handle.get_attribute("aria-valuetext")
    assert handle.evaluate("n => n === document.activeElement")

    changed(page, lambda: page.keyboard.press("Escape"))

    assert told(page) == {}
    assert total(page) == whole


def test_map_is_moved_by_keys_and_told_as_a_list(visit):
    """The map zooms by + and its list of places opens a place without it."""
    page = visit("/events")
    page.locator(".map-ground").focus()
    page.keyboard.press("+")
    page.wait_for_selector("text=Search this part of the map")
    summary = page.locator(".map-list > summary")
    summary.focus()
    page.keyboard.press("Enter")

    assert page.locator(".map-list").get_attribute("open") is not None
    assert page.locator(".map-list :is(a, button)").count() > 3


def test_filters_are_ticked_by_the_space_bar(visit):
    """The box that was ticked keeps the focus, though all is drawn anew."""
    page = visit("/events")
    box = page.locator("[data-facet=factuality] input").first
    box.focus()
    changed(page, lambda: page.keyboard.press("Space"))

    assert told(page)["factuality"]
    assert page.evaluate("() => document.activeElement.type") == "checkbox"


def test_words_of_a_document_are_opened_by_enter(visit, site):
    """A mention is a link; what it tells is shown, and Escape puts it away."""
    page = visit(site.views["document"])
    page.locator("a.mention[data-family=event]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".picked")

    assert "#char=" in page.url

    page.keyboard.press("Escape")

    assert page.locator(".picked").count() == 0
