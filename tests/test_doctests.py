"""The examples in docstrings hold."""

import doctest
import importlib
from pathlib import Path

import pytest

import kg

ROOT = Path(kg.__file__).parent
WITH = [path for path in sorted(ROOT.rglob("*.py")) if ">>> " in path.read_text("utf-8")]


@pytest.mark.parametrize("path", WITH, ids=lambda path: str(path.relative_to(ROOT)))
def test_examples_hold(path):
    """Each as it is printed; what needs an extra that is not installed is left out."""
    name = ".".join(("kg", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("kg"):
            raise
        pytest.skip(f"{error.name} is not installed")

    found = doctest.testmod(module)

    assert found.attempted
    assert not found.failed
