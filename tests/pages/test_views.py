"""Each view: it shows what it is for, in light and dark, wide and narrow, and nothing keeps anybody out."""

from functools import cache
from importlib.resources import files

import pytest

from tests.pages.visit import NARROW, shot

VIEWS = "start search events documents contradictions network query entity place event document ontology".split()

#: Findings that keep somebody from using a view.
GRAVE = {"serious", "critical"}

#: The page of the ontology tells many things in one way; a few of each are looked at.
_FEWER = """() => document.querySelectorAll("main section > :nth-child(n+9), main li:nth-child(n+5), main tr:nth-child(n+5)")
    .forEach((node) => node.remove())"""

_WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@cache
def _axe():
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def barriers(page, *rules):
    """Return the grave findings of axe-core: rule, how many, the first place."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    options = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        (v["id"], len(v["nodes"]), v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"])
        for v in found
        if v["impact"] in GRAVE
    ]


@pytest.mark.parametrize("name", VIEWS)
def test_view_keeps_nobody_out_by_day_and_by_night(name, site, visit):
    """axe-core has no serious or critical finding, with light and with dark colours."""
    page = visit(site.views[name])

    shot(page, f"{name}-light", whole=True)
    if name == "ontology":
        page.evaluate(_FEWER)
    by_day = barriers(page)
    page.emulate_media(color_scheme="dark")
    shot(page, f"{name}-dark")
    by_night = barriers(page, "color-contrast", "link-in-text-block")

    assert by_day == []
    assert by_night == []


@pytest.mark.parametrize("name", VIEWS)
def test_view_fits_a_phone(name, site, visit):
    """At 360 pixels nothing has to be pushed sideways."""
    page = visit(site.views[name], size=NARROW)

    shot(page, f"{name}-narrow", whole=True)

    assert page.evaluate(_WIDER) <= 0
