"""TaxService: tax codes with their rates in one call."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from syncapp.sandbox.quickbooks import tax
from syncapp.sandbox.quickbooks.company import Company
from syncapp.sandbox.quickbooks.errors import Fault, required, unknown_reference
from syncapp.sandbox.quickbooks.money import decimal


def create(company: Company, body: Any) -> dict[str, Any]:
    """`{TaxCode, TaxRateDetails: [{TaxRateName, RateValue, TaxAgencyId, TaxApplicableOn}]}`; no envelope [S]."""
    if not isinstance(body, dict) or not body.get("TaxCode"):
        raise required("TaxCode")
    details = body.get("TaxRateDetails")
    if not isinstance(details, list) or not details or not all(isinstance(each, dict) for each in details):
        raise required("TaxRateDetails")
    if company.find_named("TaxCode", str(body["TaxCode"])):
        raise Fault(
            "6240",
            "The name supplied already exists. : Another tax code is already using this name.",
            "TaxCode",
        )
    agency = next((str(each["TaxAgencyId"]) for each in details if each.get("TaxAgencyId")), None)
    if agency and company.get("TaxAgency", agency) is None:
        raise unknown_reference("TaxAgency", agency)
    parts = [(str(each.get("TaxRateName") or body["TaxCode"]), _rate(each)) for each in details]
    code = tax.define(company, str(body["TaxCode"]), parts, agency)
    return {"TaxCode": body["TaxCode"], "TaxCodeId": code, "TaxRateDetails": details}


def _rate(detail: dict[str, Any]) -> Decimal:
    try:
        return decimal(detail.get("RateValue", 0))
    except ValueError as error:
        raise Fault(
            "2080", f"Invalid Number : RateValue. Supplied value:{detail['RateValue']}", "RateValue"
        ) from error
