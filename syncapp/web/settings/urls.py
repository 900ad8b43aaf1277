"""The addresses of a workspace's settings."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web.settings import configuration, views

of_workspace: list[URLPattern] = [
    path("settings/", views.settings, name="settings"),
    path("settings/configuration/", configuration.configuration, name="configuration"),
    path("settings/configuration/download/", configuration.download, name="configuration_download"),
    path("settings/configuration/diff/", configuration.diff, name="configuration_diff"),
    path("settings/configuration/apply/", configuration.apply, name="configuration_apply"),
]
