"""Fields of a record, front matter or sidecar -> Metadata."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from kg.read.normalise import one_line

#: Our fields, and the names that people give them, the best first; case, ``_`` and ``-`` are free.
NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "body", "content", "articlebody", "maintext", "fulltext", "articletext"),
        *("bodytext", "article", "story", "description", "summary", "abstract"),
    ),
    "title": ("title", "headline", "subject"),
    "issued": (
        *("issued", "published", "date", "publicationdate", "publisheddate", "datepublished"),
        *("publishedat", "publishdate", "pubdate", "datepublish", "created", "timestamp"),
    ),
    "source": ("source", "url", "link", "sourceurl", "webpage"),
    "publisher": ("publisher", "outlet", "site", "sitename", "newspaper", "sourcename"),
    "language": ("language", "lang", "inlanguage"),
    "kind": ("type", "@type", "kind", "documenttype"),
    "id": ("id", "@id", "uid", "guid", "docid", "documentid", "articleid"),
}
#: Documents of these types are news articles; a document without a type is one too.
_NEWS = frozenset({"", "news", "article", "report", "newsarticle", "newsreport", "story", "wire"})
_ENTRY = re.compile(r"([A-Za-z@][\w @-]*?)\s*:(?:\s+(.*))?")
_QUOTED = re.compile(r"""(["'])(.*)\1\s*(?:#.*)?""")
_FENCE = "---"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is said about a text; empty where nothing is said.

    ``issued`` is still as somebody wrote it. ``guessed`` is a date that a page does not declare
    but seems to have, ``kind`` the type of the document.
    """

    title: str = ""
    issued: str = ""
    guessed: str = ""
    source: str = ""
    publisher: str = ""
    language: str = ""
    kind: str = ""

    def over(self, weaker: "Metadata") -> "Metadata":
        """Return this, and the other where this says nothing."""
        names = [field.name for field in fields(self)]
        return Metadata(**{name: getattr(self, name) or getattr(weaker, name) for name in names})

    @property
    def news(self) -> bool:
        """Whether this is a news article."""
        return re.sub(r"[\W_]", "", self.kind).lower() in _NEWS


def metadata(record: Mapping[str, object]) -> Metadata:
    """Return what a record says, under any of the names we know.

    >>> metadata({"Headline": "Azaz falls", "pub_date": "2016-02-08", "source": {"name": "AFP"}})
    Metadata(title='Azaz falls', issued='2016-02-08', guessed='', source='', publisher='AFP', \
language='', kind='')
    """
    found = {name: one_line(field(record, name)) for name in NAMES if name not in ("text", "id")}
    origin = next((v for k, v in record.items() if _key(k) == "source"), None)
    if isinstance(origin, Mapping):  # NewsAPI and its likes: {"id": "bbc", "name": "BBC News"}
        found["publisher"] = found["publisher"] or one_line(_plain(origin.get("name")))
        found["source"] = one_line(
            _plain(origin.get("url")) or field({**record, "source": ""}, "source")
        )
    return Metadata(**found)


def field(record: Mapping[str, object], name: str) -> str:
    """Return a record's value under the best of the names we know, or nothing."""
    values = {_key(key): _plain(value) for key, value in record.items() if isinstance(key, str)}
    return next((values[alias] for alias in NAMES[name] if values.get(alias, "").strip()), "")


def front_matter(text: str) -> tuple[Metadata, str]:
    """Split flat ``key: value`` lines between ``---`` off the start of a text.

    Lists and nested values are passed over. A text that only looks like it (no field that we
    know, no closing line) is given back whole.

    >>> about, rest = front_matter('---\\ntitle: "Azaz: a town"\\n---\\nIt fell.')
    >>> about.title, rest
    ('Azaz: a town', 'It fell.')
    """
    if not text.startswith(f"{_FENCE}\n"):
        return Metadata(), text
    lines = text.split("\n", 100)[1:]
    end = next((i for i, line in enumerate(lines) if line.rstrip() in (_FENCE, "...")), None)
    if end is None:
        return Metadata(), text
    record: dict[str, object] = {}
    for line in lines[:end]:
        if not line.strip() or line.startswith((" ", "\t", "-", "#")):
            continue
        entry = _ENTRY.fullmatch(line)
        if entry is None:
            return Metadata(), text
        record[entry[1]] = _unquoted(entry[2] or "")
    about = metadata(record)
    return (about, "\n".join(lines[end + 1 :])) if about != Metadata() else (about, text)


def _unquoted(value: str) -> str:
    quoted = _QUOTED.fullmatch(value.strip())
    if quoted is None:
        return re.sub(r"(^|\s+)#.*", "", value).strip()
    return (
        re.sub(r'\\(["\\])', r"\1", quoted[2]) if quoted[1] == '"' else quoted[2].replace("''", "'")
    )


def _key(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).lower().lstrip("\ufeff")


def _plain(value: object) -> str:
    """Return a value as words: the parts of a list as paragraphs, the name of an object."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(_plain, value)))
    if isinstance(value, Mapping):
        return next(
            (
                v
                for k in ("name", "@value", "value", "text", "url", "@id")
                if (v := _plain(value.get(k)))
            ),
            "",
        )
    return ""
