"""The build hook: seeds/wikidata -> kg/_data/wikidata.sqlite, made when the wheel is built or installed editable.

Runs before anything is installed: what it imports of kg needs the standard library only.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Hook(BuildHookInterface):
    """Compiles the knowledge base that ships."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make the file, unless it is there and made of the same, and put it into the wheel."""
        sys.path.insert(0, self.root)
        try:
            from kg.wikidata.default import make
        finally:
            sys.path.remove(self.root)
        root = Path(self.root)
        make(root / "seeds" / "wikidata", root / "kg" / "_data" / "wikidata.sqlite")
        build_data["artifacts"].append("kg/_data/wikidata.sqlite")
