"""The folder ``kg/page`` -> answers to requests for its files, each with an entity tag of its content."""

import gzip
import time
from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.errors import RefusedError

FOLDER: Final = Path(__file__).parent.parent / "page"

#: Ending of a file -> media type; what ends otherwise (``.py``, for one) is not for browsers.
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}

#: Seconds for which what was seen of the folder is believed.
_BELIEVED: Final = 1.0

#: With the digest of all files in the address, an answer is right for ever; without, the browser asks again.
_FOR_EVER: Final = "public, max-age=31536000, immutable"


class Files:
    """The files that browsers may load, by their path below the folder; links are not followed."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._found: Mapping[str, tuple[Path, int, int]] = {}
        self._digest = ""
        self._until = 0.0

    def address(self) -> str:
        """Return where the files are now: it changes whenever one of them does."""
        self._look()
        return f"/page/~{self._digest}"

    async def answer(self, request: Request) -> Response:
        """Answer for a file.

        Raises:
            RefusedError: 404, there is none.
        """
        self._look()
        digest, path = _split(request.path_params["rest"])
        if path not in self._found:
            raise RefusedError(f"no such file: {path[:80]!r}", status=404)
        data, packed, tag = _content(*self._found[path])
        headers = {
            "etag": tag,
            "cache-control": _FOR_EVER if digest == self._digest else "no-cache",
            "x-content-type-options": "nosniff",
            "vary": "Accept-Encoding",
        }
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        if packed and "gzip" in request.headers.get("accept-encoding", ""):
            data, headers = packed, headers | {"content-encoding": "gzip"}
        return Response(data, media_type=_TYPES[Path(path).suffix], headers=headers)

    def _look(self) -> None:
        clock = time.monotonic()
        if clock < self._until:
            return
        self._found = dict(sorted(_files(self._folder)))
        told = "\n".join(f"{name} {size} {at}" for name, (_, size, at) in self._found.items())
        self._digest = blake2b(told.encode(), digest_size=6).hexdigest()
        self._until = clock + _BELIEVED


def _split(path: str) -> tuple[str, str]:
    """Return the digest and the path below the folder.

    >>> _split("~12ab/lib/a.js"), _split("a.js")
    (('12ab', 'lib/a.js'), ('', 'a.js'))
    """
    first, _, rest = path.partition("/")
    return (first[1:], rest) if first.startswith("~") else ("", path)


def _files(folder: Path) -> list[tuple[str, tuple[Path, int, int]]]:
    found = []
    for file in folder.rglob("*"):
        if file.suffix in _TYPES and file.is_file() and not file.is_symlink():
            told = file.stat()
            name = file.relative_to(folder).as_posix()
            found.append((name, (file, told.st_size, told.st_mtime_ns)))
    return found


@lru_cache(maxsize=256)
def _content(file: Path, size: int, at: int) -> tuple[bytes, bytes, str]:  # noqa: ARG001
    """Return the bytes of a file as it was then, the same packed (empty: no gain), and its tag."""
    data = file.read_bytes()
    packed = gzip.compress(data, 9, mtime=0) if file.suffix not in (".png", ".woff2") else b""
    tag = f'W/"{blake2b(data, digest_size=12).hexdigest()}"'  # Weak: the same for both encodings.
    return data, packed if len(packed) < len(data) else b"", tag
