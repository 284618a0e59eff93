"""A report with one view -> what a notebook shows of it: a frame that holds all it needs."""

import html
from pathlib import Path
from typing import Final

from kg.report import gather
from kg.report import html as written
from kg.report.choices import chosen
from kg.store import Store, base_of
from kg.views.events import events as listed
from kg.views.filters import Filters
from kg.views.index import Index

#: Views that a picture leads on to.
_BEHIND: Final = ("entity", "event")

#: Pixels; what is picked is listed below the picture.
_HEIGHTS: Final = {"map": 640, "timeline": 420, "network": 820}


class Picture:
    """A map, a timeline or a network; a notebook shows it, `save` writes it as a file of its own."""

    def __init__(self, page: str, of: str, events: int) -> None:
        self.html = page
        self._told = f"{of} of {events} events"
        self._height = _HEIGHTS[of]

    def save(self, path: Path | str) -> None:
        """Write it as a file that a browser opens, without a network."""
        Path(path).write_text(self.html.replace('<base href="about:srcdoc">\n', "", 1), "utf-8")

    def __repr__(self) -> str:
        return f"<{self._told}>"

    def _repr_html_(self) -> str:
        page = html.escape(self.html)
        told = html.escape(self._told)
        return (
            f'<iframe srcdoc="{page}" title="{told}" sandbox="allow-scripts allow-downloads" '
            f'style="width:100%;height:{self._height}px;border:0"></iframe>'
        )


def picture(store: Store, of: str, given: dict[str, tuple[str, ...]], *, limit: int) -> Picture:
    """Return a picture of the events that fit.

    Args:
        store: it.
        of: ``map`` or ``timeline``, or ``network``: then ``given["actor"]`` is in its middle.
        given: filter -> values, as `kg.report.choices.chosen` takes them.
        limit: events at most.

    Raises:
        UsageError: no such class, or a date is none.
        KgError: nothing is called as a name says.
    """
    with chosen(store.path, given, base=_base(store)) as (index, filters, notes):
        events = filters if of != "network" else _around(index, filters, limit)
        found = gather(store.path, index, events, limit=limit, whole=False)
    view = "network" if of == "network" else "glance"
    start = [("view", view), ("of", of)]
    if of == "network":
        start += [("iri", iri) for iri in filters.actor]
    lines = (*notes, *(f"Left out: {line}." for line in found.left_out))
    page = written(
        found.data, title=of, start=start, views=(view, *_BEHIND), notes=lines, frame=True
    )
    return Picture(page, of, len(found.data["events"]))


def _around(index: Index, filters: Filters, limit: int) -> Filters:
    """Return the filters for a network: all events where they fit, so that neighbours have theirs, too."""
    everything = Filters()
    return everything if listed(index, everything, size=1)["total"] <= limit else filters


def _base(store: Store) -> str:
    """Return what the IRIs of the data begin with."""
    return next((base_of(*pair) for pair in store.documents()), "https://kg.example/")
