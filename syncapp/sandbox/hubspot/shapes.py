"""What each route reads from its JSON body, with the names of the specification [S].

`required` is what is refused where it is missing [C]; the specification demands more (`associations` of a new
record, `properties` of a batch read), of which HubSpot's guide leaves out what it likes.
"""

from __future__ import annotations

from syncapp.sandbox.hubspot.bodies import FLAG, TEXT, TEXTS, WHOLE, Choice, Shape

OPERATORS = (
    "EQ", "NEQ", "LT", "LTE", "GT", "GTE", "BETWEEN", "IN", "NOT_IN", "HAS_PROPERTY", "NOT_HAS_PROPERTY",
    "CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN",
)  # fmt: skip
CATEGORIES = ("HUBSPOT_DEFINED", "USER_DEFINED", "INTEGRATOR_DEFINED", "WORK")
FIELD_TYPES = (
    "booleancheckbox", "calculation_equation", "checkbox", "date", "file", "html", "number", "phonenumber", "radio",
    "select", "text", "textarea",
)  # fmt: skip
TYPES = ("bool", "date", "datetime", "enumeration", "number", "phone_number", "string")
SENSITIVITIES = ("highly_sensitive", "non_sensitive", "sensitive")

# Records

RECORD_ID = Shape("SimplePublicObjectId", {"id": TEXT}, ("id",))
LINK = Shape(
    "AssociationSpec",
    {"associationCategory": Choice("AssociationCategory", CATEGORIES), "associationTypeId": WHOLE},
    ("associationCategory", "associationTypeId"),
)
_INLINE = Shape("PublicAssociationsForObject", {"to": RECORD_ID, "types": [LINK]}, ("to", "types"))
CREATE = Shape(
    "SimplePublicObjectInputForCreate",
    {"properties": TEXTS, "associations": [_INLINE], "objectWriteTraceId": TEXT},
)
UPDATE = Shape("SimplePublicObjectInput", {"properties": TEXTS})
BATCH_UPDATE = Shape(
    "SimplePublicObjectBatchInput",
    {"id": TEXT, "idProperty": TEXT, "properties": TEXTS, "objectWriteTraceId": TEXT},
    ("id",),
)
READ = Shape(
    "BatchReadInputSimplePublicObjectId",
    {"inputs": [RECORD_ID], "properties": [TEXT], "propertiesWithHistory": [TEXT], "idProperty": TEXT},
    ("inputs",),
)
MERGE = Shape(
    "PublicMergeInput",
    {"primaryObjectId": TEXT, "objectIdToMerge": TEXT},
    ("primaryObjectId", "objectIdToMerge"),
)
GDPR = Shape("PublicGdprDeleteInput", {"objectId": TEXT, "idProperty": TEXT}, ("objectId",))

_FILTER = Shape(
    "Filter",
    {
        "propertyName": TEXT,
        "operator": Choice("Operator", OPERATORS),
        "value": TEXT,
        "highValue": TEXT,
        "values": [TEXT],
    },
    ("operator", "propertyName"),
)
_SORT = Shape(
    "Sort",
    {"propertyName": TEXT, "direction": Choice("Direction", ("ASCENDING", "DESCENDING"))},
    ("propertyName",),
)
SEARCH = Shape(
    "PublicObjectSearchRequest",
    {
        "query": TEXT, "limit": WHOLE, "after": TEXT, "properties": [TEXT], "sorts": [(TEXT, _SORT)], "filters": [_FILTER],
        "filterGroups": [Shape("FilterGroup", {"filters": [_FILTER]})],
    },
)  # fmt: skip

# Associations

PAIR = Shape("PublicDefaultAssociationMultiPost", {"from": RECORD_ID, "to": RECORD_ID}, ("from", "to"))
TYPED_PAIR = Shape(
    "PublicAssociationMultiPost",
    {"from": RECORD_ID, "to": RECORD_ID, "types": [LINK]},
    ("from", "to", "types"),
)
FAN = Shape("PublicAssociationMultiArchive", {"from": RECORD_ID, "to": [RECORD_ID]}, ("from", "to"))
FETCH = Shape("PublicFetchAssociationsBatchRequest", {"id": TEXT, "after": TEXT}, ("id",))
V3_PAIR = Shape("PublicAssociation", {"from": RECORD_ID, "to": RECORD_ID, "type": TEXT}, ("from", "to", "type"))
LABEL = Shape(
    "PublicAssociationDefinitionCreateRequest",
    {"label": TEXT, "name": TEXT, "inverseLabel": TEXT},
    ("label", "name"),
)
LABEL_CHANGE = Shape(
    "PublicAssociationDefinitionUpdateRequest",
    {"label": TEXT, "associationTypeId": WHOLE, "inverseLabel": TEXT},
    ("label", "associationTypeId"),
)

# Properties

_OPTION = Shape(
    "OptionInput",
    {"label": TEXT, "value": TEXT, "displayOrder": WHOLE, "hidden": FLAG, "description": TEXT},
    ("label", "value"),
)
_DEFINITION = {
    "label": TEXT, "type": Choice("PropertyType", TYPES), "fieldType": Choice("FieldType", FIELD_TYPES), "groupName": TEXT,
    "description": TEXT, "displayOrder": WHOLE, "hidden": FLAG, "formField": FLAG, "options": [_OPTION],
    "calculationFormula": TEXT,
}  # fmt: skip
PROPERTY = Shape(
    "PropertyCreate",
    _DEFINITION | {
        "name": TEXT, "hasUniqueValue": FLAG, "externalOptions": FLAG, "referencedObjectType": TEXT,
        "dataSensitivity": Choice("DataSensitivity", SENSITIVITIES),
    },
    ("name", "label", "type", "fieldType", "groupName"),
)  # fmt: skip
PROPERTY_CHANGE = Shape("PropertyUpdate", _DEFINITION)
PROPERTY_NAME = Shape("PropertyName", {"name": TEXT}, ("name",))
PROPERTY_NAMES = Shape(
    "BatchReadInputPropertyName",
    {
        "inputs": [PROPERTY_NAME],
        "archived": FLAG,
        "dataSensitivity": Choice("DataSensitivity", SENSITIVITIES),
    },
    ("inputs",),
)
GROUP = Shape("PropertyGroupCreate", {"name": TEXT, "label": TEXT, "displayOrder": WHOLE}, ("name", "label"))
GROUP_CHANGE = Shape("PropertyGroupUpdate", {"label": TEXT, "displayOrder": WHOLE})
