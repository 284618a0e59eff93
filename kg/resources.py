"""Where the files that travel with the package are: ontology, queries, model, knowledge base."""

import os
from pathlib import Path

from kg.errors import KgError

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return the folder ``ontology`` or ``queries``: inside the wheel, or beside ``kg/`` in a checkout."""
    packed = _PACKAGE / "_data" / name
    return packed if packed.is_dir() else _PACKAGE.parent / name


def model() -> Path:
    """Return the folder of the reader's weights: those of the package, or what ``KG_READER`` names.

    ``python -m kg.train.export`` writes such a folder.
    """
    own = os.environ.get("KG_READER")
    return Path(own) if own else _PACKAGE / "annotate" / "model"


def wikidata() -> Path:
    """Return the knowledge-base file: that of the package, or what ``KG_WIKIDATA`` names.

    Raises:
        KgError: it was not made when the package was installed.
    """
    own = os.environ.get("KG_WIKIDATA", "")
    own = "" if own in ("live", "off") else own  # Words of --wikidata, which name no file.
    path = Path(own) if own else _PACKAGE / "_data" / "wikidata.sqlite"
    if not path.is_file():
        hint = (
            "KG_WIKIDATA names it"
            if own
            else "install again: `pip install kg`, or in a checkout `pip install -e .`"
        )
        raise KgError(f"no knowledge-base file at {path}", hint=hint)
    return path
