"""What a template cannot do without a tag: compare, pick by a key, name a page's address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context

from syncapp.web import addresses

register = template.Library()


@register.filter(name="is")
def equals(one: Any, other: Any) -> bool:
    return bool(one == other)


@register.simple_tag
def pick(found: Mapping[str, Any], key: str) -> Any:
    return found.get(key)


@register.simple_tag(takes_context=True)
def configure_page(context: Context, object_type: str) -> str:
    return addresses.configure(context["workspace"].slug, object_type)
