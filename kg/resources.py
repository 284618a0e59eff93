"""Where the files that travel with the package are: ontology, queries, model."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return the folder ``ontology`` or ``queries``: inside the wheel, or beside ``kg/`` in a checkout."""
    packed = _PACKAGE / "_data" / name
    return packed if packed.is_dir() else _PACKAGE.parent / name


def model() -> Path:
    """Return the folder of the reader that ships with the package."""
    return _PACKAGE / "annotate" / "model"
