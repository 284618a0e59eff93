"""What else is served beside the store: names of Wikidata at ``/reconcile``, the reader at ``/annotate``."""

import asyncio
from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Receive, Scope, Send

from kg.errors import KgError
from kg.wikidata.file import KnowledgeBase

if (
    TYPE_CHECKING
):  # The reader's libraries take two seconds to import: they come with the first text.
    from kg.document import Document
    from kg.extract.values import Extraction
    from kg.link.values import Linked
    from kg.way import Way


class _Late:
    """Reads and links as a `Way` that is made when it is first needed: seconds, and a GB of memory."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._way: Way | None = None
        self._turn = Lock()

    def said(self, document: "Document") -> "Extraction":
        """Return what a document says."""
        return self._made().said(document)

    def decided(self, document: "Document", said: "Extraction") -> "Linked":
        """Return who the entities of an extraction are."""
        return self._made().decided(document, said)

    def _made(self) -> "Way":
        from kg.way import Settings, Way

        with self._turn:
            self._way = self._way or Way(Settings(base=self._base))
        return self._way


class _Later:
    """An application that is made when it is first asked: what it needs takes seconds to read."""

    def __init__(self, make: Callable[[], ASGIApp]) -> None:
        self._make = make
        self._app: ASGIApp | None = None
        self._turn = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if self._app is None:
            self._app = await asyncio.to_thread(self._made)
        await self._app(scope, receive, send)

    def _made(self) -> ASGIApp:
        with self._turn:
            made = self._app or self._make()
            self._app = made
            return made


def _annotate(base: str) -> ASGIApp:
    from kg.nif.app import annotate_app

    return annotate_app(_Late(base), base=base)


def _reconcile(known: KnowledgeBase, address: str) -> ASGIApp:
    from kg.reconcile import reconcile_app

    return reconcile_app(known, base=address)


def mounts(base: str, *, annotate: bool, url: str = "") -> tuple[dict[str, ASGIApp], list[str]]:
    """Return applications by path, and a sentence on each that cannot be served."""
    found: dict[str, ASGIApp] = {}
    notes = []
    try:
        address = f"{url.rstrip('/')}/reconcile" if url else ""
        found["/reconcile"] = _Later(partial(_reconcile, KnowledgeBase.open(), address))
    except KgError as error:
        notes.append(f"/reconcile is not served: {error}")
    if annotate:
        found["/annotate"] = _Later(partial(_annotate, base))
    return found, notes
