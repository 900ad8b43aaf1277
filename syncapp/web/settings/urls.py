"""The addresses of a workspace's settings."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web.settings import configuration, danger, views

of_workspace: list[URLPattern] = [
    path("settings/", views.settings, name="settings"),
    path("settings/danger/", danger.danger, name="danger"),
    path("settings/danger/name/", danger.rename, name="danger_rename"),
    path("settings/danger/off/", danger.turn_off_all, name="danger_off"),
    path("settings/danger/delete/", danger.delete, name="danger_delete"),
    path("settings/configuration/", configuration.configuration, name="configuration"),
    path("settings/configuration/download/", configuration.download, name="configuration_download"),
    path("settings/configuration/diff/", configuration.diff, name="configuration_diff"),
    path("settings/configuration/apply/", configuration.apply, name="configuration_apply"),
]
