"""What may be written into a record's properties, whatever its type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from syncapp.sandbox.hubspot.errors import Issue, conflict, properties_refused, refusal
from syncapp.sandbox.hubspot.kinds import KINDS
from syncapp.sandbox.hubspot.models import Account, Record
from syncapp.sandbox.hubspot.values import clean, is_email

Values = dict[str, str | None]
Claims = set[tuple[str, str]]

CURRENCY_FIELDS = {"hs_currency", "hs_currency_code", "hs_line_item_currency_code"}


def cleaned(account: Account, kind: str, given: Mapping[str, Any]) -> Values:
    """The values to keep; all that is wrong with them is refused at once [D]."""
    issues: list[Issue] = []
    values: Values = {}
    for name, value in given.items():
        outcome = _one(account, kind, str(name), value)
        if isinstance(outcome, Issue):
            issues.append(outcome)
        else:
            values[str(name)] = outcome
    if issues:
        raise properties_refused(issues)
    return values


def _one(account: Account, kind: str, name: str, value: Any) -> str | Issue | None:
    definition = account.fields.get(kind, name)
    if definition is None:
        return Issue(name, "PROPERTY_DOESNT_EXIST", f'Property "{name}" does not exist')
    if definition["modificationMetadata"]["readOnlyValue"] or definition["calculated"]:
        message = f'"{name}" is a read only property; its value cannot be set.'
        return Issue(name, "READ_ONLY_VALUE", message)
    text = clean(definition, value)
    if text is None or isinstance(text, Issue):
        return text
    return _meaning(account, name, text)


def _meaning(account: Account, name: str, text: str) -> str | Issue:
    """Checks that go beyond the type."""
    if name == "email":
        text = text.strip().lower()
        return text if is_email(text) else Issue(name, "INVALID_EMAIL", f"Email address {text} is invalid")  # [K]
    if name == "hs_additional_emails":
        wrong = [part for part in text.split(";") if part.strip() and not is_email(part.strip())]
        return Issue(name, "INVALID_EMAIL", f"Email address {wrong[0]} is invalid") if wrong else text.lower()
    if name in CURRENCY_FIELDS:
        enabled = [account.settings["currency"], *account.settings["additional_currencies"]]
        if text not in enabled:  # must be enabled in the account [D]; code assumed
            return Issue(name, "INVALID_OPTION", f"{text} was not one of the allowed options: [{', '.join(enabled)}]")
    if name == "hs_tax_id" and text not in account.settings["tax_ids"]:  # [D]; code assumed
        return Issue(name, "INVALID_OPTION", f"{text} is not a tax ID of this account")
    if name == "hs_tax_rate_group_id" and all(rate["id"] != text for rate in account.settings["tax_rates"]):
        return Issue(name, "INVALID_OPTION", f"{text} is not a tax rate of this account")  # code assumed
    if name == "hubspot_owner_id" and not any(owner["id"] == text for owner in account.settings["owners"]):
        return Issue(name, "INVALID_OWNER_ID", f"The owner ID {text} does not exist")  # [K]
    return text


def check_unique(account: Account, kind: str, values: Values, own_id: str, claims: Claims) -> None:
    """No second holder of a unique value, in the account or in this batch; `claims` takes in the new ones."""
    if kind == "contacts":
        _check_emails(account, values, own_id, claims)
    for name in account.fields.unique(kind):
        value = values.get(name)
        if value is None:
            continue
        holders = [one for one in account.index.find(kind, name, value) if one != own_id]
        if holders or (name, value) in claims:
            raise _taken(account, kind, name, value, holders[0] if holders else "another input")
        claims.add((name, value))


def _check_emails(account: Account, values: Values, own_id: str, claims: Claims) -> None:
    """Secondary addresses count too [K]."""
    additional = (values.get("hs_additional_emails") or "").split(";")
    for email in [values.get("email") or "", *additional]:
        if not email:
            continue
        found = account.find_by("contacts", "email", email)
        if found and found["id"] != own_id:
            raise conflict(f"Contact already exists. Existing ID: {found['id']}")  # [C]
        if ("email", email) in claims:
            raise conflict(f"Contact already exists. Another input of this batch has the email {email}")
        claims.add(("email", email))


def _taken(account: Account, kind: str, name: str, value: str, holder: str) -> Exception:
    """400; only the words "already has that value" are confirmed [C]."""
    message = (
        f"Cannot set PropertyValueCoordinates{{portalId={account.settings['portal_id']}, "
        f"objectTypeId={KINDS[kind].type_id}, propertyName={name}, value={value}}}. {holder} already has that value."
    )
    return properties_refused([Issue(name, "CONFLICTING_UNIQUE_VALUE", message)])


def locate(account: Account, kind: str, value: str, id_property: str) -> Record | None:
    """The living record with this id, or with this value of a unique property."""
    if not id_property or id_property == "hs_object_id":
        return account.find(kind, value)
    definition = account.fields.get(kind, id_property)
    if definition is None or not (definition["hasUniqueValue"] or id_property in KINDS[kind].unique):
        raise refusal(400, "VALIDATION_ERROR", f"{id_property} is not a unique property of {KINDS[kind].label} objects")
    return account.find_by(kind, id_property, value)
