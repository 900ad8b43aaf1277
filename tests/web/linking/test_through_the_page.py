"""From a click on the page to both ledgers: what a run has stored is what the page offers, and what it offers works."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from syncapp.storage.models import Membership
from tests.scenarios.company import Company, line, living
from tests.web.conftest import person
from tests.world import World

QUIET = {"hubspot": 0, "quickbooks": 0}


@pytest.fixture
def company(demo: World) -> Company:
    return Company(demo)


def signed_in(company: Company) -> Client:
    client = Client()
    user = person("ida")
    Membership.objects.create(workspace=company.world.workspace, user=user, role="bookkeeper")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def read(client: Client, path: str) -> str:
    answer = client.get(f"/demo/{path}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def value_of(page: str, words: str) -> tuple[str, str]:
    """Where the form with this option goes, and the option's value."""
    form = next(one for one in page.split("<form ")[1:] if words in one.partition("</form>")[0])
    action = re.search(r'action="([^"]+)"', form)
    values = re.findall(r'value="([^"]+)" required><span>(.*?)</span></label>', form)
    assert action
    return action[1], next(value for value, said in values if words in said)


def test_the_customer_that_is_chosen_on_the_page_is_billed(company: Company) -> None:  # A2, B23
    company.customer("Olivia Oak", "olivia@oak.test")
    holdings = company.customer("Oak Holdings", "olivia@oak.test")
    olivia = company.contact("olivia@oak.test", "Olivia", "Oak")
    item = company.item("Mowing", "MOW")
    product = company.product("Mowing", "MOW")
    company.set_up()
    company.invoice(olivia, line(product=product), number="HS-1")
    company.sync()
    client = signed_in(company)

    page = read(client, "linking/")
    assert "same email olivia@oak.test, same name" in page
    action, value = value_of(page, "Oak Holdings")
    client.post(action, {"choice": value})
    company.sync()

    assert company.quickbooks("HS-1").doc["CustomerRef"]["value"] == holdings
    assert company.writes() == QUIET
    second = read(client, "linking/")  # the other customer of the address has its own three choices
    assert "A contact of its own, without an email address" in second
    assert item


def test_two_contacts_and_the_one_that_is_chosen_on_the_invoices_page(company: Company) -> None:  # A2
    ann, bea = company.contact("ann@acme.test", "Ann"), company.contact("bea@baker.test", "Bea", "Baker")
    company.set_up()
    company.invoice((ann, bea), number="HS-1")
    company.sync()
    client = signed_in(company)
    record = company.world.record(number="HS-1")

    action, value = value_of(read(client, f"records/{record.pk}/"), "Bea Baker")
    client.post(action, {"choice": value})
    company.sync()

    assert company.quickbooks("HS-1").emails == {"bea@baker.test"}
    assert len(living(company.world, "quickbooks", "invoice")) == 1
    assert company.writes() == QUIET


def test_history_that_is_sent_from_the_page(company: Company) -> None:  # A15
    contact = company.contact("hal@history.test", "Hal")
    invoice = company.draft(contact, number="HS-1", date="2026-10-12")
    company.edit("invoices", invoice, hs_invoice_status="open")
    company.set_up()
    invoices = company.world.workspace.syncs.get(object_type="invoice")
    invoices.settings = {**invoices.settings, "send_history": False}
    invoices.save()
    company.sync()
    company.pay_here(invoice, "40.00")
    company.sync()
    client = signed_in(company)

    page = read(client, "approvals/")
    assert "Created there, dated Oct 12, 2026. 1 payment of $40.00 goes with it." in page
    told = dict(re.findall(r'<input type="hidden" name="(record|seen)" value="([^"]*)"', page))
    client.post("/demo/approvals/send/", told)
    company.sync()

    assert company.equal("HS-1").balance == 60
    assert company.writes() == QUIET
    assert "Nothing needs approval" in read(client, "approvals/")
