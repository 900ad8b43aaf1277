"""Pages of the sandbox itself, alike on both ports: faults, limits and clock, webhooks, journal."""

from __future__ import annotations

from syncapp.sandbox.ui.tools import conditions, faults, journal, webhooks

ROUTES = [*faults.ROUTES, *conditions.ROUTES, *webhooks.ROUTES, *journal.ROUTES]
