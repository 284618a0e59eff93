"""What a report shows -> one HTML file: styles, script and data in it, and a policy that lets it load nothing."""

import base64
import hashlib
import html as markup
from collections.abc import Sequence
from string import Template
from typing import Any, Final

import orjson

from kg import __version__
from kg.report.bundle import FOLDER, script, style
from kg.report.shared import shared

View = dict[str, Any]

#: Views of a whole report, in the order of its menu.
VIEWS: Final = (
    "events", "network", "documents", "contradictions", "search", "entity", "event", "document",
)  # fmt: skip

_HEADER: Final = """<a class="skip" href="#view">To the content</a>
<header class="top"><div>
<span class="brand">$title</span>
<nav aria-label="Views"><ul class="menu" id="menu"></ul></nav>
<form id="find" role="search"><input type="search" name="q" aria-label="Search" placeholder="Search"></form>
<button type="button" id="theme" class="quiet icon" aria-label="Switch between light and dark">◐</button>
</div></header>
"""

#: A frame makes do with the coarse outlines of the world: half a megabyte less.
_COARSE: Final = {"lib/natural-earth/fine.js": "lib/natural-earth/coarse.js"}

_BARE: Final = '<ul id="menu" hidden></ul>\n'


def html(
    data: View,
    *,
    title: str,
    start: Sequence[tuple[str, str]] = (("view", "events"),),
    views: Sequence[str] = VIEWS,
    notes: Sequence[str] = (),
    frame: bool = False,
) -> str:
    """Return the file.

    Args:
        data: as `kg.report.gather` gives it.
        title: of the whole; anything.
        start: the state that it opens with, a view first.
        views: those that it has.
        notes: sentences at its end: what it shows, and what it leaves out.
        frame: without head and with coarse outlines, to stand in a frame of another page.
    """
    instead = _COARSE if frame else {}
    code = script("report.js", without=_unwanted(views), instead=instead)
    looks = style()
    text = Template((FOLDER / "report.html").read_text("utf-8"))
    named = markup.escape(title)
    packed, refs = shared(data)
    told = {
        "data": packed,
        "refs": refs,
        "views": list(views),
        "start": [list(pair) for pair in start],
        "network": _center(data),
    }
    return text.substitute(
        policy=_policy(code, looks),
        generator=f"kg {__version__}",
        base='<base href="about:srcdoc">\n' if frame else "",
        title=named,
        style=looks,
        header=_BARE if frame else Template(_HEADER).substitute(title=named),
        footer=_footer(notes),
        data=embedded(told),
        script=code,
    )


def embedded(value: Any) -> str:
    """Return JSON that nothing can leave: no tag, no comment, no line that scripts would end at.

    >>> embedded(["</script><!--", "\\u2028"])
    '["\\\\u003c/script\\\\u003e\\\\u003c!--","\\\\u2028"]'
    """
    text = orjson.dumps(value).decode()
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _policy(code: str, looks: str) -> str:
    """Return a Content-Security-Policy: this script, these styles, and nothing from anywhere."""
    rules = (
        "default-src 'none'",
        f"script-src '{_hashed(code)}'",
        f"style-src '{_hashed(looks)}'",
        "img-src data: blob:",
        "form-action 'none'",
    )
    return "; ".join(rules)


def _hashed(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _unwanted(views: Sequence[str]) -> list[str]:
    every = (*VIEWS, "glance")
    return [f"{view}.js" for view in every if view not in views]


def _center(data: View) -> View:
    """Return whose network the menu opens: whoever is in most events."""
    counts: dict[str, int] = {}
    for event in data["events"]:
        for ref in (*event["roles"].get("agent", ()), *event["roles"].get("patient", ())):
            iri = data["heads"].get(ref["iri"], ref["iri"])
            counts[iri] = counts.get(iri, 0) + 1
    known = [iri for iri in counts if iri in data["things"]] or list(counts)
    found = min(known, key=lambda iri: (-counts[iri], iri), default="")
    return {"iri": found} if found else {}


def _footer(notes: Sequence[str]) -> str:
    if not notes:
        return ""
    lines = "".join(f"<span>{markup.escape(note)}</span>" for note in notes)
    return f'<footer class="foot"><div>{lines}</div></footer>\n'
