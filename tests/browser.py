"""A real browser for tests: Chromium without a window, whose pages complain of nothing and ask nobody but localhost."""

import os
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

CHROMIUM = Path(os.environ.get("KG_CHROMIUM", "/usr/bin/chromium"))

#: Milliseconds; the machine may be busy.
PATIENCE = 20_000


class Complaints(list):
    """What a page said in its console, threw, or asked of others."""

    def watch(self, page):
        """Listen to a page."""
        page.on("pageerror", lambda error: self.append(f"error: {error}"))
        page.on(
            "console",
            lambda m: m.type in ("error", "warning") and self.append(f"{m.type}: {m.text}"),
        )
        page.on("request", lambda r: self._foreign(r.url))

    def _foreign(self, url):
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname not in ("localhost", "127.0.0.1"):
            self.append(f"request: {url}")


@contextmanager
def chromium():
    """Start the browser; skips the test where there is none."""
    playwright = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    with playwright.sync_playwright() as found:
        browser = found.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser, address, *, width=1280, height=900, scheme="light", **options):
    """Open an address in a page of its own; fails when the page complains of anything."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, **options
    )
    context.set_default_timeout(PATIENCE)
    page, complaints = context.new_page(), Complaints()
    complaints.watch(page)
    page.goto(address)
    yield page
    context.close()
    assert complaints == []


#: Where pictures of pages are kept, to be looked at.
SHOTS = Path(__file__).parent.parent / "build" / "screens"


def shot(page, name, *, full=True):
    """Keep a picture of a page."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(SHOTS / f"{name}.png"), full_page=full)
