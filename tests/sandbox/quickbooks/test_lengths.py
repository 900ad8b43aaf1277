"""Reference sections 5 and 7: the documented length of every text, and one character more."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.sandbox.quickbooks.company import Company
from tests.sandbox.quickbooks.hands import Hand, fault, line, ref

NAME = {"Title": 16, "GivenName": 100, "MiddleName": 100, "FamilyName": 100, "Suffix": 16, "DisplayName": 500}
COMPANY = {
    **NAME,
    "CompanyName": 100,
    "PrimaryEmailAddr.Address": 100,
    "WebAddr.URI": 1000,
    "Fax.FreeFormNumber": 30,
}
ADDRESS = {"Line1": 500, "City": 255, "CountrySubDivisionCode": 255, "PostalCode": 30, "Country": 255}
FORM = {"DocNumber": 21, "PrivateNote": 4000, "CustomerMemo.value": 1000, "TrackingNum": 31, "BillEmail.Address": 100, "BillEmailCc.Address": 200}  # fmt: skip
# Entity → field → most characters [D; of lines, memos, copies and tracking the reference's].
TABLE: dict[str, dict[str, int]] = {
    "Customer": {
        **COMPANY, "PrintOnCheckName": 110, "Notes": 2000, "ResaleNum": 16, "PrimaryPhone.FreeFormNumber": 30,
        **{f"BillAddr.{name}": most for name, most in ADDRESS.items()},
    },
    "Vendor": {**COMPANY, "PrintOnCheckName": 100, "AcctNum": 100, "TaxIdentifier": 20, "Mobile.FreeFormNumber": 30},
    "Employee": {**NAME, "PrintOnCheckName": 100, "EmployeeNumber": 100, "SSN": 100, "PrimaryPhone.FreeFormNumber": 20},
    "Item": {"Name": 100, "Sku": 100, "Description": 4000, "PurchaseDesc": 1000},
    "Account": {"Name": 100, "Description": 100},
    "Term": {"Name": 31},
    "Class": {"Name": 100},
    "Department": {"Name": 100},
    "PaymentMethod": {"Name": 31},
    "TaxAgency": {"DisplayName": 100},
    "Invoice": {**FORM, **{f"ShipAddr.{name}": most for name, most in ADDRESS.items()}},
    "Estimate": FORM,
    "CreditMemo": FORM,
    "SalesReceipt": {**FORM, "PaymentRefNum": 21},
    "RefundReceipt": {**FORM, "PaymentRefNum": 100},
    "Payment": {"PaymentRefNum": 21, "PrivateNote": 4000},
}  # fmt: skip
CASES = [(entity, field, most) for entity, fields in TABLE.items() for field, most in fields.items()]


def needed(entity: str, company: Company) -> dict[str, Any]:
    """What an entity cannot do without."""
    if entity in ("Invoice", "Estimate", "CreditMemo", "SalesReceipt", "RefundReceipt"):
        bank = (company.find_named("Account", "Checking") or {})["Id"]
        holder = {} if entity in ("Invoice", "Estimate", "CreditMemo") else {"DepositToAccountRef": ref(bank)}
        return {"CustomerRef": ref("1"), "Line": [line(1)], **holder}
    services = (company.find_named("Account", "Services") or {})["Id"]
    return {
        "Payment": {"CustomerRef": ref("1"), "TotalAmt": 1},
        "Item": {"Name": "New", "IncomeAccountRef": ref(services)},
        "Account": {"Name": "New", "AccountType": "Expense"},
        "Term": {"Name": "New", "DueDays": 1},
        "TaxAgency": {"DisplayName": "New"},
    }.get(entity, {"DisplayName": "New"} if entity in ("Customer", "Vendor", "Employee") else {"Name": "New"})


def with_text(body: dict[str, Any], field: str, text: str) -> dict[str, Any]:
    head, _, part = field.partition(".")
    return {**body, head: {part: text} if part else text}


def of_length(field: str, length: int) -> str:
    return f"{'x' * (length - 10)}@y.example" if field.endswith("Address") else "x" * length


@pytest.mark.parametrize(("entity", "field", "most"), CASES)
def test_a_text_may_have_its_length_and_not_one_more(
    company: Company, app: Hand, entity: str, field: str, most: int
) -> None:
    body = needed(entity, company)
    made = app.make(entity, with_text(body, field, of_length(field, most)))
    head, _, part = field.partition(".")
    assert len(made[head][part] if part else made[head]) == most
    code, detail = fault(app.call("POST", entity.lower(), with_text(body, field, of_length(field, most + 1))))
    assert code == "2050"
    assert detail == (
        "String length specified does not match the supported length. "
        f"Min:0 Max:{most:,} supported. Supplied length:{most + 1:,}"
    )


def test_a_line_has_four_thousand_characters(app: Hand) -> None:
    body = {"CustomerRef": ref("1"), "Line": [{**line(1), "Description": "x" * 4000}]}
    assert len(app.make("Invoice", body)["Line"][0]["Description"]) == 4000
    body["Line"][0]["Description"] += "x"
    assert app.refused("Invoice", body)[0] == "2050"
