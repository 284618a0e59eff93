"""The network, the editor of queries and the page of the ontology in a real browser, on a store of the seeds."""

import shutil
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from tests.browser import chromium, opened, shot
from tests.kgserver import running
from tests.pages.visit import asked, indexed

OBAMA = "https://kg.example/id/person/Q76"
CLASSES = "SELECT ?class (COUNT(*) AS ?n) { ?s a ?class } GROUP BY ?class ORDER BY DESC(?n) ?class"


@pytest.fixture(scope="module")
def port(seeds, tmp_path_factory):
    copy = tmp_path_factory.mktemp("graph") / "store"
    shutil.copytree(seeds, copy)
    with running(copy) as number:
        indexed(number)
        yield number


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


def url(port, path):
    return f"http://127.0.0.1:{port}{path}"


def test_network_tells_in_its_list_what_it_draws(browser, port):
    """Each node of the answer is a button beside the canvas."""
    nodes = asked(port, "neighbours", iri=OBAMA, limit=40)["nodes"]
    with opened(browser, url(port, f"/network?iri={quote(OBAMA)}")) as page:
        page.wait_for_selector(".network-ground canvas")
        buttons = page.locator(".network-list button[data-iri]")
        page.wait_for_timeout(500)
        shot(page, "network")

        assert sorted(b.get_attribute("data-iri") for b in buttons.all()) == sorted(
            node["iri"] for node in nodes
        )


def test_edge_shows_its_sentence_by_keyboard(browser, port):
    """From a node to what happened, without a mouse."""
    with opened(browser, url(port, f"/network?iri={quote(OBAMA)}"), scheme="dark") as page:
        tie = page.locator("section.card .network-list button", has=page.locator(".count")).first
        tie.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".network-events .sentence mark")
        shot(page, "network-edge-dark")


def test_network_is_saved_as_graphml_and_svg(browser, port):
    """Files that other programs read, with every node."""
    nodes = asked(port, "neighbours", iri=OBAMA, limit=40)["nodes"]
    with opened(browser, url(port, f"/network?iri={quote(OBAMA)}"), accept_downloads=True) as page:
        page.wait_for_selector(".network-ground canvas")
        roots = {}
        for ending in ("graphml", "svg"):
            with page.expect_download() as saved:
                page.get_by_role("button", name=f"Download as {ending}").click()
            roots[ending] = ElementTree.parse(saved.value.path()).getroot()

    drawn = roots["svg"].findall(".//{http://www.w3.org/2000/svg}polygon")
    named = roots["graphml"].findall(".//{http://graphml.graphdrawing.org/xmlns}node")

    assert len(drawn) == len(nodes)
    assert {n.get("id") for n in named} == {n["iri"] for n in nodes}


def test_hidden_kinds_stay_hidden_in_the_permalink(browser, port):
    """The state is in the address."""
    with opened(browser, url(port, f"/network?iri={quote(OBAMA)}&hide=place")) as page:
        page.wait_for_selector(".network-ground canvas")

        assert page.get_by_role("checkbox", name="Places").is_checked() is False
        assert page.locator(".network-list button[data-iri*='/place/']").count() == 0


def test_permalink_of_a_query_runs_and_links_our_terms(browser, port):
    """``#query=`` as YASGUI writes it; classes lead to the page of the ontology."""
    with opened(browser, url(port, f"/query#query={quote(CLASSES)}")) as page:
        page.wait_for_selector(".results tbody tr")
        shot(page, "query")

        assert page.locator("a[href='/ontology#Event']").count() == 1


def test_chart_of_a_permalink_on_a_phone(browser, port):
    """The drawing is in the address, and nothing is wider than the screen."""
    address = url(port, f"/query#query={quote(CLASSES)}&view=chart")
    with opened(browser, address, width=360, height=720) as page:
        page.wait_for_selector(".results svg.chart rect")
        shot(page, "query-phone")

        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_limit_that_was_added_is_told(browser, port):
    """Nothing is cut in silence."""
    with opened(browser, url(port, f"/query#query={quote('SELECT * { ?s ?p ?o }')}")) as page:
        page.wait_for_selector(".results tbody tr")

        assert "1,000 rows" in page.locator(".query-note").inner_text()
        assert "a limit of 1,000 was added" in page.locator(".query-note").inner_text()


def test_example_takes_a_class_and_marks_it_in_the_query(browser, port):
    """A parameter is filled in as VALUES."""
    with opened(browser, url(port, "/query")) as page:
        page.locator("[data-name=events]").click()
        page.get_by_label("class: kind of event").fill("attack")
        page.keyboard.press("Tab")
        text = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")

        assert "VALUES ?given_class { kg:Attack }" in text


def test_classes_are_completed_with_their_prefix(browser, port):
    """Out of this store, and nothing is asked elsewhere."""
    with opened(browser, url(port, "/query")) as page:
        page.wait_for_selector(".CodeMirror").click()
        page.keyboard.press("Control+a")
        page.keyboard.type("SELECT * { ?s a kg:AirS")
        page.wait_for_selector(".CodeMirror-hint")
        page.keyboard.press("Enter")
        text = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")

        assert text.endswith("?s a kg:AirStrike")
        assert text.startswith("PREFIX kg: <https://kg.example/ontology#>")


def test_editor_is_left_by_escape_and_tab(browser, port):
    """No trap for those without a mouse."""
    with opened(browser, url(port, "/query")) as page:
        page.wait_for_selector(".CodeMirror").click()
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")

        assert page.evaluate("document.activeElement.textContent") == "Run"


def test_points_are_drawn_on_a_map(browser, port):
    """Columns of WKT are places."""
    with opened(browser, url(port, "/query?name=map-points#view=map")) as page:
        page.wait_for_selector(".results .map-ground canvas")
        page.wait_for_timeout(1500)
        shot(page, "query-map")

        assert page.get_by_role("tab", name="Map").get_attribute("aria-selected") == "true"


def test_wrong_query_is_marked_where_it_is_wrong(browser, port):
    """Line, column, and the place in the text."""
    context = browser.new_context()  # The refusal, a 400, is told in the console, too.
    page = context.new_page()
    page.goto(url(port, f"/query#query={quote('SELECT * { ?s nope:p 3 }')}"))
    page.wait_for_selector(".query-wrong")
    words = page.locator("[role=alert]").inner_text()
    context.close()

    assert "line 1, column" in words


def test_ontology_shows_a_class_at_its_anchor(browser, port):
    """``/ontology#Attack`` is a page with the class, its codes and how many there are."""
    with opened(browser, url(port, "/ontology#Attack")) as page:
        told_ = page.locator("article#Attack").inner_text()
        shot(page, "ontology", full=False)

        assert "CAMEO" in told_
        assert "19" in told_
