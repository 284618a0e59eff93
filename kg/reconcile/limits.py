"""How much one request may ask; each number is far above what clients send (OpenRefine: batches of 10)."""

from typing import Final

#: Bytes of a request's body or query string.
BODY: Final = 1_000_000

#: Queries in a batch; told in the manifest.
BATCH: Final = 100

#: Characters of a name: no label in the tables has more than 200.
NAME: Final = 500

#: Candidates of one query, suggestions of one answer.
CANDIDATES: Final = 100

#: Candidates when the query does not say.
USUAL: Final = 10

#: Properties of a query or an extension, values of a property, types of a query.
CONDITIONS: Final = 50

#: Values of properties in a batch: each is compared with each candidate.
VALUES: Final = 2000

#: Entities of one data extension.
ENTITIES: Final = 1000

#: Suggestions that may be skipped: more than a person scrolls through.
OFFSET: Final = 10_000
