"""The shape of the house: which library lives where, and that stages do not know their neighbours."""

import ast
from pathlib import Path

import pytest

KG = Path(__file__).parent.parent / "kg"

#: Library -> the folders and modules of kg that may import it.
HOMES = {
    "spacy": ("annotate", "bench", "extract", "train", "way"),
    "onnxruntime": ("annotate", "train"),
    "tokenizers": ("annotate",),
    "torch": ("train",),
    "rdflib": ("ontology", "validate"),
    "pyshacl": ("validate",),
    "trafilatura": ("read",),
    "pypdf": ("read",),
    "click": ("cli",),
    "SPARQLWrapper": ("push", "wikidata"),
    "starlette": ("mounting", "nif", "reconcile", "serve"),
    "duckdb": ("views",),
    "uvicorn": ("reconcile", "serve"),
    "mcp": ("mcp",),
    "pyoxigraph": (
        "facts", "store", "query", "validate", "cli", "export", "diff", "graph", "identity", "mcp", "nif", "provenance", "push",
        "serve", "show", "stats", "views", "vocabulary",
    ),
}  # fmt: skip

#: The modules that speak to others over the network; everything else works without one.
SPEAKING = {
    "wikidata/transport.py",
    "wikidata/polite.py",
    "wikidata/sparql.py",
    "wikidata/live_search.py",
    "wikidata/changes.py",
    "push/remote.py",
    "push/sparql.py",
}

#: Stage -> the stages that it must know nothing of: those behind it, and its neighbour in front.
STRANGERS = {
    "read": ("annotate", "extract", "facts", "store", "query"),
    "annotate": ("read", "extract", "facts", "store", "query", "ontology"),
    "bench": ("read", "facts", "store", "query", "train"),
    "ontology": ("read", "annotate", "extract", "facts", "store", "query"),
    "extract": ("read", "annotate", "facts", "store", "query"),
    "facts": ("read", "annotate", "store", "query"),
    "store": ("read", "annotate", "extract", "facts", "query"),
    "query": ("read", "annotate", "extract", "facts"),
}

FILES = sorted(KG.rglob("*.py"))


def imports(path):
    """Yield the modules that a file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def room(path):
    """Return the first folder or the module below kg/."""
    first = path.relative_to(KG).parts[0]
    return first.removesuffix(".py")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(KG)))
def test_each_library_has_its_home(path):
    """A library is imported only where the table lets it."""
    found = {name.split(".")[0] for name in imports(path)} & set(HOMES)

    assert [lib for lib in sorted(found) if room(path) not in HOMES[lib]] == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(KG)))
def test_no_stage_knows_its_neighbours(path):
    """Only way.py and the command line know the order of the stages."""
    strangers = STRANGERS.get(room(path), ())
    found = {name.split(".")[1] for name in imports(path) if name.startswith("kg.")}

    assert sorted(found & set(strangers)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(KG)))
def test_few_modules_speak_to_others(path):
    """A request over the network begins in one of a few small files, which the default run does not load."""
    found = {name.split(".")[0] for name in imports(path)} & {
        "requests",
        "httpx",
        "urllib3",
        "SPARQLWrapper",
    }
    found |= {name for name in imports(path) if name.startswith(("urllib.request", "http.client"))}

    assert not found or path.relative_to(KG).as_posix() in SPEAKING | {"unconnected.py"}
