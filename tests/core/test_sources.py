"""Which invoices of HubSpot are its own (S23)."""

from __future__ import annotations

import pytest

from syncapp.core.policies import OWN_SOURCE, from_hubspot
from syncapp.core.records import Invoice
from syncapp.core.values import Side


@pytest.mark.parametrize(
    ("source", "option", "own"),
    [
        ("hubspot", None, True),
        ("CRM_UI", None, True),
        ("data_sync", None, False),
        ("native_0", "native_0", True),  # looked up by its label, whatever the account calls it
        ("data_sync", "native_0", False),
        (None, "native_0", True),  # an account that tells no source
        ("", "", False),
    ],
)
def test_the_option_that_is_labelled_hubspot_counts(source: str | None, option: str | None, own: bool) -> None:
    invoice = Invoice(side=Side.HUBSPOT, id="1", version="1", source=source)
    assert from_hubspot(invoice, {OWN_SOURCE: option} if option is not None else {}) is own
