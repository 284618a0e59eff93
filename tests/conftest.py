"""What many tests share: the reader, loaded once, and the seeds, built once."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from kg import annotate, ontology
from tests.command import kg

# A busy machine must not fail a property test, and a run must be the same as the last.
settings.register_profile("kg", deadline=None, derandomize=True)
settings.load_profile("kg")

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="session")
def reader():
    """Let all builds of this process share one loaded reader, and one ontology if it is ours."""
    load = ontology.load
    ours = cache(load)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(annotate, "load", cache(annotate.load))
        patch.setattr(ontology, "load", lambda f, extra=(): load(f, extra) if extra else ours(f))
        yield


@pytest.fixture(scope="session")
def seeds(reader, tmp_path_factory):
    """A store built from the folder seeds/; for reading only."""
    store = tmp_path_factory.mktemp("seeds") / "store"
    built = kg("build", SEEDS, "--store", store)
    assert built.exit_code == 0, built.stderr
    return store
