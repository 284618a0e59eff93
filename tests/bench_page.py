"""How long a reader waits: python -m tests.bench_page STORE [--runs 5] [--shot FILE.png]

The views of STORE in a real browser over `kg serve`, once all is indexed. Milliseconds, the median and the worst
of some runs. Interactive means: of the start page, that its counts and its search box, which answers, are there; of
the view of events, that map, timeline and list are drawn and a click is answered; all: that the choices with their
counts are drawn, too. With nothing kept by the browser, and with the files of the page kept. A filter is a click on a
box of the panel, each run on another box, so that the server has not answered it before: until map, timeline and
list are drawn anew, and until all is.
"""

import argparse
import statistics
import time
from pathlib import Path

from tests.browser import chromium
from tests.kgserver import running
from tests.pages.visit import asked

#: [until map, timeline and list have been drawn and the page had time for its next frame; until all has].
_DRAWN = """() => {
    const drawn = (mark) => new Promise((resolve) => {
        const look = () => document.querySelector(".events-list")?.dataset[mark]
            ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0))
            : setTimeout(look, 5);
        look();
    });
    return Promise.all([drawn("drawn"), drawn("ready")]);
}"""

#: The same from a click on the nth of some boxes, or on the last of them.
_CLICKED = """([selector, n]) => {
    const list = document.querySelector(".events-list");
    const begun = performance.now();
    const drawn = (mark) => new Promise((resolve) => {
        new MutationObserver((_, seen) => {
            seen.disconnect();
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun), 0));
        }).observe(list, { attributes: true, attributeFilter: [`data-${mark}`] });
    });
    const both = Promise.all([drawn("drawn"), drawn("ready")]);
    const boxes = [...document.querySelectorAll(selector)];
    (boxes[n] || boxes.at(-1)).click();
    return both;
}"""

CLICKS = {
    "how real": "[data-facet=factuality] input[type=checkbox]",
    "what happened": "[data-facet=class] input[type=checkbox]",
    "who": "[data-facet=actor] input[type=checkbox]",
    "where": "[data-facet=place] input[type=checkbox]",
}


def ready(port, patience):
    """Wait for the index, at most so many seconds; return how many events it has, and its state."""
    end = time.monotonic() + patience
    while True:
        about = asked(port, "about")
        if about["index"]["state"] == "ready" or time.monotonic() > end:
            return about["counts"]["events"], about["index"]["state"]
        time.sleep(1)


def opened(browser, address, *, context=None):
    """Open an address; return the page, and the milliseconds until it is usable and until all is drawn."""
    context = context or browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto(address, wait_until="commit")
    return page, page.evaluate(_DRAWN)


def first(browser, address):
    """Return the milliseconds until the start page says what is in the store, above which its search box is."""
    page = browser.new_page()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("#view h1")
    took = page.evaluate("() => performance.now()")
    page.context.close()
    return took


def tell(name, times):
    """Print one line."""
    print(f"{name:42}{statistics.median(times):8.0f} ms, worst {max(times):6.0f} ms", flush=True)


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--wait", type=float, default=3600, help="seconds for the index, at most")
    parser.add_argument("--shot", type=Path, help="keep a picture of the view of events")
    args = parser.parse_args()
    with running(args.store) as port, chromium() as browser:
        events, state = ready(port, args.wait)
        print(f"{events:,} events, the index is {state}", flush=True)
        root = f"http://127.0.0.1:{port}"
        tell("start page", [first(browser, root) for _ in range(args.runs)])
        measure(browser, root, args)


def measure(browser, root, args):
    """Measure the view of events, and its filters."""
    cold, clicks = [], {name: [] for name in CLICKS}
    for run in range(args.runs):
        page, took = opened(browser, f"{root}/events")
        cold.append(took)
        if args.shot and run == 0:
            page.screenshot(path=args.shot)
        page.context.close()
    both("events, nothing kept by the browser", cold)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened(browser, f"{root}/events", context=context)
    warm = [opened(browser, f"{root}/events", context=context)[1] for _ in range(args.runs)]
    both("events, files kept by the browser", warm)
    page = opened(browser, f"{root}/events", context=context)[0]
    for run in range(args.runs):
        for name, selector in CLICKS.items():
            clicks[name].append(page.evaluate(_CLICKED, [selector, run]))
            page.evaluate(_CLICKED, [".events-chips button", 0])
    for name, times in clicks.items():
        both(f"a filter: {name}", times)


def both(name, times):
    """Print when it could be used, and when all of it was there."""
    drawn, whole = zip(*times, strict=True)
    tell(name, drawn)
    tell("  all", whole)


if __name__ == "__main__":
    main()
