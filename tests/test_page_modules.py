"""The modules of the page as they lie on disk: what they import is there, and they keep to the rules."""

import re
from pathlib import Path

import pytest

from kg.serve.pages import VIEWS

PAGE = Path(__file__).parent.parent / "kg" / "page"
MODULES = sorted(PAGE.glob("*.js"))
IMPORT = re.compile(
    r'(?:import|export)\s*(?:\{([^}]*)\}\s*from\s*)?"(\./[^"]+)"|import\("(\./[^"]+)"\)'
)
EXPORT = re.compile(r"^export (?:async )?(?:function\*? |const |let |class )(\w+)", re.MULTILINE)


def exported(file):
    text = file.read_text("utf-8")
    passed_on = re.findall(r"^export \{([^}]*)\}", text, re.MULTILINE)
    return set(EXPORT.findall(text)) | {n.strip() for names in passed_on for n in names.split(",")}


@pytest.mark.parametrize("module", MODULES, ids=lambda p: p.name)
def test_what_a_module_imports_is_there(module):
    """Each file is there, and exports each name: nothing else checks this before a browser does."""
    for names, at, later in IMPORT.findall(module.read_text("utf-8")):
        file = PAGE / (at or later)
        wanted = {n.split(" as ")[0].strip() for n in names.split(",") if n.strip()}

        assert file.is_file(), file
        assert wanted <= exported(file), wanted - exported(file)


@pytest.mark.parametrize("module", MODULES, ids=lambda p: p.name)
def test_no_module_makes_markup_or_code_of_words(module):
    """Elements are made one by one: a label can't become a tag, nor a script."""
    text = module.read_text("utf-8")

    assert not re.search(
        r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function)\b", text
    )


@pytest.mark.parametrize("view", ["start", "search", "entity", "event", "document", *VIEWS])
def test_each_view_is_a_module(view):
    """What a shell can name exports show()."""
    assert "show" in exported(PAGE / f"{view}.js")
    assert re.search(rf"\b{view}\b", (PAGE / "main.js").read_text("utf-8"))


@pytest.mark.parametrize("style", sorted(PAGE.glob("*.css")), ids=lambda p: p.name)
def test_styles_ask_for_nothing_elsewhere(style):
    """No address of another site, and no import that comes late."""
    text = style.read_text("utf-8")

    assert not re.search(r"@import|https?:|url\(\s*[\"']?//", text)
