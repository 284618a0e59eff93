"""What the ontology knows of countries -> name or demonym -> QID: "Russian", "Russia", "U.S."."""

from collections.abc import Mapping

from kg.namespaces import KG, PREFIXES
from kg.ontology import Known


def nations(individuals: Mapping[str, Known]) -> dict[str, str]:
    """Return the QID of the country that each name and each demonym stands for.

    Args:
        individuals: as in `Ontology`: every name and demonym -> the individual.
    """
    found = {
        name: known.iri.removeprefix(PREFIXES["wd"])
        for name, known in individuals.items()
        if known.cls == KG + "Country" and known.iri.startswith(PREFIXES["wd"])
    }
    return dict(sorted(found.items()))
