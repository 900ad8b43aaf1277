"""Addresses of the settings of alerts."""

from __future__ import annotations

from django.urls import path

from syncapp.web.alerts import views

of_workspace = [
    path("settings/alerts/", views.alerts, name="alerts"),
    path("settings/alerts/mine/", views.mine, name="alerts_mine"),
    path("settings/alerts/test/", views.test_mail, name="alerts_test"),
    path("settings/alerts/rules/", views.rules, name="alerts_rules"),
]
