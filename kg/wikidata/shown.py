"""Items -> text for people."""

from collections.abc import Iterator

from kg.namespaces import shorten
from kg.wikidata.file import KnowledgeBase
from kg.wikidata.values import Item

#: Names shown of one item.
_NAMES = 12


def found(base: KnowledgeBase, name: str, limit: int) -> tuple[list[Item], str]:
    """Return the item of a QID or those called so, else those called nearly so; and what to say of it."""
    if name[:1] in "Qq" and name[1:].isdigit():
        item = base.item(name.upper())
        return ([item], "") if item else ([], f"{name.upper()} is not in {base.path}")
    exact = base.named(name)
    if exact:
        more = len(exact) - limit
        return [c.item for c in exact[:limit]], f"{more} more (--limit)" if more > 0 else ""
    alike = base.like(name)[:limit]
    if not alike:
        return [], f"nobody is called {name!r} in {base.path}"
    return [c.item for c in alike], f"nobody is called {name!r}; these are called nearly so"


def shown(item: Item, base: KnowledgeBase) -> str:
    """Return an item as people read it: a head line, and a line for each thing known."""
    head = f"{item.label} ({item.qid})"
    lines = [head, *(f"  {name:<12}{value}" for name, value in _lines(item, base))]
    return "\n".join(lines)


def _lines(item: Item, base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    told = [
        ("is", f"{item.kind} [{shorten(item.cls)}]" if item.cls else item.kind),
        ("described", item.description),
        ("also", _also(item.aliases)),
        ("country", item.country),
        ("lies in", " < ".join(_name(base, qid) for qid in item.parents)),
        ("at", "{:.4f}, {:.4f}".format(*item.point) if item.point else ""),
        ("inhabitants", f"{item.population:,}" if item.population else ""),
        ("from", item.begin),
        ("to", item.end),
        *(("office", f"{o.title}{_years(o.begin, o.end)}") for o in item.offices),
        ("prior", f"{item.prior:.2g}"),
        ("at Wikidata", f"http://www.wikidata.org/entity/{item.qid}"),
    ]
    return ((name, value) for name, value in told if value)


def _also(names: tuple[str, ...]) -> str:
    more = f" … and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    return ", ".join(names[:_NAMES]) + more


def _name(base: KnowledgeBase, qid: str) -> str:
    item = base.item(qid)
    return f"{item.label} ({qid})" if item else qid


def _years(begin: str, end: str) -> str:
    return f" ({begin}–{end})" if begin or end else ""
