"""A job that asks the store for a view -> its JSON; for a worker."""

from typing import Any

import orjson
import pyoxigraph

from kg.serve.errors import RefusedError
from kg.serve.output import Output
from kg.views import contradictions, document


def view(store: pyoxigraph.Store, job: dict[str, Any], out: Output) -> None:
    """Write a view: name, base, and what it is asked with."""
    found = _VIEWS[job["name"]](store, job)
    if found is None:
        raise RefusedError(f"nothing is known of {str(job.get('iri'))[:200]}", status=404)
    out.begin(media="application/json")
    out.write(orjson.dumps(found))


def _document(store: pyoxigraph.Store, job: dict[str, Any]) -> object:
    return document.document(store, job["iri"], job["base"], start=job["start"])


def _event(store: pyoxigraph.Store, job: dict[str, Any]) -> object:
    return document.event(store, job["iri"], job["base"])


def _pairs(store: pyoxigraph.Store, job: dict[str, Any]) -> object:
    return contradictions.pairs(store, job["base"], place=job["place"], cls=job["class"])


_VIEWS = {"document": _document, "event": _event, "contradictions": _pairs}
