"""Where the files that travel with the package are: ontology, queries, model."""

import os
from pathlib import Path

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
