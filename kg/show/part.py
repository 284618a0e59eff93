"""Page -> the part of it that somebody asked for."""

from collections.abc import Sequence
from dataclasses import replace

from kg.show.page import Page


def part(page: Page, *, at: Sequence[tuple[int, int]] = (), word: str = "") -> Page:
    """Return the page with the segments that were asked for, or all of it.

    Args:
        page: the whole.
        at: stretches of text, ``[start, end)``; a segment that one of them touches is kept.
        word: what the text of a segment or a line below it holds, in whatever case.
    """
    kept = page.segments
    if at:
        kept = tuple(s for s in kept if any(s.start < end and start < s.end for start, end in at))
    if word:
        small = word.casefold()
        kept = tuple(
            s
            for s in kept
            if small in page.text[s.start : s.end].casefold()
            or any(
                small in value.casefold()
                for line in s.lines
                for _, values in line.parts
                for value in values
            )
        )
    return replace(page, segments=kept)
