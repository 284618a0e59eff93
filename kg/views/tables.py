"""The tables of the index: what each column is, for DuckDB to make them and to read rows of them from files."""

from typing import Final

#: Raised when the tables change: an index of another number is made anew.
FORMAT: Final = 3

#: Table -> column -> type. ``graph`` numbers the named graph a row came from; things, events and documents
#: are numbered by `kg.views.words.key` of their IRI, events within the index by ``event``. ``told_in`` has
#: the sentences of an event but the first.
TABLES: Final[dict[str, dict[str, str]]] = {
    "documents": {
        "graph": "INTEGER", "document": "BIGINT", "iri": "VARCHAR", "title": "VARCHAR", "folded": "VARCHAR",
        "issued": "VARCHAR", "day": "INTEGER", "publisher": "VARCHAR", "language": "VARCHAR", "events": "INTEGER",
        "mentions": "INTEGER", "length": "BIGINT",
    },
    "things": {
        "graph": "INTEGER", "thing": "BIGINT", "iri": "VARCHAR", "label": "VARCHAR", "class": "VARCHAR",
        "family": "VARCHAR", "wikidata": "VARCHAR", "confidence": "DOUBLE", "mentions": "INTEGER",
        "lon": "DOUBLE", "lat": "DOUBLE", "radius": "DOUBLE",
    },
    "names": {"graph": "INTEGER", "thing": "BIGINT", "name": "VARCHAR", "folded": "VARCHAR", "count": "INTEGER"},
    "mentioned": {"graph": "INTEGER", "thing": "BIGINT", "document": "BIGINT"},
    "lies_in": {"graph": "INTEGER", "thing": "BIGINT", "outer_thing": "BIGINT"},
    "events": {
        "graph": "INTEGER", "event": "INTEGER", "key": "BIGINT", "document": "BIGINT", "sentence": "INTEGER",
        "types": "VARCHAR", "class": "VARCHAR", "label": "VARCHAR", "factuality": "VARCHAR", "lo": "INTEGER",
        "hi": "INTEGER", "lon": "FLOAT", "lat": "FLOAT", "radius": "FLOAT", "place": "BIGINT", "denied": "BOOLEAN",
        "told": "VARCHAR",
    },
    "roles": {"graph": "INTEGER", "event": "INTEGER", "thing": "BIGINT", "role": "TINYINT"},
    "told_in": {"graph": "INTEGER", "event": "INTEGER", "sentence": "INTEGER"},
    "sentences": {"graph": "INTEGER", "sentence": "INTEGER", "folded": "VARCHAR"},
    "relations": {
        "graph": "INTEGER", "subject": "BIGINT", "object": "BIGINT", "predicate": "VARCHAR", "told": "VARCHAR",
    },
    "claims": {"graph": "INTEGER", "claimer": "BIGINT", "about": "BIGINT", "told": "VARCHAR"},
}  # fmt: skip

#: What else the index keeps: its graphs, who is one with whom, and what is worked out from all rows.
OTHERS: Final = """
CREATE TABLE IF NOT EXISTS about (name VARCHAR, value VARCHAR);
CREATE TABLE IF NOT EXISTS graphs (graph INTEGER, iri VARCHAR, mark VARCHAR);
CREATE TABLE IF NOT EXISTS canonical (thing BIGINT, canonical BIGINT);
CREATE TABLE IF NOT EXISTS entities (thing BIGINT, grp BIGINT);
CREATE TABLE IF NOT EXISTS groups (
  grp BIGINT, number INTEGER, iri VARCHAR, label VARCHAR, class VARCHAR, family VARCHAR, wikidata VARCHAR,
  confidence DOUBLE, mentions BIGINT, events BIGINT, documents BIGINT, lon DOUBLE, lat DOUBLE, radius DOUBLE);
CREATE TABLE IF NOT EXISTS inside (grp BIGINT, outer_grp BIGINT);
CREATE TABLE IF NOT EXISTS called (grp BIGINT, family VARCHAR, name VARCHAR, folded VARCHAR, weight BIGINT);
CREATE TABLE IF NOT EXISTS spots (
  spot INTEGER, lon FLOAT, lat FLOAT, radius FLOAT, thing BIGINT, place INTEGER);
CREATE TABLE IF NOT EXISTS slim (
  event INTEGER, document BIGINT, sentence INTEGER, types VARCHAR, class VARCHAR, label VARCHAR, factuality VARCHAR,
  lo INTEGER, hi INTEGER, lon FLOAT, lat FLOAT, spot INTEGER, actors INTEGER[], places INTEGER[], claimers INTEGER[]);
"""


def created() -> str:
    """Return the statements that make all tables."""
    told = {
        t: ", ".join(f'"{c}" {kind}' for c, kind in columns.items())
        for t, columns in TABLES.items()
    }
    made = (f"CREATE TABLE IF NOT EXISTS {table} ({columns});" for table, columns in told.items())
    return "\n".join([*made, OTHERS])
