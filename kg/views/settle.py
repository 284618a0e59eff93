"""The rows of all graphs in the index -> what depends on all of them, worked out anew."""

from typing import Final

from kg.views.index import Index
from kg.views.rows import CLAIMER, ROLE
from kg.views.take import note

#: Things that are one: of one canonical thing, or of one item of Wikidata. A group is numbered by its least thing.
_ENTITIES: Final = """
CREATE OR REPLACE TABLE entities AS
WITH one AS (SELECT thing, max(wikidata) AS item FROM things GROUP BY thing),
  led AS (SELECT thing, item, coalesce(canonical.canonical, thing) AS head FROM one LEFT JOIN canonical USING (thing)),
  known AS (SELECT head, min(item) AS item FROM led GROUP BY head)
SELECT thing, min(thing) OVER (PARTITION BY coalesce(known.item, led.head::VARCHAR)) AS grp
FROM led JOIN known USING (head) ORDER BY thing
"""

#: What a group is called and how much there is of it: from its thing that is mentioned most, that one from the
#: graph that mentions it most. (Greatest numbers that carry which one it was: a hundred times faster than arg_max
#: of words, and the same in every run.)
_GROUPS: Final = """
CREATE OR REPLACE TABLE groups AS
WITH sums AS (
    SELECT thing, sum(mentions) AS mentions, max(wikidata) AS wikidata, max(confidence) AS confidence,
      2147483647 - (max(mentions::HUGEINT * 4294967296 + (2147483647 - graph)) % 4294967296) AS told,
      2147483647 - (max(mentions::HUGEINT * 4294967296 + (2147483647 - graph)) FILTER (lon IS NOT NULL)
        % 4294967296) AS located
    FROM things GROUP BY thing),
  heads AS (
    SELECT grp, sum(mentions)::BIGINT AS mentions, max(confidence) AS confidence,
      (max((((wikidata IS NOT NULL)::HUGEINT * 1099511627776 + mentions) * 9223372036854775808) + thing)
        % 9223372036854775808)::BIGINT AS thing
    FROM sums JOIN entities USING (thing) GROUP BY grp),
  done AS (
    SELECT grp, count(*) AS events
    FROM (SELECT DISTINCT event, grp FROM roles JOIN entities USING (thing) WHERE role < 8) GROUP BY grp),
  seen AS (
    SELECT grp, count(*) AS documents
    FROM (SELECT DISTINCT document, grp FROM mentioned JOIN entities USING (thing)) GROUP BY grp)
SELECT heads.grp, row_number() OVER (ORDER BY things.iri, heads.grp)::INTEGER AS number, things.iri, things.label,
  things.class, things.family, sums.wikidata, heads.confidence, heads.mentions, coalesce(events, 0) AS events,
  coalesce(documents, 0) AS documents, spot.lon, spot.lat, spot.radius
FROM heads JOIN sums USING (thing)
  JOIN things ON things.thing = heads.thing AND things.graph = sums.told
  LEFT JOIN things spot ON spot.thing = heads.thing AND spot.graph = sums.located
  LEFT JOIN done ON done.grp = heads.grp LEFT JOIN seen ON seen.grp = heads.grp
ORDER BY heads.grp
"""

#: What lies within what, each once. (Step by step: within a transaction DuckDB does not know how large a table is that
#: was just made, and joins all with all when it may choose.)
_INSIDE: Final = """
CREATE OR REPLACE TABLE inside AS
WITH within AS MATERIALIZED (SELECT DISTINCT grp, outer_thing FROM lies_in JOIN entities USING (thing)),
  pairs AS MATERIALIZED (
    SELECT DISTINCT within.grp AS grp, entities.grp AS outer_grp
    FROM within JOIN entities ON entities.thing = outer_thing)
FROM pairs WHERE grp != outer_grp
"""

_CALLED: Final = """
CREATE OR REPLACE TABLE called AS
SELECT grp, any_value(groups.family) AS family, any_value(name) AS name, folded, max(events + groups.mentions) AS weight
FROM names JOIN entities USING (thing) JOIN groups USING (grp) WHERE folded != '' GROUP BY grp, folded
ORDER BY weight DESC
"""

#: Where events are, each spot once; its place is the number of a group.
_SPOTS: Final = """
CREATE OR REPLACE TABLE spots AS
WITH told AS MATERIALIZED (SELECT DISTINCT lon, lat, radius, place AS thing FROM events WHERE lon IS NOT NULL)
SELECT row_number() OVER (ORDER BY told.lon, told.lat, told.radius, thing)::INTEGER AS spot,
  told.lon, told.lat, told.radius, thing, number AS place
FROM told LEFT JOIN entities USING (thing) LEFT JOIN groups USING (grp)
"""

#: Families of those whom the lists of events name in any role: actors and places, as whatever they take part.
LISTED: Final = ("actor", "place")

#: What filters ask of events and what is counted of them: who takes part, where, and who says so, as numbers of groups,
#: each once, however many roles it has.
_SLIM: Final = f"""
CREATE OR REPLACE TABLE slim AS
WITH met AS MATERIALIZED (
    SELECT DISTINCT event, number, family IN {LISTED} AND role <= {ROLE["topic"]} AS acts,
      role BETWEEN {ROLE["place"]} AND {ROLE["destination"]} AS holds, role = {CLAIMER} AS says
    FROM roles JOIN entities USING (thing) JOIN groups USING (grp) WHERE family != 'event'),
  lists AS MATERIALIZED (
    SELECT event, list(number) FILTER (acts) AS actors, list(number) FILTER (holds) AS places,
      list(number) FILTER (says) AS claimers
    FROM met GROUP BY event)
SELECT event, document, sentence, types, class, label, factuality, lo, hi, events.lon, events.lat, spot,
  actors, places, claimers
FROM events LEFT JOIN lists USING (event) LEFT JOIN spots
  ON events.lon = spots.lon AND events.lat = spots.lat AND events.radius IS NOT DISTINCT FROM spots.radius
    AND events.place IS NOT DISTINCT FROM spots.thing
ORDER BY event
"""


def settle(index: Index) -> None:
    """Work out anew what depends on all rows, and let answers of before be forgotten."""
    with index.cursor() as cursor:
        cursor.begin()
        try:
            for statement in (_ENTITIES, _GROUPS, _INSIDE, _CALLED, _SPOTS, _SLIM):
                cursor.execute(statement)
            claims = cursor.execute("SELECT count(DISTINCT told) FROM claims").fetchall()[0][0]
            note(cursor, "claims", str(claims))
            after = index.generation + 1
            note(cursor, "generation", str(after))
            note(cursor, "settled", "yes")
            cursor.commit()
            # Not before: an answer of old rows would be kept as one of the new.
            index.generation = after
        except BaseException:
            cursor.rollback()
            raise
