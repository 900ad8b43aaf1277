"""Which contacts have an address and which products a SKU, for a person who asks (B18)."""

from __future__ import annotations

from collections.abc import Mapping

from syncapp.connectors.hubspot.kinds import OF_TYPE
from syncapp.connectors.hubspot.reading import Reader
from syncapp.core.records import Contact, Product
from syncapp.core.values import ObjectType

HELD_IN: Mapping[ObjectType, str] = {ObjectType.CONTACT: "email", ObjectType.PRODUCT: "hs_sku"}


def having(reader: Reader, object_type: ObjectType, text: str) -> list[Contact | Product]:
    """As the search shows them, which runs behind by a minute (F20); the first page is enough for a person."""
    name, value = HELD_IN.get(object_type), text.strip().lower()
    if name is None or not value:
        return []
    kind = OF_TYPE[object_type]
    filters = [{"propertyName": name, "operator": "IN", "values": [value]}]
    hits, _, _ = reader.objects.search(kind, filters, reader.translator.properties(kind), sort="hs_object_id")
    found = (reader.translator.record(object_type, raw) for raw in hits)
    return [one for one in found if isinstance(one, Contact | Product)]
