"""Whatever is sent, the answer is one of ours (SEC56)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syncapp.storage.models import Workspace
from tests.webhooks.sender import PORTAL, REALM, to_hubspot, to_quickbooks

pytestmark = pytest.mark.urls("syncapp.webhooks.urls")
KNOWN = st.sampled_from(
    [PORTAL, int(PORTAL), REALM, "0-53", "0-1", "object.merge", "object.associationChange", "INVOICE_TO_CONTACT", "qbo.invoice.created.v1",
     "Invoice", "Payment", "Preferences", 7, "7", -1, 10**30, "\x00", "\ud800", ""]
)  # fmt: skip
NAMES = st.sampled_from(
    ["portalId", "objectId", "objectTypeId", "subscriptionType", "eventId", "mergedObjectIds", "primaryObjectId", "associationType",
     "fromObjectId", "toObjectId", "sourceId", "appId", "type", "id", "time", "intuitentityid", "intuitaccountid", "data", "deletedId",
     "eventNotifications", "realmId", "dataChangeEvent", "entities", "name", "operation", "lastUpdated"]
)  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | KNOWN
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=8), max_leaves=30
)
EVENTS = st.lists(st.dictionaries(NAMES, LEAVES | st.lists(LEAVES, max_size=3), max_size=10), max_size=5)
BODIES = (TREES | EVENTS).map(lambda told: json.dumps(told).encode()) | st.binary(max_size=200)
QUIETLY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(body=BODIES)
@QUIETLY
def test_hubspots_address_never_breaks(workspace: Workspace, messages: list[Any], body: bytes) -> None:
    assert to_hubspot(body).status_code in (200, 400)


@given(body=BODIES)
@QUIETLY
def test_quickbooks_address_never_breaks(workspace: Workspace, messages: list[Any], body: bytes) -> None:
    assert to_quickbooks(body).status_code in (200, 400)


@given(
    body=BODIES,
    headers=st.dictionaries(
        st.sampled_from(["X-HubSpot-Signature-v3", "X-HubSpot-Request-Timestamp", "intuit-signature"]),
        st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40),
    ),
)
@QUIETLY
def test_unsigned_requests_are_turned_away(workspace: Workspace, body: bytes, headers: dict[str, str]) -> None:
    assert to_hubspot(body, headers=headers).status_code == 401
