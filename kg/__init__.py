"""kg: text in, trusted RDF in Oxigraph, SPARQL answers out.

In a notebook or a script::

    import kg

    kg.build(["reports/"], store="my-store")
    graph = kg.open("my-store")
    graph.query("events-by-place", place="Hama")
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Graph, Table, open
    from kg.way import Report, Settings, build

__version__ = "0.5.0"

__all__ = ["Graph", "Report", "Settings", "Table", "__version__", "build", "open"]

#: Where each public name lives; imported when it is first used, so that ``kg --help`` is quick.
_HOMES = {
    "Graph": "kg.graph",
    "Table": "kg.graph",
    "open": "kg.graph",
    "Report": "kg.way",
    "Settings": "kg.way",
    "build": "kg.way",
}


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
