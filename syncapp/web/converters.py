"""Parts of addresses: the objects by their plural names, as people read them."""

from __future__ import annotations

from django.urls import register_converter

from syncapp.core.values import ObjectType


class ObjectConverter:
    regex = "|".join(object_type.plural for object_type in ObjectType)

    def to_python(self, value: str) -> ObjectType:
        return next(object_type for object_type in ObjectType if object_type.plural == value)

    def to_url(self, value: ObjectType | str) -> str:
        return ObjectType(value).plural


register_converter(ObjectConverter, "object")
