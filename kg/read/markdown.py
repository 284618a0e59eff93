"""Markdown -> Piece: the words as a reader sees them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.read.markup import markup
from kg.read.metadata import Metadata
from kg.read.outcome import Opened, Piece
from kg.read.plain import plain

if TYPE_CHECKING:
    from markdown_it.token import Token


def markdown(opened: Opened) -> Piece:
    """Return the text, with the first top heading as title unless the front matter has one."""
    raw = plain(opened)
    tokens = _tokens(raw.text)
    title = next((_words(after) for head, after in pairwise(tokens) if head.tag == "h1"), "")
    return Piece(_text(tokens), raw.about.over(Metadata(title=title)), notes=raw.notes)


def _tokens(text: str) -> list[Token]:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def _text(tokens: list[Token]) -> str:
    """Return one paragraph for every block that holds words, and one line for a table's row."""
    blocks: list[str] = []
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            blocks.append(" | ".join(row))
            row = None
        elif token.type == "inline":
            (blocks if row is None else row).append(_words(token))
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.rstrip("\n"))
        elif token.type == "html_block":
            blocks.append(markup(token.content).text)
    return "\n\n".join(filter(None, blocks))


def _words(inline: Token) -> str:
    """Return the words of a run: a link's text, an image's description, no tags."""
    return "".join(map(_word, inline.children or ()))


def _word(token: Token) -> str:
    if token.type == "image":
        return _words(token)
    if token.type == "html_inline":
        return "\n" if token.content.lower().startswith("<br") else ""
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content
