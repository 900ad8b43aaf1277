"""Incoming: one address per vendor."""

from __future__ import annotations

from django.urls import path

from syncapp.core.values import Side
from syncapp.webhooks.views import announcement

urlpatterns = [
    path("webhooks/hubspot/", announcement, {"side": Side.HUBSPOT}, name="webhook-hubspot"),
    path("webhooks/quickbooks/", announcement, {"side": Side.QUICKBOOKS}, name="webhook-quickbooks"),
]
