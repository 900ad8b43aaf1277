"""TaxService: tax codes with their rates in one call."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from syncapp.sandbox.quickbooks import tax
from syncapp.sandbox.quickbooks.company import Company
from syncapp.sandbox.quickbooks.errors import ENDED, Fault, required, unknown_reference
from syncapp.sandbox.quickbooks.fields import IGNORED, NUMBER, Field, choice, clean, many, nested, text
from syncapp.sandbox.quickbooks.money import number
from syncapp.sandbox.quickbooks.schema_common import COMMON

DETAIL: dict[str, Field] = {
    "TaxRateName": text(10),
    "TaxRateId": text(20),
    "RateValue": NUMBER,
    "TaxAgencyId": text(20),
    "TaxApplicableOn": choice("Sales", "Purchase"),
}
BODY: dict[str, Field] = {
    **COMMON,
    "TaxCode": text(100),
    "TaxCodeId": IGNORED,
    "TaxRateDetails": many(nested(DETAIL)),
}


def create(company: Company, body: Any) -> dict[str, Any]:
    """`{TaxCode, TaxRateDetails: [{TaxRateName, RateValue, TaxAgencyId, TaxApplicableOn} or {TaxRateId}]}` [D].

    Answers the same with the new Ids, without an envelope [S].
    """
    sent = clean(BODY, body)
    if not company.is_paid_for:
        raise Fault("6190", ENDED)
    for name in ("TaxCode", "TaxRateDetails"):
        if not sent.get(name):
            raise required(name)
    if company.find_named("TaxCode", sent["TaxCode"]):
        raise Fault(
            "6240",
            "The name supplied already exists. : Another tax code is already using this name.",
            "TaxCode",
        )
    for each in sent["TaxRateDetails"]:
        _check(company, each)
    made = [_rate(company, each) for each in sent["TaxRateDetails"]]
    code = tax.group(company, sent["TaxCode"], [(each["TaxRateId"], on) for each, on in made])
    return {"TaxCode": sent["TaxCode"], "TaxCodeId": code, "TaxRateDetails": [each for each, _ in made]}


def _check(company: Company, detail: dict[str, Any]) -> None:
    """Refuses before anything is made."""
    if detail.get("TaxRateId"):
        if company.get("TaxRate", detail["TaxRateId"]) is None:
            raise unknown_reference("TaxRate", detail["TaxRateId"])
        return
    for name in ("TaxRateName", "RateValue", "TaxAgencyId"):
        if detail.get(name) is None:
            raise required(name)
    if company.get("TaxAgency", detail["TaxAgencyId"]) is None:
        raise unknown_reference("TaxAgency", detail["TaxAgencyId"])
    if not 0 <= detail["RateValue"] <= 100:
        raise Fault(
            "6470",  # which code, assumed
            f"TaxLiabilityAccount or TaxRateError : RateValue must be between 0 and 100. Supplied value:{detail['RateValue']}",
            "RateValue",
        )
    if company.find_named("TaxRate", detail["TaxRateName"]):
        raise Fault(
            "6240",
            "The name supplied already exists. : Another tax rate is already using this name.",
            "TaxRateName",
        )


def _rate(company: Company, detail: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The rate, made where it is new, and what it applies to."""
    on = detail.get("TaxApplicableOn", "Sales")
    if detail.get("TaxRateId"):
        return {"TaxRateId": detail["TaxRateId"], "TaxApplicableOn": on}, on
    percent = Decimal(detail["RateValue"])
    rate = tax.rate(company, detail["TaxRateName"], percent, detail["TaxAgencyId"])
    shown = {name: detail[name] for name in ("TaxRateName", "TaxAgencyId")}
    return {**shown, "TaxRateId": rate, "RateValue": number(percent), "TaxApplicableOn": on}, on
