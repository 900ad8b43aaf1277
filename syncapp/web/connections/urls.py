"""Addresses of connecting: below a workspace, and those that the vendors know, which name none."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from syncapp.core.values import Side
from syncapp.web.connections import views


class SideConverter:
    regex = "hubspot|quickbooks"

    def to_python(self, value: str) -> Side:
        return Side(value)

    def to_url(self, value: Side | str) -> str:
        return Side(value).value


register_converter(SideConverter, "side")

of_workspace: list[URLPattern] = [
    path("integrations/", views.integrations, name="integrations"),
    path("integrations/edition/", views.edition, name="integrations_edition"),
    path("integrations/noted/", views.noted, name="integrations_noted"),
    path("integrations/check/", views.check, name="integrations_check"),
    path("integrations/<side:side>/disconnect/", views.disconnect, name="integrations_disconnect"),
]
urlpatterns: list[URLPattern] = [
    pattern
    for side in Side
    for pattern in (
        path(f"oauth/{side.value}/start/", views.start, {"side": side}, name=f"oauth_start_{side.value}"),
        path(f"oauth/{side.value}/callback/", views.callback, {"side": side}, name=f"oauth_callback_{side.value}"),
    )
]
