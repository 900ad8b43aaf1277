"""Addresses of the settings of alerts."""

from __future__ import annotations

from django.urls import path

from syncapp.web.alerts import hook, views

of_workspace = [
    path("settings/alerts/", views.alerts, name="alerts"),
    path("settings/alerts/mine/", views.mine, name="alerts_mine"),
    path("settings/alerts/test/", views.test_mail, name="alerts_test"),
    path("settings/alerts/rules/", views.rules, name="alerts_rules"),
    path("settings/alerts/webhook/", hook.save, name="alerts_hook"),
    path("settings/alerts/webhook/secret/", hook.secret, name="alerts_hook_secret"),
    path("settings/alerts/webhook/test/", hook.test, name="alerts_hook_test"),
    path("settings/alerts/webhook/remove/", hook.remove, name="alerts_hook_remove"),
]
