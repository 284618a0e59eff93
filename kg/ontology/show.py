"""``Ontology`` -> text for people: the tree of classes, and the words of one."""

import difflib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from rdflib import Graph

from kg.errors import UsageError
from kg.namespaces import KG, shorten
from kg.ontology.values import Ontology, Trigger


def tree(ontology: Ontology) -> str:
    """Return the classes, each below the first class above it, with the number of its words."""
    below: dict[str, list[str]] = defaultdict(list)
    for cls, above in ontology.up.items():
        parents = [a for a in above[1:] if a in ontology.up]
        below[parents[0] if parents else ""].append(cls)
    counts = _counts(ontology)
    return "\n".join(_branch("", below, counts, 0))


def _branch(
    cls: str, below: dict[str, list[str]], counts: dict[str, int], depth: int
) -> Iterator[str]:
    for child in sorted(below[cls]):
        n = counts.get(child, 0)
        yield f"{'  ' * depth}{shorten(child)}{f'  ({n} words)' if n else ''}"
        yield from _branch(child, below, counts, depth + 1)


def _counts(ontology: Ontology) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for triggers in ontology.triggers.values():
        for trigger in triggers:
            counts[trigger.cls] += 1
    for words in (ontology.head_nouns, ontology.name_words, ontology.known_names):
        for cls in words.values():
            counts[cls] += 1
    return counts


def words(ontology: Ontology, name: str) -> str:
    """Return the words of a class and where the fillers of its roles stand.

    Raises:
        UsageError: no class of that name.
    """
    cls = _find(ontology, name)
    lines = [
        f"{shorten(cls)}  <{cls}>",
        "  above: " + (", ".join(map(shorten, ontology.up[cls][1:])) or "nothing"),
    ]
    triggers = [t for ts in ontology.triggers.values() for t in ts if t.cls == cls]
    for kind in ("verb", "noun", "adjective"):
        found = sorted({" ".join(t.words) for t in triggers if t.kind == kind})
        if found:
            lines.append(f"  {kind}s: {', '.join(found)}")
    for title, table in (
        ("nouns", ontology.head_nouns),
        ("in names", ontology.name_words),
        ("names", ontology.known_names),
    ):
        found = sorted(word for word, of in table.items() if of == cls)
        if found:
            lines.append(f"  {title}: {', '.join(found)}")
    if triggers:
        plain = min(
            triggers, key=lambda t: (any(s.required for s in t.frame), len(t.words), t.words)
        )
        lines.extend(f"  {line}" for line in _frame(plain))
    return "\n".join(lines)


def _frame(trigger: Trigger) -> Iterator[str]:
    for slot in trigger.frame:
        places = ", ".join(p.name + (f"/{shorten(p.cls)}" if p.cls else "") for p in slot.positions)
        yield f"{shorten(slot.role)}: {places}"


def _find(ontology: Ontology, name: str) -> str:
    wanted = name.removeprefix("kg:")
    if KG + wanted in ontology.up:
        return KG + wanted
    ends = {iri.replace("#", "/").rsplit("/", 1)[-1]: iri for iri in ontology.up}
    if name in ontology.up:
        return name
    if wanted in ends:
        return ends[wanted]
    local = wanted.rpartition(":")[2]
    if local != wanted and local in ends and not ends[local].startswith(KG):
        return ends[local]
    near = difflib.get_close_matches(wanted, ends, n=3)
    raise UsageError(
        f"no class {name!r}", hint=f"near: {', '.join(near)}" if near else "see: kg ontology"
    )


def turtle(folder: Path, extra: Sequence[Path]) -> str:
    """Return the files as one Turtle text."""
    graph = Graph()
    for path in [*sorted(p for p in folder.glob("*.ttl") if p.name != "shapes.ttl"), *extra]:
        graph.parse(path, format="turtle")
    return str(graph.serialize(format="turtle")).rstrip("\n")
