"""Maps, timelines and networks in a notebook: run by Jupyter's own client, looked at in a browser."""

import datetime
import html

import pytest

from kg.errors import UsageError
from kg.graph import Table
from kg.graph import open as open_graph
from kg.query.parameters import NoSuchNameError
from tests.browser import chromium, opened, shot
from tests.graphs import build

CELLS = (
    "graph.map(place='azaz')",
    "graph.timeline()",
    "graph.network('azaz')",
    "graph.documents()",
)

#: Whether something is painted on a canvas away from its edges.
IN_THE_MIDDLE = """canvas => {
  const painted = (one) => {
    const [w, h] = [one.width, one.height].map((side) => Math.floor(side / 4));
    const { data } = one.getContext("2d").getImageData(w, h, 2 * w, 2 * h);
    return data.some((value, n) => n % 4 === 3 && value > 0);
  };
  return [...canvas.ownerDocument.querySelectorAll("#view canvas")].some(painted);
}"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return build(tmp_path_factory.mktemp("notebook") / "s")


@pytest.fixture(scope="module")
def graph(store):
    with open_graph(store) as graph:
        yield graph


@pytest.mark.filterwarnings("ignore")  # Those of Jupyter.
def test_a_notebook_shows_them(store, tmp_path):
    """Executed by Jupyter; its outputs are drawn in frames that ask nobody and complain of nothing."""
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    first = f"import kg\ngraph = kg.open({str(store)!r})"
    cells = [nbformat.v4.new_code_cell(text) for text in (first, *CELLS)]
    notebook = nbformat.v4.new_notebook(cells=cells)

    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()

    shown = [cell.outputs[0].data["text/html"] for cell in notebook.cells[1:]]
    page_file = tmp_path / "outputs.html"
    page_file.write_text("<!doctype html><meta charset='utf-8'>" + "".join(shown), "utf-8")
    with (
        chromium() as browser,
        opened(browser, page_file.as_uri(), offline=True, height=2200) as page,
    ):
        frames = [page.frame_locator("iframe").nth(n) for n in range(3)]
        frames[0].locator("canvas").wait_for()
        frames[1].locator("svg").first.wait_for()
        frames[2].locator("canvas").first.wait_for()
        page.wait_for_timeout(500)
        shot(page, "notebook")
        assert all(frames[n].locator("canvas").last.evaluate(IN_THE_MIDDLE) for n in (0, 2))
        frames[2].locator("h1 a").click()
        frames[2].locator("h1:has-text('Azaz')").wait_for()
        frames[2].locator("text=What is known").wait_for()

        assert page.locator("table").count() == 1


def test_a_picture_is_a_file_too(graph, tmp_path):
    """For a script, or to pass on."""
    picture = graph.map()

    picture.save(tmp_path / "map.html")

    assert repr(picture) == "<map of 6 events>"
    with (
        chromium() as browser,
        opened(browser, (tmp_path / "map.html").as_uri(), offline=True) as page,
    ):
        page.wait_for_selector("canvas")
        assert "6 of 6 events on the map" in page.locator("#view").inner_text()


def test_a_frame_holds_its_page_as_an_attribute(graph):
    """Nothing of it is markup of the notebook."""
    shown = graph.timeline(class_="Attack")._repr_html_()

    attribute = shown.partition('srcdoc="')[2].partition('"')[0]
    assert shown.count("<") == 2
    assert 'sandbox="allow-scripts allow-downloads"' in shown
    assert html.unescape(attribute).startswith("<!doctype html>")


def test_what_is_wrong_is_said_before_anything_is_drawn(graph):
    """As on the command line."""
    with pytest.raises(UsageError, match=r"no parameter 'places' \(did you mean place"):
        graph.map(places="azaz")
    with pytest.raises(NoSuchNameError, match="nothing is called 'Zyx nowhere'"):
        graph.network("Zyx nowhere")


def test_any_query_is_a_data_frame_of_polars(graph):
    """Columns by name and type; mixed ones are text."""
    polars = pytest.importorskip("polars")
    mixed = Table(("day", "value"), ((datetime.date(2013, 5, 1), 1), (None, "x")))

    frame = graph.query("documents").to_polars()

    assert frame.columns == list(graph.query("documents").columns)
    assert frame.height == 3
    assert mixed.to_polars().schema == {"day": polars.Date, "value": polars.String}
    assert Table(("a",), ()).to_polars().shape == (0, 1)
