"""What a shell tells a browser to load at once, so that no module waits until another was read."""

import re

import pytest

from kg.serve.early import FOLDER, wanted
from kg.serve.pages import VIEWS, shell

ALL = ["start", "search", "entity", "event", "document", *VIEWS]
LINK = re.compile(r'<link rel="(modulepreload|stylesheet)" href="/f/([^"]+)">')


@pytest.mark.parametrize("view", ALL)
def test_all_that_is_named_is_there(view):
    """A name that no file has would be asked for in vain."""
    modules, styles = wanted(view)

    assert {"main.js", f"{view}.js", "dom.js"} <= set(modules)
    assert [name for name in (*modules, *styles) if not (FOLDER / name).is_file()] == []


@pytest.mark.parametrize("view", ALL)
def test_what_a_wanted_module_imports_is_wanted_too(view):
    """Read otherwise than the code does: line by line."""
    modules, _ = wanted(view)
    lines = [
        line
        for name in modules
        if not name.startswith("lib/")
        for line in (FOLDER / name).read_text("utf-8").splitlines()
        if line.startswith(("import ", "export {", "} from "))
    ]
    found = {name for line in lines for name in re.findall(r'"\./(\w[\w-]*\.js)"', line)}

    assert found <= set(modules)


def test_maps_are_loaded_where_there_is_always_one():
    """Leaflet and outlines are large: a page that may have a map, loads them once it has."""
    assert "lib/leaflet/leaflet.js" in wanted("events")[0]
    assert "map.css" in wanted("events")[1]
    for view in ("start", "search", "documents", "entity", "event", "document", "network"):
        assert [
            name for name in sum(wanted(view), ()) if "leaflet" in name or "earth" in name
        ] == []


def test_a_changed_import_changes_what_is_wanted(tmp_path):
    """The list is made of the files as they are: none can be forgotten."""
    (tmp_path / "main.js").write_text('import { a } from "./a.js";\n')
    (tmp_path / "x.js").write_text(
        'import {\n  b,\n} from "./b.js";\n// see "./no.css"\nuseStyle("./x.css");\n'
    )
    (tmp_path / "a.js").write_text('const f = () => import("./late.js");\nimport("./lib/l.js");\n')
    (tmp_path / "lib").mkdir()
    for name in ("b.js", "late.js", "lib/l.js"):
        (tmp_path / name).write_text('import "./main.js";\n')

    assert wanted("x", tmp_path) == (("main.js", "x.js", "a.js", "b.js", "lib/l.js"), ("x.css",))


def test_a_shell_names_them_below_its_files():
    """Each module and style once; a page without a view has none but the frame's."""
    found = LINK.findall(shell("events", "/f", title="Events"))
    named = [name for _, name in found]

    assert set(sum(wanted("events"), ())) <= set(named)
    assert len(named) == len(set(named))
    assert "modulepreload" not in shell("", "/f", title="Not found")
