"""From a fact to its sentence and back, and who says so in three clicks from the start page."""

import re

from tests.pages.visit import settled, shot

_LIT = "name => CSS.highlights.get(name)?.size || 0"
_RING = "node => { node.style.outline = '4px solid #d4351c'; node.style.outlineOffset = '3px'; }"


def _click(page, target, name):
    """Take a picture with a ring around what will be clicked, and click."""
    target.scroll_into_view_if_needed()
    target.evaluate(_RING)
    shot(page, name)
    target.click()
    settled(page)


def test_who_said_what_in_three_clicks(visit):
    """A kind of event, an event, its sentence: who says so is there after the second click."""
    page = visit("/")
    page.set_viewport_size({"width": 1280, "height": 1100})

    kinds = page.locator("section", has_text="What happened").locator("a.chip")
    _click(page, kinds.filter(has_text="killing").first, "three-clicks-1")
    told = page.locator("article.event").filter(
        has=page.locator("dt:text-is('Who says so') + dd a")
    )
    _click(page, told.first.locator("a.headline"), "three-clicks-2")

    claims = page.locator(
        "section", has=page.get_by_role("heading", name=re.compile("^Who says so"))
    )
    claimer = claims.locator("strong a").first.inner_text()
    sentence = claims.locator("q.sentence").first.inner_text()
    assert claimer
    assert claims.locator("mark").count()

    _click(page, claims.locator("footer a").first, "three-clicks-3")
    page.wait_for_function(f"() => ({_LIT})('lit') > 0")
    shot(page, "three-clicks-4")

    assert "/doc/" in page.url
    assert " ".join(sentence.split()) in " ".join(page.locator(".text").inner_text().split())


def test_word_shows_its_facts_and_facts_light_up_their_words(visit, site):
    """A click on an event's words opens it; a click on a fact lights up its sentence in the text."""
    page = visit(site.views["document"])
    trigger = page.locator("a.mention[data-family=event]").first
    words = trigger.inner_text()
    trigger.click()
    page.wait_for_selector(".picked")
    shot(page, "document-picked")

    assert words in page.locator(".picked h2").inner_text()
    assert trigger.get_attribute("aria-current") == "true"

    fact = page.locator("[role=tabpanel] button.told").nth(3)
    fact.click()

    assert fact.get_attribute("aria-pressed") == "true"
    assert page.evaluate(_LIT, "lit") > 0
    assert page.evaluate(_LIT, "near") > 0


def test_colours_of_a_document_are_taken_away(visit, site):
    """The legend switches each kind of mention off and on."""
    page = visit(site.views["document"])
    button = page.locator(".legend-row button[data-family=place]")
    button.click()

    assert button.get_attribute("aria-pressed") == "false"
    assert page.locator(".mention[data-family=place]:not(.off)").count() == 0


def test_permalink_of_a_place_in_a_text(visit, site):
    """The address of evidence opens the document at the words."""
    evidence = site.claimed["evidence"][0]
    page = visit(f"{evidence['document']['path']}#char={evidence['begin']},{evidence['end']}")
    page.wait_for_selector("a.mention[aria-current]")

    assert page.locator("a.mention[aria-current]").is_visible()
    assert page.evaluate(_LIT, "lit") > 0


def test_edge_of_the_network_shows_its_sentences(visit, site):
    """What joins two is told by events with their sentences, or by the sentence of the relation."""
    page = visit(site.views["network"])
    page.locator(".card.stack .network-list button").first.click()
    page.locator(".network-events q.sentence").first.wait_for()

    assert page.locator(".network-events q.sentence").first.inner_text()


def test_network_grows_by_what_was_left_out(visit, site):
    """Of many neighbours the first are shown, and how many more there are; a click shows them."""
    page = visit(f"{site.views['network']}&limit=1")
    nodes = page.locator(".network-list > ul button[data-iri]")
    before = nodes.count()
    page.get_by_role("button", name=re.compile("more neighbour")).click()
    page.wait_for_function("() => location.search.includes('limit=2')")

    assert nodes.count() > before


def test_network_unfolds_a_neighbour(visit, site):
    """A node that has more is unfolded in place, and folded up again; the address keeps it."""
    page = visit(site.views["network"])
    nodes = page.locator(".network-list > ul button[data-iri]")
    before = nodes.count()
    more = next(n["iri"] for n in site.around(site.center)[1:] if n["more"])
    page.locator(f".network-list > ul button[data-iri='{more}']").click()
    page.get_by_role("button", name=re.compile("^Unfold")).click()
    page.wait_for_function("() => location.search.includes('open=')")

    assert nodes.count() > before

    page.get_by_role("button", name="Fold up").click()
    page.wait_for_function("() => !location.search.includes('open=')")

    assert nodes.count() == before
