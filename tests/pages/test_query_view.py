"""The view of SPARQL: examples run, answers are shown in several ways, mistakes are told."""

import pytest


@pytest.fixture
def query(visit, site):
    page = visit(site.views["query"])
    page.wait_for_selector("#view table")
    return page


def test_query_of_the_address_is_run(query):
    """A permalink holds the query; its answer is shown."""
    assert query.locator("#view table tbody tr").count() == 20


def test_every_example_is_listed_and_one_runs(query, site):
    """The questions of the catalogue are there; a click asks one."""
    names = {one["name"] for one in site.asked("queries")}
    listed = set(query.locator("[data-name]").evaluate_all("all => all.map(n => n.dataset.name)"))

    assert names <= listed

    query.locator("[data-name=events-by-place]").click()
    query.wait_for_function("() => decodeURIComponent(location.hash).includes('given_place')")
    query.wait_for_function(
        "() => document.querySelector('[aria-label=Result]').getAttribute('aria-busy') === 'false'"
    )

    assert query.locator("[aria-label=Result]").inner_text()


def test_mistake_is_told_with_its_place(site):
    """A wrong query is no empty answer; that it was refused is told by the browser itself, too."""
    page = site.browser.new_page()
    page.goto(f"{site.root}/query#query=SELECT%20%3Fx%20WHERE%20%7B")
    alert = page.locator("#view [role=alert]").first
    alert.wait_for()
    told = alert.inner_text()
    page.context.close()

    assert "is wrong at line" in told
