"""Item -> a small page, or a few lines of it, as HTML."""

from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import Final

from kg.reconcile.fields import FIELDS
from kg.wikidata.values import Item, Knowledge

#: Pixels of the frame that a client shows the page in.
WIDTH: Final = 430
HEIGHT: Final = 200

_STYLE: Final = (
    "body{font:13px/1.4 sans-serif;margin:8px;color:#222;background:#fff}"
    "h1{font-size:16px;margin:0}p{margin:2px 0 6px}dl{margin:0;display:grid;"
    "grid-template-columns:auto 1fr;gap:0 8px}dt{color:#666}dd{margin:0}"
)

#: What the page may do: show text in its own style, and nothing else.
POLICY: Final = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"
    + b64encode(sha256(_STYLE.encode()).digest()).decode()
    + "'"
)

#: Properties that the page shows; of aliases a few.
_SHOWN: Final = (
    "aliases", "country", "locatedIn", "coordinates", "population", "born", "died", "offices", "founded", "dissolved"
)  # fmt: skip
_SEVERAL: Final = 4


def page(item: Item, knowledge: Knowledge) -> str:
    """Return the page of an item; every text in it is escaped."""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(item.label)}</title><style>{_STYLE}</style></head><body>"
        f'<h1 dir="auto">{escape(item.label)} <small>{escape(item.qid)}</small></h1>'
        f"<p>{escape(_kind(item))}</p><dl>{_lines(item, knowledge)}</dl></body></html>"
    )


def flyout(item: Item, knowledge: Knowledge) -> str:
    """Return the lines that a client shows beside a suggestion."""
    return (
        f"<p><b>{escape(item.label)}</b> ({escape(item.qid)})</p><p>{escape(_kind(item))}</p>"
        f"<dl>{_lines(item, knowledge)}</dl>"
    )


def _kind(item: Item) -> str:
    return ": ".join(text for text in (item.kind, item.description) if text)


def _lines(item: Item, knowledge: Knowledge) -> str:
    lines = []
    for field in FIELDS:
        told = [str(c.get("name", next(iter(c.values())))) for c in field.get(item, knowledge)]
        if field.id in _SHOWN and told:
            some = ", ".join(told[:_SEVERAL]) + (" …" if len(told) > _SEVERAL else "")
            lines.append(f'<dt>{escape(field.name)}</dt><dd dir="auto">{escape(some)}</dd>')
    return "".join(lines)
