"""The file beside a document -> Metadata: ``a.txt.meta.json`` or ``a.meta.json`` for ``a.txt``."""

import json
from pathlib import Path

from kg.read.decode import decode
from kg.read.metadata import Metadata, metadata
from kg.read.outcome import ReadError, because
from kg.read.records import broken

ENDING = ".meta.json"


def sidecar(document: Path) -> Path | None:
    """Return the file with the metadata of a document, or None when there is none."""
    names = (document.name + ENDING, document.stem + ENDING)
    return next(filter(_is_there, map(document.with_name, names)), None)


def read_sidecar(path: Path) -> Metadata:
    """Return what a sidecar says.

    Raises:
        ReadError: it is not one JSON object.
    """
    try:
        record = json.loads(decode(path.read_bytes()).text.lstrip("\ufeff"))
    except OSError as error:
        raise ReadError(because(error)) from error
    except (ValueError, RecursionError) as error:
        raise ReadError(broken(error)) from error
    if not isinstance(record, dict):
        raise ReadError('not an object; write {"title": …}')
    return metadata(record)


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long with the ending
        return False
