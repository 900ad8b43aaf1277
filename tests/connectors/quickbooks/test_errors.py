"""QuickBooks' refusals: the texts of the reference, and where each leads."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from syncapp.connectors.quickbooks.errors import classify, fault_errors, is_system_fault, problem_of
from syncapp.core.errors import CATALOGUE
from syncapp.sandbox.quickbooks.errors import MESSAGES, throttled, unauthorized

INACTIVE = "Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees."
# code, detail, element, entity, action → our code
CASES: list[tuple[str, str, str, str, str, str]] = [
    ("100", "AuthenticationErrorGeneral: SRV-110-Authentication Failure , statusCode: 401", "", "", "", "connection_expired"),
    ("120", "AuthorizationFailure: –11014-You do not have access to use QuickBooks Online Plus.", "", "", "", "connection_expired"),
    ("140", "Company Locked Out", "", "", "", "vendor_unavailable"),
    ("610", f"Object Not Found : {INACTIVE}", "", "invoice", "update", "deleted_in_quickbooks"),
    ("610", f"Object Not Found : {INACTIVE}", "", "payment", "void", "payment_removed"),
    ("610", f"Object Not Found : {INACTIVE}", "", "invoice", "create", "inactive_reference"),
    ("620", "Txn ID Cannot Be Linked : Invoice 12 cannot be linked to this payment", "", "payment", "create", "vendor_refused"),
    ("2010", "Property Name:Unrecognized field \"x\" specified is unsupported or invalid", "x", "invoice", "create", "vendor_refused"),
    ("2020", "Required parameter Line is missing in the request", "Line", "invoice", "create", "no_lines"),
    ("2020", "Required parameter CustomerRef is missing in the request", "", "invoice", "create", "customer_not_found"),
    ("2020", "Required parameter Name is missing in the request", "Name", "product", "create", "no_name"),
    ("2040", "Invalid String. The string contains unsupported characters. : Name. Supplied value:Bench: oak", "Name", "product", "create", "unsupported_characters"),
    ("6450", "Attempt to Void Transaction failed", "", "invoice", "void", "void_refused"),
    ("2050", "String length specified does not match the supported length. Min:0 Max:21 supported. Supplied length:25", "DocNumber", "invoice", "create", "number_too_long"),
    ("2050", "String length specified does not match the supported length. Min:0 Max:1,000 supported. Supplied length:1,001", "CustomerMemo", "invoice", "create", "text_too_long"),
    ("2210", "Email Address does not conform to the syntax rules of RFC 822. Supplied value: x", "", "contact", "create", "invalid_email"),
    ("2500", "Invalid Reference Id : Items element id 999 not found", "", "invoice", "create", "item_inactive"),
    ("2500", "Invalid Reference Id : Names element id 999 not found", "", "invoice", "create", "customer_inactive"),
    ("2500", "Invalid Reference Id : Accounts element id 9 not found", "", "product", "create", "account_inactive"),
    ("2500", f"Invalid Reference Id : {INACTIVE}", "", "product", "create", "account_inactive"),
    ("2500", f"Invalid Reference Id : {INACTIVE}", "", "product", "update", "account_inactive"),
    ("2500", "Invalid Reference Id : Terms element id 9 not found", "", "invoice", "create", "inactive_reference"),
    ("2500", f"Invalid Reference Id : {INACTIVE}", "", "invoice", "create", "inactive_reference"),
    ("3000", "Invalid Custom Field", "", "invoice", "create", "custom_field_dropped"),
    ("3001", "The request limit was reached.", "", "", "", "limit_reached"),
    ("3100", "", "", "", "", "wrong_account"),
    ("3200", "Token expired: AB01", "", "", "", "connection_expired"),
    ("5010", "Stale Object Error : You and Sam Lee were working on this at the same time.", "", "invoice", "update", "stale"),
    ("5010", "The account period has closed. {1}", "", "invoice", "update", "closed_period"),
    ("5020", "Permission Denied Error", "", "", "", "permission"),
    ("5030", "Feature Not Supported Error : The operation requires the Multi Currency feature", "", "contact", "create", "currency_not_enabled"),
    ("5030", "Feature Not Supported Error : The operation requires class tracking", "", "invoice", "create", "vendor_refused"),
    ("6000", "Business Validation Error: Make sure all your transactions have a GST/HST rate before you save.", "", "invoice", "create", "tax_code_required"),
    ("6000", "Business Validation Error: Make sure all your transactions have a VAT rate before you save.", "", "invoice", "create", "tax_code_required"),
    ("6000", "Business Validation Error: Select a tax code for each line", "", "invoice", "create", "tax_code_required"),
    ("6000", "Business Validation Error: Enter a service date for the revenue recognition line item", "", "invoice", "create", "service_date_required"),
    ("6000", "Business Validation Error: You cannot enter more than 21 characters in the doc_num field", "", "invoice", "create", "number_too_long"),
    ("6000", "Business Validation Error: You cannot enter more than 21 characters in the doc_num field", "", "payment", "create", "text_too_long"),
    ("6000", "Business Validation Error: The transaction amount must be 0 or greater.", "", "invoice", "create", "negative_total"),
    ("6000", "Business Validation Error: The amount applied to Invoice 1 is more than its open balance. Open balance: 3", "", "payment", "create", "overpays"),
    ("6000", "Business Validation Error: The transaction is linked to other transactions. Unlink or delete the payment first.", "", "invoice", "void", "void_refused"),
    ("6000", "Business Validation Error: The transaction is linked to other transactions.", "", "invoice", "update", "vendor_refused"),
    ("6000", "Business Validation Error: The transaction amount cannot be less than the amount already applied to it: 5", "", "invoice", "update", "below_paid"),
    ("6000", "Business Validation Error: The currency of the transaction is invalid for the customer.", "", "invoice", "create", "currency_mismatch"),
    ("6000", "Business Validation Error: An item of type Category cannot be used on a transaction line", "", "invoice", "create", "category_item"),
    ("6000", "Business Validation Error: An item of type Group cannot be used on a transaction line", "", "invoice", "create", "bundle_item"),
    ("6000", "Business Validation Error: You must set a transaction amount.", "", "invoice", "create", "no_lines"),
    ("6000", "Business Validation Error: Something new", "", "invoice", "create", "vendor_refused"),
    ("6070", "Amount is not equal to UnitPrice * Qty. Supplied value:100", "", "invoice", "create", "no_exact_price"),
    ("6080", "No Name Provided", "", "contact", "create", "no_name"),
    ("6100", "Invalid Line TaxCode in the request", "", "invoice", "create", "tax_code_required"),
    ("6190", "Subscription period has ended or canceled or there was a billing problem", "", "", "", "subscription_lapsed"),
    ("6200", "The account period has closed and the account books cannot be updated through the QBO Services API", "", "invoice", "create", "closed_period"),
    ("6210", "Account Period Closed, Password Required", "", "invoice", "create", "closed_period"),
    ("6250", "Invalid Sales Customer", "CustomerRef", "invoice", "create", "customer_inactive"),
    ("6450", "Attempt to Void Transaction failed", "", "payment", "void", "vendor_refused"),
    ("6540", "Deposited Transaction cannot be changed", "", "payment", "update", "payment_in_deposit"),
    ("10000", "System Failure Error: unexpected", "", "invoice", "create", "vendor_unavailable"),
    ("", "Strange", "", "invoice", "create", "vendor_refused"),
    ("abc", "Strange", "", "invoice", "create", "vendor_refused"),
]  # fmt: skip


def problem(code: str, detail: str, element: str = "", entity: str = "", action: str = "") -> Any:
    return problem_of(
        [{"code": code, "Message": MESSAGES.get(code, ""), "Detail": detail, "element": element}],
        entity,
        action,
    )


@pytest.mark.parametrize(("code", "detail", "element", "entity", "action", "ours"), CASES)
def test_code_and_text_together_lead_to_a_cause(
    code: str, detail: str, element: str, entity: str, action: str, ours: str
) -> None:
    found = problem(code, detail, element, entity, action)

    assert found.code == ours
    assert found.code in CATALOGUE
    assert found.params["vendor_code"] == code


def test_a_name_with_a_line_break_is_quoted_whole() -> None:  # S45
    text = "Invalid String. The string contains unsupported characters. : Name. Supplied value:Mulch\ncedar,\t3 in."
    assert problem("2040", text, "Name", "product", "create").params["value"] == "Mulch ↵ cedar, 3 in."


def test_a_taken_number_names_its_holder() -> None:  # S45
    text = (
        "Duplicate Document Number Error : You must specify a different number. This number has already been used. "
        "DocNumber=1037 is assigned to TxnType=CreditMemo with TxnId=130"
    )
    found = problem("6140", text, "", "invoice", "create")

    assert found.code == "number_taken"
    assert (found.params["number"], found.params["holder_kind"], found.params["holder_id"]) == (
        "1037",
        "CreditMemo",
        "130",
    )
    assert found.params["holder"] == "credit memo 130"


@pytest.mark.parametrize(
    ("text", "entity", "code", "kind", "holder"),
    [
        (
            "Another customer is already using this name. Please use a different name. Id=58",
            "contact",
            "display_name_duplicate",
            "Customer",
            "58",
        ),
        (
            "Another vendor is already using this name. Please use a different name. Id=7",
            "contact",
            "display_name_held",
            "Vendor",
            "7",
        ),
        (
            "Another employee is already using this name. Please use a different name.",
            "contact",
            "display_name_held",
            "Employee",
            None,
        ),
        (
            "Another customer, vendor or employee is already using this name.",
            "contact",
            "display_name_duplicate",
            None,
            None,
        ),
        (
            "The name supplied already exists. The customer ID is: 12",
            "contact",
            "display_name_duplicate",
            None,
            "12",
        ),
        (
            "Another item is already using this name. Please use a different name. Id=3",
            "product",
            "duplicate_item_name",
            None,
            "3",
        ),
    ],
)
def test_a_taken_name_says_who_has_it(
    text: str, entity: str, code: str, kind: str | None, holder: str | None
) -> None:  # S42
    found = problem("6240", f"The name supplied already exists. : {text}", "", entity, "create")

    assert found.code == code
    assert (found.params.get("holder_kind"), found.params.get("holder_id")) == (kind, holder)


def test_lengths_come_as_plain_numbers() -> None:
    found = problem("2050", "Min:0 Max:1,000 supported. Supplied length:1,001", "CustomerMemo", "invoice", "create")

    assert [found.params[name] for name in ("limit", "length", "field")] == [
        "1000",
        "1001",
        "Message on invoice",
    ]
    assert problem("2050", "Min:0 Max:3", "Odd", "invoice").params["field"] == "Odd"
    assert problem("2050", "Min:0 Max:3", "Odd").params["field"] == "Odd"


def test_the_error_that_we_know_is_shown_among_several() -> None:
    errors = [{"code": "2010", "Detail": "odd"}, {"code": "6080", "Detail": "No Name Provided"}]

    assert problem_of(errors).code == "no_name"
    assert problem_of(errors[:1]).vendor_text == "odd"


def test_both_fault_shapes_are_read() -> None:
    at = datetime(2026, 11, 24, tzinfo=UTC)
    for answer, code in (
        (throttled(at), "limit_reached"),
        (unauthorized("Token expired: AB1", at).answer, "connection_expired"),
    ):
        assert classify(answer.status, answer.data, {}).code == code


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (401, "connection_expired"),
        (403, "permission"),
        (429, "limit_reached"),
        (404, "vendor_refused"),
        (400, "vendor_refused"),
    ],
)
@pytest.mark.parametrize("body", [None, "<html>", {}, [], {"Fault": None}, {"fault": "x"}])
def test_an_answer_without_a_fault_goes_by_its_status(status: int, code: str, body: Any) -> None:
    assert classify(status, body, {}).code == code


def test_a_fault_without_errors_is_still_a_fault() -> None:
    assert fault_errors({"Fault": {"type": "ValidationFault"}}) == [{"code": "", "Message": "ValidationFault"}]
    assert fault_errors({"Fault": {"Error": "x"}}) != []
    assert fault_errors({"QueryResponse": {}}) == []


def test_a_fault_of_the_vendors_own_leaves_a_write_open() -> None:
    assert is_system_fault([{"code": "10000"}])
    assert not is_system_fault([{"code": "6000"}, {"code": ""}, {}])


def test_addresses_of_people_are_not_kept_in_the_vendors_words() -> None:
    found = problem("2210", "Supplied value: mary@acme.test")

    assert "mary" not in found.vendor_text
