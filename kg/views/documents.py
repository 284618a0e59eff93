"""Choices -> documents, a page of them."""

from typing import Any

from kg.errors import UsageError
from kg.views.dates import days
from kg.views.events import checked
from kg.views.index import Index
from kg.views.refs import document
from kg.views.words import fold


def listed(
    index: Index,
    *,
    words: str = "",
    publishers: tuple[str, ...] = (),
    start: str = "",
    end: str = "",
    page: int = 1,
    size: int = 50,
) -> dict[str, Any]:
    """Return a page of documents, the newest first; of those in words that their title has all.

    Raises:
        UsageError: a date is none, or there is no such page.
    """
    checked(page, size)
    parts, values = [], []
    for word in fold(words).split():
        parts.append("contains(folded, ?)")
        values.append(word)
    if publishers:
        parts.append("publisher IN (SELECT unnest(?))")
        values.append(list(publishers))  # type: ignore[arg-type]
    for name, date, side, text in (("from", start, 0, "day >= ?"), ("to", end, 1, "day <= ?")):
        if date:
            reach = days(date)
            if reach is None:
                raise UsageError(
                    f"{name} is not a date: {date[:40]!r}", hint="2013, 2013-05 or 2013-05-01"
                )
            parts.append(text)
            values.append(reach[side])  # type: ignore[arg-type]
    where = " AND ".join(parts) or "true"
    total = index.rows(f"SELECT count(*) FROM documents WHERE {where}", values)[0][0]
    rows = index.rows(
        f"SELECT iri, title, publisher, issued, events, mentions FROM documents WHERE {where} "
        "ORDER BY day DESC NULLS LAST, iri LIMIT ? OFFSET ?",
        [*values, size, (page - 1) * size],
    )
    found = [
        document(*row, base=index.base) | {"events": events, "mentions": mentions}
        for *row, events, mentions in rows
    ]
    return {"total": total, "page": page, "size": size, "documents": found}
