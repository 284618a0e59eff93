"""Knowledge -> the answers of a reconciliation service: JSON values in, JSON values out, no HTTP.

W3C Entity Reconciliation Community Group: Reconciliation Service API 0.2 and 1.0-draft.
"""

from dataclasses import dataclass
from html import escape

from kg.reconcile import answered, asked, limits
from kg.reconcile.fields import FIELDS
from kg.reconcile.match import match
from kg.reconcile.preview import flyout, page
from kg.reconcile.types import Types
from kg.reconcile.values import Directory, Query, RefusedError, qid
from kg.wikidata.values import Item

Json = dict[str, object]


@dataclass(frozen=True)
class Service:
    """What can be asked; every method raises ``RefusedError`` for what is not as the protocol has it."""

    directory: Directory
    types: Types

    def old_batch(self, value: object) -> Json:
        """Answer a batch of version 0.2: results by the keys of the queries."""
        batch = asked.batch(value)
        return {key: {"result": self._found(query, named=False)} for key, query in batch.items()}

    def old_query(self, value: object) -> Json:
        """Answer one query of version 0.2."""
        return {"result": self._found(asked.query(value), named=False)}

    def batch(self, value: object) -> Json:
        """Answer a batch of version 1.0: results in the order of the queries."""
        found = asked.queries(value)
        return {"results": [{"candidates": self._found(q, named=True)} for q in found]}

    def _found(self, query: Query, *, named: bool) -> list[Json]:
        return answered.candidates(
            match(query, self.directory, self.types), self.types, named=named
        )

    def old_extension(self, value: object) -> Json:
        """Answer a data extension of version 0.2: rows by entity."""
        meta, rows = answered.extended(*asked.extension(value), self.directory)
        return {"meta": meta, "rows": rows}

    def extension(self, value: object) -> Json:
        """Answer a data extension of version 1.0: rows in the order of the entities."""
        ids, props = asked.extension(value)
        meta, rows = answered.extended(ids, props, self.directory)
        told = [
            {"id": i, "properties": [{"id": p, "values": v} for p, v in rows[i].items()]}
            for i in ids
        ]
        return {"meta": meta, "rows": told}

    def propose(self, kind: str, limit: int | None) -> Json:
        """Propose what can be fetched for entities of a type."""
        fields = answered.proposed(kind, self.types)
        out: Json = {"properties": [answered.described(f) for f in fields[:limit]], "type": kind}
        return out if limit is None else out | {"limit": limit}

    def suggest(self, what: str, prefix: str, skip: int, limit: int, kind: str = "") -> Json:
        """Suggest entities, properties or types that begin so, or whose id it is.

        ``kind``: the type of the entities. An empty prefix brings all properties and types.
        """
        found = (
            self._entities(prefix, skip + limit, kind)
            if what == "entity"
            else self._words(what, prefix)
        )
        return {"result": found[skip : skip + limit]}

    def _entities(self, prefix: str, number: int, kind: str) -> list[Json]:
        if not prefix.strip():
            return []
        same = self.directory.item(qid(prefix)) if qid(prefix) else None
        wide = limits.OFFSET if kind else number
        items = {c.item.qid: c.item for c in self.directory.starting(prefix, wide)}
        found = [*([same] if same else []), *(i for i in items.values() if i != same)]
        return [
            answered.suggested(i, self.types)
            for i in found
            if not kind or self.types.agreed(i, (kind,), every=False)
        ]

    def _words(self, what: str, prefix: str) -> list[Json]:
        all_ = [answered.described(f) for f in FIELDS] if what == "property" else self.types.all()
        key = prefix.strip().casefold()
        first = [w for w in all_ if str(w["name"]).casefold().startswith(key) or w["id"] == prefix]
        inside = [w for w in all_ if w not in first and key in str(w["name"]).casefold()]
        return first + inside

    def flyout(self, what: str, name: str) -> Json:
        """Return a few lines of HTML about an entity, a property or a type."""
        if what == "entity":
            return {"id": name, "html": flyout(self._item(name), self.directory)}
        for word in self._words(what, ""):
            if word["id"] == name:
                return {"id": name, "html": _lines(word)}
        raise RefusedError(f"no {what} {name!r}", status=404)

    def preview(self, name: str) -> str:
        """Return a page about an entity."""
        return page(self._item(name), self.directory)

    def _item(self, name: str) -> Item:
        item = self.directory.item(qid(name)) if qid(name) else None
        if item is None:
            raise RefusedError(f"no entity {name!r}", status=404)
        return item


def _lines(word: Json) -> str:
    lines = (str(word[key]) for key in ("name", "description") if key in word)
    return "".join(f"<p>{escape(line)}</p>" for line in lines)
