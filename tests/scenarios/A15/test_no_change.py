"""What changes around an old invoice does not change it: mappings and accounts (A15)."""

from __future__ import annotations

from syncapp.storage.models import FieldMapping
from tests.scenarios.company import Company


def before_the_start(company: Company, *, finalized: bool = True) -> tuple[str, str]:
    """A HubSpot invoice that exists before anything is set up; its id and its contact's."""
    company.customer("Acme", "ann@acme.test")
    contact = company.contact("ann@acme.test", "Ann")
    draft = company.draft(contact, number="HS-1", date="2026-10-12")
    if finalized:
        company.edit("invoices", draft, hs_invoice_status="open")
    company.set_up()
    company.sync()
    return draft, contact


def test_another_mapping_modifies_no_old_invoice(empty: Company) -> None:  # A13, A15
    invoice, _ = before_the_start(empty)
    empty.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    sync = empty.world.workspace.syncs.get(object_type="invoice")
    added = FieldMapping.objects.create(
        sync=sync, hubspot_field="hs_title", quickbooks_field="PrivateNote", origin="custom"
    )
    empty.edit("invoices", invoice, hs_title="October")
    assert empty.writes(full=True)["quickbooks"] == 0

    added.delete()
    FieldMapping.objects.create(
        sync=sync, hubspot_field="hs_comments", quickbooks_field="CustomerMemo.value", enabled=False
    )
    empty.edit("invoices", invoice, hs_comments="Sent again")
    assert empty.writes(full=True)["quickbooks"] == 0

    assert empty.stands(number="HS-1") == "excluded: before_start"


def test_another_currency_or_setting_of_the_accounts_modifies_no_old_invoice(empty: Company) -> None:  # A15
    invoice, _ = before_the_start(empty)
    empty.world.control("hubspot", "settings", {"currency": "EUR", "timezone": "Asia/Tokyo"})
    empty.company_settings(CurrencyPrefs={"MultiCurrencyEnabled": True, "HomeCurrency": {"value": "USD"}})
    empty.edit("invoices", invoice, hubspot_owner_id="501")

    assert empty.writes(full=True)["quickbooks"] == 0
    assert empty.stands(number="HS-1") == "excluded: before_start"
