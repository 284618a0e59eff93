"""A browser for all tests of this folder, and a server over the seeds.

The browser is closed after the folder's last test: while it runs, no other test can start a loop of asyncio.
"""

import pytest

from tests.browser import chromium
from tests.kgserver import running
from tests.pages.visit import Site, indexed


@pytest.fixture(scope="package")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture(scope="package")
def site(browser, seeds):
    """The seeds, served, and all of them in the index."""
    with running(seeds) as port:
        indexed(port)
        yield Site(browser, port)


@pytest.fixture
def visit(site):
    """Open a view: visit("/events", width=360); whatever the page complained of fails the test."""
    with site.visiting() as open_:
        yield open_
