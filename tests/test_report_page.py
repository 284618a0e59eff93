"""`kg report`: one file that shows a store in a browser, without a server and without a network."""

import re

import orjson
import pytest
from pyoxigraph import Literal, Quad

from kg.report import gather, html
from kg.report.bundle import script, style
from kg.report.choices import chosen
from kg.report.html import embedded
from kg.report.shared import shared
from tests.browser import chromium, opened, shot
from tests.command import kg
from tests.graphs import build, graphs
from tests.kgserver import running

BASE = "https://kg.example/"
AZAZ = "https://kg.example/doc/news/azaz.txt"
EVIL = "</script><script>alert(1)</script><!--<img src=x onerror=alert(1)>\u2028\u202egpj"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return build(tmp_path_factory.mktemp("report") / "s")


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def report(store, tmp_path_factory):
    """The file of all that the store holds."""
    path = tmp_path_factory.mktemp("written") / "report.html"
    done = kg("report", "-o", path, "--store", store, "--title", "Syria & more")
    assert done.exit_code == 0, done.stderr
    return path


def data_of(store, **given):
    with chosen(store, {n: (v,) for n, v in given.items()}, base=BASE) as (index, filters, _):
        return gather(store, index, filters).data


@pytest.mark.parametrize(
    ("state", "there"),
    [
        ("", "#view canvas"),
        ("#view=events&factuality=Negated", "text=did not seize Azaz"),
        ("#view=documents", "text=3 documents"),
        (f"#view=document&iri={AZAZ}", "a.mention"),
        ("#view=entity&iri=https://kg.example/id/place/azaz", "h1:has-text('Azaz')"),
        ("#view=network&iri=https://kg.example/id/place/azaz", "#view canvas"),
        ("#view=search&q=hama", "text=Hama"),
        ("#view=contradictions", "h1:has-text('Contradictions')"),
        ("#view=query", "text=This is not in the report."),
    ],
)
def test_each_view_opens_from_disk(browser, report, state, there):
    """Without a network; the page complains of nothing, and its policy stops nothing."""
    asked = []
    with opened(browser, "about:blank", offline=True) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{report.as_uri()}{state}")
        page.wait_for_selector(there)
        page.wait_for_timeout(300)
        shot(page, f"report-{re.sub('[^a-z]+', '-', state[:24])}")

    assert [url.partition("#")[0] for url in asked] == [report.as_uri()]


def test_a_reader_goes_from_an_event_to_its_sentence_and_back(browser, report):
    """By links; each place has an address of its own, which opens the same."""
    with opened(browser, f"{report.as_uri()}#view=events&factuality=Negated", offline=True) as page:
        page.click(".card a[href*='view=document']")
        page.wait_for_selector("a.mention")
        at = page.url
        assert "char=" in at
        page.go_back()
        page.wait_for_selector("text=did not seize Azaz")
    with opened(browser, at, offline=True) as page:
        page.wait_for_selector("a.mention")


def test_a_filter_works_without_a_server(browser, report):
    """The choices that are left are counted in the page."""
    with opened(browser, report.as_uri(), offline=True) as page:
        page.wait_for_selector("input[name=factuality][value=Negated]")
        before = page.locator(".events-list h2").inner_text()
        page.check("input[name=factuality][value=Negated]")
        page.wait_for_function(
            "before => document.querySelector('.events-list h2').innerText !== before", arg=before
        )

        assert page.locator(".events-list h2").inner_text() == "1 event"


def test_dark_and_narrow(browser, report):
    """On a phone nothing is wider than the screen."""
    with opened(browser, report.as_uri(), width=360, scheme="dark", offline=True) as page:
        page.wait_for_selector(".events-list .card")
        shot(page, "report-narrow-dark")

        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_a_store_says_never_runs(browser, tmp_path):
    """Nor ends the script that it lies in."""
    evil = {Literal("Azaz"): Literal(EVIL), Literal("Azaz", language="en"): Literal(EVIL)}
    made = {
        g: [Quad(q.subject, q.predicate, evil.get(q.object, q.object), q.graph_name) for q in quads]
        for g, quads in graphs().items()
    }
    store = build(tmp_path / "s", made)
    path = tmp_path / "r.html"

    kg("report", "-o", path, "--store", store, "--title", EVIL)

    with opened(browser, "about:blank", offline=True) as page:
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        page.goto(path.as_uri())
        page.wait_for_selector("#view canvas")
        page.goto(f"{path.as_uri()}#view=entity&iri=https://kg.example/id/place/azaz")
        page.wait_for_selector("h1")
        assert "<script>alert(1)" in page.locator("h1").inner_text()
        assert page.locator("img").count() == 0


ASKED = [
    {},
    {"actor": "https://kg.example/id/place/azaz"},
    {"place": "https://kg.example/id/place/azaz"},
    {"class": "kg:Attack"},
    {"class": ["kg:TerritorialGain", "kg:Killing"]},
    {"from": "2013-05", "to": "2013-05"},
    {"to": "2012"},
    {"q": "SEIZE azaz"},
    {"factuality": ["Negated", "Planned"]},
    {"document": AZAZ},
    {"publisher": "SANA"},
    {"bbox": "36.9,36,37.5,37"},
    {"dated": "no"},
    {"located": "yes"},
]

COMPARE = """async ([data, asked]) => {
  const [{ localApi }, { serverApi }] = await Promise.all([import("/page/local.js"), import("/page/api.js")]);
  const [ours, theirs] = [localApi(data), serverApi()];
  const plain = (found) => JSON.stringify(found, (key, value) =>
    typeof value === "number" ? Math.round(value * 1e3) / 1e3
      : value && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value);
  const views = {
    events: (found) => found.events.map((event) => event.iri).sort(),
    map: ({ total, located, cells }) => [total, located, cells.map(({ count, lon, lat, kinds }) => plain([lon, lat, count, kinds])).sort()],
    timeline: (found) => plain(found),
    facets: (found) => plain(found),
  };
  const wrong = [];
  for (const filters of asked) for (const [name, told] of Object.entries(views)) {
    const [one, other] = (await Promise.all([ours[name](filters), theirs[name](filters)])).map((found) => JSON.stringify(told(found)));
    if (one !== other) wrong.push([name, filters, one, other]);
  }
  return wrong;
}"""


def test_the_report_answers_as_the_server_does(browser, store):
    """Events, map, timeline and choices, for every filter."""
    packed, refs = shared(data_of(store))
    data = orjson.loads(orjson.dumps({"data": packed, "refs": refs}))

    with running(store) as port, opened(browser, f"http://127.0.0.1:{port}/documents") as page:
        page.wait_for_selector("text=3 documents")
        wrong = page.evaluate(COMPARE, [data, ASKED])

    assert wrong == []


def test_filters_choose_what_is_embedded_and_the_rest_is_told(store, tmp_path):
    """On stderr and at the end of the page."""
    path = tmp_path / "r.html"

    done = kg("report", "-o", path, "--store", store, "--place", "azaz", "--limit", "1")

    told = "Left out: 1 of "
    assert "'azaz' is taken as Azaz <https://kg.example/id/place/azaz>." in done.stderr
    assert told in done.stderr
    assert told in path.read_text()
    assert re.search(r"1 events, \d\.\d MB", done.stderr)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--place", "Zyx nowhere"], 1, "nothing is called 'Zyx nowhere'"),
        (["--class", "Atack"], 2, "did you mean Attack"),
        (["--from", "yesterday"], 2, "not a date: 'yesterday'"),
        (["--document", "none.txt"], 1, "no document 'none.txt'"),
    ],
)
def test_what_is_wrong_is_one_line(store, tmp_path, words, status, said):
    """And no file is written."""
    done = kg("report", "-o", tmp_path / "r.html", "--store", store, *words)

    assert done.exit_code == status
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_the_same_store_gives_the_same_bytes(store):
    """No time of making, no order of chance."""
    one, two = (html(data_of(store), title="x") for _ in range(2))

    assert one == two


def test_the_policy_lets_this_script_and_these_styles_and_nothing_else(report):
    """No address, no unsafe-inline, no data: for scripts."""
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', report.read_text())[1]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))

    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-[\w+/=]+'", rules["script-src"])
    assert re.fullmatch(r"'sha256-[\w+/=]+'", rules["style-src"])


def test_embedded_data_is_what_it_was():
    """Through JSON and back, with whatever signs."""
    value = {"a": [EVIL, "<!--", "&amp;", None, 1.5], "é": {"$": "x"}}

    text = embedded(value)

    assert orjson.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029")


def test_modules_that_are_not_plain_are_refused(tmp_path):
    """Rather than left out in silence."""
    (tmp_path / "a.js").write_text('import * as b from "./b.js";\n')

    with pytest.raises(ValueError, match=r"a\.js: import \* as b"):
        script("a.js", folder=tmp_path)


def test_styles_load_no_files():
    """Pictures of libraries are left out."""
    assert not re.findall(r"url\((?!['\"]?data:)", style())
