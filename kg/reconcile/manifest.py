"""Where the service is -> its manifest, in either version of the protocol."""

from typing import Final

from kg import __version__
from kg.namespaces import KG, PREFIXES
from kg.reconcile import limits
from kg.reconcile.preview import HEIGHT, WIDTH

VERSIONS: Final = ("0.2", "1.0-draft")

#: Types that a user may want before having typed anything.
_USUAL: Final = ("Person", "Organisation", "Place", "Settlement", "Country")

#: Settings of a fetched property: name, words, help, and what 0.2 and 1.0 share.
_SETTINGS: Final = (
    ("limit", "Limit", "At most so many values; 0: all", {"type": "number", "default": 0}),
    (
        "content",
        "Entities as",
        "Whether a country or a place comes as an entity or as its name",
        {
            "type": "select",
            "default": "id",
            "choices": [{"value": "id", "name": "entity"}, {"value": "text", "name": "name"}],
        },
    ),
)


def _common() -> dict[str, object]:
    return {
        "versions": list(VERSIONS),
        "name": "kg: Wikidata, offline",
        "documentation": "https://www.w3.org/community/reconciliation/",
        "serviceVersion": __version__,
        "defaultTypes": [{"id": name, "name": name.lower()} for name in _USUAL],
        "batchSize": limits.BATCH,
    }


def old(root: str) -> dict[str, object]:
    """Return the manifest of version 0.2; ``root`` is the address of the service, without a slash."""
    suggest = {
        what: {
            "service_url": root,
            "service_path": f"/suggest/{what}",
            "flyout_service_url": root,
            "flyout_service_path": f"/flyout/{what}?id=${{id}}",
        }
        for what in ("entity", "property", "type")
    }
    return _common() | {
        "identifierSpace": PREFIXES["wd"],
        "schemaSpace": KG,
        "view": {"url": "https://www.wikidata.org/wiki/{{id}}"},
        "preview": {"url": f"{root}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/extend/propose"},
            "property_settings": [
                {"name": name, "label": label, "help_text": text, **rest}
                for name, label, text, rest in _SETTINGS
            ],
        },
    }


def new() -> dict[str, object]:
    """Return the manifest of version 1.0, which needs no addresses."""
    return _common() | {
        "view": {"url": "https://www.wikidata.org/wiki/{id}"},
        "preview": {"width": WIDTH, "height": HEIGHT},
        "suggest": {"entity": True, "property": True, "type": True},
        "extend": {
            "proposeProperties": True,
            "propertySettings": [
                {"id": name, "name": label, "helpText": text, **rest}
                for name, label, text, rest in _SETTINGS
            ],
        },
        "standardizedScore": True,
    }
