"""Updates of the two singletons, Preferences and CompanyInfo."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.quickbooks import references
from syncapp.sandbox.quickbooks.books import Doc
from syncapp.sandbox.quickbooks.chart import ISO3
from syncapp.sandbox.quickbooks.company import Company
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import ENDED, Fault, required
from syncapp.sandbox.quickbooks.fields import clean
from syncapp.sandbox.quickbooks.money import plain
from syncapp.sandbox.quickbooks.schema_settings import COMPANY_INFO, PREFERENCES
from syncapp.sandbox.quickbooks.writes import STALE

HEAD = ("Id", "SyncToken", "domain", "sparse", "MetaData")
ADDRESSES = ("CompanyAddr", "CustomerCommunicationAddr", "LegalAddr")


def update_preferences(company: Company, ctx: Context, body: Any) -> Doc:
    """What the app may change; read-only settings are dropped [D]. Absent ones stay, full update or sparse (assumed).

    A person's page changes any of them.
    """
    if ctx.as_user:
        if not isinstance(body, dict):
            raise required("Preferences")
        company.settings({"Preferences": {name: value for name, value in body.items() if name not in HEAD}})
        return company.preferences
    sent = clean(PREFERENCES, body)
    _check(company, sent, company.preferences)
    groups = {name: value for name, value in sent.items() if isinstance(value, dict)}
    for name, group in groups.items():
        references.resolve(ctx, PREFERENCES[name].fields, group)
    company.settings({"Preferences": plain(groups)})
    return company.preferences


def update_info(company: Company, ctx: Context, body: Any) -> Doc:
    """CompanyName and CompanyAddr are needed unless it is sparse [D]; addresses come back with the country as ISO-3."""
    sent = clean(COMPANY_INFO, body)
    _check(company, sent, company.info)
    for name in ("CompanyName", "CompanyAddr"):
        if not sent.get(name) and (name in sent or sent.get("sparse") is not True):
            raise required(name)
    changes = {name: value for name, value in sent.items() if name not in HEAD and value is not None}
    for name in ADDRESSES:
        if name in changes:
            there = company.info.get(name, {})
            changes[name] = {
                **changes[name],
                "Id": there.get("Id", "1"),
                "Country": ISO3.get(company.country, ""),
            }
    company.settings({"CompanyInfo": plain(changes)})
    return company.info


def _check(company: Company, sent: dict[str, Any], there: Doc) -> None:
    if not company.is_paid_for:
        raise Fault("6190", ENDED)
    if sent.get("SyncToken") is None:
        raise required("SyncToken")
    if sent["SyncToken"] != there["SyncToken"]:
        raise Fault("5010", STALE)
