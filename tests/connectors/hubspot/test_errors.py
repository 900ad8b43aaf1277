"""HubSpot's refusals in its own words (from its reference) and what they are called here."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from syncapp.connectors.hubspot.errors import classify, existing_id, problem_of
from syncapp.connectors.protocol import Problem
from syncapp.core.errors import CATALOGUE

ZONE = ZoneInfo("America/New_York")


def refused(code: str, message: str, name: str = "x") -> dict[str, Any]:
    details = [{"isValid": False, "message": message, "error": code, "name": name}]
    return {
        "status": "error", "category": "VALIDATION_ERROR",
        "message": "Property values were not valid: " + json.dumps(details),
        "errors": [{"message": message, "code": code, "context": {"propertyName": [name]}}],
    }  # fmt: skip


TAKEN = (
    "Cannot set PropertyValueCoordinates{portalId=48807700, objectTypeId=0-53, propertyName=syncapp_quickbooks_key, "
    "value=9341:invoice:145}. 10007 already has that value."
)
CASES: list[tuple[int, Any, str, dict[str, str]]] = [
    (400, refused("INVALID_EMAIL", "Email address ann@ is invalid", "email"), "invalid_email", {"system": "HubSpot", "email": "ann@"}),
    (400, refused("INVALID_OPTION", "wire was not one of the allowed options: [cash]", "hs_payment_method_type"),
     "unmapped_value", {"field": "hs_payment_method_type", "value": "wire", "system": "HubSpot"}),
    (400, refused("INVALID_OPTION", "EUR was not one of the allowed options: [USD]", "hs_currency"), "vendor_refused",
     {"reason": "The currency EUR is not switched on in HubSpot"}),
    (400, refused("PROPERTY_VALUE_TOO_LONG", "too long", "hs_comments"), "text_too_long",
     {"field": "hs_comments", "system": "HubSpot"}),
    (400, refused("INVALID_NUMBER", "x was not a valid number.", "price"), "absurd_value", {"field": "price"}),
    (400, refused("PROPERTY_DOESNT_EXIST", 'Property "foo" does not exist', "foo"), "vendor_refused", {}),
    (400, refused("READ_ONLY_VALUE", '"amount" is a read only property', "amount"), "vendor_refused", {}),
    (400, refused("CONFLICTING_UNIQUE_VALUE", TAKEN, "syncapp_quickbooks_key"), "stale",
     {"existing_id": "10007", "field": "syncapp_quickbooks_key"}),
    (409, {"message": "Contact already exists. Existing ID: 301", "category": "CONFLICT"}, "shared_email",
     {"existing_id": "301", "field": "email"}),
    (404, {"message": "Object not found.  objectId are usually numeric.", "category": "OBJECT_NOT_FOUND"}, "stale", {"gone": "1"}),
    (404, None, "stale", {"gone": "1"}),
    (400, {"message": "The invoice is missing required associations: INVOICE_TO_CONTACT, INVOICE_TO_LINE_ITEM",
           "category": "VALIDATION_ERROR"}, "no_contact", {}),
    (400, {"message": "required: INVOICE_TO_LINE_ITEM", "category": "VALIDATION_ERROR"}, "no_lines", {}),
    (400, {"message": "x", "category": "VALIDATION_ERROR",
           "errors": [{"message": "x", "context": {"requiredAssociations": ["INVOICE_TO_LINE_ITEM"]}}]}, "no_lines", {}),
    (403, {"message": "This account has to set up HubSpot payments or Stripe payment processing first.", "category": "FORBIDDEN"},
     "no_payment_processor", {}),
    (400, {"message": "Payment 5 was processed by HubSpot payments or Stripe and cannot be modified or deleted.",
           "category": "VALIDATION_ERROR"}, "vendor_refused", {}),
    (403, {"message": "This app hasn't been granted all required scopes to make this call.", "category": "MISSING_SCOPES",
           "errors": [{"message": "One or more …", "context": {"requiredGranularScopes": ["crm.objects.invoices.read", "y"]}}]},
     "missing_scope", {"scope": "crm.objects.invoices.read, y"}),
    (403, {"message": "No.", "category": "BANNED"}, "permission", {"system": "HubSpot", "reason": "No"}),
    (401, {"message": "The OAuth token expired", "category": "EXPIRED_AUTHENTICATION"}, "connection_expired", {"system": "HubSpot"}),
    (400, {"message": "Invoice 5 has been finalized and cannot be edited.", "category": "VALIDATION_ERROR"}, "vendor_refused", {}),
    (423, {"message": "locked"}, "stale", {"seconds": "2.0"}),
    (503, None, "vendor_unavailable", {"system": "HubSpot"}),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "code", "params"), CASES)
def test_a_refusal_is_named_with_what_it_tells(status: int, body: Any, code: str, params: dict[str, str]) -> None:
    found = classify(ZONE, status, body, {})
    assert (found.code, dict(found.params)) == (code, params)
    assert found.vendor_text == (body["message"] if body else f"HTTP {status}")


def test_every_name_is_in_the_catalogue() -> None:
    assert {code for _, _, code, _ in CASES} <= {*CATALOGUE}


@pytest.mark.parametrize(
    ("body", "headers", "seconds"),
    [
        (
            {"policyName": "TEN_SECONDLY_ROLLING", "message": "You have reached your ten_secondly_rolling limit."},
            {},
            10,
        ),
        ({"policyName": "SECONDLY", "message": "You have reached your secondly limit."}, {}, 1),
        ({"message": "You have reached your secondly limit."}, {}, 1),
        ({}, {}, 10),
        (None, {}, 10),
        # F17: the daily limit ends at midnight of the account
        ({"policyName": "DAILY"}, {"Date": "Tue, 24 Nov 2026 20:00:00 GMT"}, 9 * 3600),
        ({"message": "You have reached your daily limit."}, {"Date": "Tue, 24 Nov 2026 04:59:58 GMT"}, 60),
    ],
)
def test_a_limit_lasts_as_long_as_its_window(body: Any, headers: dict[str, str], seconds: float) -> None:  # F16
    found = classify(ZONE, 429, body, headers)
    assert found.code == "limit_reached"
    assert float(found.params["seconds"]) == seconds


@pytest.mark.parametrize(
    "body", [None, [], "text", {"errors": "x"}, {"errors": [1, None]}, {"context": 5}, {"message": None}]
)
@pytest.mark.parametrize("status", [400, 403, 409, 429, 500])
def test_no_shape_of_a_refusal_breaks_the_reading_of_it(status: int, body: Any) -> None:
    assert isinstance(classify(ZONE, status, body, {}), Problem)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        (TAKEN, "10007"), ("Contact already exists. Existing ID: 301", "301"), ("another input already has that value", None),
        ("10 000 is too much", None),
    ],
)  # fmt: skip
def test_the_holder_of_a_value_is_read_from_the_text(text: str, holder: str | None) -> None:
    assert existing_id(text) == holder


def test_a_clash_within_one_batch_has_no_holder_to_name() -> None:
    found = problem_of(
        refused(
            "CONFLICTING_UNIQUE_VALUE", "propertyName=syncapp_quickbooks_key. another input already has that value."
        )
    )
    assert (found.code, dict(found.params)) == ("stale", {"field": "syncapp_quickbooks_key"})
