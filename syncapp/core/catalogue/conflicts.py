"""What both sides changed, where a person is to choose (B4, A9)."""

from __future__ import annotations

from syncapp.core.catalogue.entry import Entry, Who

CONFLICTS = (
    Entry(
        "both_changed",
        "Changed on both sides",
        "The two sides hold different values[ of {field}][: {hubspot} in HubSpot, {quickbooks} in QuickBooks Online]. "
        "Nothing of that is written on either side until somebody chooses.",
        "Both sides changed it since they last agreed, or never agreed on it, and the sync is set to “Ask me”. Everything "
        "else of the record goes on syncing.",
        (
            "Click “Choose between the two values”, and say which one is to stand on both sides.",
            "Or enter the same value on both sides: it then goes by itself.",
            "If one side is to win from now on, choose it under “Data conflict resolution” on Configure, the first step of "
            "the sync's set-up.",
        ),
        "choose_values",
        Who.HERE,
    ),
)
