"""What else is served beside the store: names of Wikidata at ``/reconcile``, the reader at ``/annotate``."""

from threading import Lock

from starlette.types import ASGIApp

from kg.document import Document
from kg.errors import KgError
from kg.extract.values import Extraction
from kg.link.values import Linked
from kg.nif.app import annotate_app
from kg.reconcile import reconcile_app
from kg.way import Settings, Way
from kg.wikidata.file import KnowledgeBase


class _Late:
    """Reads and links as a `Way` that is made when it is first needed: seconds, and a GB of memory."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._way: Way | None = None
        self._turn = Lock()

    def said(self, document: Document) -> Extraction:
        """Return what a document says."""
        return self._made().said(document)

    def decided(self, document: Document, said: Extraction) -> Linked:
        """Return who the entities of an extraction are."""
        return self._made().decided(document, said)

    def _made(self) -> Way:
        with self._turn:
            self._way = self._way or Way(self._settings)
        return self._way


def mounts(base: str, *, annotate: bool, url: str = "") -> tuple[dict[str, ASGIApp], list[str]]:
    """Return applications by path, and a sentence on each that cannot be served."""
    found: dict[str, ASGIApp] = {}
    notes = []
    try:
        address = f"{url.rstrip('/')}/reconcile" if url else ""
        found["/reconcile"] = reconcile_app(KnowledgeBase.open(), base=address)
    except KgError as error:
        notes.append(f"/reconcile is not served: {error}")
    if annotate:
        found["/annotate"] = annotate_app(_Late(Settings(base=base)), base=base)
    return found, notes
