"""Query x directory -> candidates, the best first, each with a score, its parts, and whether it is certain.

Without a text around it a name is decided by what the table tells: fit is the weighted mean of how well
the name (4), a type that is only wished for (2) and each property (4) agree; what is unknown counts half.
share is the part of all candidates' weight that falls to this one: how far the name is its own. The
weight is the prior times fit to the 8th, and less where the name is not its first one: of two places
called so the one labelled so is meant more often. score = 100 · fit · (0.8 + 0.2 · share).
"""

from collections.abc import Iterable, Iterator, Sequence

from kg.namespaces import KG
from kg.reconcile.fields import BY_NAME
from kg.reconcile.types import Types
from kg.reconcile.values import Condition, Directory, Query, Ranked, qid
from kg.wikidata.names import fold
from kg.wikidata.values import Candidate, Item

#: Weights of the parts of fit.
NAME, WISH, PROPERTY = 4.0, 2.0, 4.0

#: A match needs this score and this share: nine times as likely as all others together.
SURE, OWN = 90.0, 0.9

#: People and towns share names with many whom no file holds: one who is less known than this is certain
#: only when a property agrees. Of the prior's tables: "John Smith" 4e-7, a town of 40 000 in Syria 3e-5.
KNOWN = 1e-5
_SHARED = frozenset((KG + "Person", KG + "Settlement"))

#: Prior of what the knowledge base has no prior for.
_RARE = 1e-9

#: What another name than the label counts for in the share.
_ALIAS = 0.6

#: Namesakes that are looked at, the likeliest first; "San José" has hundreds.
_MOST = 100


def match(query: Query, directory: Directory, types: Types) -> list[Ranked]:
    """Return at most ``query.limit`` candidates by score, then QID; empty when nobody fits."""
    by_id = [Candidate(i, i.label) for q in query.ids if (i := directory.item(q))]
    found = _ranked(by_id, query, types, directory)
    for name in query.names:
        for look in (directory.named, directory.like, lambda n: _begun(n, directory)):
            if found:
                break
            found = _ranked([*_called(name, directory), *look(name)], query, types, directory)
    return found[: query.limit]


def _called(name: str, directory: Directory) -> list[Candidate]:
    item = directory.item(qid(name)) if qid(name) else None
    return [Candidate(item, item.qid)] if item else []


def _begun(name: str, directory: Directory) -> Iterator[Candidate]:
    """Yield the items with a name that begins so, likeness being how much of the name that is."""
    key = fold(name)
    if len(key) >= 3:
        for c in directory.starting(name, 20):
            yield Candidate(c.item, c.name, min(0.9, len(key) / max(len(fold(c.name)), 1)))


def _ranked(
    candidates: Iterable[Candidate], query: Query, types: Types, directory: Directory
) -> list[Ranked]:
    seen: dict[str, tuple[Candidate, dict[str, float]]] = {}
    for candidate in candidates:
        if len(seen) == _MOST:
            break
        if candidate.item.qid not in seen:
            parts = _parts(candidate, query, types, directory)
            if parts is not None:
                seen[candidate.item.qid] = (candidate, parts)
    return _scored(list(seen.values()), query)


def _parts(
    candidate: Candidate, query: Query, types: Types, directory: Directory
) -> dict[str, float] | None:
    """Return what speaks for a candidate, by name, 0..1; -1 stands for unknown; None leaves it out."""
    parts = {"name": candidate.likeness, "prior": candidate.item.prior}
    if query.types:
        fits = types.agreed(candidate.item, query.types, every=query.every)
        if query.strict and not fits:
            return None
        parts["type"] = float(fits)
    for condition in query.conditions:
        agreed = _agreed(condition, candidate.item, directory)
        if condition.required and (agreed is None or agreed < 0.5):
            return None
        key = _key(condition)
        parts[key] = min(parts.get(key, 1.0), -1.0 if agreed is None else agreed)
    return parts


def _key(condition: Condition) -> str:
    """Return what the part of a condition is called; no property of ours is called ``?``."""
    field = BY_NAME.get(condition.prop)
    return field.id if field else "?"


def _agreed(condition: Condition, item: Item, directory: Directory) -> float | None:
    field = BY_NAME.get(condition.prop)
    if field is None:
        return None
    each = [field.agree(item, value, directory) for value in condition.values]
    known = [agreed for agreed in each if agreed is not None]
    if not known:
        return None
    if condition.quantifier == "all":
        return min(known) if len(known) == len(each) else None
    return 1.0 - max(known) if condition.quantifier == "none" else max(known)


def _fit(parts: dict[str, float], *, strict: bool) -> float:
    """Return the weighted mean; a type that all candidates have tells nothing."""
    weights = {"name": NAME, "prior": 0.0, "type": 0.0 if strict else WISH}
    weighed = [(weights.get(n, PROPERTY), 0.5 if v < 0 else v) for n, v in parts.items()]
    return sum(w * v for w, v in weighed) / sum(w for w, _ in weighed)


def _weight(candidate: Candidate, fit: float) -> float:
    first = candidate.name in (candidate.item.label, candidate.item.qid)
    return max(candidate.item.prior, _RARE) * (1.0 if first else _ALIAS) * fit**8


def _scored(found: Sequence[tuple[Candidate, dict[str, float]]], query: Query) -> list[Ranked]:
    fits = [_fit(parts, strict=query.strict) for _, parts in found]
    weights = [_weight(candidate, fit) for (candidate, _), fit in zip(found, fits, strict=True)]
    total = sum(weights) or 1.0
    ranked = []
    for (candidate, parts), fit, weight in zip(found, fits, weights, strict=True):
        share = weight / total
        score = round(100 * fit * (0.8 + 0.2 * share), 2)
        told = {name: round(v, 4) for name, v in parts.items() if v >= 0} | {
            "share": round(share, 4)
        }
        ranked.append(
            Ranked(
                candidate.item, score, told, _certain(candidate.item, score, share, parts, query)
            )
        )
    ranked.sort(key=lambda r: (-r.score, int(r.item.qid[1:])))
    return [Ranked(r.item, r.score, r.features, r.match and n == 0) for n, r in enumerate(ranked)]


def _certain(item: Item, score: float, share: float, parts: dict[str, float], query: Query) -> bool:
    """Tell whether one need not look: nobody else likely, the same name, and nothing that disagrees.

    A name with a typo, and one that many bear, is certain only when a property agrees as well.
    """
    told = [parts[_key(c)] for c in query.conditions]
    backed = bool(told) and min(told) >= 0.9
    same = parts["name"] >= 0.999 or (parts["name"] >= 0.9 and backed)
    own = backed or item.prior >= KNOWN or item.cls not in _SHARED or item.qid in _asked(query)
    agreed = all(v >= 0.5 for v in told)
    return same and own and agreed and score >= SURE and share >= OWN


def _asked(query: Query) -> set[str]:
    return {*query.ids, *(qid(name) for name in query.names)}
