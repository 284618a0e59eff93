"""Names and texts that want to be code: nothing runs, nothing breaks, in any view."""

from itertools import count

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.namespaces import PREFIXES
from kg.store import Store
from tests.kgserver import running
from tests.pages.test_views import VIEWS
from tests.pages.visit import Site, indexed, shot

EVIL = (
    '"\'><script>window.ran=1</script><img src=x onerror="window.ran=1">{{7*7}}${7*7}'
    "<svg onload=window.ran=1>\u202egnp.exe\u2067\n</title></textarea>`javascript:window.ran=1` "
)
ADDRESS = "javascript:window.ran=1//"

#: Properties whose words are shown somewhere.
WORDS = {
    PREFIXES[prefix] + name
    for prefix, names in {
        "rdfs": ["label"],
        "skos": ["prefLabel", "altLabel"],
        "dcterms": ["title", "publisher"],
        "nif": ["anchorOf", "isString"],
        "kg": ["unit", "holdsRole", "timexValue"],
    }.items()
    for name in names
}
ADDRESSES = {PREFIXES["owl"] + "sameAs", PREFIXES["dcterms"] + "source", PREFIXES["kg"] + "medium"}

#: Text nodes with an override that is not shut in: it would turn the words around it.
_LOOSE = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const shut = (node) => {
        for (let up = node.parentElement; up && up !== document.body; up = up.parentElement) {
            const style = getComputedStyle(up);
            if (/isolate|plaintext/.test(style.unicodeBidi) || style.display === "none") return true;
        }
        return false;
    };
    const loose = [];
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.data.includes("\\u202e") && !shut(node)) loose.push(node.parentElement.outerHTML.slice(0, 120));
    }
    return loose;
}"""

_RAN = "() => [window.ran, [...document.querySelectorAll('a, img, form, iframe')].filter((n) => /^\\s*javascript:/i.test(n.href || n.src || n.action || '')).length]"


def _evil(quad, numbers):
    """The same statement with words that want to be code."""
    if quad.predicate.value in WORDS and isinstance(quad.object, Literal):
        words = Literal(f"{EVIL}{quad.object.value}", language=quad.object.language)
        return Quad(quad.subject, quad.predicate, words, quad.graph_name)
    if quad.predicate.value in ADDRESSES:
        address = NamedNode(f"{ADDRESS}{next(numbers)}")
        return Quad(quad.subject, quad.predicate, address, quad.graph_name)
    return quad


@pytest.fixture(scope="module")
def hostile(browser, seeds, tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "store"
    numbers = count()
    with Store(seeds, read_only=True) as good, Store(path) as bad:
        bad.oxigraph.bulk_extend(
            _evil(quad, numbers) for quad in good.oxigraph.quads_for_pattern(None, None, None)
        )
        bad.oxigraph.flush()
    with running(path) as port:
        indexed(port)
        yield Site(browser, port)


@pytest.mark.parametrize("name", VIEWS)
def test_nothing_of_the_data_runs(name, hostile):
    """No script, no handler, no address that runs; words that turn others around are shut in."""
    with hostile.visiting() as visit:
        page = visit(hostile.views[name])
        shot(page, f"{name}-hostile")

        assert page.evaluate(_RAN) == [None, 0]
        assert page.evaluate(_LOOSE) == []
        assert page.locator("#view script, #view [onerror], #view [onload]").count() == 0


def test_search_for_code_is_a_search_for_words(hostile):
    """What is typed comes back as words."""
    with hostile.visiting() as visit:
        page = visit("/search?q=%3Cimg%20src%3Dx%20onerror%3Dwindow.ran%3D1%3E")

        assert page.evaluate(_RAN) == [None, 0]
        assert page.locator("#view input").first.input_value() == "<img src=x onerror=window.ran=1>"


def test_script_that_got_into_the_page_would_not_run(site):
    """The policy of the page stops inline scripts and handlers, should one ever slip in."""
    page = site.browser.new_page()
    page.goto(f"{site.root}/")
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.ran = 1";
        document.body.append(script);
        const div = document.createElement("div");
        div.innerHTML = "<img src='/page/none.png' onerror='window.ran = 1'>";
        document.body.append(div);
    }""")
    page.wait_for_timeout(200)
    ran = page.evaluate("() => window.ran")
    page.context.close()

    assert ran is None
