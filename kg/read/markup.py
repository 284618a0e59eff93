"""HTML -> its words and what its head declares, by the standard library alone.

Nothing is judged here: menus and notices are words too. `html` picks the article.
"""

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article blockquote body br dd div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 "
        " h6 hr li main ol option p pre section table td th title tr ul",
    )
)
_UNREAD = frozenset(
    re.findall(r"\w+", "script style noscript template svg nav header footer aside iframe")
)
#: ``<![if …]>`` and ``<![endif]>`` of word processors, at which the parser gives up.
_CONDITION = re.compile(r"<!\[(?!CDATA\[)[^>]*>")
#: Where pages declare their date of publication, the most reliable first.
_DATES = (
    *("article:published_time", "og:article:published_time", "datepublished", "ld+json"),
    *("parsely-pub-date", "sailthru.date", "publish-date", "publication_date", "pubdate"),
    *("dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "date", "time"),
)


@dataclass(frozen=True, slots=True)
class Markup:
    """What stands in a page.

    Attributes:
        text: all words outside of menus and the like, a blank line between blocks.
        title: of the ``title`` element.
        language: of the ``html`` element.
        issued: the declared date of publication, as written.
    """

    text: str
    title: str
    language: str
    issued: str


def markup(html: str) -> Markup:
    """Return what stands in a page or a fragment of one, however broken.

    >>> markup("<nav>Home</nav><p>Rebels seized <b>Azaz</b>.<p>It fell").text
    'Rebels seized Azaz.\\n\\nIt fell'
    """
    parser = _Parser()
    with suppress(AssertionError):  # at other declarations: what came before stays
        parser.feed(_CONDITION.sub("", html))
        parser.close()
    issued = next((parser.dates[name] for name in _DATES if name in parser.dates), "")
    return Markup(
        _paragraphs(parser.words), " ".join(parser.title.split()), parser.language, issued
    )


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.title = ""
        self.language = ""
        self.dates: dict[str, str] = {}
        self._unread: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = found.get("lang") or found.get("xml:lang", "")
        elif tag == "meta":
            name = found.get("property") or found.get("name") or found.get("itemprop", "")
            self._date(name.lower(), found.get("content", ""))
        elif tag == "time" and ("pubdate" in found or found.get("itemprop") == "datePublished"):
            self._date("time", found.get("datetime", ""))
        self._inside = "ld+json" if found.get("type") == "application/ld+json" else tag
        if tag in _UNREAD:
            self._unread.append(tag)
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unread:
            del self._unread[self._unread.index(tag) :]
        self._inside = ""
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if self._inside == "ld+json":
            self._date("ld+json", _published(data))
        elif self._inside == "title" and not self._unread:
            self.title = self.title or data
        elif not self._unread:
            self.words.append(data if self._inside == "pre" else re.sub(r"\s+", " ", data))

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS and not self._unread:
            self.words.append("\n\n")

    def _date(self, name: str, value: str) -> None:
        if name in _DATES and value.strip():
            self.dates.setdefault(name, value.strip())


def _published(data: str) -> str:
    """Return the first ``datePublished`` of a JSON-LD script, wherever it stands."""
    try:
        waiting: list[object] = [json.loads(data)]
    except (ValueError, RecursionError):
        return ""
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, dict):
            if isinstance(node.get("datePublished"), str):
                return str(node["datePublished"])
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return ""


def _paragraphs(words: list[str]) -> str:
    blocks = "".join(words).split("\n\n")
    return "\n\n".join(filter(None, (block.strip() for block in blocks)))
