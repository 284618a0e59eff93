"""The name of a view -> the files it will want, read from what its modules import: so that none waits for another."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from kg.serve.files import FOLDER

#: What a module imports first thing; what it imports once something is to be drawn; its styles.
_STATIC: Final = re.compile(r'^(?:import|export)\b[^;]*?"\./([^"]+\.js)"', re.MULTILINE)
_LATER: Final = re.compile(r'\bimport\("\./([^"]+)"\)')
_STYLE: Final = re.compile(r'"\./([\w./-]+\.css)"')
_COMMENT: Final = re.compile(r"/\*\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)

#: Large ones of which a module takes one or another; which, it knows once it draws.
_EITHER: Final = "lib/natural-earth/fine.js"


def wanted(view: str, folder: Path = FOLDER) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the modules and the styles of a view; libraries that its modules load by themselves included.

    Other modules that are loaded late belong to parts that not every page has: they are left out.
    """
    return _wanted(
        view, folder, max((f.stat().st_mtime_ns for f in folder.glob("*.js")), default=0)
    )


@lru_cache(maxsize=64)
def _wanted(view: str, folder: Path, at: int) -> tuple[tuple[str, ...], tuple[str, ...]]:  # noqa: ARG001
    modules: dict[str, None] = {}
    styles: dict[str, None] = {}
    todo = ["main.js", f"{view}.js"]
    while todo:
        name = todo.pop(0)
        if name in modules or not (folder / name).is_file():
            continue
        modules[name] = None
        if name.startswith("lib/"):
            continue
        text = _COMMENT.sub("", (folder / name).read_text("utf-8"))
        libraries = (late for late in _LATER.findall(text) if late.startswith("lib/"))
        todo += [*_STATIC.findall(text), *(late for late in libraries if late != _EITHER)]
        styles.update(dict.fromkeys(_STYLE.findall(text)))
    return tuple(modules), tuple(styles)
