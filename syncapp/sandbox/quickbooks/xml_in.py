"""Bodies sent as XML, read into what the same request would send as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from syncapp.sandbox.quickbooks.errors import Fault
from syncapp.sandbox.quickbooks.fields import Field
from syncapp.sandbox.quickbooks.models import ENTITIES
from syncapp.sandbox.quickbooks.xml_out import NAMESPACE

Element = ElementTree.Element
ITEM_ATTRIBUTES = ("bId", "operation", "optionsData")


def body(raw: bytes) -> Any:
    """An object (`<Invoice>`) or a batch (`<IntuitBatchRequest>`) as JSON would say it; code 500 where it is none."""
    try:
        root = ElementTree.fromstring(raw)  # noqa: S314 (only loopback is listened on; expat expands little)
    except ElementTree.ParseError as error:
        raise Fault("500", f"Unsupported Operation : the body is not valid XML: {error}") from error
    name = _name(root)
    if name == "IntuitBatchRequest":
        return {"BatchItemRequest": [_item(each) for each in root]}
    return _entity(root, name)


def _name(element: Element) -> str:
    """The local name; only what is in Intuit's namespace is known (assumed)."""
    namespace, _, name = element.tag.rpartition("}")
    if namespace != f"{{{NAMESPACE}":
        raise Fault("2000", f"Invalid or unsupported object name : {name}")
    return name


def _item(element: Element) -> dict[str, Any]:
    out: dict[str, Any] = {name: element.attrib[name] for name in ITEM_ATTRIBUTES if name in element.attrib}
    for part in element:
        name = _name(part)
        if name == "Query":
            out[name] = part.text or ""
        elif name == "CDCQuery":
            out[name] = {_name(each): each.text or "" for each in part}
        else:
            out[name] = _entity(part, name)
    return out


def _entity(element: Element, name: str) -> dict[str, Any]:
    spec = ENTITIES.get(name)
    out = _object(element, spec.fields if spec else {})
    if element.attrib.get("sparse") == "true":
        out["sparse"] = True
    return out


def _object(element: Element, fields: Mapping[str, Field]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for part in element:
        name = _name(part)
        field = fields.get(name)
        if field is not None and field.kind == "list" and field.of is not None:
            out.setdefault(name, []).append(_value(part, field.of))
        else:
            out[name] = _value(part, field)
    return out


def _value(element: Element, field: Field | None) -> Any:
    text = (element.text or "").strip() if len(element) else element.text or ""
    if field is None or field.kind == "ignored":
        return text  # an unknown name is refused with the rest of the body
    if field.kind == "ref":
        return {
            "value": text,
            **{key: element.attrib[key] for key in ("name", "type") if key in element.attrib},
        }
    if field.kind == "object":
        # A memo is an element with nothing but text in it.
        return {"value": text} if "value" in field.fields and not len(element) else _object(element, field.fields)
    return text
