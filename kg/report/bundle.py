"""Modules of the page -> one script that needs no other file, and all styles as one.

Each module becomes a function that is run when it is first wanted; `import` becomes a look into what another
exports. The modules are ours and plain: named imports, exports of declarations; anything else is refused.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent.parent / "page"

_NAMED: Final = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"\./([^"]+)";', re.MULTILINE)
_DYNAMIC: Final = re.compile(r'\bimport\(\s*"\./([^"]+)"\s*\)')
_DECLARED: Final = re.compile(
    r"^export (?P<kind>(?:async )?function\*?|class|const|let) (?P<name>\w+)", re.MULTILINE
)
_LISTED: Final = re.compile(r"(?:^|(?<=;))export ?\{([^}]*)\};", re.MULTILINE)
_DEFAULT: Final = re.compile(r"^export default ", re.MULTILINE)
_LEFT: Final = re.compile(r"^(?:import\b(?!\()|export\b).*", re.MULTILINE)

#: Runs a module once; what imports in a circle sees what is exported by then, which functions are from the start.
_LOADER: Final = """(() => {
"use strict";
const modules = {}, made = {};
const need = (name) => {
  if (!made[name]) {
    if (!modules[name]) throw new Error(`${name} is not in this report`);
    modules[name]((made[name] = {}));
  }
  return made[name];
};
const later = async (name) => need(name);
const bound = (name, what) => {
  const from = need(name);
  try {
    return from[what];
  } catch {
    return (...given) => from[what](...given);
  }
};
"""


def script(
    entry: str,
    *,
    without: Iterable[str] = (),
    instead: Mapping[str, str] | None = None,
    folder: Path = FOLDER,
) -> str:
    """Return one script that does what a module and all that it imports do.

    Args:
        entry: the file of the module.
        without: files that are left out; wanting one of them at run time is an error.
        instead: file -> the one that stands in for it.
        folder: where the files are.

    Raises:
        ValueError: a module imports or exports in a way that is not known here.
    """
    found: dict[str, str] = {}
    waiting, left_out = [entry], set(without)
    while waiting:
        name = waiting.pop()
        if name in found or name in left_out:
            continue
        text = (folder / name).read_text("utf-8")
        vendored = name.startswith("lib/")
        for one, other in (instead or {}).items():
            text = text.replace(f'"./{one}"', f'"./{other}"')
        found[name] = _wrapped(name, text)
        if not vendored:
            waiting += [m[2] for m in _NAMED.finditer(text)] + _DYNAMIC.findall(text)
    parts = [found[name] for name in sorted(found)]
    return _harmless("".join([_LOADER, *parts, f'need("{entry}");\n}})();\n']))


def style(folder: Path = FOLDER) -> str:
    """Return all styles, the general ones first; pictures in files of their own are left out."""
    first = [folder / "tokens.css", folder / "style.css"]
    rest = sorted({*folder.glob("*.css"), *folder.glob("lib/*/*.css")} - set(first))
    text = "\n".join(path.read_text("utf-8") for path in [*first, *rest])
    return re.sub(r"url\((?!['\"]?data:)[^)]*\)", "none", text).replace("</", "<\\/")


def _wrapped(name: str, text: str) -> str:
    if name.startswith("lib/") and not (_DEFAULT.search(text) or _LISTED.search(text)):
        return f'modules["{name}"] = function () {{\n{text}\n}}.bind(globalThis);\n'
    names = [(m["kind"], m["name"]) for m in _DECLARED.finditer(text)]
    exported = {n: n for _, n in names} | _aliases(text)
    body = _NAMED.sub(_imported, text)
    body = _DYNAMIC.sub(r'later("\1")', body)
    body = _LISTED.sub("", _DECLARED.sub(r"\g<kind> \g<name>", body))
    body = _DEFAULT.sub("exported.default = ", body)
    body = body.replace("import.meta.url", f'"file:///{name}"')
    if wrong := _LEFT.search(body):
        raise ValueError(f"{name}: {wrong[0][:80]}")
    head = "".join(
        f"Object.defineProperty(exported, {alias!r}, {{ get: () => {own}, enumerable: true }});\n"
        for alias, own in sorted(exported.items())
    )
    return f'modules["{name}"] = (exported) => {{\n{head}{body}}};\n'


def _imported(match: re.Match[str]) -> str:
    """Return an import as constants; of a module that is being made, as functions that look later."""
    pairs = [part.split(" as ") for part in match[1].replace("\n", " ").split(",") if part.strip()]
    lines = []
    for pair in pairs:
        there, here = pair[0].strip(), pair[-1].strip()
        lines.append(f'const {here} = bound("{match[2]}", "{there}");')
    return " ".join(lines)


def _aliases(text: str) -> dict[str, str]:
    found = {}
    for listed in _LISTED.findall(text):
        for part in listed.split(","):
            own, _, alias = part.strip().partition(" as ")
            if own:
                found[alias or own] = own
    return found


def _harmless(text: str) -> str:
    """Return a script in which nothing ends or hides the element that it stands in."""
    return re.sub(r"<(?=/script|!--)", r"\\x3c", text, flags=re.IGNORECASE)
